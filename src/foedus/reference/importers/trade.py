"""COW's trade: what a state imported and exported in a year, and what it imported from whom."""

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


def _dyads(raw: Raw) -> None:
    sheet = raw.csv()
    for key in ("ccode1", "ccode2", "year"):
        sheet.pop(key, "whole")
    for side in ("1", "2"):
        sheet.pop(f"flow{side}", "number", name=f"imports{side}", missing=NO)
        sheet.pop(f"smoothflow{side}", "number", name=f"smoothed{side}", missing=NO)
        for known in ("importer", "spike", "dip", "bel_lux_alt_flow", "china_alt_flow", "source"):
            sheet.drop(f"{known}{side}")
    sheet.pop("version", "text")
    sheet.drop("smoothtotrade", "trdspike", "tradedip")
    sheet.make("trade_dyads")
    rows.version(raw, "trade_dyads")
    rows.whole(raw, "trade_dyads", "ccode1", "ccode2", "year")
    rows.both_ways(raw, "trade_dyads")
    rows.pair(raw, "trade_dyads")


PARTS = {"states": _states, "dyads": _dyads}
