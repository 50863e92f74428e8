"""The SQL of k-ad-years: sets of states, what is their members' or their pairs' gathered into one."""

from collections.abc import Sequence
from itertools import combinations
from math import comb

import duckdb

from foedus.case.findings import Finding
from foedus.reference.errors import DataError
from foedus.reference.panel import pairs, states
from foedus.reference.panel.ask import Ask, Chosen, Group, noted
from foedus.reference.panel.columns import Column
from foedus.reference.panel.coverage import kind_of
from foedus.reference.panel.layout import Out, columns_of, gathered_told, key
from foedus.reference.panel.sources import Strand
from foedus.reference.panel.system import meant
from foedus.reference.raw import name_of
from foedus.terms.words import join_words

MOST = 30_000_000
"""Pairs of members of all sets and years, at most: half a minute, and what memory holds."""


def subsets(members: Sequence[str], size: int) -> tuple[Group, ...]:
    """All sets of so many of the given states. Raises `DataError` where there are none, or too many."""
    known = list(dict.fromkeys(meant(one) for one in members))
    if not 2 <= size <= len(known):
        raise DataError(
            f"There are no sets of {size} among {len(known)} state{'s' * (len(known) != 1)}.",
            "Name more --members, or another --size (2 at least).",
        )
    if comb(len(known), size) > MOST:
        raise DataError(f"{len(known)} states have {comb(len(known), size):,} sets of {size}.", "Name fewer --members.")
    return tuple(Group("-".join(one), one) for one in combinations(sorted(known), size))


def load(db: duckdb.DuckDBPyConnection, ask: Ask, start: int, end: int) -> list[Finding]:
    """Make `sets` (id, name, k, year) and `inside` (id, year, at, member, code): who is in which set, when.

    A member that is no state of the system in a year has no code there, and its set no values.
    """
    groups = ask.groups
    years = [max(min(one.ends or end, end) - max(one.begins or start, start) + 1, 0) for one in groups]
    many = sum(count * comb(len(one.members), 2) for count, one in zip(years, groups, strict=True))
    if many > MOST:
        raise DataError(
            f"{len(groups):,} sets in {sum(years):,} set-years have {many:,} pairs of members: more than memory holds.",
            "Ask for fewer sets or years.",
        )
    db.execute(
        "CREATE TEMP TABLE sets AS SELECT id, name, k, unnest(range(first, last + 1))::INTEGER AS year FROM (SELECT "
        "unnest(?::INTEGER[]) AS id, unnest(?::VARCHAR[]) AS name, unnest(?::INTEGER[]) AS k, "
        "unnest(?::INTEGER[]) AS first, unnest(?::INTEGER[]) AS last)",
        [
            list(range(len(groups))),
            [one.name for one in groups],
            [len(one.members) for one in groups],
            [max(one.begins or start, start) for one in groups],
            [min(one.ends or end, end) for one in groups],
        ],
    )
    pairs_ = [(id_, at, member) for id_, one in enumerate(groups) for at, member in enumerate(one.members)]
    db.execute(
        "CREATE TEMP TABLE belongs AS SELECT unnest(?::INTEGER[]) AS id, unnest(?::INTEGER[]) AS at, "
        "unnest(?::VARCHAR[]) AS member",
        [[row[0] for row in pairs_], [row[1] for row in pairs_], [row[2] for row in pairs_]],
    )
    db.execute(
        "CREATE TEMP TABLE who AS SELECT DISTINCT b.member, m.year, m.code, m.state FROM "
        "(SELECT DISTINCT member FROM belongs) b JOIN members m ON b.member IN (m.state, m.ccode::VARCHAR)"
    )
    db.execute(
        "CREATE TEMP TABLE inside AS SELECT s.id, s.year, b.at, b.member, w.code, w.state FROM sets s JOIN belongs b "
        "ON b.id = s.id LEFT JOIN who w ON w.member = b.member AND w.year = s.year"
    )
    db.execute("CREATE TEMP TABLE frame AS SELECT * FROM members WHERE (code, year) IN (SELECT code, year FROM inside)")
    return _absent(db)


def _absent(db: duckdb.DuckDBPyConnection) -> list[Finding]:
    rows = db.execute(
        "SELECT member, min(year), max(year), count(DISTINCT year) FROM inside WHERE code IS NULL "
        "GROUP BY member ORDER BY member"
    ).fetchall()
    return [
        noted(
            "no-state-then",
            f"{member} is no state of the system in {count} of the years asked for ({first}-{last}).",
            "The rows of its sets in these years are there, without values.",
        )
        for member, first, last, count in rows
    ]


def keys(ask: Ask) -> list[Out]:
    """The columns that say which set and year a row is about."""
    most = max(len(one.members) for one in ask.groups)
    code = "gwcode" if ask.system == "gw" else "ccode"
    said = "Gleditsch and Ward's" if ask.system == "gw" else "COW"
    return [
        key("kad", "Name of the set of states.", "i.name", "text"),
        key("year", "Year.", "i.year"),
        key("k", "How many states are in the set.", "i.k"),
        key("members", "The set's members as they were given, in the order of their numbers.", "i.members", "text"),
        key("in_system", "Whether all members were states of the system in the year: 1 or 0.", "i.whole", "flag"),
        *(
            key(f"{code}{at}", f"{said} number of member {at}, in the order of numbers.", f"i.codes[{at}]")
            for at in range(1, most + 1)
        ),
        *(
            key(f"state{at}", f"foedus key of member {at}.", f"i.states[{at}]", "text")
            for at in range(1, most + 1)
        ),
    ]  # fmt: skip


IDENTITY = (
    "SELECT s.id, s.year, any_value(s.name) AS name, any_value(s.k) AS k, "
    "string_agg(n.member, '; ' ORDER BY n.code, n.at) AS members, "
    "(count(n.code) = count(*))::TINYINT AS whole, "
    "list(n.code ORDER BY n.code) FILTER (WHERE n.code IS NOT NULL) AS codes, "
    "list(n.state ORDER BY n.code) FILTER (WHERE n.code IS NOT NULL) AS states, "
    "string_agg(n.member, ', ' ORDER BY n.at) FILTER (WHERE n.code IS NULL) AS lacking "
    "FROM sets s JOIN inside n ON n.id = s.id AND n.year = s.year GROUP BY s.id, s.year"
)


def outs(ask: Ask, strands: dict[Chosen, Strand], end: int) -> dict[Chosen, list[Out]]:
    """The columns of each variable: one for each rule by which members or pairs become a set."""
    return {one: _of(ask, one, strand, end)[0] for one, strand in strands.items()}


def _of(ask: Ask, one: Chosen, strand: Strand, end: int) -> tuple[list[Out], list[Out]]:
    """What goes out of a variable (over the gathered tables `x` and `y`), and what is gathered (over `d`)."""
    of_state = strand.sort == "state"
    inner = (
        states.outs(ask, {one: strand}, end)[one] if of_state else pairs.of_pairs(ask, one, strand, end, directed=False)
    )
    out: list[Out] = []
    gathered: list[Out] = []
    for value in (each.column for each in inner if each.column.role == "value"):
        suffix = value.name.removeprefix(one.variable.name).removesuffix(f"_lag{one.lag}" if one.lag else "")
        for rule in one.variable.sets:
            told = gathered_told(rule, value.kind, value.name, strand.window.carries(end), ask.reasons)
            says = f"{one.variable.says} Over the set: {rule}."
            kind = kind_of(rule, value.kind)
            made = list(columns_of(one, strand, told, f"{suffix}_{rule}", says, ask, end, rule, kind))
            gathered += made
            out += [Out(each.column, _shown(each.column, "x" if of_state else "y")) for each in made]
    return out, gathered


def _shown(column: Column, at: str) -> str:
    """A gathered column as it goes out: empty where a member is no state of the system."""
    shown = f"{at}.{name_of(column.name)}"
    if column.role == "reason":
        return (
            f"CASE WHEN i.whole = 0 THEN 'no state of the system in ' || i.year || ': ' || i.lacking ELSE {shown} END"
        )
    return f"CASE WHEN i.whole = 1 THEN {shown} END"


def make(db: duckdb.DuckDBPyConnection, ask: Ask, strands: dict[Chosen, Strand], end: int) -> str:
    """Gather members and pairs by set and year; returns what the columns are selected from."""
    db.execute(f"CREATE TEMP TABLE identity AS {IDENTITY}")
    of_states = [
        out for one, strand in strands.items() if strand.sort == "state" for out in _of(ask, one, strand, end)[1]
    ]
    of_pairs = [
        out for one, strand in strands.items() if strand.sort != "state" for out in _of(ask, one, strand, end)[1]
    ]
    joined = "identity i"
    if of_states:
        db.execute(
            f"CREATE TEMP TABLE by_member AS SELECT n.id, n.year, {', '.join(out.selected for out in of_states)} "
            "FROM inside n LEFT JOIN w d ON d.k = n.year * 1000 + n.code GROUP BY n.id, n.year"
        )
        joined += " LEFT JOIN by_member x ON x.id = i.id AND x.year = i.year"
    if of_pairs:
        inner = [
            out
            for one, strand in strands.items()
            if strand.sort != "state"
            for out in pairs.of_pairs(ask, one, strand, end, directed=False)
        ]
        db.execute(
            f"CREATE TEMP TABLE d AS SELECT p.k1, p.k2, {', '.join(out.selected for out in inner)} "
            f"FROM {pairs.source(strands, directed=False)}"
        )
        db.execute(
            f"CREATE TEMP TABLE by_pair AS SELECT a.id, a.year, {', '.join(out.selected for out in of_pairs)} "
            "FROM inside a JOIN inside b ON a.id = b.id AND a.year = b.year AND a.code < b.code "
            "LEFT JOIN d ON d.k1 = a.year * 1000 + a.code AND d.k2 = a.year * 1000 + b.code GROUP BY a.id, a.year"
        )
        joined += " LEFT JOIN by_pair y ON y.id = i.id AND y.year = i.year"
    return joined


def read(path_name: str, rows: Sequence[Sequence[str]]) -> tuple[tuple[Group, ...], list[Finding]]:
    """Sets from the rows of a CSV file: `set`, `members`, and `from` and `to` where wanted.

    Who is no state that foedus knows is a finding; the set stays, without values. Raises `DataError` for a file
    that is no list of sets.
    """
    header = [cell.strip().lower() for cell in rows[0]] if rows else []
    if "members" not in header or set(header) - {"set", "members", "from", "to"}:
        raise DataError(
            f"{path_name} is no list of sets: its columns are {join_words(header) or 'none'}.",
            "It has a column members (TUR; AZE; KAZ), and may have set (a name), from and to (years).",
        )
    groups: list[Group] = []
    findings: list[Finding] = []
    for line, row in enumerate(rows[1:], 2):
        if any(cell.strip() for cell in row):
            cells = dict(zip(header, (cell.strip() for cell in row), strict=False))
            groups.append(_group(path_name, line, cells, findings))
    if not groups:
        raise DataError(f"{path_name} has no sets.", "One a line under the header, members separated by ;")
    names = [one.name for one in groups]
    twice = next((name for name in names if names.count(name) > 1), None)
    if twice and len({(one.name, one.begins) for one in groups}) < len(groups):
        raise DataError(f"{path_name} has the set {twice} more than once.", "Give each a name of its own.")
    return tuple(groups), findings


def _group(file: str, line: int, cells: dict[str, str], findings: list[Finding]) -> Group:
    members: list[str] = []
    for text in (one.strip() for one in cells.get("members", "").split(";")):
        if not text:
            continue
        try:
            member = meant(text)
        except DataError as error:
            member = text
            findings.append(noted("unknown-state", error.message, f"{error.hint} The set has no values.", file, line))
        if member in members:
            findings.append(noted("twice-in-set", f"{text} is in the set twice.", "It counts once.", file, line))
        else:
            members.append(member)
    if len(members) < 2:
        raise DataError(f"{file}:{line}: a set has two members at least.", "Separate them by ; such as TUR; AZE.")
    years: list[int | None] = []
    for name in ("from", "to"):
        text = cells.get(name, "")
        if text and not (text.isdigit() and len(text) == 4):
            raise DataError(f"{file}:{line}: {text} is no year.", f"Column {name} holds years such as 1991.")
        years.append(int(text) if text else None)
    return Group(cells.get("set") or "-".join(members), tuple(members), years[0], years[1])
