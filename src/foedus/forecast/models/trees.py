"""Boosted trees as plain numbers: dumped once from scikit-learn, then evaluated with numpy alone."""

from typing import Any

import msgspec
import numpy as np

from foedus.forecast.world import Floats


class Tree(msgspec.Struct, frozen=True, kw_only=True):
    """A tree: at node n go `left[n]` where feature[n] <= threshold[n], or is NaN and `missing_left[n]`."""

    feature: tuple[int, ...]
    """-1 at a leaf."""
    threshold: tuple[float, ...]
    missing_left: tuple[bool, ...]
    left: tuple[int, ...]
    right: tuple[int, ...]
    value: tuple[float, ...]


class Trees(msgspec.Struct, frozen=True, kw_only=True):
    """The sum of trees and a baseline is a log-odds."""

    baseline: float
    trees: tuple[Tree, ...]

    def score(self, x: Floats) -> Floats:
        """Log-odds of rows of features: shape (rows,)."""
        total = np.full(len(x), self.baseline)
        for tree in self.trees:
            total += _of(tree, x)
        return total

    def hazard(self, x: Floats) -> Floats:
        """Log of the expected number, -log(1 - p): shape (rows,)."""
        found: Floats = np.log(np.logaddexp(0.0, self.score(x)))
        return found


def _of(tree: Tree, x: Floats) -> Floats:
    feature, threshold = np.array(tree.feature), np.array(tree.threshold)
    missing_left, left, right = np.array(tree.missing_left), np.array(tree.left), np.array(tree.right)
    at = np.zeros(len(x), dtype=int)
    while True:
        inner = feature[at] >= 0
        if not inner.any():
            return np.array(tree.value)[at]
        rows = np.flatnonzero(inner)
        node = at[rows]
        value = x[rows, feature[node]]
        go_left = np.where(np.isnan(value), missing_left[node], value <= threshold[node])
        at[rows] = np.where(go_left, left[node], right[node])


def dumped(model: Any) -> Trees:
    """The trees of a fitted HistGradientBoostingClassifier of two classes."""
    made = []
    for (predictor,) in model._predictors:  # noqa: SLF001 - the one place where its trees can be had
        nodes = predictor.nodes
        made.append(
            Tree(
                feature=tuple(int(-1 if node["is_leaf"] else node["feature_idx"]) for node in nodes),
                threshold=tuple(float(node["num_threshold"]) if not node["is_leaf"] else 0.0 for node in nodes),
                missing_left=tuple(bool(node["missing_go_to_left"]) for node in nodes),
                left=tuple(int(node["left"]) for node in nodes),
                right=tuple(int(node["right"]) for node in nodes),
                value=tuple(float(node["value"]) for node in nodes),
            )
        )
    baseline = model._baseline_prediction.ravel()[0]  # noqa: SLF001 - likewise
    return Trees(baseline=float(baseline), trees=tuple(made))
