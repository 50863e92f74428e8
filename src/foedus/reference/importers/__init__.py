"""One file a dataset: `PARTS` names for each part of it the function that reads a file of that part."""

from collections.abc import Callable, Mapping
from importlib import import_module

from foedus.reference.raw import Raw

Reader = Callable[[Raw], None]


def parts(name: str) -> Mapping[str, Reader]:
    """The readers of a dataset by part."""
    found: Mapping[str, Reader] = import_module(f"foedus.reference.importers.{name.replace('-', '_')}").PARTS
    return found
