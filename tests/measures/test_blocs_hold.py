"""What must change no figure of blocs and arguments: the order of rows, a repost; and what must leave it for good."""

import tempfile
from collections.abc import Callable
from functools import cache
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from foedus.measures.arguments import arguments
from foedus.measures.measured import Measured
from foedus.measures.overlaps import overlaps
from foedus.record import Record
from tests.measures.armour import claims, reposted, shuffled, values, whole
from tests.measures.blocs_case import FILES, with_profile
from tests.record.small import Files

TAKEN: dict[str, Callable[[Record], Measured]] = {
    "overlaps": overlaps,
    "overlaps of an organisation": lambda record: overlaps(record, group="pact"),
    "arguments": arguments,
    "arguments on a topic": lambda record: arguments(record, topic="the-army"),
}
SLOW = settings(max_examples=4, deadline=None)


def taken(files: Files, **clocks: str) -> dict[str, Measured]:
    with tempfile.TemporaryDirectory() as folder, with_profile(Path(folder) / "case", files) as record:
        return {name: take(record.at(**clocks)) for name, take in TAKEN.items()}


@cache
def plain() -> dict[str, Measured]:
    return taken(FILES)


@SLOW
@given(seed=st.integers(0, 2**32))
def test_the_order_of_rows_changes_nothing(seed: int):
    """Sorting the spreadsheets another way changes neither a word nor a claim."""
    for name, found in taken(shuffled(FILES, seed)).items():
        assert values(found) == values(plain()[name]), name
        assert claims(found) == claims(plain()[name]), name


@pytest.mark.parametrize("source", ["first-2020", "second-2022"])
def test_a_repost_adds_nothing(source: str):
    """A third source that only repeats one: the same values, intervals and roots, on more claims."""
    for name, found in taken(reposted(FILES, source)).items():
        assert values(found) == values(plain()[name]), name
        assert claims(found) >= claims(plain()[name]), name


def test_a_withdrawn_claim_leaves_every_figure():
    """What stood in a withdrawn source is named nowhere any more: in no cell, coverage, warning or answer."""
    source = "second-2022"
    withdrawn = {
        line.split(",")[0].strip()
        for name, text in FILES.items()
        if name.startswith("claims/")
        for line in text.splitlines()
        if f",{source}," in line
    }
    assert withdrawn & claims(plain()["overlaps"])
    assert withdrawn & claims(plain()["arguments"])
    for name, found in taken(FILES, without=source).items():
        assert not withdrawn & claims(found), name
        assert not [claim for claim in withdrawn if claim in whole(found)], name
