"""Measures of democracy on the state-years of the Correlates of War, as the R package isard puts them together."""

from foedus.reference.raw import Raw


def _years(raw: Raw) -> None:
    sheet = raw.csv()
    sheet.pop("ccode", "whole")
    sheet.pop("year", "whole")
    sheet.pop("euds", "number")
    sheet.pop("aeuds", "number")
    sheet.pop("polity2", "whole")
    sheet.pop("v2x_polyarchy", "number", "polyarchy")
    sheet.make("democracy")
    raw.states("democracy", "ccode", "cow")


PARTS = {"years": _years}
