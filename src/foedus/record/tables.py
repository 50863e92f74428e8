"""The record's tables as SQL over the tables of a case: what each column is, and how it comes about.

Every column is described here once; `dictionary` makes the data dictionary of the docs from it.
"""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass

from foedus.codebook import Codebook, Column, Kind
from foedus.codebook.model import Table

TOLD = "CREATE OR REPLACE MACRO told(cell) AS nullif(cell, '')"
"""Empty cells are unknown: NULL, never ''."""

PARTED = (
    "CREATE OR REPLACE MACRO parted(cell) AS "
    "list_filter(list_transform(string_split(cell, ';'), lambda x: trim(x)), lambda x: x <> '')"
)
"""A cell of several values as a list."""

INDEPENDENT = (
    # How many claims can be found of which no two share a root: the fewest roots first, each claim that shares
    # one with those already taken left aside. `many` is a list of lists of roots.
    "CREATE OR REPLACE MACRO independent(many) AS len(list_reduce("
    "list_transform(list_sort(list_transform(list_distinct(many), lambda r: {'n': len(r), 'r': r})), lambda s: [s.r]), "
    "lambda taken, one: CASE WHEN list_has_any(flatten(taken), one[1]) THEN taken ELSE list_concat(taken, one) END))"
)


@dataclass(frozen=True)
class Derived:
    """A column that the codebook does not have: its type, what it says, and the SQL that makes it."""

    name: str
    type: str
    help: str
    sql: str


CLAIM_DERIVED = (
    Derived("kind", "VARCHAR", "The kind of claim: the name of its table.", "'{kind}'"),
    Derived(
        "earliest", "DATE", "First day on which it may have reached the stage; empty where the start is unknown.",
        "d.earliest",
    ),
    Derived(
        "begun_by", "DATE",
        "Last day by which it had reached the stage. An undated claim is bounded only by the day its source was known.",
        "coalesce(d.begun_by, s.known)",
    ),
    Derived("latest", "DATE", "Last day of the span of `date`; empty where it is open or unknown.", "d.latest"),
    Derived("known", "DATE", "The day from which it was known: the latest day of its source's publication.", "s.known"),
    Derived(
        "since", "DATE",
        "The day from which it belongs to the state of the world: `earliest`, else `begun_by`; for what is expected "
        "or weighed, the day its source was known if that comes first. `--as-of` compares with this.",
        "CASE WHEN c.assertion IN ('expected', 'hypothetical') "
        "THEN least(coalesce(d.earliest, d.begun_by, s.known), s.known) "
        "ELSE coalesce(d.earliest, d.begun_by, s.known) END",
    ),
    Derived("phase", "VARCHAR", "How real the stage is: prospect, agreed, done, over.", "p.phase"),
    Derived("step", "INTEGER", "Place of the stage in its kind's list, from 1.", "p.step"),
    Derived(
        "roots", "VARCHAR[]",
        "On whose word it rests in the end: its attribution, else its source, each followed back along `derived_from`.",
        "list_sort(list_distinct(flatten(list_transform("
        "CASE WHEN c.attribution = '' THEN [c.source] ELSE parted(c.attribution) END, "
        "lambda x: coalesce(o.origins[x], [x])))))",
    ),
    Derived("root", "VARCHAR", "The same as one text.", "array_to_string(roots, '; ')"),
    Derived("file", "VARCHAR", "The file of the case that it stands in.", "'{file}'"),
    Derived("line", "BIGINT", "The line of that file.", "c.line"),
)  # fmt: skip

NUMBERS = (
    ("value", "The figure without the sign in front of it."),
    ("low", "The least that the figure allows; empty where it has no lower bound."),
    ("high", "The most that the figure allows; empty where it has no upper bound."),
)


def number_name(column: str, part: str) -> str:
    """The name of a derived column of a figure: `quantity` has quantity_number, quantity_low, quantity_high."""
    return f"{column}_{'number' if part == 'value' else part}"


def cell(column: Column, alias: str = "c") -> str:
    """SQL for a cell of the codebook: lists as lists, silence as NULL."""
    name = f'{alias}."{column.name}"'
    return f"parted({name})" if column.many else f"told({name})"


def sql_type(column: Column) -> str:
    """The DuckDB type of a column of the codebook."""
    return "VARCHAR[]" if column.many else "VARCHAR"


def numeric(kind: Kind) -> Iterator[Column]:
    """The columns of a kind that hold figures."""
    for column in kind.columns:
        if column.type in ("number", "money", "number-or-word"):
            yield column


def kind_table(kind: Kind, file: str) -> str:
    """SQL for one kind: the codebook's columns, then the derived ones, in the order of the `file` of the case.

    Uses `dates`, `numbers`, `source_known`, `origins` and `stage_list`, which `build` prepares.
    """
    picks = [f'{cell(column)} AS "{column.name}"' for column in kind.columns]
    joins = []
    for column in numeric(kind):
        alias = f"n_{column.name}"
        joins.append(f'LEFT JOIN numbers {alias} ON {alias}.text = c."{column.name}"')
        picks += [f"{alias}.{part} AS {number_name(column.name, part)}" for part, _ in NUMBERS]
    picks += [f"{derived.sql.format(kind=kind.kind, file=file)} AS {derived.name}" for derived in CLAIM_DERIVED]
    return (
        f'SELECT {", ".join(picks)}, c.row AS row FROM "{kind.kind}" c '
        "LEFT JOIN dates d ON d.text = c.date LEFT JOIN source_known s ON s.source = c.source "
        f"LEFT JOIN stage_list p ON p.kind = '{kind.kind}' AND p.stage = c.stage "
        f"{' '.join(joins)} CROSS JOIN origins o ORDER BY c.row"
    )


def claims_table(book: Codebook) -> str:
    """SQL for all claims: the columns that every kind has, and the derived ones."""
    names = ", ".join(
        [*(f'"{derived.name}"' for derived in CLAIM_DERIVED[:1])]
        + [f'"{column.name}"' for column in book.common]
        + [f'"{derived.name}"' for derived in CLAIM_DERIVED[1:]]
    )
    selects = [f'SELECT {names}, {order} AS kind_order, row FROM out."{kind}"' for order, kind in enumerate(book.kinds)]
    return f"SELECT {names} FROM ({' UNION ALL '.join(selects)}) ORDER BY event, kind_order, row"


def _several(column: Column) -> str:
    """SQL for what a cell of the record names, as a list."""
    return f'"{column.name}"' if column.many else f'parted("{column.name}")'


MENTIONING = ("entity", "entities", "entity-or-text", "entity-event-or-topic", "entities-or-sources")
"""Types of columns that may name an entity without its being a party."""


def roles_table(book: Codebook) -> str:
    """SQL for who has which part in a claim, states standing in for their firms and members for their groups.

    A firm, person, platform or place that a claim names without its being a party (as manufacturer, item, on
    whose word) is there as mentioned; a state in such a place is not, or every place would be an actor.
    """
    parties = [
        f"SELECT '{kind.kind}' AS kind, claim, event, '{column.name}' AS role, "
        f"unnest({_several(column)}) AS entity "
        f'FROM out."{kind.kind}" WHERE "{column.name}" IS NOT NULL'
        for kind in book.kinds.values()
        for column in kind.parties
    ]
    mentions = [
        f"SELECT '{kind.kind}' AS kind, claim, event, '{column.name}' AS role, "
        f"unnest({_several(column)}) AS entity "
        f'FROM out."{kind.kind}" WHERE "{column.name}" IS NOT NULL'
        for kind in book.kinds.values()
        for column in kind.columns
        if column.type in MENTIONING and not column.party
    ]
    return (
        f"WITH named AS ({' UNION ALL '.join(parties)}), mentioned AS ({' UNION ALL '.join(mentions)}) "
        ", every AS (SELECT DISTINCT kind, claim, event, role, entity, actor, via FROM ("
        "SELECT *, entity AS actor, 'named' AS via FROM named UNION ALL "
        "SELECT n.*, b.country AS actor, 'country' AS via FROM named n JOIN belongs b USING (entity) UNION ALL "
        "SELECT n.*, m.member AS actor, 'member' AS via FROM named n JOIN members m ON m.entity = n.entity UNION ALL "
        "SELECT m.*, m.entity AS actor, 'mentioned' AS via FROM mentioned m JOIN out.entities e ON e.entity = m.entity "
        "AND e.type NOT IN ('state', 'territory', 'group'))) "
        "SELECT e.*, c.known, c.since FROM every e JOIN out.claims c USING (claim) "
        "ORDER BY e.kind, e.claim, e.role, e.entity, e.via, e.actor"
    )


def ties_table(book: Codebook) -> str:
    """SQL for the pairs of states that a claim ties: directed from one role to another, or among one role."""
    selects = []
    for kind in book.kinds.values():
        ties = kind.ties
        if not ties:
            continue
        directed = not ties.among
        one, other = (ties.source, ties.target) if directed else (ties.among, ties.among)
        order = "a.actor <> b.actor" if directed else "a.actor < b.actor"
        selects.append(
            f"SELECT '{kind.kind}' AS kind, a.claim, a.event, a.actor AS a, b.actor AS b, {directed} AS directed, "
            f"'{ties.tone}' AS tone, a.via = 'member' OR b.via = 'member' AS expanded "
            f"FROM states_in a JOIN states_in b ON a.claim = b.claim AND {order} "
            f"WHERE a.kind = '{kind.kind}' AND a.role = '{one}' AND b.role = '{other}'"
        )
    union = " UNION ALL ".join(selects)
    return (
        "WITH states_in AS (SELECT kind, claim, role, event, actor, "
        "min(CASE via WHEN 'member' THEN 'member' ELSE 'a' END) AS via "
        "FROM out.roles JOIN state_like ON actor = state_like.entity GROUP BY ALL) "
        f", tied AS (SELECT kind, claim, event, a, b, directed, tone, bool_and(expanded) AS expanded FROM ({union}) "
        "GROUP BY ALL) "
        # What is asked of nearly every tie stands beside it: counting by pair and year needs no join.
        "SELECT t.*, c.stage, c.phase, c.assertion, c.grain, c.earliest, c.step, c.known, c.since "
        "FROM tied t JOIN out.claims c USING (claim) "
        "ORDER BY t.kind, a, b, claim"
    )


HIDDEN = {"roles": "known, since", "ties": "step, known, since"}
"""What stands in each row of these tables so that a clock, or who counts, need not look for it: nobody else sees it."""


def seen(table: str) -> str:
    """The columns of a table that others see."""
    return f"* EXCLUDE ({HIDDEN[table]})" if table in HIDDEN else "*"


COUNTS = (
    "SELECT entity, count(DISTINCT claim) FILTER (via = 'named') AS named, "
    "count(DISTINCT claim) FILTER (via IN ('named', 'country')) AS claims "
    "FROM out.roles GROUP BY entity ORDER BY entity"
)
"""How many claims name an entity, and in how many it or what belongs to it has a part: at no clock."""


ROWS = "rows"
"""The table of all claims, each with its cells as one text: see `record.read`."""


def kind_columns(kind: Kind) -> dict[str, str]:
    """The columns of a kind's table in their order, with their types."""
    found = {column.name: sql_type(column) for column in kind.columns}
    found.update((number_name(column.name, part), "DOUBLE") for column in numeric(kind) for part, _ in NUMBERS)
    found.update((derived.name, derived.type) for derived in CLAIM_DERIVED)
    return found


def rows_table(book: Codebook) -> str:
    """SQL for every claim with its cells as one text, and with what tells whether it is there at a clock."""
    selects = []
    for name, kind in book.kinds.items():
        cells = ", ".join(f'"{column}"' for column in kind_columns(kind))
        selects.append(
            f"SELECT claim, event, kind, known, since, source, roots, json_array({cells})::VARCHAR AS cells "
            f'FROM out."{name}"'
        )
    return f"{' UNION ALL '.join(selects)} ORDER BY event, claim"


EVENTS = """
SELECT c.event, t.title, t.part_of,
  list_sort(list_distinct(list(c.kind))) AS kinds,
  coalesce(any_value(r.actors), []) AS actors,
  min(c.earliest) AS first,
  max(c.begun_by) FILTER (c.date IS NOT NULL) AS last,
  count(*)::INTEGER AS claims,
  (count(*) FILTER (c.date IS NULL))::INTEGER AS undated,
  count(DISTINCT c.source)::INTEGER AS sources,
  independent(list(c.roots))::INTEGER AS roots,
  bool_or(c.grain = 'single') AS single,
  bool_or(c.assertion IN ('asserted', 'attributed')) AS told,
  bool_or(c.assertion = 'denied') AS denied
FROM claims c
LEFT JOIN titles t ON t.event = c.event
LEFT JOIN event_actors r ON r.event = c.event
GROUP BY c.event, t.title, t.part_of ORDER BY c.event
"""

EVENTS_HELP: Mapping[str, str] = {
    "event": "Key of the event.",
    "title": "Its title from events.csv; empty where the case gives none.",
    "part_of": "Larger events of which it is a part.",
    "kinds": "Kinds of claims on it.",
    "actors": "Who is named in a role, as the claims have it.",
    "first": "First day on which any of its stages may have been reached.",
    "last": "Last day by which the latest dated stage was reached.",
    "claims": "How many claims there are on it.",
    "undated": "How many of them have no date.",
    "sources": "How many sources they stand in.",
    "roots": "On how many independent roots they rest; where claims share roots in part, perhaps one too few.",
    "single": "Whether one identifiable event is meant; only such events are counted.",
    "told": "Whether anybody says that any of it is so.",
    "denied": "Whether anybody says that any of it is not so.",
}

EVENTS_TYPES: Mapping[str, str] = {
    "part_of": "VARCHAR[]", "kinds": "VARCHAR[]", "actors": "VARCHAR[]", "first": "DATE", "last": "DATE",
    "claims": "INTEGER", "undated": "INTEGER", "sources": "INTEGER", "roots": "INTEGER",
    "single": "BOOLEAN", "told": "BOOLEAN", "denied": "BOOLEAN",
}  # fmt: skip
STAGES_TYPES: Mapping[str, str] = {
    "step": "INTEGER", "earliest": "DATE", "begun_by": "DATE", "latest": "DATE", "dates": "VARCHAR[]",
    "claims": "VARCHAR[]", "roots": "INTEGER",
}  # fmt: skip
TIES_TYPES: Mapping[str, str] = {"directed": "BOOLEAN", "expanded": "BOOLEAN", "earliest": "DATE"}

STAGES = """
SELECT event, kind, stage, any_value(step) AS step, any_value(phase) AS phase, assertion,
  min(earliest) AS earliest,
  min(begun_by) FILTER (date IS NOT NULL) AS begun_by,
  max(latest) AS latest,
  list_sort(list_distinct(list(date))) AS dates,
  list_sort(list(claim)) AS claims,
  independent(list(roots))::INTEGER AS roots
FROM claims GROUP BY event, kind, stage, assertion ORDER BY event, kind, any_value(step), stage, assertion
"""

STAGES_HELP: Mapping[str, str] = {
    "event": "Key of the event.",
    "kind": "Kind of the claims.",
    "stage": "The stage.",
    "step": "Place of the stage in its kind's list, from 1.",
    "phase": "How real the stage is: prospect, agreed, done, over.",
    "assertion": "How it is said: a denied or expected stage is never one that was reached.",
    "earliest": "First day on which any of the claims has it reached.",
    "begun_by": "Earliest day by which one of the dated claims has it reached.",
    "latest": "Last day of the claims' spans.",
    "dates": "The dates as the claims have them.",
    "claims": "The claims.",
    "roots": "On how many independent roots they rest; where claims share roots in part, perhaps one too few.",
}

ROLES_HELP: Mapping[str, str] = {
    "kind": "Kind of the claim.",
    "claim": "The claim.",
    "event": "Its event.",
    "role": "The column that names the party.",
    "entity": "The party as the claim has it.",
    "actor": "The party, the state it belongs to, or a member of the group it is.",
    "via": "named (a party of the claim), country (its firm, agency or person is), member (of a group that is), "
    "mentioned (named in another column).",
}

TIES_HELP: Mapping[str, str] = {
    "kind": "Kind of the claim.",
    "claim": "The claim that ties them.",
    "event": "Its event.",
    "a": "A state: the giving side where the tie is directed, else the first by alphabet.",
    "b": "The other state.",
    "directed": "Whether the tie runs from a to b.",
    "tone": "cooperation or conflict.",
    "expanded": "Whether one of the two is there only as a member of a group that the claim names.",
    "stage": "Stage of the claim.",
    "phase": "How real the stage is: prospect, agreed, done, over.",
    "assertion": "How the claim is said.",
    "grain": "Whether one event is meant; only single events are counted.",
    "earliest": "First day on which it may have reached the stage; empty where unknown.",
}

CAUSES_HELP: Mapping[str, str] = {
    "event": "An event.",
    "cause": "The event that led to it, as the claim says.",
    "claim": "The claim that says so.",
}

MEMBERS_HELP: Mapping[str, str] = {"entity": "A group.", "member": "A member of it, groups within it taken apart."}

META_HELP: Mapping[str, str] = {"key": "What is stated.", "value": "What it is."}

SOURCES_DERIVED = (
    Derived("published_earliest", "DATE", "First day on which it may have been published.", ""),
    Derived("known", "DATE", "The day from which it counts as known: the latest day of `published`.", ""),
    Derived("origins", "VARCHAR[]", "The sources it rests on in the end; itself if on none.", ""),
    Derived("claims", "INTEGER", "How many claims stand in it.", ""),
)


def aside(table: Table) -> str:
    """SQL for a table that is not claims, cells as lists or NULL."""
    return ", ".join(f'{cell(column)} AS "{column.name}"' for column in table.columns)
