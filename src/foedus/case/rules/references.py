"""Every key leads to a row: entities, sources, events, topics, claims.

A state may be named by its alpha-3 without a row of its own. Plain words are allowed for things without an
entry ("patrol boats"); words that come very near to a key are a warning, as they are probably a slip.
"""

from collections.abc import Collection, Iterator

from foedus.case.findings import Finding, Suggestions
from foedus.case.folder import Case
from foedus.codebook import Column
from foedus.terms.dates import DateError, parse
from foedus.terms.states import states
from foedus.terms.words import is_key

FILES = {
    "entity": "entities.csv",
    "source": "sources.csv",
    "event": "a claim or events.csv",
    "topic": "topics.csv",
    "claim": "claims/",
}


def check(case: Case) -> Iterator[Finding]:
    """Yield `unknown-entity`, `unknown-source`, `unknown-event`, `unknown-topic` and `unknown-claim` findings."""
    own = {row[0] for row in case.rows("SELECT entity FROM entities")}
    entities = own | set(states())
    sources = {row[0] for row in case.rows("SELECT source FROM sources")}
    topics = {row[0] for row in case.rows("SELECT topic FROM topics")}
    events = {
        row[0]
        for row in case.rows(f"SELECT DISTINCT event FROM ({case.union('event')}) UNION SELECT event FROM events")
    }
    known: dict[str, tuple[str, Collection[str]]] = {
        "entity": ("entity", entities),
        "entities": ("entity", entities),
        "source": ("source", sources),
        "sources": ("source", sources),
        "events": ("event", events),
        "entities-or-sources": ("entity or source", entities | sources),
        "topic-or-event": ("topic or event", topics | events),
    }
    for table, column in case.columns():
        what, keys = known.get(column.type, ("", ()))
        if table == "topics" and column.name == "parent":
            what, keys = "topic", topics
        if column.type == "claims" and case.values(table, column):
            what, keys = "claim", {row[0] for row in case.rows(f"SELECT claim FROM ({case.union('claim')})")}
        if what:
            yield from _unknown(case, table, column, what, keys)
        elif column.type == "entity-or-text":
            yield from _slips(case, table, column, own)
        elif column.type == "entity-event-or-topic":
            yield from _slips(case, table, column, own | topics | events)
        elif column.type == "coverage":
            yield from _coverage(case, table, column, events)


def _unknown(case: Case, table: str, column: Column, what: str, keys: Collection[str]) -> Iterator[Finding]:
    bad = [value for value in case.values(table, column) if value not in keys]
    near = Suggestions(keys)
    first = what.partition(" ")[0]
    for line, subject, value in case.places(table, column, bad):
        message = f"There is no {what} '{value}'."
        hint = (f"Did you mean '{near[value]}'? Otherwise add" if near[value] else "Add") + f" it to {FILES[first]}."
        yield Finding(f"unknown-{first}", "error", case.file(table), line, message, hint, column.name, subject=subject)


def _slips(case: Case, table: str, column: Column, keys: Collection[str]) -> Iterator[Finding]:
    near = Suggestions([key for key in keys if "-" in key])
    odd = [
        value
        for value in case.values(table, column)
        if value not in keys and "-" in value and is_key(value) and near[value]
    ]
    for line, subject, value in case.places(table, column, odd):
        message = f"'{value}' looks like a key, and there is no such key."
        hint = f"Did you mean '{near[value]}'? If it is meant as plain words, write it with spaces."
        yield Finding("near-key", "warning", case.file(table), line, message, hint, column.name, subject=subject)


def _coverage(case: Case, table: str, column: Column, events: Collection[str]) -> Iterator[Finding]:
    bad = []
    for value in case.values(table, column):
        if value == "unknown" or all(part.strip() in events for part in value.split(";")):
            continue
        try:
            parse(value)
        except DateError:
            bad.append(value)
    for line, subject, value in case.places(table, column, bad):
        message = f"'{value}' is neither a date, nor events, nor 'unknown', so it is not clear what the total spans."
        hint = "Write 2007, 1999/2002, the keys of events, or unknown."
        yield Finding("coverage-form", "error", case.file(table), line, message, hint, column.name, subject=subject)
