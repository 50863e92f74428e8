"""Questions that cannot be answered: each is told apart, with what to do instead."""

import re
from pathlib import Path

import pytest

from foedus.reference.errors import DataError
from foedus.reference.panel import kads
from foedus.reference.panel.sources import Strand
from tests.reference.panel.conftest import Make


@pytest.mark.parametrize(
    ("said", "message"),
    [
        ({"with_": "atopp"}, r'no dataset or variable "atopp"\. Did you mean atop'),
        ({"with_": "tpop"}, "Did you mean nmc_tpop"),
        ({"with_": "atop"}, r"\(atop\) is not on this machine\. Get it with `foedus data get atop`"),
        ({"with_": "atop,dcad"}, "and .* are not on this machine"),
        ({"start": 1999, "end": 1990}, "begin in 1999 and end in 1990"),
        ({"start": 1700}, "begin in 1816"),
        ({"end": 20222}, "too far ahead"),
        ({"unit": "dyadyear"}, r'no unit "dyadyear"\. Did you mean dyad-year'),
        ({"system": "cwo"}, 'no system "cwo"'),
        ({"states": "TUR,Azerbaijn"}, r"Did you mean Azerbaijan"),
        ({"states": "999"}, "COW number 999"),
        ({"lag": -1}, "lag of -1 years makes no sense"),
        ({"carry_forward": -1}, "carry-forward of -1"),
        ({"unit": "state-year", "directed": True}, "Only dyad-years have a direction"),
        ({"unit": "state-year", "with_": "distance_min"}, "property of two states"),
        ({"unit": "state-year", "with_": "distance"}, "nothing that a row of state-years can have"),
        ({"unit": "k-ad-year"}, "need sets of states"),
        ({"unit": "k-ad-year", "members": "TUR,AZE"}, "need sets of states"),
        ({"unit": "k-ad-year", "members": "TUR,AZE", "size": 3}, "no sets of 3 among 2 states"),
        ({"unit": "k-ad-year", "members": "TUR,AZE", "size": 2, "with_": "contiguity.contiguity"}, "no dataset"),
        ({"members": "TUR,AZE", "size": 2}, "Sets of states are for k-ad-years"),
        ({"data_dir": "/nowhere/at/all"}, "There is no folder /nowhere/at/all"),
        ({"oddities": {"ghosts": "drop"}}, 'no oddity "ghosts"'),
    ],
)
def test_what_cannot_be_had_is_said(make: Make, said: dict, message: str):
    """The message names what is wrong, the hint what is near it."""
    with pytest.raises(DataError) as told:
        len(make(**said))
    assert re.search(message, str(told.value)), str(told.value)


@pytest.mark.parametrize(
    ("text", "message"),
    [
        ("", "no list of sets: its columns are none"),
        ("name,states\na,TUR; AZE\n", "no list of sets: its columns are name and states"),
        ("set,members\n", "has no sets"),
        ("set,members\na,TUR\n", "sets.csv:2: a set has two members"),
        ("set,members,from\na,TUR; AZE,9x\n", "sets.csv:2: 9x is no year"),
        ("set,members\na,TUR; AZE\na,TUR; KAZ\n", "the set a more than once"),
        ("set,members\n\xe4,TUR; AZE\n", "cannot be read"),
    ],
)
def test_files_that_are_no_list_of_sets(make: Make, tmp_path: Path, text: str, message: str):
    """Told with the line, before anything is built."""
    file = tmp_path / "sets.csv"
    file.write_bytes(text.encode("latin-1"))
    with pytest.raises(DataError, match=message):
        make("k-ad-year", 1990, 1991, sets=file)


def test_sets_from_python_and_twice_the_same_state(make: Make):
    """A mapping does as well as a file; a state that is in a set twice counts once."""
    panel = make("k-ad-year", 2000, 2000, sets={"pair": ["TUR", "Turkey", "AZE"]}, with_="cinc")
    assert panel.rows()[0]["k"] == 2
    assert [one.code for one in panel.findings] == ["twice-in-set"]


def test_too_many_sets_are_refused_before_they_are_made(make: Make):
    """40 states have 137,846,528,820 sets of 20."""
    from foedus.terms.states import states

    some = [one.key for one in states().values() if one.status == "state"][:40]
    with pytest.raises(DataError, match="137,846,528,820 sets of 20"):
        make("k-ad-year", 1990, 1990, members=some, size=20)
    assert kads.MOST < 199 * 53_130 * 10
    with pytest.raises(DataError, match="105,728,700 pairs of members"):
        len(make("k-ad-year", 1818, 2016, members=some[:25], size=5))


def test_a_dataset_that_has_a_row_twice_is_refused(make: Make, monkeypatch: pytest.MonkeyPatch):
    """Joined as it stands it would multiply the rows of the panel: it is named instead."""
    sql = Strand.sql
    monkeypatch.setattr(Strand, "sql", lambda self: f"{sql(self)} UNION ALL {sql(self)}")
    for unit, name, key in (
        ("dyad-year", "distance", "ccode1 "),
        ("dyad-year", "contiguity", "ccode1 "),
        ("state-year", "cinc", "ccode "),
    ):
        with pytest.raises(DataError, match=f"has more than one row for {key}"):
            len(make(unit, 1995, 1999, with_=name))


def test_a_part_that_is_absent_is_left_out_and_said(make: Make):
    """Of SIPRI's family none is here; of COW's states the list of major powers is not."""
    panel = make("state-year", 2000, 2000, with_="cow-states")
    assert "cow_member" in [column.name for column in panel.columns]
    assert [one.code for one in panel.findings] == ["part-absent"]
    assert "major_power" in panel.findings[0].message
    with pytest.raises(DataError, match="major"):
        make("state-year", 2000, 2000, with_="major_power")
