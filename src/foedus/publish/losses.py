"""What is lost on the way into another format, in a file beside it: nobody should have to guess."""

from collections.abc import Iterable, Mapping
from pathlib import Path

import msgspec

ENDING = ".losses.md"


class Losses(msgspec.Struct):
    """What a format could not take."""

    title: str
    taken: str
    """What was written, in a sentence."""
    left_out: dict[str, int] = {}
    """Why rows or claims did not go along, and how many."""
    changed: dict[str, int] = {}
    """What was changed or flattened, and how often."""
    always: tuple[str, ...] = ()
    """What the format has no place for, whatever the case."""

    def leave(self, why: str, number: int = 1) -> None:
        """Count something that did not go along."""
        self.left_out[why] = self.left_out.get(why, 0) + number

    def change(self, what: str, number: int = 1) -> None:
        """Count something that is not as it was."""
        self.changed[what] = self.changed.get(what, 0) + number

    def markdown(self) -> str:
        """The file."""
        parts = [f"# What is lost: {self.title}", self.taken]
        parts += _listed("Left out", self.left_out) + _listed("Changed on the way", self.changed)
        if self.always:
            parts += ["## What the format has no place for", "\n".join(f"- {one}" for one in self.always)]
        return "\n\n".join(parts) + "\n"


def _listed(title: str, counts: Mapping[str, int]) -> list[str]:
    if not counts:
        return []
    rows: Iterable[str] = (f"| {what} | {number:,} |" for what, number in sorted(counts.items()))
    return [f"## {title}", "\n".join(["| what | how many |", "| --- | ---: |", *rows])]


def beside(target: Path) -> Path:
    """Where the losses of a file are told: `events.csv` has `events.losses.md`."""
    return target.with_name(target.name.partition(".")[0] + ENDING)
