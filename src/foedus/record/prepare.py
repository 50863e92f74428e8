"""What the record's tables are joined with: dates and figures parsed once, sources, entities, members."""

from collections.abc import Iterable
from decimal import Decimal
from functools import cache

from foedus.case import Case
from foedus.record import tables
from foedus.terms import dates, numbers, states


def parsed(case: Case) -> None:
    """Every different date and figure of the case, parsed once, as tables to join with."""
    columns = [(table, column) for table, column in case.columns("date")]
    texts = sorted({text for table, column in columns for text in case.values(table, column)})
    days = [dates.parse(text) for text in texts]
    case.con.execute(
        "CREATE OR REPLACE TABLE dates AS SELECT unnest(?::VARCHAR[]) AS text, unnest(?::DATE[]) AS earliest, "
        "unnest(?::DATE[]) AS begun_by, unnest(?::DATE[]) AS latest",
        [texts, [d.earliest for d in days], [d.begun_by for d in days], [d.latest for d in days]],
    )
    figures: dict[str, numbers.Number] = {}
    for table, column in case.columns("number", "money", "number-or-word"):
        for text in case.values(table, column):
            try:
                figures[text] = numbers.parse(text)
            except numbers.NumberError:
                continue  # a word such as "rising": the check has seen to all others
    rows = sorted(figures)

    def floats(values: Iterable[Decimal | None]) -> list[float | None]:
        return [None if value is None else float(value) for value in values]

    case.con.execute(
        "CREATE OR REPLACE TABLE numbers AS SELECT unnest(?::VARCHAR[]) AS text, unnest(?::DOUBLE[]) AS value, "
        "unnest(?::DOUBLE[]) AS low, unnest(?::DOUBLE[]) AS high",
        [
            rows,
            floats(figures[r].value for r in rows),
            floats(figures[r].low for r in rows),
            floats(figures[r].high for r in rows),
        ],
    )
    stages = [
        (kind.kind, stage.word, stage.phase, step) for kind in case.kinds for step, stage in enumerate(kind.stages, 1)
    ]
    case.con.execute(
        "CREATE OR REPLACE TABLE stage_list AS SELECT unnest(?::VARCHAR[]) AS kind, unnest(?::VARCHAR[]) AS stage, "
        "unnest(?::VARCHAR[]) AS phase, unnest(?::INTEGER[]) AS step",
        [list(column) for column in zip(*stages, strict=True)],
    )


def sources(case: Case) -> None:
    """Sources with the day from which each is known, and the origins that each rests on."""
    derived = {
        source: [part.strip() for part in cell.split(";") if part.strip()]
        for source, cell in case.rows("SELECT source, derived_from FROM sources WHERE derived_from <> ''")
    }

    @cache
    def origins(source: str) -> list[str]:
        above = derived.get(source)
        return [source] if not above else sorted({origin for one in above for origin in origins(one)})

    keys = sorted(derived)
    case.con.execute(
        "CREATE OR REPLACE TABLE origins AS SELECT map_from_entries(list_zip(?::VARCHAR[], ?::VARCHAR[][])) AS origins",
        [keys, [origins(key) for key in keys]],
    )
    table = case.codebook.tables["sources"]
    case.con.execute(
        f"CREATE OR REPLACE TABLE source_table AS SELECT {tables.aside(table)}, d.earliest AS published_earliest, "
        "d.latest AS known, coalesce(o.origins[c.source], [c.source]) AS origins, c.row AS row "
        "FROM sources c LEFT JOIN dates d ON d.text = c.published CROSS JOIN origins o ORDER BY c.row"
    )
    case.con.execute("CREATE OR REPLACE VIEW source_known AS SELECT source, known FROM source_table")


def members(case: Case) -> None:
    """Entities, states that are named without a row of their own, whom each belongs to, and members of groups."""
    known = {row[0] for row in case.rows("SELECT entity FROM entities")}
    party_columns = [(kind.kind, column) for kind in case.kinds if case.counts[kind.kind] for column in kind.parties]
    table = case.codebook.tables["entities"]
    party_columns += [(table.table, column) for column in table.columns if column.type == "entities"]
    used = {value for name, column in party_columns for value in case.values(name, column)}
    case.con.execute(f"CREATE TABLE out.entities AS SELECT {tables.aside(table)} FROM entities c ORDER BY c.row")
    all_states = states.states()
    for key in sorted(used - known):
        if key in all_states:
            case.con.execute(
                "INSERT INTO out.entities (entity, type, name, country, members) VALUES (?, 'state', ?, [], [])",
                [key, all_states[key].name],
            )
    case.con.execute(
        "CREATE OR REPLACE TABLE belongs AS SELECT entity, unnest(country) AS country FROM out.entities "
        "WHERE type IN ('firm', 'agency', 'person', 'facility', 'armed-group')"
    )
    case.con.execute(
        "CREATE OR REPLACE TABLE state_like AS SELECT entity FROM out.entities WHERE type = 'state' "
        "OR regexp_matches(entity, '^[A-Z]{3}$')"
    )
    direct = {
        entity: [part.strip() for part in cell.split(";") if part.strip()]
        for entity, cell in case.rows("SELECT entity, members FROM entities WHERE members <> ''")
    }

    @cache
    def flat(entity: str) -> list[str]:
        return sorted({leaf for member in direct[entity] for leaf in (flat(member) if member in direct else [member])})

    pairs = [(group, member) for group in sorted(direct) for member in flat(group)]
    case.con.execute(
        "CREATE TABLE out.members AS SELECT unnest(?::VARCHAR[]) AS entity, unnest(?::VARCHAR[]) AS member",
        [[group for group, _ in pairs], [member for _, member in pairs]],
    )
    case.con.execute("CREATE OR REPLACE VIEW members AS SELECT * FROM out.members")
