"""Lags between vague dates: intervals that hold whatever the dates allow, or a clear word that nothing is known."""

import datetime
from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from foedus.measures.lag import MONTH, Lag, between, figure
from foedus.measures.told import Dated
from foedus.terms.dates import parse

TEXTS = ["2012", "2012-05", "2012-05-10", "2011/2013", "[2013-02..2014-06]", "2014~", "2010-23", "201X"]


def dated(text: str) -> Dated:
    return Dated("done", text, ())


def test_from_a_day_to_a_month():
    """From 10 May 2012 to some day of July 2012: 52 to 82 days."""
    found = between(dated("2012-05-10"), dated("2012-07"))
    assert found.low == pytest.approx(52 / MONTH)
    assert found.high == pytest.approx(82 / MONTH)
    assert (figure(found, ["x-1"]).low, figure(found, ["x-1"]).high) == (1, 3)


@given(st.sampled_from(TEXTS), st.sampled_from(TEXTS), st.floats(0, 1), st.floats(0, 1))
def test_whatever_day_it_was_the_lag_lies_within(cause: str, effect: str, one: float, other: float):
    """Any two days that the dates allow, the second not before the first, are as far apart as the interval says."""
    a, b = _some(cause, one), _some(effect, other)
    found = between(dated(cause), dated(effect))
    if b >= a:
        assert found.low is not None
        assert found.high is not None
        assert found.low - 1e-9 <= (b - a).days / MONTH <= found.high + 1e-9


def _some(text: str, part: float) -> date:
    found = parse(text)
    assert found.earliest is not None
    assert found.begun_by is not None
    return found.earliest + datetime.timedelta(days=int((found.begun_by - found.earliest).days * part))


def test_the_same_year_allows_nothing_below_nil():
    """A cause comes first: two things of 2012 lie 0 to 365 days apart."""
    assert between(dated("2012"), dated("2012")) == Lag(0.0, 365 / MONTH)


def test_an_effect_before_its_cause_is_said():
    """2013 and 2011 cannot be made to fit: no figure, and why."""
    found = between(dated("2013"), dated("2011"))
    assert found.backward
    assert not found.known
    assert "before what prompted it" in figure(found, ()).coverage


@pytest.mark.parametrize(
    ("cause", "effect", "says"),
    [("../2012", "2014", "at least 12 months"), ("2012", "../2014", "at most 36 months")],
)
def test_an_open_date_gives_one_bound_and_no_figure(cause: str, effect: str, says: str):
    """What has only one end known has no lag, but the bound is told."""
    found = figure(between(dated(cause), dated(effect)), ())
    assert found.value is None
    assert says in found.coverage


def test_without_a_date_it_is_unknown_not_nil():
    """No date, no lag."""
    assert figure(between(None, dated("2012")), ()).value is None
    assert figure(between(dated(""), dated("2012")), ()).value is None
