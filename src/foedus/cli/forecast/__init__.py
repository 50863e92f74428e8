"""What the chances of a pact are, who would be its core, and what would change it; with the evaluation beside it.

  foedus forecast answer cases/turkic-states

  foedus forecast answer cases/turkic-states --group ots --expert none --json

  foedus forecast coalitions cases/turkic-states

  foedus forecast scenario cases/turkic-states --set "TKM joins ots"

  foedus forecast score frozen.json

A probability stands only where such forecasts have been evaluated, as a range over models.
"""

from importlib import import_module
from pathlib import Path
from pkgutil import iter_modules
from types import ModuleType


def verbs() -> tuple[ModuleType, ...]:
    """What can be asked of the forecast: one file each in this folder."""
    return tuple(import_module(f"{__name__}.{found.name}") for found in iter_modules([str(Path(__file__).parent)]))
