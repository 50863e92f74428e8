"""Money has a currency, by its ISO 4217 code; a currency has money.

`1500000` without one could be dollars or lira.
"""

import re
from collections.abc import Iterator

from foedus.case.findings import Finding, Suggestions
from foedus.case.folder import Case
from foedus.terms.currencies import CURRENCIES

CODE = re.compile(r"[A-Z]{3}")


def check(case: Case) -> Iterator[Finding]:
    """Yield `currency` and `unknown-currency` findings."""
    for table, column in case.columns("money"):
        if "currency" not in case.codebook.kinds[table].by_name:
            continue
        file = case.file(table)
        for line, claim, value, currency in case.rows(
            f'SELECT line, claim, "{column.name}", currency FROM "{table}" '
            f"WHERE (\"{column.name}\" = '') <> (currency = '') ORDER BY row"
        ):
            message = f"{value} of which currency?" if value else f"There is a currency, {currency}, and no sum."
            hint = (
                "Write the ISO 4217 code, such as USD, in the column currency."
                if value
                else "Delete it, or add the sum."
            )
            yield Finding("currency", "error", file, line, message, hint, "currency", subject=claim)
        known = case.codebook.kinds[table].by_name["currency"]
        bad = [value for value in case.values(table, known) if not CODE.fullmatch(value)]
        for line, claim, value in case.places(table, known, bad):
            message = f"'{value}' is no ISO 4217 code."
            hint = "Write USD, EUR, TRY ..."
            yield Finding("currency", "error", file, line, message, hint, "currency", subject=claim)
        near = Suggestions(CURRENCIES)
        rare = [value for value in case.values(table, known) if CODE.fullmatch(value) and value not in CURRENCIES]
        for line, claim, value in case.places(table, known, rare):
            message = f"'{value}' is no currency of today or of the recent past."
            hint = f"Did you mean '{near[value]}'?" if near[value] else "See whether it is a slip."
            yield Finding("unknown-currency", "warning", file, line, message, hint, "currency", subject=claim)
