"""Fill a new database with the record's tables, from the tables of a case."""

from collections.abc import Callable
from pathlib import Path

import msgspec

import foedus
from foedus.case import Case, guide
from foedus.codebook.load import fingerprint
from foedus.record import prepare, profile, tables, tied
from foedus.record.conclude import store

LAYOUT = 14
"""Goes up whenever the record's tables or rules change, so that a record of another layout is built anew."""


def made_by() -> str:
    """What a record is made by: version, layout and codebook. Another one means building anew."""
    return f"foedus {foedus.__version__}, layout {LAYOUT}, codebook {fingerprint()}"


def fill(case: Case, path: Path, progress: Callable[[str], None]) -> tuple[int, int, int]:
    """Make the tables of the record in a new file; returns the numbers of claims, events and sources."""
    con, book = case.con, case.codebook
    quoted = str(path).replace("'", "''")
    con.execute(f"ATTACH '{quoted}' AS out")
    for macro in (tables.TOLD, tables.PARTED, tables.INDEPENDENT):
        con.execute(macro)
    progress("dates and numbers")
    prepare.parsed(case)
    prepare.sources(case)
    prepare.members(case)
    for kind in book.kinds.values():
        progress(f"claims: {kind.plural}")
        con.execute(
            f'CREATE TABLE out."{kind.kind}" AS SELECT * FROM ({tables.kind_table(kind, case.file(kind.kind))})'
        )
    progress("all claims")
    con.execute(f"CREATE TABLE out.claims AS {tables.claims_table(book)}")
    progress("who is in them")
    con.execute(f"CREATE TABLE out.roles AS {tables.roles_table(book)}")
    con.execute(f"CREATE TABLE out.ties AS {tables.ties_table(book)}")
    con.execute(f"CREATE TABLE out.{tied.TABLE} AS {tied.counted(book, 'out.ties')} ORDER BY ALL")
    con.execute(f"CREATE TABLE out.counts AS {tables.COUNTS}")
    progress("events")
    titles, topics, read = book.tables["events"], book.tables["topics"], book.tables["disagreements"]
    con.execute(f"CREATE TABLE out.titles AS SELECT {tables.aside(titles)} FROM events c ORDER BY c.event")
    con.execute(f"CREATE TABLE out.topics AS SELECT {tables.aside(topics)} FROM topics c ORDER BY c.row")
    con.execute(f"CREATE TABLE out.disagreements AS SELECT {tables.aside(read)} FROM disagreements c ORDER BY c.row")
    con.execute(
        "CREATE TABLE out.event_actors AS SELECT event, list_sort(list(DISTINCT entity)) AS actors "
        "FROM out.roles WHERE via = 'named' GROUP BY event ORDER BY event"
    )
    con.execute(
        "CREATE TABLE out.sources AS SELECT s.*, coalesce(n.claims, 0)::INTEGER AS claims FROM source_table s "
        "LEFT JOIN (SELECT source, count(*) AS claims FROM out.claims GROUP BY source) n USING (source) ORDER BY s.row"
    )
    con.execute("ALTER TABLE out.sources DROP COLUMN row")
    con.execute(
        "CREATE TABLE out.causes AS SELECT event, unnest(prompted_by) AS cause, claim FROM out.claims ORDER BY ALL"
    )
    con.execute("USE out")
    con.execute(tables.INDEPENDENT)  # once more: what is made from here on is made inside the new database
    con.execute(f"CREATE TABLE out.events AS {tables.EVENTS}")
    con.execute(f"CREATE TABLE out.stages AS {tables.STAGES}")
    profile.fill(case)
    store.write(con, ())  # filled by `build`, from the finished record
    for name in book.kinds:
        con.execute(f'ALTER TABLE out."{name}" DROP COLUMN row')
    con.execute(f"CREATE TABLE out.{tables.ROWS} AS {tables.rows_table(book)}")
    for table, key in ((tables.ROWS, "claim"), (tables.ROWS, "event"), ("events", "event"), ("stages", "event")):
        con.execute(f"CREATE INDEX {table}_of_{key} ON out.{table} ({key})")  # so that one is found without a scan
    _meta(case)
    counts = con.execute(
        "SELECT (SELECT count(*) FROM claims), (SELECT count(*) FROM events), (SELECT count(*) FROM sources)"
    )
    claims, events, sources = counts.fetchall()[0]
    con.execute("USE memory" if not case.scratch else 'USE "case"')
    con.execute("DETACH out")
    return claims, events, sources


def _meta(case: Case) -> None:
    """What the record was built from and with: no time of day, so that a rebuild gives the same bytes."""
    rows = {
        "foedus": made_by(),
        "title": case.settings.title,
        "question": case.settings.question,
        "files": msgspec.json.encode(case.digests, order="sorted").decode(),
        "settings": msgspec.json.encode(case.settings).decode(),
        "codebook": msgspec.json.encode(case.codebook).decode(),
        "guide": msgspec.json.encode(guide.read(case.path)[0].questions).decode(),
    }
    case.con.execute(
        "CREATE TABLE out.meta AS SELECT unnest(?::VARCHAR[]) AS key, unnest(?::VARCHAR[]) AS value",
        [list(rows), list(rows.values())],
    )
