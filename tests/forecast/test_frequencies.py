"""Chances in words: one significant digit, never a word more than is known."""

import doctest
import math
import re

import pytest
from hypothesis import given
from hypothesis import strategies as st

from foedus.forecast import expert, frequencies
from foedus.forecast.frequencies import LEAST, MOST, frequency, over, spread, times

CHANCES = st.floats(0, 1, allow_nan=False)


@pytest.mark.parametrize("module", [frequencies, expert])
def test_the_examples_hold(module):
    assert doctest.testmod(module).failed == 0


@pytest.mark.parametrize(
    ("chance", "words"),
    [
        (0.0, "less than 1 in 1,000,000"),
        (9.9e-7, "less than 1 in 1,000,000"),
        (1e-6, "1 in 1,000,000"),
        (0.0001, "1 in 10,000"),
        (0.000123, "1 in 8,000"),
        (0.02, "1 in 50"),
        (0.021, "1 in 50"),
        (0.09, "1 in 10"),
        (0.11, "1 in 9"),
        (0.25, "1 in 4"),
        (0.3, "3 in 10"),
        (0.5, "1 in 2"),
        (0.62, "6 in 10"),
        (0.9, "9 in 10"),
        (0.96, "more than 9 in 10"),
        (1.0, "more than 9 in 10"),
    ],
)
def test_a_chance_is_said_with_one_significant_digit(chance: float, words: str):
    assert frequency(chance) == words


@pytest.mark.parametrize("chance", [-0.1, 1.1, math.nan, math.inf])
def test_what_is_no_chance_is_not_said(chance: float):
    with pytest.raises(ValueError, match="is no chance"):
        frequency(chance)


def said(words: str) -> float:
    """The chance that words name."""
    found = re.search(r"(\d+) in ([\d,]+)", words)
    assert found
    return int(found[1]) / int(found[2].replace(",", ""))


@given(CHANCES)
def test_words_are_never_off_by_more_than_half(chance: float):
    words = frequency(chance)
    if LEAST <= chance <= MOST:
        assert 1 / 1.5 <= said(words) / chance <= 1.5
        assert len(re.sub(r"[,0]", "", words.rpartition(" ")[2])) <= 1  # one digit that is not 0


@given(CHANCES, CHANCES)
def test_the_greater_chance_never_sounds_less(one: float, other: float):
    low, high = sorted((one, other))
    first, second = frequency(low), frequency(high)
    rank = {"less": 0, "more": 2}
    assert (rank.get(first[:4], 1), said(first)) <= (rank.get(second[:4], 1), said(second))


@pytest.mark.parametrize(
    ("chances", "years", "words"),
    [
        ([0.0001, 0.003, 0.02], 10, "between 1 in 10,000 and 1 in 50 a decade"),
        ([0.02], 1, "about 1 in 50 a year"),
        ([0.0, 0.0], 5, "less than 1 in 1,000,000 in five years"),
        ([0.0, 0.02], 10, "at most 1 in 50 a decade"),
        ([0.1, 0.99], 3, "at least 1 in 10 in 3 years"),
        ([0.97, 0.99], 10, "more than 9 in 10 a decade"),
    ],
)
def test_a_range_is_said_from_end_to_end(chances: list[float], years: int, words: str):
    assert spread(chances, years) == words


def test_a_range_of_nothing_is_not_said():
    with pytest.raises(ValueError, match="no chances"):
        spread([], 10)


def test_how_far_apart_is_said_roughly_or_not_at_all():
    assert times(0.0001, 0.02) == "200 times"
    assert times(0.01, 0.012) == ""
    assert times(0.0, 0.02) == ""  # infinitely far is no finding
    assert over(1) == "a year"
