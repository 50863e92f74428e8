"""What a comparison of a case with a dataset is made of: things on either side, and lines that set them together."""

from collections.abc import Iterable
from datetime import date
from typing import Literal

import msgspec

Status = Literal["both", "differ", "dataset", "case", "ambiguous", "not-covered", "not-compared"]
STATUSES: dict[Status, str] = {
    "differ": "In both, and they disagree",
    "both": "In both, and they agree",
    "dataset": "In the dataset, not in the case",
    "case": "In the case, not in the dataset",
    "ambiguous": "Perhaps in both: not told apart",
    "not-covered": "In the case, outside what the dataset covers",
    "not-compared": "In the case, not to be compared",
}
"""The sorts of lines, in the order in which they are shown."""


class Cited(msgspec.Struct, frozen=True):
    """A claim with its place."""

    claim: str
    cite: str
    """The source as one cites it."""
    locator: str
    stage: str
    assertion: str


class When(msgspec.Struct, frozen=True):
    """A stage that claims tell of with a date: first and last day on which it may have been reached."""

    stage: str
    first: date
    last: date
    text: str
    assertion: str


class Ours(msgspec.Struct, frozen=True, kw_only=True):
    """A thing of the case: what its claims say of one event."""

    event: str
    kind: str
    title: str
    states: tuple[str, ...]
    """Parties; of a transfer the supplier, then the recipient."""
    claims: tuple[Cited, ...]
    whens: tuple[When, ...]
    stages: tuple[str, ...]
    """Stages that a source tells of or passes on, in order."""
    words: tuple[str, ...] = ()
    """What it is called: names and aliases of the item, or titles."""
    makers: tuple[str, ...] = ()
    """Names of who makes it."""
    categories: tuple[str, ...] = ()
    """Words of the codebook that a crosswalk knows: category, sectors."""
    quantity: tuple[float | None, float | None] | None = None
    """The least and the most that its claims allow."""
    obligations: tuple[str, ...] = ()
    aside: str = ""
    """Why it cannot be compared at all, in a sentence."""

    def when(self, *stages: str) -> list[When]:
        """The dates of some stages, told or passed on."""
        return [one for one in self.whens if one.stage in stages and one.assertion != "expected"]


class Theirs(msgspec.Struct, frozen=True, kw_only=True):
    """A row of the dataset, reduced to what it says."""

    key: str
    """What tells the row apart in its dataset."""
    states: tuple[str, ...]
    says: str
    """The row in words of ours."""
    first: date | None = None
    last: date | None = None
    name: str = ""
    facts: dict[str, str] = {}
    categories: tuple[str, ...] = ()


class Fit(msgspec.Struct, frozen=True, order=True):
    """How well two things go together: the greater the better; only the first part is compared."""

    rank: tuple[float, ...]
    by: str = msgspec.field(default="")
    """What they were matched by, in words."""


class Difference(msgspec.Struct, frozen=True):
    """Something on which the two sides do not say the same."""

    field: str
    ours: str
    theirs: str


class Line(msgspec.Struct, frozen=True, kw_only=True):
    """One line of a comparison."""

    status: Status
    ours: Ours | None = None
    theirs: Theirs | None = None
    matched_by: str = ""
    differences: tuple[Difference, ...] = ()
    why: str = ""
    """Why it stands where it does, in a sentence; what it may be, where that is not certain."""


class Comparison(msgspec.Struct, frozen=True, kw_only=True):
    """A case held against a dataset."""

    dataset: str
    title: str
    version: str
    window: tuple[int, int]
    span: tuple[int, int]
    """The years that were compared."""
    states: tuple[str, ...]
    rule: str
    """How rows are matched, in a sentence."""
    lines: tuple[Line, ...]

    def of(self, *statuses: Status) -> list[Line]:
        """The lines of some sorts, in order."""
        return [line for line in self.lines if line.status in statuses]


def years_apart(whens: Iterable[When], first: date, last: date) -> int | None:
    """How many years lie between some dates and a span, the nearest; 0 where they may meet; None without dates."""
    gaps = [max(0, first.year - one.last.year, one.first.year - last.year) for one in whens]
    return min(gaps, default=None)
