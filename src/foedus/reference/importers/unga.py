"""Ideal points of states in the United Nations General Assembly, by the year in which a session begins."""

from foedus.reference.formats import stata
from foedus.reference.raw import Raw

_BOUNDS = {"q5": "low", "q95": "high"}


def _points(raw: Raw) -> None:
    sheet = stata(raw)
    sheet.pop("ccode", "whole", "code")
    sheet.pop("year", "whole")
    sheet.pop("iso3c", name="iso3")
    for theirs, ours in (("fp", ""), ("all", "_all"), ("legacy", "_legacy")):
        sheet.pop(f"idealpoint{theirs}", "number", f"ideal_point{ours}")
        sheet.pop(f"nvotes{theirs}", "whole", f"votes{ours}")
    for theirs, ours in (("fp", ""), ("all", "_all")):
        for quantile, bound in _BOUNDS.items():
            sheet.pop(f"{quantile}{theirs}", "number", f"{bound}{ours}")
        sheet.drop(*(f"{quantile}{theirs}" for quantile in ("qo", "q10", "q50", "q90", "q100")))
    sheet.drop("countryname")  # spoilt by a wrong encoding, and blank in places; the number says who it is
    sheet.make("unga_points")
    raw.states("unga_points", "code", "un")


PARTS = {"points": _points}
