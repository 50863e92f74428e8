"""Rates forget, sizes are learnt, and neither ever says never."""

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from foedus.forecast.rates import rate, sizes


def test_a_wave_long_past_counts_for_less_than_one_just_now() -> None:
    """Ten pacts thirty years ago give a lower rate than ten last year."""
    long_ago, just_now = [10] + [0] * 29, [0] * 29 + [10]
    assert rate(long_ago) < rate(just_now)


@given(st.lists(st.integers(0, 12), min_size=1, max_size=80))
def test_the_rate_lies_between_nothing_and_the_most_there_ever_was(counts: list[int]) -> None:
    """It is an average of past years and a prior of one a year, so it is above 0 and no more than either."""
    assert 0 < rate(counts) <= max(1.0, *counts)


@given(st.lists(st.integers(3, 40), max_size=30))
def test_sizes_are_a_distribution_from_three_on(past: list[int]) -> None:
    """They sum to one, every size can come, and none of fewer than three."""
    logs = sizes(past)
    assert np.exp(logs).sum() == pytest.approx(1.0)
    assert np.isneginf(logs[:3]).all()
    assert np.isfinite(logs[3:]).all()


def test_sizes_that_were_come_again() -> None:
    """After twenty pacts of seven, seven is likelier than before, and likelier than five."""
    assert sizes([7] * 20)[7] > sizes([])[7]
    assert sizes([7] * 20)[7] > sizes([7] * 20)[5]
