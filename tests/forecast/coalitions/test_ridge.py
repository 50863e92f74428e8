"""The search scores as the fitted model does: its terms are the model's own score, but for a constant by size."""

from itertools import combinations
from pathlib import Path

import numpy as np
import pytest

from foedus.forecast import fitted, places
from foedus.forecast.coalitions import Linear
from foedus.forecast.coalitions.ridge import terms
from foedus.forecast.models.scored import Linear as Fitted


def test_terms_order_coalitions_as_the_model_does(built_case: Path) -> None:
    """Over all sets of three and of four of the case's states the two differ by one constant each."""
    at = places.read(built_case)
    model = fitted.read("ridge")
    assert isinstance(model, Fitted)
    linear = Linear(at.keys, terms(at, at.keys))
    for size in (3, 4):
        sets = list(combinations(range(len(at.keys)), size))
        scored = [one.score for one in linear.at(np.array(sets))]
        said = model.sets(at, sets)
        assert np.ptp(np.array(scored) - said) == pytest.approx(0.0, abs=1e-6)
