"""Two of one thing are made one: references move, names are kept, and nothing is merged that is two."""

from collections.abc import Callable
from pathlib import Path

import pytest

from foedus.case import check
from foedus.desk.claims import change
from foedus.desk.errors import DeskError
from foedus.desk.log import Signature
from foedus.desk.merge import merge
from foedus.desk.undo import undo

Contents = Callable[[Path], dict[str, bytes]]


def test_two_firms_become_one(case: Path, me: Signature, contents: Contents):
    before = contents(case)
    plan = merge(case, "baykar-technology", "baykar")
    plan.carry_out(me)
    now = contents(case)
    assert b"baykar-technology" not in b"".join(now.values())
    assert (
        b'baykar,firm,Baykar,Bayraktar Makina; Baykar Technology; BT; Baykar Makina,TUR,,,"Maker' in now["entities.csv"]
    )
    assert b"TUR,KGZ,baykar,bayraktar-tb2,uav,sale,3,,\n" in now["claims/transfers.csv"]
    assert any("tra-002 named both in manufacturer" in note for note in plan.notes)
    assert check(case).findings == ()
    undo(case, me)
    assert contents(case) == before


def test_empty_cells_are_filled_and_quarrels_are_told(case: Path, me: Signature):
    change(case, "baykar-technology", {"country": "UZB", "office": "Istanbul"}, me)
    plan = merge(case, "baykar-technology", "baykar")
    assert any("country: baykar-technology had 'UZB'; 'TUR' of baykar stands" in note for note in plan.notes)
    plan.carry_out(me)
    assert b"Baykar Makina,TUR,Istanbul,," in (case / "entities.csv").read_bytes()


def test_two_sides_of_one_claim_are_not_one(case: Path, me: Signature):
    change(case, "tra-001", {"supplier": "baykar", "recipient": "baykar-technology"}, me)
    with pytest.raises(DeskError, match=r"tra-001 \(claims/transfers.csv:2\) has .* on two sides"):
        merge(case, "baykar-technology", "baykar")


def test_things_of_two_types_are_two_things(case: Path):
    with pytest.raises(DeskError, match="of the type 'firm', ots of 'organisation'"):
        merge(case, "baykar", "ots")


def test_two_events_become_one_and_do_not_prompt_themselves(case: Path, me: Signature, contents: Contents):
    change(case, "sta-001", {"prompted_by": "drone-sale"}, me)
    before = contents(case)
    plan = merge(case, "drone-talk", "drone-sale")
    plan.carry_out(me)
    assert check(case).findings == ()
    row = (case / "claims/statements.csv").read_text("utf-8").splitlines()[1]
    assert row == "sta-001,drone-sale,made,2022,asserted,,press-2022,¶2,single,baykar,turkic-army,supports,reported,"
    assert any("would refer to itself" in note for note in plan.notes)
    undo(case, me)
    assert contents(case) == before


def test_a_topic_goes_into_its_parent(case: Path, me: Signature):
    merge(case, "turkic-pact", "turkic-army").carry_out(me)
    assert (case / "topics.csv").read_text() == "topic,label,parent\nturkic-army,A Turkic army,\n"


def test_what_cannot_be_merged_is_said(case: Path):
    with pytest.raises(DeskError, match="the code of a state"):
        merge(case, "TUR", "baykar")
    with pytest.raises(DeskError, match="There is no 'bay'"):
        merge(case, "baykar", "bay")
    with pytest.raises(DeskError, match="same key twice"):
        merge(case, "baykar", "baykar")
