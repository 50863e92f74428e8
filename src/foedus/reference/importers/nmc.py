"""National Material Capabilities: six components of a state's power and their index, by state and year."""

from foedus.reference.cinc import COMPONENTS
from foedus.reference.importers import rows
from foedus.reference.raw import Raw

ABOUT = ("source", "note", "qualitycode", "anomalycode")
"""What the file with supplementary columns says of each component."""


def _states(raw: Raw) -> None:
    sheet = raw.csv()
    sheet.pop("ccode", "whole")
    sheet.pop("year", "whole")
    for component in (*COMPONENTS, "cinc"):
        sheet.pop(component, "number", missing=("-9", "-9.0"))
    sheet.drop("stateabb", "statenme", "version", "upopgrowth", "upopgrowthsource")
    for component in COMPONENTS:
        sheet.drop(*(f"{component}{about}" for about in ABOUT))
    sheet.make("nmc")
    rows.whole(raw, "nmc", "ccode", "year")
    raw.states("nmc", "ccode", "cow")


PARTS = {"states": _states}
