"""What has been signed since: the updates, and a release of ATOP that reaches into the years forecast."""

from datetime import date
from types import SimpleNamespace
from typing import Any

import pytest

from foedus.forecast import later as room
from foedus.forecast.events import Founding
from foedus.forecast.later import later
from foedus.reference.updates import shipped


def library(last: int | None) -> Any:
    """A library with an ATOP that ends in a year, or none."""
    read = SimpleNamespace(version="6.0", span=(1815, last))
    return SimpleNamespace(has=lambda name, part: last is not None, part=lambda name, part: [read])


@pytest.fixture(autouse=True)
def founded(monkeypatch: pytest.MonkeyPatch):
    one = Founding(pact="9001", year=2026, members=(375, 380), kind="new")
    monkeypatch.setattr(room, "foundings", lambda *asked: ((one,), ()))


@pytest.mark.parametrize("last", [None, 2018])
def test_without_an_atop_that_reaches_the_year_there_are_the_updates_and_nobody_vouches(last: int | None):
    pacts, reached = later(2025, (), library(last))
    assert {pact.place for pact in pacts} == {pact.place for pact in shipped()}
    assert reached is None


def test_a_newer_atop_adds_its_foundings_and_reaches_to_its_end():
    pacts, reached = later(2025, (), library(2027))
    assert reached == date(2027, 12, 31)
    (pact,) = [pact for pact in pacts if pact.place == "ATOP 6.0, alliance 9001"]
    assert (pact.members, pact.signed, pact.obligations) == (("FIN", "SWE"), "2026", ("defense",))
