"""Precision over noise: every cell in which two claims on one event differ, and why most are no contradiction."""

from collections import Counter
from collections.abc import Callable, Iterator
from itertools import combinations
from typing import Any

from foedus.codebook import Column, Kind
from foedus.record import Record
from foedus.record.conclude import Conclusion, Strand, conclude
from foedus.record.conclude.claims import Said, World, compared, said
from foedus.record.conclude.values import Bond, bond, of_dates

VERDICTS = (
    "a contradiction",
    "said on another thing: other parties, item, measure or period",
    "expected, weighed or denied by one of the two, and not against the other",
    "another stage reached: ordered, then delivered",
    "the date or figure of another stage",
    "the same more exactly",
    "both may be so",
)


def drawn(strands: list[Strand]) -> dict[str, list[Conclusion]]:
    """The contradictions that name a claim."""
    found: dict[str, list[Conclusion]] = {}
    for strand in strands:
        for one in strand.conclusions:
            for claim in one.named if one.contradicted else ():
                found.setdefault(claim, []).append(one)
    return found


def opposed(found: dict[str, list[Conclusion]], field: str, one: str, other: str) -> bool:
    """Whether a contradiction on this field has the two claims on different sides."""
    for conclusion in found.get(one, ()):
        sides = [set(conclusion.claims), *(set(side.claims) for side in conclusion.against)]
        if conclusion.field == field and other in conclusion.named and not any({one, other} <= side for side in sides):
            return True
    return False


def differing(kind: Kind, one: Said, other: Said) -> Iterator[tuple[str, Column, Any, Any]]:
    """The cells in which both claims say something, and not the same."""
    for column in (kind.by_name["stage"], kind.by_name["date"], *compared(kind)):
        a, b = (
            getattr(c, column.name) if column.name in ("stage", "date") else c.cells.get(column.name)
            for c in (one, other)
        )
        if a and b and a != b:
            yield column.name, column, a, b


def verdict(column: Column, a: Any, b: Any, one: Said, other: Said, same_strand: bool, world: World) -> str:
    """Why a difference is no contradiction."""
    if not same_strand:
        return VERDICTS[1]
    if not (one.told and other.told):
        return VERDICTS[2]
    if column.name == "stage":
        return VERDICTS[3]
    if column.compare in ("date", "number") and one.stage != other.stage:
        return VERDICTS[4]
    found = of_dates(a, b) if column.name == "date" else bond(column, a, b, world)
    return VERDICTS[5] if found in (Bond.FINER, Bond.VAGUER) else VERDICTS[6]


def shown(one: Conclusion) -> list[str]:
    """A contradiction with its sides, as lines."""
    stage = f" ({one.stage})" if one.stage else ""
    sides = [(one.value or "not so", one.claims)] if one.claims else []
    sides += [(side.value or "not so", side.claims) for side in one.against]
    return [
        f"{one.event}: {one.field}{stage} of {one.kind}, by rule {one.rule}",
        *(f"    {value}: {', '.join(claims)}" for value, claims in sides),
    ]


def test_what_a_naive_comparison_finds(bundled: Record, golden: Callable[[str, str], None]):
    """The bundled case: how many cells differ, why, and each contradiction that is left, for a person to check."""
    world = World.of(bundled)
    strands = list(conclude(bundled))
    found = drawn(strands)
    where = {claim: place for place, strand in enumerate(strands) for claim in strand.claims}
    counts: Counter[str] = Counter()
    pairs: dict[str, set[tuple[str, str]]] = {}
    for kind in bundled.codebook.kinds.values():
        for _, claims in said(bundled, kind, world) if kind.contestable else ():
            for one, other in combinations(claims, 2):
                for field, column, a, b in differing(kind, one, other):
                    why = VERDICTS[0]
                    if not opposed(found, field, one.claim, other.claim):
                        same = where[one.claim] == where[other.claim]
                        why = verdict(column, a, b, one, other, same, world)
                    counts[why] += 1
                    pairs.setdefault(why, set()).add((one.claim, other.claim))
    lines = ["Cells in which two claims on one event and kind differ, in the bundled case, and pairs of claims.", ""]
    lines += [f"{counts[why]:5}  {len(pairs.get(why, ())):5}  {why}" for why in VERDICTS]
    lines += [f"{counts.total():5}  {len(set().union(*pairs.values())):5}  in all", "", "The contradictions.", ""]
    for strand in strands:
        for conclusion in strand.conclusions:
            lines += shown(conclusion) if conclusion.contradicted else []
    golden("contradictions.txt", "\n".join(lines) + "\n")
