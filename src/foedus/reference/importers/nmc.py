"""National Material Capabilities: six components of a state's power and their index, by state and year."""

from foedus.reference.cinc import COMPONENTS
from foedus.reference.importers import rows
from foedus.reference.raw import Raw


def _states(raw: Raw) -> None:
    sheet = raw.csv()
    sheet.pop("ccode", "whole")
    sheet.pop("year", "whole")
    for component in (*COMPONENTS, "cinc"):
        sheet.pop(component, "number", missing=("-9", "-9.0"))
    sheet.drop("stateabb", "statenme", "version")
    sheet.make("nmc")
    rows.whole(raw, "nmc", "ccode", "year")
    raw.states("nmc", "ccode", "cow")


PARTS = {"states": _states}
