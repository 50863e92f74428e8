"""Ask the record: claims, events, sources, pairs, SQL - at any day of the world and of knowledge."""

import atexit
from collections.abc import Callable, Iterable, Mapping, Sequence
from datetime import date, datetime
from functools import cached_property, lru_cache
from pathlib import Path
from types import TracebackType
from typing import Any

import duckdb
import msgspec

from foedus.case.settings import Settings
from foedus.codebook import Codebook, Kind
from foedus.record.clocks import CONCLUDED, Clocks
from foedus.record.conclude import conclude, disagreements, store
from foedus.record.rows import Rows
from foedus.record.shared import SCHEMA, Lease
from foedus.terms import dates
from foedus.terms.words import nearest

TABLES_HINT = "`foedus query CASE --tables` lists the tables and their columns."

SEARCHED = frozenset(
    {"event", "entity", "entities", "entity-or-text", "entity-event-or-topic", "topic-or-event", "text"}
)
"""Types of columns in which a text is looked for."""
UNSEARCHED = frozenset({"locator", "coder", "currency"})


HELD, MOST_HELD = "held_", 16
"""Tables of answers that are used again, and how many are held."""


class AskError(Exception):
    """A question that cannot be answered as it was put: what is wrong with it, and the next step."""

    def __init__(self, message: str, hint: str = "") -> None:
        super().__init__(message)
        self.message, self.hint = message, hint


def day(text: str | date | None, which: str, *, last: bool = True) -> date | None:
    """The day that a date names: its last by default ('2022-06' is the end of June), else its first.

    Raises `AskError` for what is no date or has an open end on that side.
    """
    if isinstance(text, datetime):
        return text.date()
    if text is None or isinstance(text, date):
        return text
    try:
        parsed = dates.parse(text)
    except dates.DateError as error:
        raise AskError(f"{which}: {error.message}", error.hint) from error
    found = parsed.latest if last else parsed.earliest
    if found is None:
        raise AskError(
            f"{which}: '{text}' has no {'last' if last else 'first'} day.", "Write a day, such as 2022-06-01."
        )
    return found


class Record:
    """A case's record, asked at two clocks.

    `as_of`: the state of the world on a day: only what had, or may have, happened by then.
    `known`: only what sources published by a day say.
    Both take a date or EDTF text; without them everything is there. `without` leaves out a source: the claims that
    stand in it, and those of other sources that rest on it alone. The file is opened read-only, so it can be
    asked from several places at once. Use it as a context manager, or `close` it.
    """

    def __init__(
        self,
        path: Path | str,
        *,
        as_of: str | date | None = None,
        known: str | date | None = None,
        without: str | None = None,
    ) -> None:
        self.path = Path(path)
        self.without = without
        self.kept: dict[type, object] = {}
        """What is made of the record once and used again, by its class: names, the world."""
        self.as_of = day(as_of, "--as-of")
        self.known = day(known, "--known")
        self._held: dict[tuple[str, str], str] = {}
        self._made = 0
        self._lease: Lease | None = None
        try:
            self._lease = Lease(self.path)
            self.con = self._lease.con
            self.meta: Mapping[str, str] = dict(self.con.execute("SELECT key, value FROM store.meta").fetchall())
            self._look(self._lease)
        except (duckdb.Error, KeyError, msgspec.MsgspecError) as error:  # no database, another's, an older record
            self.close()
            raise AskError(
                f"{self.path} is not a record that can be opened: {str(error).splitlines()[0]}",
                "`foedus build CASE` makes it anew.",
            ) from error

    def __enter__(self) -> "Record":
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self.close()

    def close(self) -> None:
        """Let go of the file. Rows that it has answered stay: they hold the connection to which they belong."""
        if self._lease is not None:
            self._lease.give_back()
            self._lease = None

    @cached_property
    def codebook(self) -> Codebook:
        """The codebook with which the record was built."""
        return _codebook(self.meta["codebook"])

    @cached_property
    def settings(self) -> Settings:
        """What stood in the case's `case.toml`."""
        return msgspec.json.decode(self.meta["settings"], type=Settings)

    def at(
        self, *, as_of: str | date | None = None, known: str | date | None = None, without: str | None = None
    ) -> "Record":
        """The same record at other clocks, or without a source; what is not given stays as it is."""
        without = without or self.without
        return Record(self.path, as_of=as_of or self.as_of, known=known or self.known, without=without)

    @property
    def clocks(self) -> dict[str, str | None]:
        """The two clocks, as texts."""
        return {
            "as_of": self.as_of.isoformat() if self.as_of else None,
            "known": self.known.isoformat() if self.known else None,
        }

    @cached_property
    def bounds(self) -> str:
        """SQL that claims of the file meet which are there at the record's clocks; '' where all are."""
        return Clocks(self.known, self.as_of, self.without).bounds

    def _look(self, lease: Lease) -> None:
        clocks = Clocks(self.known, self.as_of, self.without)
        lease.look(clocks.given, lambda: clocks.views(self.codebook))
        self._concluded = not clocks.given
        if clocks.given:
            store.write(self.con, (), lease.room)  # empty until they are asked for, but listed among the tables

    def conclude(self) -> None:
        """Have the tables of conclusions at hand: at a clock they are concluded anew from what is there then."""
        if not self._concluded:
            self._concluded = True
            assert self._lease is not None
            store.write(self.con, conclude(self), self._lease.room, disagreements(self))

    # -- questions ---------------------------------------------------------------------------------------

    def query(self, sql: str, parameters: Sequence[Any] = ()) -> Rows:
        """The answer to a question in SQL (DuckDB's) over the record's views, at the record's clocks.

        Raises `AskError` where the question cannot be answered; nothing can be written, or read outside of the
        views. A column named twice gets a number: x, x_1. The answer is kept in columns until its rows are looked at.
        """
        if self._lease is None:
            raise AskError("The record has been closed.", "Open it anew to ask it.")
        try:
            self._must_be_a_question(sql)
            if any(name in sql.lower() for name in CONCLUDED):
                self.conclude()
            asked = self._lease.ask.sql(sql, params=parameters)
            return Rows(distinct(asked.columns), asked.materialize())
        except duckdb.Error as error:
            raise AskError(str(error).strip(), TABLES_HINT) from error

    def rows(self, sql: str, parameters: Sequence[Any] = ()) -> list[dict[str, Any]]:
        """The rows of a question of our own: for those few rows that are asked for again and again, at once."""
        cursor = self.con.execute(sql, parameters)
        names = [item[0] for item in cursor.description]
        return [dict(zip(names, row, strict=True)) for row in cursor.fetchall()]

    def _must_be_a_question(self, sql: str) -> None:
        """Raise `AskError` for what changes something, and for what goes past the views, and with them the clocks."""
        statements = self.con.extract_statements(sql)
        if [statement.type for statement in statements] != [duckdb.StatementType.SELECT]:
            raise AskError("This is not one question: the record is asked with a single SELECT.", TABLES_HINT)
        if SCHEMA in sql.lower():
            raise AskError("The clocks do not hold for other views than the record's own.", TABLES_HINT)
        if "store" not in sql.lower():
            return
        behind = [name for name in self.con.get_table_names(sql, qualified=True) if name.lower().startswith("store.")]
        if behind:
            raise AskError(f"The clocks do not hold for '{min(behind)}'.", "Write the table without 'store.' in front.")

    def kind(self, name: str) -> Kind:
        """A kind by its name. Raises `AskError` with the nearest one where there is none."""
        found = self.codebook.kinds.get(name)
        if found is None:
            near = nearest(name, self.codebook.kinds)
            hint = f"Did you mean '{near}'?" if near else "Kinds are: " + ", ".join(self.codebook.kinds) + "."
            raise AskError(f"There is no kind of claim called '{name}'.", hint)
        return found

    def entity(self, text: str) -> str:
        """The key of an entity by key, name or alias, whatever the case and the accents: `KAZ`, `kaz`, `turkiye`.

        Raises `AskError` with what is near where there is none.
        """
        if text in self._entities:
            return text
        rows = self.con.execute(
            "WITH asked AS (SELECT strip_accents(lower(trim(?))) AS name) SELECT entity FROM entities, asked "
            "WHERE entity = ? OR lower(entity) = asked.name OR strip_accents(lower(entities.name)) = asked.name "
            "OR list_contains(list_transform(string_split(coalesce(aliases, ''), ';'), "
            "lambda x: strip_accents(lower(trim(x)))), asked.name) "
            "ORDER BY (entity = ?) DESC, (strip_accents(lower(entities.name)) = asked.name) DESC, entity LIMIT 1",
            [text] * 3,
        ).fetchall()
        if rows and text.strip():  # an entity without an alias is not called ""
            return str(rows[0][0])
        names = self.con.execute("SELECT entity, name FROM entities").fetchall()
        near = nearest(text, [word for row in names for word in row if word])
        raise AskError(
            f"There is no entity '{text}' in this case.",
            f"Did you mean '{near}'?"
            if near
            else "`foedus query CASE 'SELECT entity, name FROM entities'` lists them.",
        )

    @cached_property
    def _entities(self) -> frozenset[str]:
        return frozenset(row[0] for row in self.con.execute("SELECT entity FROM entities").fetchall())

    def members(self, group: str) -> list[str]:
        """The members of a group: one of case.toml, or one of entities.csv. Raises `AskError` for others."""
        if group in self.settings.groups:
            return list(self.settings.groups[group].members)
        if group == "coalition":
            return list(self.settings.coalition.members)
        rows = self.con.execute("SELECT member FROM members WHERE entity = ? ORDER BY member", [group]).fetchall()
        if not rows:
            known = [*self.settings.groups, "coalition"]
            known += [row[0] for row in self.con.execute("SELECT DISTINCT entity FROM members ORDER BY 1").fetchall()]
            near = nearest(group, known)
            hint = f"Did you mean '{near}'?" if near else "Groups are: " + ", ".join(known) + "."
            raise AskError(f"There is no group '{group}' with members.", hint)
        return [row[0] for row in rows]

    def event_key(self, text: str) -> str:
        """The key of an event. Raises `AskError` with the nearest one where there is none at these clocks."""
        if self.con.execute("SELECT 1 FROM events WHERE event = ?", [text]).fetchall():
            return text
        keys = [row[0] for row in self.con.execute("SELECT event FROM store.events").fetchall()]
        if text in keys:
            raise AskError(f"Nothing on '{text}' was there at these clocks.", "Choose a later --known or --as-of.")
        holding = [key for key in keys if text in key]
        near = holding[:4] or [key for key in [nearest(text, keys)] if key]
        hint = "`foedus events CASE --text WORD` looks for one."
        if near:
            hint = "Did you mean " + " or ".join(f"'{key}'" for key in near) + "?"
        if self.con.execute("SELECT 1 FROM entities WHERE entity = ?", [text]).fetchall():
            hint = f"'{text}' is an actor: `foedus actor CASE {text}`."
        raise AskError(f"There is no event '{text}'.", hint)

    def conditions(
        self,
        *,
        actor: str | Iterable[str] = (),
        group: str | None = None,
        stage: str | Iterable[str] = (),
        event: str | None = None,
        source: str | None = None,
        assertion: str | Iterable[str] = (),
        grain: str | None = None,
        start: str | date | None = None,
        end: str | date | None = None,
        text: str | None = None,
    ) -> tuple[list[str], list[Any]]:
        """SQL conditions on `claims` for the filters that all questions share."""
        conditions: list[str] = []
        values: list[Any] = []
        for one in several(actor):
            conditions.append("claim IN (SELECT claim FROM roles WHERE actor = ?)")
            values.append(self.entity(one))
        if group:
            conditions.append("claim IN (SELECT claim FROM roles WHERE list_contains(?::VARCHAR[], actor))")
            values.append(self.members(group))
        words = {"stage": several(stage), "assertion": several(assertion), "grain": several(grain or ())}
        for column, chosen in words.items():
            if not chosen:
                continue
            self._known_words(column, chosen)
            conditions.append(f"list_contains(?::VARCHAR[], {column})")
            values.append(list(chosen))
        if event:
            conditions.append("event = ?")
            values.append(self.event_key(event))
        if source:
            conditions.append("source = ?")
            values.append(self.source_key(source))
        if start:
            # What may have lasted into the span belongs to it; what has no date at all does not.
            conditions.append("date IS NOT NULL AND coalesce(latest, DATE '9999-12-31') >= ?")
            values.append(day(start, "--since", last=False))
        if end:
            conditions.append("date IS NOT NULL AND coalesce(earliest, begun_by) <= ?")
            values.append(day(end, "--until"))
        if text:
            conditions.append(f"claim IN (SELECT claim FROM {self._said(text)})")
        return conditions, values

    def _said(self, text: str) -> str:
        """The table of the claims in which a text occurs: looked for once, used by each question of a page."""
        return self.hold(f"SELECT DISTINCT claim FROM ({self._saying()})", [text])

    def hold(self, sql: str, parameters: Sequence[Any] = (), amend: Callable[[str], None] | None = None) -> str:
        """The name of a table with the answer to a question of our own, for questions that build on it: asked once.

        `amend` is given the new table, to change what stands there. Of many tables those not asked for longest go.
        """
        key = (sql, repr(parameters))
        name = self._held.pop(key, None)
        if name is None:
            while len(self._held) >= MOST_HELD:
                self.con.execute(f"DROP TABLE {self._held.pop(next(iter(self._held)))}")
            self._made += 1
            name = f"{HELD}{self._made}"
            self.con.execute(f"CREATE TABLE {name} AS {sql}", parameters)
            if amend is not None:
                amend(name)
        self._held[key] = name
        return name

    def _saying(self) -> str:
        """SQL for the claims in which a text occurs, whatever its case and accents: in a cell, a name or a title."""

        def says(*cells: str) -> str:
            return f"contains(strip_accents(lower(concat_ws(chr(10), {', '.join(cells)}))), asked.text)"

        places = []
        for kind in self.codebook.kinds.values():
            cells = [f'"{c.name}"::VARCHAR' for c in kind.columns if c.type in SEARCHED and c.name not in UNSEARCHED]
            places.append(f'SELECT claim FROM "{kind.kind}", asked WHERE {says(*cells)}')
        # A name is found by its whole words: "anka" is the drone, not Ankara.
        words = "regexp_replace(strip_accents(lower(concat_ws(' ', entity, name, aliases))), '[^\\pL\\pN]+', ' ', 'g')"
        named = f"SELECT entity FROM entities, asked WHERE contains(' ' || {words} || ' ', ' ' || asked.text || ' ')"
        titled = f"SELECT event FROM titles, asked WHERE {says('title')}"
        places += [
            f"SELECT claim FROM roles WHERE entity IN ({named})",
            f"SELECT claim FROM claims WHERE event IN ({titled})",
        ]
        return f"WITH asked AS (SELECT strip_accents(lower(?)) AS text) {' UNION ALL '.join(places)}"

    def _known_words(self, column: str, chosen: Sequence[str]) -> None:
        if column == "stage":
            known = {stage.word for kind in self.codebook.kinds.values() for stage in kind.stages}
        else:
            known = set(next(c for c in self.codebook.common if c.name == column).words)
        for word in chosen:
            if word not in known:
                near = nearest(word, known)
                hint = f"Did you mean '{near}'?" if near else "Words are: " + ", ".join(sorted(known)) + "."
                raise AskError(f"There is no {column} '{word}'.", hint)

    def source_key(self, text: str) -> str:
        """The key of a source. Raises `AskError` with the nearest one where there is none."""
        keys = [row[0] for row in self.con.execute("SELECT source FROM sources").fetchall()]
        if text in keys:
            return text
        near = nearest(text, keys)
        raise AskError(
            f"There is no source '{text}'.", f"Did you mean '{near}'?" if near else "`foedus sources CASE` lists them."
        )

    def claims(self, kind: str | None = None, **filters: Any) -> Rows:
        """Claims, of one kind with all its columns, or of all kinds with the common ones, by event and date.

        Filters: `actor` (one or several: all must take part; a firm counts for its state), `group`, `stage`,
        `assertion`, `grain`, `event`, `source`, `start` and `end` (a span of dates), `text`.
        """
        conditions, values = self.conditions(**filters)
        where = f" WHERE {' AND '.join(conditions)}" if conditions else ""
        table = self.kind(kind).kind if kind else "claims"
        order = "ORDER BY date IS NULL, coalesce(earliest, begun_by), event, step, claim"
        return self.query(f'SELECT * FROM "{table}"{where} {order}', values)

    def events(self, kind: str | None = None, **filters: Any) -> Rows:
        """Events with a claim that meets the filters (the same as those of `claims`), in order of time."""
        conditions, values = self.conditions(**filters)
        if kind:
            conditions.append("kind = ?")
            values.append(self.kind(kind).kind)
        where = f" WHERE event IN (SELECT event FROM claims WHERE {' AND '.join(conditions)})" if conditions else ""
        return self.query(f"SELECT * FROM events{where} ORDER BY first NULLS LAST, event", values)

    def stages(self, event: str) -> Rows:
        """The stages that claims have an event at, in order, with how each is said."""
        return self.query(
            "SELECT * FROM stages WHERE event = ? ORDER BY kind, step, assertion", [self.event_key(event)]
        )

    def sources(self) -> Rows:
        """The sources, those with most claims first."""
        return self.query("SELECT * FROM sources ORDER BY claims DESC, source")

    def entities(self, type: str | None = None) -> Rows:
        """The entities of the case, of one type or all."""
        return self.query("SELECT * FROM entities WHERE ? IS NULL OR type = ? ORDER BY entity", [type, type])

    def tables(self) -> Mapping[str, list[str]]:
        """The tables that `query` can ask, with their columns."""
        rows = self.con.execute(
            "SELECT table_name, column_name FROM duckdb_columns() WHERE database_name = 'memory' "
            "AND list_contains(current_schemas(false), schema_name) AND table_name <> 'event_actors' "
            f"AND NOT starts_with(table_name, '{HELD}') ORDER BY table_name, column_index"
        ).fetchall()
        found: dict[str, list[str]] = {}
        for table, column in rows:
            found.setdefault(table, []).append(column)
        return found


@lru_cache(maxsize=4)
def _codebook(text: str) -> Codebook:
    return msgspec.json.decode(text, type=Codebook)


# What is kept here holds on to this module, and with it to DuckDB, which complains of that when the process ends.
atexit.register(_codebook.cache_clear)


def distinct(names: Sequence[str]) -> list[str]:
    """The names of columns, one that occurs again with a number: x, x_1."""
    found: list[str] = []
    for name in names:
        new, number = name, 0
        while new in found:
            number += 1
            new = f"{name}_{number}"
        found.append(new)
    return found


def several(value: str | Iterable[str]) -> tuple[str, ...]:
    """One word or several as a tuple."""
    return (value,) if isinstance(value, str) else tuple(value)
