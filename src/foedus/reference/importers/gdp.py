"""Estimates of GDP and population on the state-years of the Correlates of War, from the simulations of Fariss et al."""

from foedus.reference.raw import Raw

COLUMNS = {"mrgdppc": "gdp_per_head", "pwtrgdp": "gdp", "pwtpop": "population"}
"""The file's columns, and ours; each has a standard deviation."""


def _years(raw: Raw) -> None:
    sheet = raw.csv()
    sheet.pop("ccode", "whole")
    sheet.pop("year", "whole")
    for theirs, ours in COLUMNS.items():
        sheet.pop(theirs, "number", ours)
        sheet.pop(f"sd_{theirs}", "number", f"{ours}_sd")
    sheet.make("gdp")
    raw.states("gdp", "ccode", "cow")


PARTS = {"years": _years}
