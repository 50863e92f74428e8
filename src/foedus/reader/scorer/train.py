"""Makes `model.json` anew from coded texts: L2 logistic regression, thresholds and figures by leaving texts out.

The penalty is the prior: a frame that was seen seldom keeps a weight near nothing, and its kind speaks for it. A text
is scored by a model that has not seen it, a twelfth of the texts being left out in turn; from these scores come the
thresholds, which maximise F1 with a precision of at least `PRECISION`, and the calibration. The figures in the file
choose them, too, without the text.
"""

from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence
from math import log
from pathlib import Path
from typing import Any

import msgspec

from foedus.case.proposals import ProposalsError
from foedus.reader.evaluate import Score
from foedus.reader.scorer.score import Bin, Model
from foedus.reader.scorer.texts import Text

PRECISION = 0.55
"""That accepted proposals shall have in texts that the model has not seen."""
OWN = 60
"""Proposals that a kind must have for a threshold of its own."""
GAIN = 0.05
"""In F1, by which a threshold of its own must be better than the general one."""
ALIKE = 0.005
"""F1 that is as good: of thresholds as good the lowest is taken, for what is left out nobody gets to see."""
SEEN = 3
"""Texts in which a feature must stand for a weight of its own."""
PARTS = 12
"""Parts into which the texts are dealt, each to be left out in turn; fewer texts are left out one by one."""
PENALTIES = (0.03, 0.1, 0.3, 1.0)
"""Inverse strengths of the penalty that are tried; the likeliest for texts left out is taken."""
_GRID = tuple(round(0.05 * step, 2) for step in range(1, 15))


class Trained(msgspec.Struct, frozen=True):
    """A model, and how proposals of texts that it had not seen were judged: `before` and `after` abstaining."""

    model: Model
    before: Score
    after: Score
    kinds: dict[str, tuple[Score, Score]]


def train(texts: Sequence[Text], when: str = "") -> Trained:
    """Learn from texts. `when`: the day, for the file.

    Raises `ProposalsError` where there is too little to learn from.
    """
    labels = {one.right for text in texts for one in text.known}
    if len(texts) < 3 or labels != {True, False}:
        raise ProposalsError(
            f"There is too little to learn from: {len(texts)} texts, {sum(len(one.known) for one in texts)} proposals.",
            "It needs three texts at least, with proposals that are right and others that are wrong.",
        )
    strength = min(PENALTIES, key=lambda penalty: _surprise(_left_out(texts, penalty)))
    unseen = _left_out(texts, strength)
    general, own = _thresholds(unseen)
    kinds = _figures(unseen)
    before, after = (sum((pair[at] for pair in kinds.values()), Score()) for at in (0, 1))
    intercept, weights = _fit(texts, strength)
    made: dict[str, str | int | float | list[str]] = {
        "by": "foedus reader train: logistic regression with an L2 penalty (scikit-learn, lbfgs)",
        "when": when,
        "inverse strength of the penalty": strength,
        "texts": sorted(text.source for text in texts),
        "proposals": sum(len(text.known) for text in texts),
        "right": sum(one.right for text in texts for one in text.known),
        "least precision asked": PRECISION,
        "before, texts left out": _said(before),
        "after, texts left out": _said(after),
    }
    model = Model(
        made=made, threshold=general, thresholds=own, intercept=intercept, weights=weights,
        calibration=tuple(_calibration(unseen)),
    )  # fmt: skip
    return Trained(model, before, after, kinds)


def as_file(model: Model) -> bytes:
    """The model as `model.json` has it: a weight a line, by name."""
    ordered = msgspec.structs.replace(model, weights=dict(sorted(model.weights.items())))
    return msgspec.json.format(msgspec.json.encode(ordered), indent=1) + b"\n"


def write(model: Model, path: Path) -> None:
    """Write the model to its file, whole or not at all."""
    path.parent.mkdir(parents=True, exist_ok=True)
    beside = path.with_name(f".{path.name}.new")
    beside.write_bytes(as_file(model))
    beside.replace(path)


# --- weights ---


def _fit(texts: Sequence[Text], strength: float) -> tuple[float, dict[str, float]]:
    import numpy as np
    from sklearn.linear_model import LogisticRegression

    names = _names(texts)
    rows = [one.proposal.features for text in texts for one in text.known]
    table = np.array([[row.get(name, 0.0) for name in names] for row in rows])
    right = [one.right for text in texts for one in text.known]
    fitted: Any = LogisticRegression(C=strength, max_iter=2000, tol=1e-5).fit(table, right)
    weights = {name: round(float(weight), 3) for name, weight in zip(names, fitted.coef_[0], strict=True)}
    return round(float(fitted.intercept_[0]), 3), {name: weight for name, weight in weights.items() if weight}


def _names(texts: Iterable[Text]) -> list[str]:
    """The features that stand in texts enough and are not the same everywhere."""
    seen = Counter(
        name for text in texts for name in {name for one in text.known for name in _there(one.proposal.features)}
    )
    return sorted(name for name, times in seen.items() if times >= SEEN)


def _there(features: Mapping[str, float]) -> Iterator[str]:
    return (name for name, value in features.items() if value)


# --- texts left out ---


class _Unseen(msgspec.Struct, frozen=True):
    """A text, and how a model that was made without it scores its proposals."""

    text: Text
    marks: tuple[float, ...]

    def scores(self, general: float, own: Mapping[str, float]) -> dict[str, Score]:
        """By kind what is coded, accepted by given thresholds, and right."""
        found = {kind: Score(coded=number) for kind, number in self.text.coded.items()}
        for known, mark in zip(self.text.known, self.marks, strict=True):
            kind = known.proposal.kind
            if mark >= own.get(kind, general):
                found[kind] = found.get(kind, Score()) + Score(proposed=1, right=int(known.right))
        return found


def _left_out(texts: Sequence[Text], strength: float) -> list[_Unseen]:
    """Every text with its scores by a model that has seen neither it nor the others of its part."""
    found = []
    for part in range(min(PARTS, len(texts))):
        kept = [text for at, text in enumerate(texts) if at % PARTS != part]
        intercept, weights = _fit(kept, strength)
        model = Model(made={}, threshold=0.0, intercept=intercept, weights=weights)
        found += [
            _Unseen(left, tuple(model.score(one.proposal.features) for one in left.known))
            for left in texts[part::PARTS]
        ]
    return found


def _surprise(unseen: Iterable[_Unseen]) -> float:
    """How unlikely what is so was held to be: the negative log-likelihood of texts left out."""
    total = 0.0
    for one in unseen:
        for known, mark in zip(one.text.known, one.marks, strict=True):
            score = min(0.999, max(0.001, mark))
            total -= log(score if known.right else 1 - score)
    return total


# --- thresholds ---


def _thresholds(unseen: Sequence[_Unseen]) -> tuple[float, dict[str, float]]:
    """One for all kinds, with precision enough in all; and one for each kind that gains F1 by it."""
    return _chosen([_table(one) for one in unseen])


_Table = Mapping[float, Mapping[str, Score]]
"""By threshold and kind what a text's proposals come to."""


def _table(one: _Unseen) -> _Table:
    return {least: one.scores(least, {}) for least in _GRID}


def _chosen(tables: Sequence[_Table]) -> tuple[float, dict[str, float]]:
    by_kind = {least: _summed(table[least] for table in tables) for least in _GRID}
    totals = {least: sum(by_kind[least].values(), Score()) for least in _GRID}
    top = max(_worth(score) for score in totals.values())
    general = min(least for least in _GRID if _worth(totals[least]) >= top - ALIKE)
    own = {}
    nothing = Score()
    for kind in sorted(kind for kind, score in by_kind[_GRID[0]].items() if score.proposed >= OWN):
        worth = {least: by_kind[least].get(kind, nothing).f1 for least in _GRID}
        best = max(_GRID, key=lambda least: (worth[least], -abs(least - general)))
        if worth[best] >= worth[general] + GAIN:
            own[kind] = best
    return general, own


def _summed(tables: Iterable[Mapping[str, Score]]) -> dict[str, Score]:
    found: dict[str, Score] = {}
    for table in tables:
        for kind, score in table.items():
            found[kind] = found.get(kind, Score()) + score
    return found


def _worth(score: Score) -> float:
    """F1; where precision falls short, what is missing counts against it four times."""
    return score.f1 - 4 * max(0.0, PRECISION - score.precision)


def _figures(unseen: Sequence[_Unseen]) -> dict[str, tuple[Score, Score]]:
    """By kind before and after: each text judged by weights and thresholds that were chosen without it."""
    found: dict[str, tuple[Score, Score]] = {}
    tables = [_table(one) for one in unseen]
    for at, left in enumerate(unseen):
        general, own = _chosen(tables[:at] + tables[at + 1 :])
        after = left.scores(general, own)
        proposed = Counter(one.proposal.kind for one in left.text.known)
        right = Counter(one.proposal.kind for one in left.text.known if one.right)
        for kind, score in after.items():
            so_far = found.get(kind, (Score(), Score()))
            all_of_it = Score(score.coded, proposed[kind], right[kind])
            found[kind] = (so_far[0] + all_of_it, so_far[1] + score)
        for kind in proposed.keys() - after.keys():
            so_far = found.get(kind, (Score(), Score()))
            found[kind] = (so_far[0] + Score(0, proposed[kind], right[kind]), so_far[1])
    return found


def _calibration(unseen: Iterable[_Unseen], bins: int = 5) -> Iterator[Bin]:
    """Proposals of texts left out, by score, in parts of the same size."""
    scored = sorted(
        (mark, known.right) for one in unseen for known, mark in zip(one.text.known, one.marks, strict=True)
    )
    for at in range(bins):
        part = scored[at * len(scored) // bins : (at + 1) * len(scored) // bins]
        if part:
            mean = sum(score for score, _ in part) / len(part)
            yield Bin(round(mean, 3), round(sum(right for _, right in part) / len(part), 3), len(part))


def _said(score: Score) -> str:
    return (
        f"{score.coded} coded, {score.proposed} proposed, {score.right} right: "
        f"precision {score.precision:.2f}, recall {score.recall:.2f}, F1 {score.f1:.2f}"
    )
