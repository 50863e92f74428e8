"""Frozen forecasts: an answer's chances with the hashes of all they were made from, to be scored once it is known.

A frozen file is plain JSON, written at a stroke and never overwritten: what was said stands.
"""

import hashlib
from collections.abc import Mapping
from datetime import date
from importlib.resources import files
from importlib.resources.abc import Traversable
from pathlib import Path

import msgspec

import foedus
from foedus.case.tables import digest
from foedus.forecast.answer import Answer
from foedus.forecast.errors import ForecastError
from foedus.forecast.estimate import Estimate
from foedus.forecast.expert import NAME as EXPERT
from foedus.forecast.writing import written
from foedus.record import Record

FORMAT = "foedus frozen forecast 1"
FIGURES = "forecast/*.csv"
"""Files of a case, beside those of its record, that hold its states' figures for the models."""
OUTCOMES = {
    "exactly": "Exactly these states, no fewer and no more, sign a pact with an obligation of defence.",
    "within": "Some two of these states or more, and no others, sign a pact with an obligation of defence.",
}
"""What must come about for each question to be answered with yes."""


class Said(msgspec.Struct, frozen=True, kw_only=True):
    """One chance as it was said."""

    outcome: str
    """exactly or within."""
    model: str
    horizon: int
    until: date
    """Last day of the horizon."""
    probability: float | None
    why: str = ""


class Supposed(msgspec.Struct, frozen=True, kw_only=True):
    """An assumption of the expert layer as it was used."""

    name: str
    by: str
    date: date
    reason: str
    multiplier: tuple[float, float]
    rests_on: tuple[str, ...]


class Frozen(msgspec.Struct, frozen=True, kw_only=True):
    """A frozen forecast."""

    format: str
    made: date
    question: str
    group: str
    members: tuple[str, ...]
    year: int
    """First year of the horizons."""
    clocks: dict[str, str | None]
    outcomes: dict[str, str]
    said: tuple[Said, ...]
    expert: tuple[Supposed, ...]
    foedus: str
    """The program's version."""
    code: str
    """SHA-256 of the room that made it, its data and fitted models included."""
    models: str
    """The version of the fitted models."""
    inputs: dict[str, str]
    """Hash of each file of the case, as its record has it."""

    @property
    def since(self) -> date:
        """First day of the horizons."""
        return date(self.year, 1, 1)


def freeze(record: Record, folder: Path | None, answer: Answer, target: Path, made: date | None = None) -> Frozen:
    """Write the chances of an answer to a file. Raises `ForecastError` where there are none, or the file is there."""
    if not answer.ranges:
        raise ForecastError(f"There is nothing to freeze. {answer.silent}".strip(), "Strands are in --json.")
    said = [*_said("exactly", answer.exactly, answer.year), *_said("within", answer.within, answer.year)]
    frozen = Frozen(
        format=FORMAT, made=made or date.today(), question=answer.question, group=answer.group,
        members=answer.members, year=answer.year, clocks=answer.clocks, outcomes=OUTCOMES, said=tuple(said),
        expert=tuple(
            Supposed(name=one.name, by=one.by, date=one.date, reason=one.reason, multiplier=one.multiplier,
                     rests_on=one.rests_on)
            for one in answer.expert.used
        ),
        foedus=foedus.__version__, code=code(), models=answer.models, inputs=_inputs(record, folder),
    )  # fmt: skip
    if target.exists():
        message = f"{target} is there already, and a frozen forecast is never overwritten."
        raise ForecastError(message, "Take another name.")
    written(msgspec.json.format(msgspec.json.encode(frozen), indent=2) + b"\n", target)
    return frozen


def read(path: Path) -> Frozen:
    """A frozen forecast. Raises `ForecastError` for what is none."""
    try:
        text = path.read_bytes()
    except OSError as error:
        raise ForecastError(f"{path} cannot be read: {error.strerror}.", "Give a file that --freeze wrote.") from error
    try:
        head = msgspec.json.decode(text)
        if isinstance(head, dict) and str(head.get("format", "")) != FORMAT:
            said = head.get("format", "nothing")
            raise ForecastError(f"{path} says format {said!r}; this program reads {FORMAT!r}.", "Use its own version.")
        return msgspec.json.decode(text, type=Frozen)
    except msgspec.MsgspecError as error:
        raise ForecastError(f"{path} is no frozen forecast: {error}.", "Give a file that --freeze wrote.") from error


def code() -> str:
    """SHA-256 of the room that makes forecasts: its code, its data, its fitted models."""
    found = hashlib.sha256()
    for name, file in sorted(_files(files("foedus.forecast"))):
        found.update(name.encode() + b"\0" + file.read_bytes() + b"\0")
    return found.hexdigest()


def _files(folder: Traversable, under: str = "") -> list[tuple[str, Traversable]]:
    found: list[tuple[str, Traversable]] = []
    for entry in folder.iterdir():
        if entry.is_dir() and entry.name != "__pycache__":
            found += _files(entry, f"{under}{entry.name}/")
        elif entry.name.endswith((".py", ".toml", ".json", ".csv")):
            found.append((under + entry.name, entry))
    return found


def _said(outcome: str, estimates: tuple[Estimate, ...], year: int) -> list[Said]:
    return [
        Said(
            outcome=outcome, model=one.model, horizon=one.horizon, until=date(year + one.horizon - 1, 12, 31),
            probability=one.probability, why=one.why,
        )
        for one in estimates
    ]  # fmt: skip


def _inputs(record: Record, folder: Path | None) -> dict[str, str]:
    found: Mapping[str, str] = msgspec.json.decode(record.meta["files"], type=dict[str, str])
    inputs = dict(found)
    for path in (folder / EXPERT, *folder.glob(FIGURES)) if folder else ():
        if path.is_file():
            inputs[path.relative_to(folder or path).as_posix()] = digest(path)
    return dict(sorted(inputs.items()))
