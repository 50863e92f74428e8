"""Any decision can be taken back, precisely, unless what it changed has been changed since."""

from collections.abc import Callable
from pathlib import Path

import pytest

from foedus.desk import log
from foedus.desk.claims import add, change, remove
from foedus.desk.errors import DeskError
from foedus.desk.log import Signature
from foedus.desk.undo import undo

Contents = Callable[[Path], dict[str, bytes]]


def test_undo_goes_back_step_by_step_and_each_step_can_be_done_again(case: Path, me: Signature, contents: Contents):
    states = [contents(case)]
    change(case, "tra-001", {"quantity": "6"}, me)
    states.append(contents(case))
    remove(case, "tra-002", me)
    states.append(contents(case))
    first = undo(case, me)
    assert contents(case) == states[1]
    undo(case, me)
    assert contents(case) == states[0]
    with pytest.raises(DeskError, match="no decision to undo"):
        undo(case, me)
    with pytest.raises(DeskError, match="undone already") as refused:
        undo(case, me, first.entry.of)
    assert first.entry.id in refused.value.hint
    undo(case, me, log.read(case)[-1].id)
    assert contents(case) == states[1]
    assert [entry.what for entry in log.read(case)] == ["change", "remove", "undo", "undo", "undo"]


def test_an_older_decision_is_undone_alone(case: Path, me: Signature):
    old = change(case, "tra-001", {"quantity": "6"}, me)
    change(case, "tra-002", {"quantity": "9"}, me)
    undo(case, me, old.entry.id[:5])
    text = (case / "claims/transfers.csv").read_text("utf-8")
    assert ",sale,,,\n" in text
    assert ",sale,9,,\n" in text


def test_a_row_that_changed_since_is_not_undone(case: Path, me: Signature, contents: Contents):
    old = change(case, "tra-001", {"quantity": "6"}, me)
    change(case, "tra-001", {"quantity": "7"}, me)
    before = contents(case)
    with pytest.raises(DeskError, match=r"changed since: tra-001 in claims/transfers.csv") as refused:
        undo(case, me, old.entry.id)
    assert "foedus log" in refused.value.hint
    assert contents(case) == before


def test_a_removed_row_comes_back_to_its_place_though_others_have_moved(case: Path, me: Signature):
    gone = remove(case, "tra-001", me)
    path = case / "claims/transfers.csv"
    header, other = path.read_bytes().splitlines(keepends=True)
    path.write_bytes(header + b"\n" + other)
    undo(case, me, gone.entry.id)
    assert [line[:7] for line in path.read_bytes().splitlines()] == [b"claim,e", b"tra-001", b"", b"tra-002"]


def test_undoing_what_others_rest_on_is_refused_unless_forced(case: Path, me: Signature):
    new = add(case, "entities", {"entity": "tai", "type": "firm", "name": "TAI"}, me)
    change(case, "tra-001", {"manufacturer": "tai"}, me)
    with pytest.raises(DeskError, match="There is no entity 'tai'"):
        undo(case, me, new.entry.id)
    assert undo(case, me, new.entry.id, force=True).warnings


def test_a_log_that_git_left_in_conflict_is_named_by_its_line(case: Path, me: Signature):
    change(case, "tra-001", {"quantity": "6"}, me)
    with (case / log.NAME).open("a") as file:
        file.write("<<<<<<< HEAD\n")
    with pytest.raises(DeskError, match=r"Line 2 of decisions.jsonl"):
        undo(case, me)


def test_a_log_without_a_last_line_end_is_mended(case: Path, me: Signature):
    change(case, "tra-001", {"quantity": "6"}, me)
    path = case / log.NAME
    path.write_bytes(path.read_bytes().rstrip(b"\n"))
    change(case, "tra-001", {"quantity": "7"}, me)
    assert [entry.about for entry in log.read(case)] == [("tra-001",), ("tra-001",)]
