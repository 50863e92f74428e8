"""Who belongs to what: states in organisations, as the record concludes at its clocks, and as datasets have it."""

import re
from collections.abc import Iterable, Mapping, Sequence
from datetime import date
from functools import cached_property
from typing import Any, Literal

import msgspec

from foedus.measures.measured import MeasureError
from foedus.measures.told import held
from foedus.record import Record
from foedus.record.ask import AskError
from foedus.record.conclude import Strand, conclude
from foedus.record.conclude.claims import World
from foedus.record.held import Held
from foedus.record.words import Words
from foedus.terms.dates import parse, say
from foedus.terms.words import nearest

STATES = ("state", "territory")
KIND = "memberships"
SHORT = re.compile(r"(?=(?:.*[A-Z]){2})[A-Za-z]{2,7}")
"""Letters by which an organisation is known: OTS, NATO, UNASUR."""
MEMBER = "member"
MOST_BODIES = 9
"""Organisations set side by side where the case does not name its blocs: columns that a page can carry."""

Row = Mapping[str, Any]
Status = Literal["in", "out", "denied", "ahead", "open"]
"""in: a member or observer; out: no longer, or turned down; denied: said not to be; ahead: invited, expected, weighed;
open: the claims differ, and no rule decides."""
ORDER: tuple[Status, ...] = ("in", "out", "open", "denied", "ahead")


class Standing(msgspec.Struct, frozen=True):
    """How a state stands to an organisation by the record."""

    status: Status
    words: str
    """`member`, `observer`, `left`, `denied`, `invited`."""
    full: bool
    """Whether it belongs as a member, not as an observer, candidate or partner."""
    claims: tuple[str, ...]


Standings = Mapping[tuple[str, str], Standing]
"""By state and organisation."""


def bodies(record: Record) -> list[str]:
    """The organisations to set side by side: the case's blocs, else those with most members in claims."""
    if record.settings.blocs:
        return list(record.settings.blocs)
    rows = record.con.execute(
        "SELECT body, count(DISTINCT state) FROM (SELECT unnest(organisation) AS body, member FROM memberships), "
        f"unnest(member) AS m(state) GROUP BY body ORDER BY 2 DESC, 1 LIMIT {MOST_BODIES}"
    ).fetchall()
    return [row[0] for row in rows]


def short(record: Record, keys: Iterable[str]) -> dict[str, str]:
    """For each organisation the letters by which it is known, where its entry has them, else its name."""
    words = Words.of(record)
    rows = record.con.execute("SELECT entity, aliases FROM entities WHERE aliases IS NOT NULL").fetchall()
    aliases = {key: text.split(";") if isinstance(text, str) else text for key, text in rows}
    return {
        key: next(
            (text for one in (words.label(key), *aliases.get(key, ())) if SHORT.fullmatch(text := one.strip())),
            words.label(key),
        )
        for key in keys
    }


def members(record: Record, group: str) -> list[str]:
    """The members of a group of the case, or of an organisation as the record has it at its clocks, by key.

    Observers and candidates are no members. Raises `MeasureError` for what is neither, or has none.
    """
    if group in record.settings.groups or group == "coalition" or group in _Belonging.of(record).inside:
        return record.members(group)
    body = _body(record, group)
    found = standings(record, [body])
    types = World.of(record).types
    states = sorted(
        state
        for (state, _), one in found.items()
        if one.status == "in" and one.full and types.get(state, STATES[0]) in STATES
    )
    if not states:
        raise MeasureError(
            f"No claim has a state as a member of {Words.of(record).name(body)} at these clocks.",
            "Name states with --state, or another group with --group.",
        )
    return states


def _body(record: Record, text: str) -> str:
    """The key of an organisation with memberships, by key, name or alias."""
    known = _Belonging.of(record).bodies
    try:
        key = record.entity(text)
    except AskError:
        key = text
    if key in known:
        return key
    groups = [*record.settings.groups, "coalition", *known]
    groups += [row[0] for row in record.con.execute("SELECT DISTINCT entity FROM members ORDER BY 1").fetchall()]
    near = nearest(text, groups)
    hint = f"Did you mean '{near}'?" if near else "Groups are: " + ", ".join(dict.fromkeys(groups)) + "."
    raise MeasureError(f"There is no group '{text}' with members.", hint)


def standings(record: Record, organisations: Sequence[str]) -> dict[tuple[str, str], Standing]:
    """How every state that claims name stands to some organisations; a group's members stand as the group does."""
    return _Belonging.of(record).standings(organisations)


class _Belonging:
    """The claims of a record on who belongs to what, and what it concludes of them, read as they are asked for."""

    COLUMNS = ("claim", "event", "member", "organisation", "known", "roots")

    def __init__(self, record: Record) -> None:
        self.record, self.inside = record, _inside(record)
        self._rows: dict[str, list[Row]] = {}
        """By organisation."""
        self._strands: dict[str, list[Strand]] = {}
        """By event."""

    @classmethod
    def of(cls, record: Record) -> "_Belonging":
        """That of a record."""
        found = record.kept.get(cls)
        if not isinstance(found, cls):
            found = record.kept[cls] = cls(record)
        return found

    @cached_property
    def bodies(self) -> list[str]:
        """The organisations with memberships, at whatever clocks."""
        asked = "SELECT DISTINCT unnest(organisation) FROM store.memberships ORDER BY 1"
        return [row[0] for row in self.record.con.execute(asked).fetchall()]

    def standings(self, organisations: Sequence[str]) -> dict[tuple[str, str], Standing]:
        """As the function of that name."""
        self._read([body for body in dict.fromkeys(organisations) if body not in self._rows])
        rows = {row["claim"]: row for body in organisations for row in self._rows[body]}
        found: dict[tuple[str, str], list[Standing]] = {}
        for strand in (
            one for event in sorted({row["event"] for row in rows.values()}) for one in self._strands[event]
        ):
            told = [rows[claim] for claim in strand.claims if claim in rows]
            if not told:
                continue
            standing = _standing(self.record, strand, told)
            states = {one for row in told for key in row["member"] for one in self.inside.get(key, (key,))}
            for body in {body for row in told for body in row["organisation"]} & set(organisations):
                for state in states:
                    found.setdefault((state, body), []).append(standing)
        return {pair: _together(several) for pair, several in sorted(found.items())}

    def _read(self, organisations: Sequence[str]) -> None:
        """Have the claims on some organisations at hand, and the strands of their events."""
        if not organisations:
            return
        rows = self._of(organisations)
        held(self.record, rows)
        self._rows.update((body, []) for body in organisations)
        for row in rows:
            for body in set(row["organisation"]).intersection(organisations):
                self._rows[body].append(row)
        new = sorted({row["event"] for row in rows} - self._strands.keys())
        self._strands.update((event, []) for event in new)
        for strand in conclude(self.record, new, [KIND], fields=["role", "date"]) if new else ():
            self._strands[strand.event].append(strand)

    def _of(self, organisations: Sequence[str]) -> list[Row]:
        if every := Held.of(self.record):
            return [row for body in organisations for row in every.rows(KIND, "organisation", body)]
        where, picked = "list_has_any(organisation, ?::VARCHAR[])", ", ".join(self.COLUMNS)
        return list(self.record.rows(f"SELECT {picked} FROM memberships WHERE {where}", [list(organisations)]))


def _inside(record: Record) -> dict[str, tuple[str, ...]]:
    held = Held.of(record)
    rows = held.every("members") if held else record.rows("SELECT entity, member FROM members")
    found: dict[str, tuple[str, ...]] = {}
    for entity, member in sorted((row["entity"], row["member"]) for row in rows):
        found[entity] = (*found.get(entity, ()), member)
    return found


def _together(several: Sequence[Standing]) -> Standing:
    """One standing out of those of several events: what is told before what is only denied or expected.

    In force in one and over in another: which came last is not decided here, so it is left open.
    """
    ordered = sorted(several, key=lambda one: (ORDER.index(one.status), not one.full, one.claims))
    first = ordered[0]
    claims = tuple(sorted({claim for one in ordered if one.status == first.status for claim in one.claims}))
    if first.status == "in" and any(one.status == "out" for one in ordered):
        claims = tuple(sorted({claim for one in ordered if one.status in ("in", "out") for claim in one.claims}))
        return Standing("open", "told as in force and as over", False, claims)
    return msgspec.structs.replace(first, claims=claims)


def _standing(record: Record, strand: Strand, rows: Sequence[Row]) -> Standing:
    kind = record.codebook.kinds[KIND]
    stage = next(one for one in strand.conclusions if one.field == "stage")
    role = next((one for one in strand.conclusions if one.field == "role"), None)
    word = (role.value if role else None) or ""
    column = kind.by_name["role"]
    full = word in ("", MEMBER) or column.wider.get(word) == MEMBER
    carrying = stage.claims or tuple(row["claim"] for row in rows)
    claims = tuple(sorted({*carrying, *(role.claims if role and stage.value else ())}))
    if stage.value is None:
        if stage.rule == "unresolved":
            return Standing("open", "claims differ", False, tuple(sorted({*claims, *stage.named})))
        status: Status = "denied" if stage.rule == "denied" else "ahead"
        return Standing(status, stage.rule, full, claims)
    reached = kind.stage[stage.value]
    if reached.lasting:
        until = _until(record, strand, stage.value, rows)
        if until:
            return Standing("out", f"until {until}", full, claims)
        return Standing("in", column.words.get(word, word) or MEMBER, full, claims)
    if reached.phase == "over":
        return Standing("out", reached.label, full, claims)
    return Standing("ahead", reached.label, full, claims)


def _until(record: Record, strand: Strand, stage: str, rows: Sequence[Row]) -> str:
    """Until when a stage lasted, in words, where its date has an end that lies before what is asked about; else ''."""
    text = next((one.value for one in strand.conclusions if one.field == "date" and one.stage == stage), None) or ""
    _, slash, last = text.partition("/")
    end = parse(text).latest if slash and last not in ("", "..") else None
    at = record.as_of or max((row["known"] for row in rows if row["known"]), default=date.max)
    return say(parse(last)) if end and end < at else ""


def labels(record: Record, keys: Iterable[str]) -> str:
    """Labels one after the other, in order of label."""
    words = Words.of(record)
    return ", ".join(sorted(words.label(key) for key in keys))
