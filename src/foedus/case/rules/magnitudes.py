"""Figures that are probably a slip of thousands or millions.

A grant of 3 dollars was meant in millions; an army of 40 million is a misplaced separator; two claims on one
strand of which one is a thousand times the other do not disagree, one of them is mistyped.
"""

from collections.abc import Iterator

from foedus.case.findings import Finding
from foedus.case.folder import Case
from foedus.terms.numbers import NumberError, parse

MONEY = (1_000, 2_000_000_000_000)
"""Plain units of a currency: less than a thousand, or more than the largest defence budgets."""
COUNT = (0, 5_000_000)
"""Pieces or people: more than the largest armies."""
SLIP = 1000
"""How many times larger the one figure has to be to look like a slip."""


def check(case: Case) -> Iterator[Finding]:
    """Yield `magnitude` findings."""
    for table, column in case.columns("number", "money"):
        low, high = MONEY if column.type == "money" else COUNT
        odd: dict[str, float] = {}
        for text in case.values(table, column):
            try:
                value = float(parse(text).value)
            except NumberError:
                continue
            if not low <= value <= high:
                odd[text] = value
        for line, subject, text in case.places(table, column, odd):
            unit = (
                "plain units of the currency, not thousands or millions" if column.type == "money" else "single pieces"
            )
            message = f"'{column.name}' is {text}, which is very {'small' if odd[text] < low else 'large'}."
            yield Finding(
                "magnitude", "warning", case.file(table), line, message, f"Figures stand in {unit}.", column.name,
                subject=subject,
            )  # fmt: skip
    for kind in case.filled:
        yield from _slips(case, kind.kind)


def _slips(case: Case, table: str) -> Iterator[Finding]:
    kind = case.codebook.kinds[table]
    same = [
        "event",
        "stage",
        *(c.name for c in kind.columns if c.core),
        *(c.name for c in kind.columns if c.name in ("currency", "unit", "date")),
    ]
    for column in kind.columns:
        if column.type not in ("number", "money"):
            continue
        number = f"TRY_CAST(regexp_replace(\"{column.name}\", '[^0-9.]', '', 'g') AS DOUBLE)"
        keys = ", ".join(f'"{name}"' for name in same)
        for line, claim, figure, least in case.rows(
            f"SELECT line, claim, figure, least FROM (SELECT line, claim, row, {number} AS figure, "
            f'min({number}) OVER (PARTITION BY {keys}) AS least FROM "{table}" WHERE "{column.name}" <> \'\') '
            f"WHERE least > 0 AND figure >= {SLIP} * least ORDER BY row"
        ):
            message = f"'{column.name}' is {figure:.15g}; another claim on the same thing has {least:.15g}."
            hint = "One of them is probably a slip of thousands."
            yield Finding("magnitude", "warning", case.file(table), line, message, hint, column.name, subject=claim)
