"""Forms: what a person decides, handed to the desk. One module a form, found by its `FORM` or `FORMS`.

Comes in: fields that a browser has sent from a page of ours. Goes out: a change of the case through `foedus.desk`,
and where to go then.
May import: what `foedus.studio` may.
"""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from functools import cache
from importlib import import_module
from pathlib import Path
from pkgutil import iter_modules

import msgspec

from foedus.case.findings import Finding
from foedus.case.folder import CaseError
from foedus.desk.errors import DeskError

Fields = Mapping[str, tuple[str, ...]]


class Posted(msgspec.Struct, frozen=True):
    """What was sent."""

    case: Path
    record: Path | None
    """The record that the page was made from."""
    fields: Fields
    key: Mapping[str, str]
    """The keys in the address, by name."""

    def one(self, name: str, default: str = "") -> str:
        """The first value of a field."""
        return next(iter(self.fields.get(name, ())), default)


class Go(msgspec.Struct, frozen=True):
    """It is done: the page to go to. `changed` where the case has been written to."""

    address: str
    changed: bool = True


class Refused(msgspec.Struct, frozen=True):
    """It is not done: what is wrong, and what to do."""

    title: str
    message: str
    hint: str = ""
    status: int = 409


def cannot_write(error: OSError) -> tuple[str, str]:
    """What is wrong where the disk refuses, and what to do."""
    reason = error.strerror or str(error)
    return f"The case cannot be written to: {reason}.", "See who owns the folder, and whether the disk is full."


class Again(msgspec.Struct, frozen=True):
    """It is not done: the page with the form is shown again, with what was sent and what is wrong with it.

    `ending="json"` with status 200 only looks at what stands in the fields: the page's twin tells what it would be.
    """

    page: str
    """The page's name."""
    key: tuple[str, ...] = ()
    message: str = ""
    hint: str = ""
    findings: tuple[Finding, ...] = ()
    status: int = 409
    ending: str = ""

    @classmethod
    def after(cls, error: DeskError | CaseError | OSError, page: str, key: tuple[str, ...] = ()) -> "Again":
        """The page again after the desk, or the disk, has refused."""
        if isinstance(error, OSError):
            return cls(page, key, *cannot_write(error))
        found = error.findings if isinstance(error, DeskError) else ()
        return cls(page, key, error.message, error.hint, found, 422 if found else 409)


@dataclass(frozen=True)
class Form:
    """What answers to a POST at an address. Raises `DeskError` and `CaseError` as the desk does."""

    path: str
    act: Callable[[Posted], Go | Refused | Again]


@cache
def forms() -> tuple[Form, ...]:
    """Every form."""
    found: list[Form] = []
    for module in iter_modules([str(Path(__file__).parent)]):
        loaded = import_module(f"{__name__}.{module.name}")
        one = getattr(loaded, "FORM", None)
        found += [one] if isinstance(one, Form) else []
        found += getattr(loaded, "FORMS", ())
    return tuple(found)
