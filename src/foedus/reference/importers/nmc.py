"""National Material Capabilities: six components of a state's power and their index, by state and year."""

from foedus.reference.raw import Raw


def _states(raw: Raw) -> None:
    sheet = raw.csv()
    sheet.pop("ccode", "whole")
    sheet.pop("year", "whole")
    for component in ("milex", "milper", "irst", "pec", "tpop", "upop", "cinc"):
        sheet.pop(component, "number", missing=("-9",))
    sheet.drop("stateabb", "version", "statenme")
    sheet.make("nmc")
    raw.states("nmc", "ccode", "cow")


PARTS = {"states": _states}
