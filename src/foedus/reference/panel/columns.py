"""What a panel knows of each of its columns, and of the datasets they came from: it goes with every file."""

from collections.abc import Mapping
from typing import Literal

import msgspec

from foedus.reference.about import Kind

Role = Literal["key", "value", "reason", "carried"]

METADATA = "foedus"
"""The key under which a Parquet or Arrow file has its description."""
SIDECAR = ".columns.json"
"""What is added to the name of a file that cannot carry its description itself."""


class Column(msgspec.Struct, frozen=True, kw_only=True, omit_defaults=True):
    """A column: its name, what it says, its unit, source, version, coverage and formula."""

    name: str
    says: str
    kind: Kind
    role: Role = "value"
    unit: str = ""
    variable: str = ""
    """The variable of which it is one: `cinc` of `cinc1`."""
    dataset: str = ""
    source: str = ""
    version: str = ""
    coverage: tuple[int, int] | None = None
    """First and last year for which the column can have values, as rows have years: a lag moves it."""
    formula: str = ""
    absent: str = ""
    """What no row of the dataset means inside the coverage: `nil` (then the value is 0) or `missing` (null)."""
    lag: int = 0

    @property
    def label(self) -> str:
        """The column in a line."""
        unit = f" ({self.unit})" if self.unit else ""
        origin = f". {self.source} {self.version}".rstrip() if self.source else ""
        return f"{self.says.rstrip('.')}{unit}{origin}"


class Used(msgspec.Struct, frozen=True, kw_only=True):
    """A file of a dataset that a panel rests on, and what to cite for it."""

    dataset: str
    title: str
    by: str
    part: str
    form: str
    version: str
    coverage: tuple[int, int]
    sha256: str
    """Of the file that was read."""
    columns: tuple[str, ...]
    citations: Mapping[str, str]
    """BibTeX by key."""


class Description(msgspec.Struct, frozen=True, kw_only=True):
    """All that is known of a panel: it is kept in the file, as JSON."""

    foedus: str
    """The version of foedus that made it."""
    unit: str
    directed: bool
    system: str
    start: int
    end: int
    columns: tuple[Column, ...]
    datasets: tuple[Used, ...]
    carry_forward: int = 0
    oddities: Mapping[str, str] = {}
    where: tuple[str, ...] = ()
    notes: tuple[str, ...] = ()

    def to_json(self) -> str:
        """The description as JSON."""
        return msgspec.json.encode(self).decode()


def described(text: str | bytes) -> Description:
    """A description from its JSON; raises `msgspec.MsgspecError` where it is none."""
    return msgspec.json.decode(text, type=Description)
