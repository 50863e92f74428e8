"""Varieties of Democracy: the high-level indices by country and year, of the core file or of an extract of it."""

from foedus.reference.raw import Raw

INDICES = {
    "v2x_polyarchy": "polyarchy",
    "v2x_libdem": "libdem",
    "v2x_partipdem": "partipdem",
    "v2x_delibdem": "delibdem",
    "v2x_egaldem": "egaldem",
}
"""V-Dem's columns, and ours."""
_BOUNDS = {"codelow": "low", "codehigh": "high"}
_FIRST_RELEASE = 2009  # release 15 covers the years to 2024, and one came out each year since


def _years(raw: Raw) -> None:
    name = "country_name" if raw.file.form == "native" else "vdem_country_name"
    columns = [f"{index}{end}" for index in INDICES for end in ("", *(f"_{bound}" for bound in _BOUNDS))]
    kept = [name, "country_text_id", "year", "histname", "v2x_regime", *columns]
    sheet = raw.csv(only=kept)
    sheet.pop(name, name="country")
    sheet.pop("country_text_id", name="code")
    sheet.pop("year", "whole")
    sheet.pop("histname", name="called")
    for index, ours in INDICES.items():
        sheet.pop(index, "number", ours)
        for bound, end in _BOUNDS.items():
            sheet.pop(f"{index}_{bound}", "number", f"{ours}_{end}")
    regime = sheet.has("v2x_regime")
    if regime:
        sheet.pop("v2x_regime", "whole", "regime")
    sheet.make("vdem")
    if not regime:
        raw.make("vdem", "SELECT *, CAST(NULL AS BIGINT) AS regime FROM vdem")
    raw.states("vdem", "code", "vdem")
    last = raw.db.execute("SELECT max(year) FROM vdem").fetchall()[0][0]
    raw.version = str(last - _FIRST_RELEASE) if last else ""


PARTS = {"years": _years}
