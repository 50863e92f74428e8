"""Keys have the form of keys, carry their kind's letters, and stand once.

`tra-012` in transfers.csv is fine; `mem-012` there, `TRA 12`, or a second `tra-012` anywhere is an error.
"""

from collections.abc import Iterator

from foedus.case.findings import Finding
from foedus.case.folder import Case
from foedus.terms.words import slug

KEY = r"^([A-Z]{3}|[a-z0-9]+(-[a-z0-9]+)*)$"


def check(case: Case) -> Iterator[Finding]:
    """Yield `key-form` and `duplicate-key` findings."""
    for kind in case.filled:
        form = f"^{kind.prefix}-[0-9]+$"
        for line, key in case.rows(
            f"SELECT line, claim FROM \"{kind.kind}\" WHERE claim <> '' AND NOT regexp_matches(claim, ?) ORDER BY row",
            [form],
        ):
            message = f"'{key}' is no identifier for a claim of {kind.kind}."
            hint = f"It is {kind.prefix}- and a number, such as {kind.prefix}-012."
            yield Finding("key-form", "error", case.file(kind.kind), line, message, hint, "claim", subject=key)
    yield from _forms(case)
    yield from _twice(case)


def _forms(case: Case) -> Iterator[Finding]:
    places = [(kind.kind, "event") for kind in case.filled]
    places += [(table.table, table.key) for table in case.codebook.tables.values()]
    for table, column in places:
        for line, key in case.rows(
            f'SELECT line, "{column}" FROM "{table}" WHERE "{column}" <> \'\' '
            f'AND NOT regexp_matches("{column}", ?) ORDER BY row',
            [KEY],
        ):
            message = f"'{key}' has not the form of a key: small letters, digits and single hyphens, no spaces."
            hint = f"Write {slug(key)}." if slug(key) else "Write it in Latin letters."
            yield Finding("key-form", "error", case.file(table), line, message, hint, column, subject=key)


def _twice(case: Case) -> Iterator[Finding]:
    sets = {"claim": case.union("claim")}
    for table in case.codebook.tables.values():
        sets[table.key] = f'SELECT \'{table.table}\' AS kind, row, line, "{table.key}" FROM "{table.table}"'
    for column, query in sets.items():
        for kind, line, key, first_kind, first_line in case.rows(
            f'WITH all_rows AS ({query}) SELECT kind, line, "{column}", first_kind, first_line FROM ('
            f"SELECT *, first(kind) OVER w AS first_kind, first(line) OVER w AS first_line, "
            f'row_number() OVER w AS nth FROM all_rows WHERE "{column}" IN '
            f'(SELECT "{column}" FROM all_rows WHERE "{column}" <> \'\' GROUP BY "{column}" HAVING count(*) > 1) '
            f'WINDOW w AS (PARTITION BY "{column}" ORDER BY kind, row)) WHERE nth > 1 ORDER BY kind, line'
        ):
            message = f"'{key}' stands already in {case.file(first_kind)}, line {first_line}."
            hint = "Give one of the two another identifier."
            yield Finding("duplicate-key", "error", case.file(kind), line, message, hint, column, subject=key)
