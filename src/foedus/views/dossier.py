"""A pair's dossier: everything that ties two actors, by kind, with how far it got."""

from typing import Any

import msgspec

from foedus.record import Record
from foedus.record.ask import AskError
from foedus.record.rows import plain
from foedus.record.words import Words
from foedus.views import counting
from foedus.views.event import claim_dict
from foedus.views.evidence import Evidence, chosen
from foedus.views.standing import Standing, rooted, standings


class Section(msgspec.Struct, frozen=True):
    """The pair's events of one kind."""

    kind: str
    label: str
    tone: str
    standings: tuple[Standing, ...]


class Dossier(msgspec.Struct, frozen=True):
    """Two actors and what the claims say ties them."""

    a: str
    b: str
    names: tuple[str, str]
    sections: tuple[Section, ...]
    firm: int
    soft: int
    """Cooperative events, counted as `counting` says; those that tie the two only as members of a group are not."""
    undated: int
    claims: tuple[Evidence, ...]

    def as_dict(self) -> dict[str, Any]:
        """For `--json`."""
        data = msgspec.to_builtins(self, builtin_types=(object,))
        data["claims"] = [claim_dict(claim) for claim in self.claims]
        for section, view in zip(data["sections"], self.sections, strict=True):
            for line, standing in zip(section["standings"], view.standings, strict=True):
                line["claims"] = [claim.claim for claim in standing.claims]
        return {key: plain(value) for key, value in data.items()}


def dossier(record: Record, one: str, other: str, kind: str | None = None, **filters: Any) -> Dossier:
    """The dossier of two actors by key, name or alias, with the claims that meet the filters of `Record.claims`.

    Raises `AskError` where one of the two is not there, or both are one.
    """
    a, b = record.entity(one), record.entity(other)
    if a == b:
        raise AskError(f"'{one}' and '{other}' are the same actor.", f"`foedus actor CASE {a}` shows it.")
    words = Words.of(record)
    if all(record.query("SELECT 1 FROM ties WHERE ? IN (a, b) LIMIT 1", [key]) for key in (a, b)):
        where, values = "claim IN (SELECT claim FROM ties WHERE ? IN (a, b) AND ? IN (a, b))", [a, b]
    else:  # only states are tied: a firm, a body or a person shares claims with others
        shared = "SELECT claim FROM roles WHERE actor = ? INTERSECT SELECT claim FROM roles WHERE actor = ?"
        where, values = f"claim IN ({shared})", [a, b]
    return of(record, words, a, b, chosen(words, where, values, kind, filters))


def of(record: Record, words: Words, a: str, b: str, claims: list[Evidence]) -> Dossier:
    """A dossier of claims that tie two actors."""
    roots = rooted(record, {claim.event for claim in claims})
    sections = []
    for kind in record.codebook.kinds.values():
        mine = [claim for claim in claims if claim.kind == kind.kind]
        if mine:
            titles = {claim.event: words.title(claim.event) for claim in mine}
            tone = kind.ties.tone if kind.ties else "cooperation"
            sections.append(Section(kind.kind, kind.plural, tone, tuple(standings(kind, mine, titles, roots))))
    named = set(counting.tied(record, actor=a).get((min(a, b), max(a, b)), ()))
    outright = [claim for claim in claims if claim.claim in named]
    counted = counting.total(counting.counted(record.codebook.kinds, outright).values())
    return Dossier(
        a=a,
        b=b,
        names=(words.label(a), words.label(b)),
        sections=tuple(sections),
        firm=len(counted.firm),
        soft=len(counted.soft),
        undated=sum(not claim.date for claim in claims),
        claims=tuple(claims),
    )
