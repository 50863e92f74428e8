"""A comparison of a case with a dataset as it is shown: on a screen, as a table, as JSON."""

from collections.abc import Sequence
from typing import Any

import msgspec

from foedus.reference.compare.model import STATUSES, Comparison, Line, Ours
from foedus.terms import states
from foedus.terms.words import join_words

COLUMNS = (
    "status", "parties", "event", "title", "claims", "places", "dates", "dataset", "version", "row", "dataset_says",
    "matched_by", "differences", "why",
)  # fmt: skip
MOST_PLACES = 4


def headline(found: Comparison) -> str:
    """What was compared: the states, the years, and what the dataset covers."""
    names = join_words([_name(state) for state in found.states])
    first, last = found.window
    return f"{names}, {found.span[0]}-{found.span[1]}. The dataset covers {first}-{last}; outside it: not covered."


def _name(key: str) -> str:
    state = states.states().get(key)
    return state.name if state else key


def parties(line: Line) -> str:
    """Whom a line is about: 'Türkiye -> Kazakhstan' for a transfer, else the names."""
    one = line.ours or line.theirs
    assert one is not None
    directed = line.theirs is not None and "ordered" in line.theirs.facts
    directed |= line.ours is not None and line.ours.kind in ("transfers", "production")
    return (" -> " if directed else " – ").join(_name(state) for state in one.states)


def places(one: Ours) -> str:
    """The claims of a thing with source and place: 'tra-015 Source (2024) ¶42: ordered'."""
    said = [
        f"{claim.claim} {claim.cite} {claim.locator}: {claim.stage}"
        + (f" ({claim.assertion})" if claim.assertion != "asserted" else "")
        for claim in one.claims
    ]
    more = len(said) - MOST_PLACES
    return "; ".join(said[:MOST_PLACES]) + (f" and {more} more" if more > 0 else "")


def shown(found: Comparison, lines: Sequence[Line]) -> tuple[list[Line], list[Line]]:
    """Lines about the states that were asked for among each other, and those with others."""
    inner = set(found.states)
    here = [line for line in lines if line.ours or (line.theirs and _inside(line.theirs.states, inner))]
    return here, [line for line in lines if line not in here]


def _inside(of: Sequence[str], inner: set[str]) -> bool:
    return len(set(of) & inner) > 1


def elsewhere(lines: Sequence[Line]) -> str:
    """How many lines there are for each set of parties, most first: 'RUS-KAZ 43, RUS-AZE 20'."""
    counts: dict[str, int] = {}
    for line in lines:
        if line.theirs:
            key = "-".join(line.theirs.states)
            counts[key] = counts.get(key, 0) + 1
    ranked = sorted(counts.items(), key=lambda item: (-item[1], item[0]))
    more = len(ranked) - 12
    return ", ".join(f"{key} {count}" for key, count in ranked[:12]) + (f" and {more} more" if more > 0 else "")


def as_dict(found: Comparison) -> dict[str, Any]:
    """For `--json`: both sides of each line in full."""
    data: dict[str, Any] = msgspec.to_builtins(found)
    data["counts"] = {status: len(found.of(status)) for status in STATUSES}
    for line in data["lines"]:
        if line["theirs"]:
            line["theirs"] |= {"dataset": found.dataset, "version": found.version}
    return data


def as_rows(found: Comparison) -> tuple[Sequence[str], list[list[str]]]:
    """For `--csv`: a row a line."""
    return COLUMNS, [_row(found, line) for line in found.lines]


def _row(found: Comparison, line: Line) -> list[str]:
    ours, theirs = line.ours, line.theirs
    one = ours or theirs
    assert one is not None
    return [
        line.status,
        "; ".join(one.states),
        ours.event if ours else "",
        ours.title if ours else "",
        "; ".join(claim.claim for claim in ours.claims) if ours else "",
        "; ".join(f"{claim.cite} {claim.locator}".strip() for claim in ours.claims) if ours else "",
        "; ".join(dict.fromkeys(f"{when.stage} {when.text}" for when in ours.whens)) if ours else "",
        found.dataset,
        found.version,
        theirs.key if theirs else "",
        theirs.says if theirs else "",
        line.matched_by,
        "; ".join(f"{one.field}: {one.ours} | {one.theirs}" for one in line.differences),
        line.why,
    ]
