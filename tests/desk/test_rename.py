"""A key is renamed wherever it is meant, and nowhere else."""

import tomllib
from collections.abc import Callable
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from foedus.case import check
from foedus.desk.claims import change
from foedus.desk.errors import DeskError
from foedus.desk.file import Sheet
from foedus.desk.log import Signature
from foedus.desk.rename import rename
from foedus.desk.settings_text import draft_names
from foedus.desk.undo import undo

Contents = Callable[[Path], dict[str, bytes]]


def test_an_entity_is_renamed_in_every_column_that_names_entities(case: Path, me: Signature, contents: Contents):
    before = contents(case)
    plan = rename(case, "baykar", "baykar-makina")
    assert [(change.file, change.line, change.column, change.before, change.after) for change in plan.changes] == [
        ("claims/statements.csv", 2, "speaker", "baykar", "baykar-makina"),
        ("claims/transfers.csv", 2, "manufacturer", "baykar", "baykar-makina"),
        ("claims/transfers.csv", 3, "attribution", "baykar", "baykar-makina"),
        ("claims/transfers.csv", 3, "manufacturer", "baykar-technology; baykar", "baykar-technology; baykar-makina"),
        ("entities.csv", 3, "entity", "baykar", "baykar-makina"),
    ]
    assert contents(case) == before, "a plan writes nothing"
    plan.carry_out(me)
    now = contents(case)
    assert b"by baykar,TUR" in now["claims/transfers.csv"], "free text stays"
    assert b"says baykar." in now["entities.csv"]
    assert check(case).findings == ()
    undo(case, me)
    assert contents(case) == before


def test_case_toml_keeps_its_layout(case: Path, me: Signature):
    text = '# ots leads\nformat = 1\ntitle = "ots"\nblocs = [ # "ots"\n  "nato-x",\n  \'ots\', "tkm" ]\n'
    text += '[groups.ots]\nlabel = "ots"\nmembers = ["ots"]\n[[waive]]\ncode = "orphan"\nreason = "ots"\n'
    text += 'subjects = ["ots", "tra-001"]\n'
    (case / "case.toml").write_text(text, "utf-8")
    plan = rename(case, "ots", "turkic-states")
    wanted = text.replace("'ots'", "'turkic-states'").replace('members = ["ots"', 'members = ["turkic-states"')
    wanted = wanted.replace('subjects = ["ots"', 'subjects = ["turkic-states"')
    assert plan.draft.sheet("case.toml").data == wanted.encode()
    assert [change.line for change in plan.changes if change.file == "case.toml"] == [6, 9, 13]


@given(st.permutations(["a", "b", "c"]), st.sampled_from([", ", ",", ",\n  "]), st.booleans())
def test_a_name_that_a_list_has_already_is_taken_out(names: list[str], comma: str, trailing: bool):
    inner = comma.join(f'"{name}"' for name in names) + ("," if trailing else "")
    sheet = Sheet("case.toml", f"blocs = [{inner}] # a\n".encode())
    list(draft_names(sheet, {"blocs"}, "a", "b"))
    after = (sheet.data or b"").decode()
    assert tomllib.loads(after)["blocs"] == [name for name in names if name != "a"]
    assert after.endswith("# a\n")


def test_an_event_is_renamed_in_claims_and_what_refers_to_it(case: Path, me: Signature):
    change(case, "sta-001", {"prompted_by": "drone-sale", "about": "drone-sale"}, me)
    plan = rename(case, "drone-sale", "uav-sale")
    plan.carry_out(me)
    assert check(case).findings == ()
    assert {(change.file, change.column) for change in plan.changes} == {
        ("events.csv", "event"), ("claims/transfers.csv", "event"), ("claims/statements.csv", "about"),
        ("claims/statements.csv", "prompted_by"),
    }  # fmt: skip


def test_an_event_without_a_row_of_its_own_is_renamed_too(case: Path, me: Signature):
    rename(case, "drone-talk", "talk-of-drones").carry_out(me)
    assert b"sta-001,talk-of-drones," in (case / "claims/statements.csv").read_bytes()


def test_sources_and_topics_are_renamed_too(case: Path, me: Signature):
    rename(case, "wire-2022", "agency-2022").carry_out(me)
    rename(case, "turkic-army", "turan-army").carry_out(me)
    assert b"turkic-pact,A pact,turan-army\n" in (case / "topics.csv").read_bytes()
    assert check(case).findings == ()


def test_a_key_that_two_tables_have_is_asked_about_and_means_the_entity_first(case: Path, me: Signature):
    with (case / "topics.csv").open("a") as file:
        file.write("baykar,The firm as a topic,\n")
    with pytest.raises(DeskError, match="a key of entities and of topics"):
        rename(case, "baykar", "bay")
    change(case, "sta-001", {"about": "baykar"}, me)
    plan = rename(case, "baykar", "bay", "topics")
    assert [change.column for change in plan.changes] == ["topic"]
    assert any("means the one of entities" in note for note in plan.notes)


@pytest.mark.parametrize(
    ("old", "new", "said"),
    [
        ("baykar", "ots", "a key of entities already"),
        ("baykar", "Baykar Makina", "has not the form of a key"),
        ("baykar", "UZB", "the code of a state"),
        ("TUR", "turkiye", "the code of a state"),
        ("baykr", "bay", "no 'baykr'"),
    ],
)
def test_what_cannot_be_renamed_is_said(case: Path, old: str, new: str, said: str):
    with pytest.raises(DeskError, match=said):
        rename(case, old, new)


def test_a_plan_made_on_an_older_state_is_refused(case: Path, me: Signature, contents: Contents):
    plan = rename(case, "baykar", "bay")
    change(case, "tra-001", {"manufacturer": "baykar-technology"}, me)
    before = contents(case)
    with pytest.raises(DeskError, match="changed"):
        plan.carry_out(me)
    assert contents(case) == before


def test_the_bundled_case_goes_there_and_back(copy_case: Callable[..., Path], me: Signature, contents: Contents):
    folder = copy_case()
    before = contents(folder)
    plan = rename(folder, "ots", "turkic-organisation")
    plan.carry_out(me)
    columns = {(change.file, change.column) for change in plan.changes}
    assert {("case.toml", "blocs"), ("claims/memberships.csv", "organisation"), ("entities.csv", "entity")} <= columns
    now = contents(folder)
    assert {name for name, data in now.items() if data != before[name]} == {change.file for change in plan.changes}
    rename(folder, "turkic-organisation", "ots").carry_out(me)
    assert contents(folder) == before
