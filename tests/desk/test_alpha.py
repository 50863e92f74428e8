"""Krippendorff's alpha against the worked examples of its author, and what must always hold of it."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from foedus.desk.alpha import alpha, interval, masi, nominal, ratio


def units(*coders: str) -> list[list[str]]:
    """Coders' values, one letter a unit, `.` where one is missing, as units."""
    return [[value for value in unit if value != "."] for unit in zip(*(c.split() for c in coders), strict=True)]


# Krippendorff (2011), Computing Krippendorff's Alpha-Reliability: sections A, B and C.
BINARY = units("0 1 0 0 0 0 0 0 1 0", "1 1 1 0 0 1 0 0 0 0")
NOMINAL = units("a a b b d c c c e d d a", "b a b b b c c c e d d d")
MISSING = units(
    "1 2 3 3 2 1 4 1 2 . . .",
    "1 2 3 3 2 2 4 1 2 5 . 3",
    ". 3 3 3 2 3 4 2 2 5 1 .",
    "1 2 3 3 2 4 4 1 2 5 1 .",
)
FIGURES = [[float(value) for value in unit] for unit in MISSING]


def test_the_worked_example_of_two_coders_and_binary_data():
    # Its matrix of coincidences: 10 for (0, 0), 4 for (0, 1) and for (1, 0), 2 for (1, 1); n0 = 14, n1 = 6, n = 20.
    assert alpha(BINARY) == pytest.approx(1 - (20 - 1) * 4 / (14 * 6))
    assert alpha(BINARY) == pytest.approx(0.095, abs=5e-4)


def test_the_worked_example_of_two_coders_and_nominal_data():
    # 24 values, of which a b c d e occur 5, 6, 6, 5 and 2 times; 8 of 12 units agree... as the paper prints it.
    assert alpha(NOMINAL) == pytest.approx(0.692, abs=5e-4)


def test_the_worked_example_of_four_coders_with_missing_values():
    assert alpha(MISSING) == pytest.approx(0.743, abs=5e-4)
    assert alpha(FIGURES, interval) == pytest.approx(0.849, abs=5e-4)
    assert alpha(FIGURES, ratio) == pytest.approx(0.797, abs=5e-4)


def test_nothing_to_compare_or_no_variety_has_no_alpha():
    assert alpha([]) is None
    assert alpha([("a",), ()]) is None
    assert alpha([("a", "a"), ("a", "a")]) is None


def test_sets_that_overlap_differ_less_than_those_that_do_not():
    a, b, c, d = (frozenset(text) for text in ("tk", "tkz", "zu", "x"))
    assert masi(a, a) == 0
    assert masi(a, b) == pytest.approx(1 - 2 / 3 * 2 / 3)
    assert masi(b, c) == pytest.approx(1 - 1 / 4 * 1 / 3)
    assert masi(a, d) == masi(frozenset(), d) == 1


coded = st.lists(st.lists(st.sampled_from("abc"), min_size=0, max_size=4), max_size=12)


@given(coded)
def test_it_is_at_most_one_and_one_only_where_all_agree(data: list[list[str]]):
    value = alpha(data)
    agreeing = all(len(set(unit)) == 1 for unit in data if len(unit) > 1)
    if value is not None:
        assert value <= 1
        assert (value == pytest.approx(1)) == agreeing


@given(coded, st.randoms())
def test_neither_the_order_of_units_nor_of_coders_matters(data: list[list[str]], chance):
    shuffled = [chance.sample(unit, len(unit)) for unit in data]
    chance.shuffle(shuffled)
    assert alpha(shuffled) == pytest.approx(alpha(data))


@given(coded)
def test_renaming_the_values_changes_nothing_where_they_are_words(data: list[list[str]]):
    names = dict(zip("abc", "xyz", strict=True))
    assert alpha([[names[v] for v in unit] for unit in data], nominal) == pytest.approx(alpha(data, nominal))
