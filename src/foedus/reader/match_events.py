"""Which event of the case a proposal is about, and where the record has it otherwise."""

from collections.abc import Iterable, Iterator, Mapping

import msgspec

from foedus.case.folder import Case
from foedus.case.proposals import Proposed
from foedus.codebook import Kind
from foedus.reader.merge import may_meet
from foedus.terms import dates, numbers
from foedus.terms.words import fold, join_words

Row = Mapping[str, str]
OPPOSED = {"denied": ("asserted", "attributed"), "asserted": ("denied",), "attributed": ("denied",)}


class Known:
    """The claims of a case by kind and by each party that they name."""

    def __init__(self, case: Case) -> None:
        self.kinds = case.codebook.kinds
        self.rows: dict[str, list[dict[str, str]]] = {}
        self.by_party: dict[tuple[str, str], list[int]] = {}
        for kind in case.filled:
            names = [column.name for column in kind.columns]
            picked = ", ".join(f'"{name}"' for name in names)
            rows = case.rows(f'SELECT {picked} FROM "{kind.kind}" ORDER BY row')
            self.rows[kind.kind] = [dict(zip(names, (cell or "" for cell in row), strict=True)) for row in rows]
            for at, row in enumerate(self.rows[kind.kind]):
                for party in parties(kind, row):
                    self.by_party.setdefault((kind.kind, party), []).append(at)

    def near(self, one: Proposed) -> Iterator[dict[str, str]]:
        """The claims of its kind that name one of its parties."""
        kind = self.kinds[one.kind]
        places = {at for party in parties(kind, one.row) for at in self.by_party.get((one.kind, party), ())}
        yield from (self.rows[one.kind][at] for at in sorted(places))


def parties(kind: Kind, row: Row) -> set[str]:
    """The parties that a claim names."""
    return {value.strip() for column in kind.parties for value in row.get(column.name, "").split(";") if value.strip()}


def matched(proposals: Iterable[Proposed], known: Known) -> Iterator[Proposed]:
    """The proposals with the key of an event that the case has, where one is alike, why, and what speaks against."""
    for one in proposals:
        kind = known.kinds[one.kind]
        best = max(
            (
                (score, -at, claim, why)
                for at, claim in enumerate(known.near(one))
                for score, why in [_alike(kind, one, claim)]
            ),
            key=lambda found: found[:2],
            default=None,
        )
        if best is None or best[0] <= 0:
            yield one
            continue
        event = best[2]["event"]
        against = tuple(
            said for claim in known.near(one) if claim["event"] == event for said in _against(kind, one, claim)
        )
        why = f"{best[2]['claim']} of {event} has {best[3]}."
        yield msgspec.structs.replace(one, row={**one.row, "event": event}, event_why=why, against=against)


def _alike(kind: Kind, one: Proposed, claim: Row) -> tuple[float, str]:
    """How much a claim is about the same event, and in what; 0 where it is not."""
    row = one.row
    score, same = 0.0, []
    for column in kind.own:
        if not (column.core or column.party):
            continue
        ours, theirs = _values(row.get(column.name, "")), _values(claim.get(column.name, ""))
        if ours and theirs:
            shared = len(ours & theirs) / len(ours | theirs)
            if shared < 0.5:
                return 0.0, ""
            score += shared
            same.append(f"the same {column.label.lower()}" if shared == 1 else f"much the same {column.label.lower()}")
    if not same or row.get("grain") != claim.get("grain", "single"):
        return 0.0, ""
    dated = _meet(row.get("date", ""), claim.get("date", ""))
    if dated is False and row.get("stage") == claim.get("stage"):
        return 0.0, ""
    if dated:
        score += 1
        same.append("a date that fits")
    if row.get("stage") == claim.get("stage"):
        score += 0.5
    return score, join_words(same)


def _values(cell: str) -> set[str]:
    return {fold(value) for value in cell.split(";") if value.strip()}


def _meet(one: str, other: str) -> bool | None:
    """Whether two dates may be the same; None where one is missing, or is no date."""
    if not one or not other:
        return None
    try:
        return may_meet(one, other)
    except dates.DateError:
        return None


def _against(kind: Kind, one: Proposed, claim: Row) -> Iterator[str]:
    """What a claim on the same event and stage has otherwise, in sentences."""
    row, who = one.row, f"{claim['claim']} ({claim['source']})"
    if row.get("stage") != claim.get("stage"):
        return
    if claim.get("assertion") in OPPOSED.get(row.get("assertion", ""), ()):
        yield f"{who} has it {claim['assertion']}, this one {row['assertion']}."
    if _meet(row.get("date", ""), claim.get("date", "")) is False:
        yield f"{who} has {claim['date']}, this one {row['date']}."
    for column in kind.own:
        ours, theirs = row.get(column.name, ""), claim.get(column.name, "")
        if column.compare == "number" and ours and theirs and _apart(ours, theirs):
            yield f"{who} has {column.label.lower()} {theirs}, this one {ours}."


def _apart(one: str, other: str) -> bool:
    try:
        relation = numbers.compare(numbers.parse(one), numbers.parse(other))
    except numbers.NumberError:
        return False
    return relation is numbers.Relation.DISJOINT
