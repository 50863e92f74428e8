"""Proposals are ranked, and those that are too doubtful are left out: pure Python over the weights of `model.json`.

The score is a probability: of proposals that are scored .7, about seven in ten should be right (the file says how
often it was so). `accept` is what the reader calls; `scored` gives those left out, too.
"""

import math
from collections.abc import Mapping, Sequence
from functools import cache
from pathlib import Path

import msgspec

from foedus.case.proposals import ProposalsError
from foedus.reader.proposal import Proposal
from foedus.reader.scorer.features import crowd

SHIPPED = Path(__file__).with_name("model.json")


class Bin(msgspec.Struct, frozen=True):
    """Proposals scored alike, by a model that had not seen their document, and how many of them were right."""

    scored: float
    """Their mean score."""
    right: float
    """The share that was right."""
    proposals: int


class Model(msgspec.Struct, frozen=True, kw_only=True):
    """What `model.json` holds: weights in log-odds, the score from which a kind is accepted, and how it was made."""

    made: dict[str, str | int | float | list[str]]
    threshold: float
    thresholds: dict[str, float] = {}
    """By kind, where it has one of its own."""
    intercept: float
    weights: dict[str, float]
    calibration: tuple[Bin, ...] = ()

    def score(self, features: Mapping[str, float]) -> float:
        """How likely a proposal with these features is right, 0 to 1; a feature that the model lacks counts nothing."""
        weights = self.weights
        total = self.intercept + sum(weights.get(name, 0.0) * value for name, value in features.items())
        return 1 / (1 + math.exp(-max(-30.0, min(30.0, total))))

    def least(self, kind: str) -> float:
        """The score from which proposals of a kind are accepted."""
        return self.thresholds.get(kind, self.threshold)


def read(path: Path) -> Model:
    """A model from its file. Raises `ProposalsError` where it cannot be used."""
    hint = "`foedus reader train` makes it anew."
    try:
        return msgspec.json.decode(path.read_bytes(), type=Model)
    except OSError as error:
        raise ProposalsError(f"{path} cannot be read: {error.strerror or error}.", hint) from error
    except (msgspec.DecodeError, UnicodeDecodeError) as error:
        raise ProposalsError(f"{path} holds no weights of a scorer: {error}.", hint) from error


@cache
def shipped() -> Model:
    """The model that comes with foedus."""
    return read(SHIPPED)


def own_path(case: Path) -> Path:
    """Where a case has weights of its own."""
    return case / "scorer.json"


def of_case(case: Path) -> Model:
    """The weights of a case where it has its own, else those shipped. Raises `ProposalsError`."""
    path = own_path(case)
    return read(path) if path.exists() else shipped()


def accept(proposals: Sequence[Proposal], model: Model | None = None) -> list[Proposal]:
    """The proposals of a document that are likely enough, in their order, scored."""
    weights = model or shipped()
    return [one for one in scored(proposals, weights) if one.score >= weights.least(one.kind)]


def scored(proposals: Sequence[Proposal], model: Model | None = None) -> list[Proposal]:
    """All proposals of a document, in their order, scored: also those that `accept` leaves out."""
    weights = model or shipped()
    return [msgspec.structs.replace(one, score=round(weights.score(one.features), 4)) for one in beside(proposals)]


def beside(proposals: Sequence[Proposal]) -> list[Proposal]:
    """The proposals of a document with the features that only show beside the others."""
    return [
        msgspec.structs.replace(one, features={**one.features, **more})
        for one, more in zip(proposals, crowd(proposals), strict=True)
    ]
