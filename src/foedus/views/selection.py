"""What is chosen on every page at once: who, what, when, as known when. It is the query of an address, and back."""

import atexit
import re
from collections.abc import Callable, Collection, Iterable
from functools import lru_cache
from typing import Any
from urllib.parse import quote_plus

import msgspec

from foedus.record import Record
from foedus.record.ask import AskError, day
from foedus.terms.words import nearest

LONGEST = 200
"""Characters of a value that are looked at; nothing that is chosen from is longer."""
MOST_ACTORS = 8
MOST_PAGES = 1_000_000

TEXTS = ("kind", "group", "source", "since", "until", "as_of", "known", "q", "sort")
FIELDS = ("actor", *TEXTS, "page")
"""The words of an address, in their one order."""
CLOCKS = ("as_of", "known")
DAYS = {"since": "Since", "until": "Until", "as_of": "As of", "known": "Known by"}


_PLAIN = re.compile(r"[A-Za-z0-9_.~:,-]*").fullmatch
"""A value that stands in an address as it is: nearly all do, and to quote it takes longer than all the rest."""


class Trouble(msgspec.Struct, frozen=True):
    """Something in an address that makes no sense: it is left aside, and the page says so."""

    field: str
    message: str
    hint: str = ""


class Selection(msgspec.Struct, frozen=True):
    """What an address chooses. Texts are empty where nothing is chosen; pages are counted from 1."""

    actor: tuple[str, ...] = ()
    """All of them take part; a firm counts for its state."""
    kind: str = ""
    group: str = ""
    source: str = ""
    since: str = ""
    until: str = ""
    as_of: str = ""
    known: str = ""
    q: str = ""
    sort: str = ""
    page: int = 1
    own: tuple[tuple[str, str], ...] = ()
    """What only one page asks for, such as `imposer` of a measure, by name."""

    @property
    def query(self) -> str:
        """The selection as the query of an address, in the one order that it has; empty where nothing is chosen."""
        return _query(self)

    @property
    def chosen(self) -> tuple[str, ...]:
        """The names of the fields in which something is chosen."""
        return tuple(name for name in ("actor", *TEXTS) if getattr(self, name))

    def but(self, **changes: Any) -> "Selection":
        """The same but for some fields. Another selection begins at its first page."""
        return msgspec.structs.replace(self, **{"page": 1, **changes})

    def asked(self, name: str) -> str:
        """What one page's own field says; '' where it is silent."""
        return dict(self.own).get(name, "")

    @property
    def filters(self) -> dict[str, Any]:
        """The selection as filters of `Record.claims`, but for the kind and the clocks."""
        return {
            "actor": self.actor,
            "group": self.group or None,
            "source": self.source or None,
            "start": self.since or None,
            "end": self.until or None,
            "text": self.q or None,
        }

    def conditions(self, record: Record) -> tuple[str, list[Any]]:
        """SQL that claims meet which are chosen, to stand after WHERE, and its values; with the kind, not the clocks.

        A claim is also found by its own identifier. Raises `AskError` for what `settle` would have left aside.
        """
        found, values = record.conditions(**{**self.filters, "text": None})
        if self.kind:
            found.append("kind = ?")
            values.append(record.kind(self.kind).kind)
        if self.q:
            (said,), _ = record.conditions(text=self.q)
            found.append(f"({said} OR claim = lower(?))")
            values.append(self.q)
        return " AND ".join(found) or "true", values

    def at(self, record: Record) -> Record:
        """The record at the clocks of the selection: itself where they are the record's own."""
        return record.at(as_of=self.as_of, known=self.known) if self.as_of or self.known else record


@lru_cache(maxsize=4096)
def _query(chosen: Selection) -> str:
    """A page has hundreds of links, and these few selections among them."""
    pairs = [("actor", actor) for actor in chosen.actor]
    pairs += [(name, getattr(chosen, name)) for name in TEXTS if getattr(chosen, name)]
    pairs += [("page", str(chosen.page))] if chosen.page > 1 else []
    return "&".join(
        f"{name}={value if _PLAIN(value) else quote_plus(value, safe=':,')}" for name, value in (*pairs, *chosen.own)
    )


# What is kept here holds on to this module, and with it to DuckDB, which complains of that when the process ends.
atexit.register(_query.cache_clear)


def parse(pairs: Iterable[tuple[str, str]], own: Collection[str] = ()) -> tuple[Selection, list[Trouble]]:
    """The selection that the query of an address means, and what in it makes no sense, in sentences.

    `own` are the fields that the page has besides; one that is called like one of all pages is then the page's own.
    Whatever is given, nothing is raised.
    """
    given: dict[str, list[str]] = {}
    troubles: list[Trouble] = []
    for name, value in pairs:
        value = " ".join(value.split())
        if value:
            given.setdefault(name, []).append(value)
    for name in [name for name in given if name not in FIELDS and name not in own]:
        del given[name]
        near = nearest(name, [*FIELDS, *own])
        hint = f"Did you mean “{near}”?" if near else f"Fields are: {', '.join((*FIELDS, *own))}."
        troubles.append(Trouble("", f"There is no field “{_short(name)}” to choose by.", hint))
    for name, values in given.items():
        if any(len(value) > LONGEST for value in values):
            given[name] = [value for value in values if len(value) <= LONGEST]
            troubles.append(Trouble(name, f"“{_short(max(values, key=len))}” is too long.", "Shorten it."))
    read = {name: "" if name in own else _one(name, given.get(name, ()), troubles) for name in TEXTS}
    actors = tuple(dict.fromkeys(given.get("actor", ())))
    if len(actors) > MOST_ACTORS:
        troubles.append(Trouble("actor", f"At most {MOST_ACTORS} actors are looked for at once."))
    page = _page(_one("page", given.get("page", ()), troubles), troubles)
    own_ones = tuple((name, _one(name, given.get(name, ()), troubles)) for name in own)
    read |= _days(read, troubles)
    kept = tuple((name, value) for name, value in own_ones if value)
    return Selection(actor=actors[:MOST_ACTORS], page=page, own=kept, **read), troubles


def _one(name: str, values: Collection[str], troubles: list[Trouble]) -> str:
    distinct = list(dict.fromkeys(values))
    if len(distinct) > 1:
        troubles.append(Trouble(name, f"“{name}” is given several times; the first, “{distinct[0]}”, counts."))
    return distinct[0] if distinct else ""


def _page(text: str, troubles: list[Trouble]) -> int:
    if not text:
        return 1
    if not text.isascii() or not text.isdigit() or not 1 <= int(text) <= MOST_PAGES:
        troubles.append(Trouble("page", f"“{_short(text)}” is no page.", "Pages are counted from 1."))
        return 1
    return int(text)


def _days(read: dict[str, str], troubles: list[Trouble]) -> dict[str, str]:
    """Days that are days, and the span the right way round."""
    found = {name: read[name] for name in DAYS}
    for name, label in DAYS.items():
        try:
            day(read[name] or None, label, last=name != "since")
        except AskError as error:
            troubles.append(Trouble(name, error.message, error.hint))
            found[name] = ""
    since, until = day(found["since"] or None, "Since", last=False), day(found["until"] or None, "Until")
    if since and until and since > until:
        message = f"The span began after its end ({found['since']}, {found['until']}), so it was turned round."
        troubles.append(Trouble("since", message))
        found |= {"since": found["until"], "until": found["since"]}
    return found


def settle(record: Record, selection: Selection) -> tuple[Selection, list[Trouble]]:
    """The selection with keys for names, what the record does not know left aside and told in sentences."""
    troubles: list[Trouble] = []

    def known(field: str, value: str, find: Callable[[str], object]) -> str:
        if not value:
            return ""
        try:
            found = find(value)
        except AskError as error:
            hint = error.hint if "`foedus" not in error.hint else ""
            troubles.append(Trouble(field, error.message, hint))
            return ""
        return found if isinstance(found, str) else value

    actors = [known("actor", actor, record.entity) for actor in selection.actor]
    changes: dict[str, Any] = {
        "actor": tuple(dict.fromkeys(filter(None, actors))),
        "kind": known("kind", selection.kind, lambda text: record.kind(text).kind),
        "group": known("group", selection.group, record.members),
        "source": known("source", selection.source, record.source_key),
    }
    return msgspec.structs.replace(selection, **changes), troubles


def _short(text: str) -> str:
    return text if len(text) <= 40 else f"{text[:40]}…"
