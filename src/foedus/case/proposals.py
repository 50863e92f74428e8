"""Proposals on file: claims that were read from documents and that nobody has accepted yet.

A folder of proposals is a case by itself (`claims/<kind>.csv`, `sources.csv`, `entities.csv`), so that it can be
checked, built and evaluated like one; beside it stands `proposals.jsonl`, a line for each claim, with the sentence,
the characters that each column was read from, the score and the reason. In a case it is the folder `proposals/`.
What was decided about proposals stands in the case's `reviews.jsonl`.
"""

import csv
from collections.abc import Iterable
from pathlib import Path
from typing import TypeVar

import msgspec

_T = TypeVar("_T")

FOLDER = "proposals"
"""The folder inside a case."""
NAME = "proposals.jsonl"
REVIEWS = "reviews.jsonl"
"""In the case's folder: what was decided about proposals, for the case to keep and the scorer to learn from."""

FIRST = '{"format":"reviews of proposals, 1"}'
"""The first line of that file."""


class ProposalsError(ValueError):
    """A file of proposals or of reviews that cannot be read: what is wrong, and the next step."""

    def __init__(self, message: str, hint: str = "") -> None:
        super().__init__(message)
        self.message, self.hint = message, hint


class Proposed(msgspec.Struct, frozen=True, kw_only=True, omit_defaults=True):
    """A claim that a document seems to make, and where it says so."""

    id: str
    """Sixteen hexadecimal digits of what is proposed and from which words: the same whenever it is read again."""
    kind: str
    row: dict[str, str]
    """The claim's filled columns, `event`, `source` and `locator` among them."""
    sentence: str
    """The words that it was read from."""
    spans: dict[str, tuple[tuple[int, int], ...]] = {}
    """By column the characters of `sentence` that it was read from; `trigger`: the word that says it."""
    score: float = 0.0
    """How likely it is right, 0 to 1, as the scorer has it."""
    why: str = ""
    """A sentence: what made it a claim, and by which frame."""
    frame: str = ""
    event_why: str = ""
    """Why the event is held to be one that the case has."""
    against: tuple[str, ...] = ()
    """Where the record has it otherwise: sentences."""
    features: dict[str, float] = {}
    """What the scorer goes by."""
    language: str = ""
    """ISO 639-1 of the sentence; none where it is English."""
    by: tuple[str, ...] = ()
    """Who proposes it: `reader`, `model NAME`, or both; none says the reader alone."""

    @property
    def readers(self) -> tuple[str, ...]:
        """Who proposes it, in words."""
        return self.by or ("reader",)

    def proposed_by(self, who: str) -> bool:
        """Whether `reader`, `model` (any), a model by its name, or `both` propose it."""
        if who == "both":
            return len(self.readers) > 1
        return any(who in (one, one.partition(" ")[0], one.partition(" ")[2]) for one in self.readers)

    @property
    def scored(self) -> bool:
        """Whether the scorer had a say: it knows nothing of what a model alone proposes."""
        return "reader" in self.readers


class Review(msgspec.Struct, frozen=True, kw_only=True, omit_defaults=True):
    """What somebody decided about a proposal. A decision that is undone leaves the file."""

    when: str
    """In UTC, ISO 8601."""
    who: str
    what: str
    """`accepted`, `edited` (accepted with changes) or `rejected`."""
    proposal: Proposed
    claim: str = ""
    """The claim that it became."""
    changed: dict[str, str] = {}
    """The cells as they were accepted, where they differ from what was proposed."""


def read(folder: Path) -> list[Proposed]:
    """The proposals of a folder, in order; none where there is no file. Raises `ProposalsError`."""
    return _lines(folder / NAME, Proposed)


def reviews(case: Path) -> list[Review]:
    """What was decided about proposals in a case, in order. Raises `ProposalsError`."""
    return _lines(case / REVIEWS, Review)


def standing(decided: Iterable[Review]) -> dict[str, Review]:
    """The decision about each proposal, by its id."""
    return {one.proposal.id: one for one in decided}


def text(proposals: Iterable[Proposed]) -> str:
    """Proposals as they stand in the file, a line each."""
    return "".join(msgspec.json.encode(one).decode() + "\n" for one in proposals)


def rows(path: Path) -> list[dict[str, str]]:
    """The rows of a table that came with proposals; none where there is no file. Raises `ProposalsError`."""
    try:
        with path.open(encoding="utf-8-sig", newline="") as handle:
            return [
                {column: cell or "" for column, cell in row.items() if column and isinstance(cell, str | None)}
                for row in csv.DictReader(handle)
            ]
    except FileNotFoundError:
        return []
    except (OSError, UnicodeDecodeError, csv.Error) as error:
        raise ProposalsError(f"{path} cannot be read: {error}.", "Read the documents again.") from error


def _lines(path: Path, what: type[_T]) -> list[_T]:
    found = []
    try:
        lines = path.read_bytes().splitlines() if path.exists() else []
    except OSError as error:
        raise ProposalsError(f"{path} cannot be read: {error.strerror or error}.", "See who owns the file.") from error
    for number, line in enumerate(lines, 1):
        if line.strip() and line.strip() != FIRST.encode():
            try:
                found.append(msgspec.json.decode(line, type=what))
            except (msgspec.DecodeError, UnicodeDecodeError) as error:
                raise ProposalsError(
                    f"{path.name}, line {number}, cannot be understood: {error}.",
                    "Read the documents again, or delete the line.",
                ) from error
    return found
