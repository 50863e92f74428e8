"""What is counted, as one expression of Ibis that both engines run.

The rule. A report says that one side did something to the other. Reports of one dataset are one event when they give
the same day, acting state, state acted on, CAMEO code and place; actors count as the states they are of, and places as
the dataset's own key of them. `events` is the number of such events. `reports` is how often they stand in the press:
GDELT's number of articles (`NumArticles`), in ICEWS one for each sentence that was coded. The first is the cautious
figure, though one happening under two codes is two events still; the second follows the attention of the press. Neither
is a number of things that happened.

A row is left out, and counted under the first of these that holds: it names not both sides (`one-side`); one of them is
nobody who is known (`unknown-actor`), or is no state in that year, as a region or a colony (`no-state`); both are one
state (`within-a-state`); nobody knows the code (`unknown-code`); PLOVER has no type for it (`no-type`).
"""

from collections.abc import Iterable, Mapping
from types import MappingProxyType
from typing import TYPE_CHECKING, Any

from foedus.codebook.event_data import cameo_types, tone_of, types
from foedus.signals.actors import Known
from foedus.signals.errors import needs

if TYPE_CHECKING:
    import ibis.expr.types as ir

COUNTED = "counted"
LEFT_OUT: Mapping[str, str] = MappingProxyType(
    {
        "one-side": "name not both sides",
        "unknown-actor": "name somebody whom nobody knows",
        "no-state": "name somebody who is no state in that year",
        "within-a-state": "tell of something within a state",
        "unknown-code": "have a CAMEO code that there is not",
        "no-type": "tell of a statement alone, for which PLOVER has no type",
    }
)
"""Why a row is in no count, as the rest of a sentence about such rows."""

SERIES = ("dataset", "month", "state1", "state2", "type", "class", "tone", "reports", "events", "days")
"""Columns of the series: `state1` acts upon `state2`; `month` as in 2016-07; type, class and tone as PLOVER has them;
`days` of the month that the files cover: 0 where later files tell of a month that has none of its own."""
ORDER = ("month", "state1", "state2", "type")
TALLY = ("status", *ORDER, "reports", "events", "rows")
"""What is counted of a dataset: with `status` counted a row of the series, else one row for each reason."""


def library() -> Any:
    """Ibis, imported when used. Raises `NeedsPackageError`."""
    try:
        import ibis
    except ImportError as error:
        raise needs("ibis-framework", "big") from error
    return ibis


def events() -> "ir.Table":
    """What is taken in, as a table that each engine has under this name."""
    return _named("events", event="int64", day="date", year="int32", month="int32", actor1="string", actor2="string",
                  cameo="string", place="string", reports="int32")  # fmt: skip


def states() -> "ir.Table":
    """Rows of `actors.Known`: who is meant by which code in which year."""
    return _named("states", year="int32", code="string", state="string", known="boolean")


def sorts() -> "ir.Table":
    """The type of each CAMEO code."""
    return _named("sorts", cameo="string", type="string")


def _named(name: str, **columns: str) -> "ir.Table":
    return library().table(columns, name=name)


def standing() -> "ir.Table":
    """What stands in events, and in how many rows: `what` is actor, with a code by year, or cameo, with a code."""
    table, ibis = events(), library()
    sides = [
        table.filter(table[side].notnull()).select(what=ibis.literal("actor"), year="year", code=side)
        for side in ("actor1", "actor2")
    ]
    codes = table.select(what=ibis.literal("cameo"), year=ibis.null("int32"), code="cameo")
    counted = [one.group_by("what", "year", "code").agg(rows=one.count()) for one in (*sides, codes)]
    return counted[0].union(counted[1], counted[2])


def tally() -> "ir.Table":
    """Reports and events by pair, month and type, and the rows that are left out, by reason: columns of `TALLY`.

    Rows that name one side are most, and are set apart first; what is joined and grouped then is a quarter of all.
    """
    ibis, table, codes = library(), events(), sorts()
    lone = table.actor1.isnull() | table.actor2.isnull()
    one, two = (
        states().select(**{f"year{at}": "year", f"code{at}": "code", f"state{at}": "state", f"known{at}": "known"})
        for at in (1, 2)
    )
    both = table.filter(~lone)
    named = both.left_join(one, [both.actor1 == one.code1, both.year == one.year1]).left_join(
        two, [both.actor2 == two.code2, both.year == two.year2]
    )
    none = ibis.literal(False)
    named = named.mutate(
        status=ibis.cases(
            (~(named.known1.fill_null(none) & named.known2.fill_null(none)), "unknown-actor"),
            (named.state1.isnull() | named.state2.isnull(), "no-state"),
            (named.state1 == named.state2, "within-a-state"),
            else_=COUNTED,
        )
    )
    kept = {name: _where(named, name) for name in ("month", "day", "state1", "state2", "cameo", "place")}
    single = named.group_by("status", **kept).agg(reports=named.reports.cast("int64").sum(), rows=named.count())
    sorted_ = single.left_join(codes.select(sort="cameo", type="type"), [single.cameo == codes.cameo])
    sorted_ = sorted_.mutate(
        status=ibis.cases(
            (sorted_.status != COUNTED, sorted_.status),
            (sorted_.type.isnull(), "unknown-code"),
            (sorted_.type == "", "no-type"),
            else_=COUNTED,
        )
    )
    keys = {name: _where(sorted_, name) for name in ORDER}
    found = sorted_.group_by("status", **keys).agg(
        reports=sorted_.reports.sum().cast("int64"),
        events=sorted_.count(),
        rows=sorted_["rows"].sum().cast("int64"),
    )
    left = table.filter(lone)
    apart = left.agg(reports=left.reports.cast("int64").sum(), events=left.count(), rows=left.count())
    unkeyed = {name: ibis.null(found[name].type()) for name in ORDER}
    return found.union(apart.mutate(status=ibis.literal("one-side"), **unkeyed).select(*found.columns))


def _where(table: "ir.Table", name: str) -> "ir.Value":
    """A column where the row is counted, else null: rows that are left out need not be told apart."""
    return (table.status == COUNTED).ifelse(table[name], library().null(table[name].type()))


def sql(expression: "ir.Table", dialect: str) -> str:
    """An expression in an engine's words: `duckdb` or `pyspark`."""
    return str(library().to_sql(expression, dialect=dialect))


def state_rows(known: Iterable[Known]) -> dict[str, list[Any]]:
    """Who is meant by which code, in columns."""
    columns: dict[str, list[Any]] = {name: [] for name in Known._fields}
    for one in known:
        for name, value in zip(Known._fields, one, strict=True):
            columns[name].append(value)
    return columns


def sort_rows() -> dict[str, list[str]]:
    """The type of each CAMEO code, in columns; '' where there is none."""
    return {"cameo": list(cameo_types()), "type": list(cameo_types().values())}


def class_rows() -> dict[str, list[str]]:
    """The class and tone of each type, in columns."""
    return {"type": list(types()), "class": list(types().values()), "tone": [tone_of(one) for one in types().values()]}
