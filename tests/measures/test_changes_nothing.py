"""What must change no figure: the order of rows, and a source that only reposts; and what must leave one for good."""

import tempfile
from collections.abc import Callable
from functools import cache
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from foedus.measures.embargo import embargo
from foedus.measures.industry import industry
from foedus.measures.measured import Measured
from foedus.measures.shocks import shocks
from foedus.record import Record
from tests.measures.armour import FILES, claims, reposted, shuffled, values, whole
from tests.record.small import recorded

Take = Callable[[Record], Measured]
TAKEN: dict[str, Take] = {
    "embargo": lambda record: embargo(record, imposer="NOR"),
    "a chain of parts": lambda record: embargo(record, imposer="DNK"),
    "shocks": shocks,
    "industry": lambda record: industry(record, state=["FIN"]),
}
SLOW = settings(max_examples=4, deadline=None)


def taken(files: dict[str, str], **clocks: str) -> dict[str, Measured]:
    with tempfile.TemporaryDirectory() as folder, recorded(Path(folder) / "case", files) as record:
        return {name: take(record.at(**clocks)) for name, take in TAKEN.items()}


@cache
def plain() -> dict[str, Measured]:
    """What the case as it stands gives."""
    return taken(FILES)


@SLOW
@given(seed=st.integers(0, 2**32))
def test_the_order_of_rows_changes_nothing(seed: int):
    """Sorting the spreadsheets another way changes neither a word nor a claim."""
    for name, found in taken(shuffled(FILES, seed)).items():
        assert values(found) == values(plain()[name]), name
        assert claims(found) == claims(plain()[name]), name


@SLOW
@given(source=st.sampled_from(["first-2020", "second-2022"]))
def test_a_repost_adds_nothing(source: str):
    """A third source that only repeats one: the same values, intervals and roots, on more claims."""
    for name, found in taken(reposted(FILES, source)).items():
        assert values(found) == values(plain()[name]), name
        assert claims(found) >= claims(plain()[name]), name


@pytest.mark.parametrize("source", ["first-2020", "second-2022"])
def test_a_withdrawn_claim_leaves_every_figure(source: str):
    """What stood in a withdrawn source is named nowhere any more: in no sheet, picture, warning or answer."""
    withdrawn = {
        line.split(",")[0].strip()
        for name, text in FILES.items()
        if name.startswith("claims/")
        for line in text.splitlines()
        if f",{source}," in line
    }
    assert withdrawn & claims(plain()["embargo"])
    for name, found in taken(FILES, without=source).items():
        assert not withdrawn & claims(found), name
        assert not [claim for claim in withdrawn if claim in whole(found)], name
