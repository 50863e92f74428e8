"""A card on a pair: what is firm, what is contested, what is open, and three sentences to quote - one screen."""

from collections.abc import Iterable, Sequence
from datetime import date
from typing import Any

import msgspec

from foedus.record import Record
from foedus.record.ask import day
from foedus.record.counting import REAL
from foedus.record.rows import plain
from foedus.views import concluded
from foedus.views.concluded import Concluded
from foedus.views.counting import Count, counted, tied, total
from foedus.views.dossier import Dossier, dossier
from foedus.views.event import claim_dict
from foedus.views.evidence import Evidence
from foedus.views.standing import Standing

QUOTES = 3
LONGEST = 150
"""Characters of a sentence with its source that can be read out in one breath: two lines of a screen. Longer ones are
quoted only for want of others."""


class Card(msgspec.Struct, frozen=True):
    """What one can say of two actors on the phone."""

    a: str
    b: str
    names: tuple[str, str]
    since: str
    firm: tuple[Standing, ...]
    """Single events agreed or carried out by a source's own word and not denied, the latest first."""
    contested: tuple[Concluded, ...]
    disputed: tuple[Standing, ...]
    """Events that some tell of and others deny, where no contradiction has both sides."""
    open: tuple[Standing, ...]
    """Events only expected, weighed, talked of or passed on, and those of which a further stage is awaited."""
    undated: int
    """Claims on the pair without a date, which are left out where `since` is given."""
    quotes: tuple[Evidence, ...]

    def as_dict(self) -> dict[str, Any]:
        """For `--json`."""
        return {
            "a": self.a,
            "b": self.b,
            "names": list(self.names),
            "since": self.since or None,
            "firm": [_standing(one) for one in self.firm],
            "contested": [one.as_dict() for one in self.contested],
            "disputed": [_standing(one) for one in self.disputed],
            "open": [_standing(one) for one in self.open],
            "undated": self.undated,
            "quotes": [claim_dict(claim) | {"cite": claim.cite} for claim in self.quotes],
        }


def card(record: Record, one: str, other: str, since: str | None = None) -> Card:
    """The card of two actors. `since` leaves out what surely was over before that date, and what has none.

    Raises `AskError` where an actor is not there, both are one, or `since` is no date.
    """
    return of(record, dossier(record, one, other), since)


def of(record: Record, whole: Dossier, since: str | None = None) -> Card:
    """The card of a dossier that has been read."""
    start = day(since, "--since", last=False)
    claims = [claim for claim in whole.claims if _reaches(claim, start)]
    named = set(tied(record, actor=whole.a).get((min(whole.a, whole.b), max(whole.a, whole.b)), ()))
    outright = [claim for claim in claims if claim.claim in named]
    count = total(counted(record.codebook.kinds, outright).values())
    events = {claim.event for claim in claims}
    contested = [
        found
        for found in concluded.contradictions(record, actor=[whole.a, whole.b])
        if found.event in events and found.rule != "only"
    ]
    lines = [line for line in _lines(whole) if any(_reaches(claim, start) for claim in line.claims)]
    tense = {found.event for found in contested}
    return Card(
        a=whole.a,
        b=whole.b,
        names=whole.names,
        since=since or "",
        firm=tuple(_latest(_first(line for line in lines if _is_firm(line, count)))),
        contested=tuple(contested),
        disputed=tuple(_first(line for line in lines if line.firmness == "disputed" and line.event not in tense)),
        open=tuple(_latest(_first(line for line in lines if _is_open(line)))),
        undated=sum(not claim.date for claim in whole.claims) if start else 0,
        quotes=tuple(quotes(outright, count)),
    )


def _reaches(claim: Evidence, start: date | None) -> bool:
    """Whether what a claim tells may have lasted into the time since a day."""
    return start is None or (bool(claim.date) and (claim.row["latest"] is None or claim.row["latest"] >= start))


def _lines(whole: Dossier) -> list[Standing]:
    return [line for section in whole.sections if section.tone == "cooperation" for line in section.standings]


def _first(lines: Iterable[Standing]) -> list[Standing]:
    """Each event once: where it stands firmest, or first."""
    found: dict[str, Standing] = {}
    for line in lines:
        found.setdefault(line.event, line)
    return list(found.values())


def _latest(lines: Iterable[Standing]) -> list[Standing]:
    """The latest first; those without a date last."""
    return sorted(lines, key=lambda line: ("" if line.order == "9999" else line.order, line.event), reverse=True)


def _is_firm(line: Standing, count: Count) -> bool:
    return line.event in count.firm and line.firmness == "told" and line.phase in REAL


def _is_open(line: Standing) -> bool:
    return bool(line.awaited) or line.firmness in ("passed on", "expected", "weighed") or line.phase == "prospect"


def quotes(claims: Sequence[Evidence], count: Count) -> list[Evidence]:
    """Sentences that can be quoted with their place: of firm events, told by the source itself, each event once; the
    short before the long, the latest first, each from another source as far as there are such."""
    fit = [
        claim
        for claim in claims
        if claim.event in count.firm
        and claim.assertion == "asserted"
        and claim.phase in REAL
        and claim.grain == "single"
    ]
    fit.sort(key=lambda claim: claim.claim)
    fit.sort(key=lambda claim: claim.row["earliest"] or date.min, reverse=True)
    fit.sort(key=lambda claim: (not claim.locator, not claim.date))
    chosen: list[Evidence] = []
    short, long = [c for c in fit if _spoken(c) <= LONGEST], [c for c in fit if _spoken(c) > LONGEST]
    for some, other_source in ((short, True), (short, False), (long, True), (long, False)):
        for claim in some:
            new = claim.event not in {c.event for c in chosen}
            if len(chosen) < QUOTES and new and (not other_source or claim.source not in {c.source for c in chosen}):
                chosen.append(claim)
    return chosen


def _spoken(claim: Evidence) -> int:
    return sum(map(len, (claim.sentence, claim.cite, claim.locator, claim.via)))


def _standing(line: Standing) -> dict[str, Any]:
    return {
        "event": line.event,
        "title": line.title,
        "kind": line.kind,
        "reached": line.reached or None,
        "when": line.when or None,
        "firmness": line.firmness,
        "awaited": line.awaited or None,
        "roots": line.roots,
        "claims": [plain(claim.claim) for claim in line.claims],
    }
