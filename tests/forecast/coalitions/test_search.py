"""The search against all coalitions one by one: order, ties, unknown values, what each state adds, pools too large."""

import tracemalloc
from collections.abc import Mapping
from fractions import Fraction
from unittest.mock import patch

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from foedus.forecast.coalitions import Linear, Term, left_out, search
from foedus.forecast.coalitions import plan as plans
from foedus.forecast.coalitions.plan import FULL, plan
from foedus.forecast.coalitions.search import Unknown
from foedus.forecast.coalitions.terms import OPS, OVER
from foedus.forecast.errors import ForecastError
from tests.forecast.coalitions.brute import Feature, linear, told

SEARCH = "foedus.forecast.coalitions.search"


@st.composite
def features(draw: st.DrawFn, states: int) -> Feature:
    over, op = draw(st.sampled_from(OVER)), draw(st.sampled_from(OPS))
    count = states if over == "members" else states * (states - 1) // 2
    whole = st.integers(-3, 3)
    value = st.one_of(whole, whole, whole, st.none()) if draw(st.booleans()) else whole
    values = draw(st.lists(value, min_size=count, max_size=count))
    return Feature(over, op, draw(st.integers(-2, 2)), tuple(values))


@settings(deadline=None, max_examples=150)
@given(
    data=st.data(), states=st.integers(2, 7), low=st.integers(1, 4), unknown=st.sampled_from(["leave-out", "exclude"])
)
def test_a_search_finds_what_counting_all_finds(data: st.DataObject, states: int, low: int, unknown: Unknown):
    """Small whole numbers, so that many scores are equal: exact fractions and names decide, in whatever blocks."""
    keys = tuple("BCDFGHJ"[:states])
    drawn = data.draw(st.lists(features(states), max_size=5))
    by_size = data.draw(st.dictionaries(st.integers(2, states), st.integers(-2, 2)))
    largest = data.draw(st.one_of(st.none(), st.integers(2, states)))
    top, threads, chunk = (data.draw(st.sampled_from(of)) for of in ((1, 2, 100), (1, 3), (1, 2**18)))
    with patch.object(plans, "BLOCK", range(1, low + 1)), patch(f"{SEARCH}.CHUNK", chunk):
        found = search(linear(keys, drawn, by_size), largest=largest, top=top, unknown=unknown, threads=threads)
    assert list(found.best) == [*range(2, (largest or states) + 1)]
    for size, best in found.best.items():
        every = told(keys, drawn, by_size, size)
        assert found.sets[size] == len(every)
        assert found.lacking[size] == sum(one.unknown > 0 for one in every)
        if unknown == "exclude":
            every = [one for one in every if not one.unknown]
        assert [one.members for one in best] == [one.members for one in every[:top]]
        assert [len(one.unknown) for one in best] == [one.unknown for one in every[:top]]
        assert [one.score for one in best] == pytest.approx([float(one.score) for one in every[:top]])
        for state in keys:
            with_it = max((one.score for one in every if state in one.members), default=None)
            without = max((one.score for one in every if state not in one.members), default=None)
            assert found.with_it[size][state] == _near(with_it)
            assert found.without[size][state] == _near(without)
            both = None if with_it is None or without is None else with_it - without
            assert found.contribution(state, size) == _near(both)


def _near(value: Fraction | None) -> object:
    return None if value is None else pytest.approx(float(value), abs=1e-9)


def test_a_pool_of_several_blocks_is_gone_through_whole():
    """Thirteen states in blocks as they are: eight thousand coalitions, two of them marked."""
    n = 13
    keys = [f"S{at:02}" for at in range(n)]
    bound = np.zeros((n, n))
    for one, other in ((0, 1), (0, 12), (1, 12)):
        bound[one, other] = bound[other, one] = 1.0
    model = Linear(keys, [Term("bound", "pairs", "mean", bound), Term("many", "members", "sum", np.full(n, -0.01))])
    found = search(model, top=2)
    assert [one.members for one in found.best[3]] == [("S00", "S01", "S12"), ("S00", "S01", "S02")]
    assert found.best[13][0].members == tuple(keys)
    assert found.contribution("S12", 3) == pytest.approx(2 / 3)
    assert sum(found.sets.values()) == 2**n - n - 1


def test_equal_scores_stand_in_the_order_of_names_however_they_are_added_up():
    """Tenths do not add up alike in every order; a billionth apart is equal."""
    values = np.array([0.1, 0.2, 0.3, 0.4, 0.5, 0.6])
    found = search(Linear(tuple("ABCDEF"), [Term("sum", "members", "sum", values)]), top=20)
    seven = [one.members for one in found.best[2] if round(one.score, 6) == 0.7]
    assert seven == [("A", "F"), ("B", "E"), ("C", "D")]


def test_the_smallest_numbers_there_are_can_be_told_apart():
    found = search(Linear(tuple("ABC"), [Term("x", "members", "sum", np.array([0.0, 3e-308, 6e-308]))]), top=1)
    assert found.best[2][0].members == ("B", "C")


def test_without_terms_all_are_equal_and_stand_in_the_order_of_names():
    found = search(Linear(tuple("ABCD"), []), top=3)
    assert [one.members for one in found.best[2]] == [("A", "B"), ("A", "C"), ("A", "D")]
    assert found.best[2][0].score == 0


def test_threads_and_blocks_change_nothing():
    chance = np.random.default_rng(7)
    pairs = chance.normal(size=(14, 14))
    model = Linear([f"S{at:02}" for at in range(14)], [Term("pairs", "pairs", "sum", pairs + pairs.T)])
    with patch(f"{SEARCH}.CHUNK", 256):
        many, one = search(model, threads=5), search(model, threads=1)
    assert many.best == one.best
    assert many.with_it == one.with_it


def test_no_array_of_all_sets_is_ever_held():
    """A million coalitions with seven terms in less memory than one number for each would take."""
    chance = np.random.default_rng(3)
    terms = []
    for at, op in enumerate(("sum", "mean", "min", "max", "spread", "max", "min")):
        pairs = chance.normal(size=(20, 20))
        terms.append(Term(f"{at}", "pairs", op, pairs + pairs.T))  # type: ignore[arg-type]
    model = Linear([f"S{at:02}" for at in range(20)], terms)
    search(model)
    tracemalloc.start()
    search(model)
    _, peak = tracemalloc.get_traced_memory()
    tracemalloc.stop()
    assert peak < 2**20 * 8


# -- what a member adds to a set ------------------------------------------------------------------------------


MODEL = Linear(
    ("A", "B", "C", "D"),
    [
        Term("near", "pairs", "mean", np.array([[0, 1, 2, 9], [1, 0, 6, 9], [2, 6, 0, 9], [9, 9, 9, 0.0]])),
        Term("strong", "members", "sum", np.array([1.0, 2.0, 4.0, np.nan])),
    ],
    {2: 0.5, 3: 10.0},
)


def test_what_each_member_adds_by_hand():
    """ABC: mean 3, sum 7, constant 10, together 20. Without A: 6 + 6 + 0.5; B: 2 + 5 + 0.5; C: 1 + 3 + 0.5."""
    adds = left_out(MODEL, ["C", "A", "B"])
    assert {state: one.score for state, one in adds.items()} == {"A": 7.5, "B": 12.5, "C": 15.5}
    assert adds["A"].parts == {"near": -3.0, "strong": 1.0}


def test_a_member_is_judged_by_the_terms_that_can_be_told_with_and_without_it():
    """How strong D is nobody knows: what D adds is by nearness alone, and the size's constant. ABD: 19 / 3."""
    adds = left_out(MODEL, ["A", "B", "D"])
    assert adds["D"].parts == {"near": pytest.approx(19 / 3 - 1), "strong": None}
    assert adds["D"].score == pytest.approx(19 / 3 - 1 + 9.5)


def test_of_two_nothing_can_be_left_out():
    assert {one.score for one in left_out(MODEL, ["A", "B"]).values()} == {None}


def test_parts_of_a_score_are_the_weighted_terms():
    scored = MODEL.score(["D", "B"])
    assert scored.members == ("B", "D")
    assert scored.parts == {"near": 9.0, "strong": None}
    assert scored.unknown == ("strong",)
    assert scored.score == 9.5


# -- what cannot be done --------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("states", "largest", "said"),
    [
        (1, None, "has one"),
        (6, 1, "no size is 1"),
        (6, 7, "no coalition of it has 7"),
        (40, None, "1,099,511,627,735 coalitions"),
        (40, 30, "of 2 to 30 states"),
        (61, 2, "at most 60"),
    ],
)
def test_a_pool_that_cannot_be_searched_is_told_why_and_what_can(states: int, largest: int | None, said: str):
    with pytest.raises(ForecastError, match=said) as told:
        plan(states, largest)
    assert told.value.hint


def test_what_is_said_to_be_possible_is():
    """The size named for a pool of 40 can be searched; the next cannot."""
    with pytest.raises(ForecastError) as told:
        plan(40)
    assert f"up to {FULL} is searched whole" in told.value.hint
    size = int(told.value.hint.rpartition("--size ")[2].rstrip("."))
    assert plan(40, size).largest == size
    with pytest.raises(ForecastError, match="more than are scored"):
        plan(40, size + 1)


def test_pairs_and_threes_of_forty_are_found():
    """Only states 5 and 33 are bound, and only 2, 20 and 39 have what three may have."""
    bound, n = np.zeros((40, 40)), 40
    bound[5, 33] = bound[33, 5] = 1.0
    three = np.isin(np.arange(n), (2, 20, 39)).astype(float)
    terms = [Term("bound", "pairs", "sum", bound, 2.5), Term("three", "members", "sum", three)]
    found = search(Linear([f"S{at:02}" for at in range(n)], terms), largest=3, top=1)
    assert found.best[2][0].members == ("S05", "S33")
    assert found.best[3][0].members == ("S02", "S05", "S33")
    assert found.contribution("S33", 3) == pytest.approx(0.5)


@settings(deadline=None)
@given(states=st.integers(2, 12), largest=st.integers(2, 12), low=st.integers(1, 5))
def test_a_plan_names_every_set_once(states: int, largest: int, low: int):
    """Prefixes and lower parts together are all sets that are small enough, none twice."""
    largest, low = min(largest, states), min(low, states)
    with patch.object(plans, "BLOCK", range(low, low + 1)):
        made = plan(states, largest)
    prefixes = made.prefixes().tolist()
    sets = [prefix << low | lower for prefix in prefixes for lower in range(1 << low)]
    assert len(prefixes) == made.blocks
    assert len(set(sets)) == len(sets) == made.work
    assert {one for one in range(1 << states) if one.bit_count() <= largest} <= set(sets)
    assert [one.bit_count() for one in prefixes] == sorted(one.bit_count() for one in prefixes)


BAD: Mapping[str, tuple[tuple[str, ...], Term]] = {
    "sorted": (("B", "A"), Term("x", "members", "sum", np.zeros(2))),
    "named once": (("A", "A"), Term("x", "members", "sum", np.zeros(2))),
    "shape": (("A", "B"), Term("x", "members", "sum", np.zeros(3))),
    "must be \\(2, 2\\)": (("A", "B"), Term("x", "pairs", "sum", np.zeros(2))),
    "infinite value": (("A", "B"), Term("x", "members", "sum", np.array([1.0, np.inf]))),
    "no finite number": (("A", "B"), Term("x", "members", "sum", np.zeros(2), np.nan)),
    "named first": (("A", "B"), Term("x", "pairs", "sum", np.array([[0.0, 1.0], [2.0, 0.0]]))),
    "median over members": (("A", "B"), Term("x", "members", "median", np.zeros(2))),  # type: ignore[arg-type]
    "so large": (("A", "B"), Term("x", "members", "sum", np.full(2, 1e308))),
}


@pytest.mark.parametrize("said", BAD)
def test_terms_that_do_not_fit_are_refused(said: str):
    keys, term = BAD[said]
    with pytest.raises(ForecastError, match=said):
        Linear(keys, [term])


def test_other_questions_that_make_no_sense():
    with pytest.raises(ForecastError, match="same name"):
        Linear(("A", "B"), [Term("x", "members", "sum", np.zeros(2))] * 2)
    with pytest.raises(ForecastError, match="'E' is not in the pool"):
        MODEL.score(["A", "E"])
    with pytest.raises(ForecastError, match="two states or more"):
        MODEL.score(["A", "A"])
    with pytest.raises(ForecastError, match="0 sets"):
        search(MODEL, top=0)
    with pytest.raises(ForecastError, match="'guess'"):
        search(MODEL, unknown="guess")  # type: ignore[arg-type]
