"""COW's national trade: what a state imported and exported in a year."""

from foedus.reference.importers import rows
from foedus.reference.raw import Raw

NO = ("-9", "-9.0")


def _states(raw: Raw) -> None:
    sheet = raw.csv()
    sheet.pop("ccode", "whole")
    sheet.pop("year", "whole")
    sheet.pop("imports", "number", missing=NO)
    sheet.pop("exports", "number", missing=NO)
    says_version = sheet.has("version")
    if says_version:
        sheet.pop("version", "text")
    sheet.drop("statename", "stateabb", "alt_imports", "alt_exports", "source1", "source2")
    sheet.make("trade")
    if says_version:
        rows.version(raw, "trade")
    rows.whole(raw, "trade", "ccode", "year")
    raw.states("trade", "ccode", "cow")


PARTS = {"states": _states}
