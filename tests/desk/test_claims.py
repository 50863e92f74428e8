"""Claims are added, changed and removed; what would be an error is refused before a byte is written."""

from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import pytest

from foedus.case import check
from foedus.desk import log
from foedus.desk.claims import add, change, remove
from foedus.desk.draft import Draft
from foedus.desk.errors import DeskError
from foedus.desk.log import Signature
from foedus.desk.undo import undo

Contents = Callable[[Path], dict[str, bytes]]
NEW = {
    "event": "drone-sale", "stage": "delivered", "assertion": "asserted", "source": "wire-2022", "locator": "¶7",
    "grain": "single", "supplier": "TUR", "recipient": "TKM", "item": "bayraktar-tb2", "category": "uav",
}  # fmt: skip


def test_the_small_case_is_without_a_fault(case: Path):
    assert [finding.message for finding in check(case).findings] == []


def test_a_claim_gets_the_next_number_and_who_coded_it_when(case: Path, me: Signature):
    before = (case / "claims/transfers.csv").read_text("utf-8")
    done = add(case, "transfers", NEW, me)
    assert done.key == "tra-003"
    assert (case / "claims/transfers.csv").read_text("utf-8") == before + (
        "tra-003,drone-sale,delivered,,asserted,,wire-2022,¶7,single,,,,ada,2026-11-21,hand,,TUR,TKM,,"
        "bayraktar-tb2,uav,,,,\n"
    )
    (entry,) = log.read(case)
    assert (entry.who, entry.when, entry.what) == ("ada", "2026-11-21T12:00:00+00:00", "add")
    assert done.warnings == ()


def test_a_table_that_is_not_there_yet_is_made_and_unmade(case: Path, me: Signature, contents: Contents):
    before = contents(case)
    row = {"event": "tkm-ots", "stage": "in-force", "assertion": "asserted", "source": "wire-2022", "locator": "¶9",
           "grain": "single", "member": "TKM", "organisation": "ots", "role": "observer"}  # fmt: skip
    assert add(case, "memberships", row, me).key == "mem-001"
    after = contents(case)
    assert after["claims/memberships.csv"].startswith(b"claim,event,stage,date,")
    undone = undo(case, me)
    assert contents(case) == before
    undo(case, me, undone.entry.id)
    assert contents(case) == after


def test_the_number_of_a_removed_claim_is_not_given_again(case: Path, me: Signature):
    remove(case, "tra-002", me)
    assert add(case, "transfers", NEW, me).key == "tra-003"


@pytest.mark.parametrize(
    ("cells", "said"),
    [
        ({"stage": "deliverd"}, "deliverd"),
        ({"date": "05/2022"}, "05/2022"),
        ({"quantity": "many"}, "many"),
        ({"supplier": "TRU"}, "TRU"),
        ({"source": "pres-2022"}, "pres-2022"),
        ({"recipient": "TUR"}, "stands both as"),
    ],
)
def test_what_would_be_an_error_is_refused(
    case: Path, me: Signature, contents: Contents, cells: dict[str, str], said: str
):
    before = contents(case)
    with pytest.raises(DeskError, match=said) as refused:
        change(case, "tra-001", cells, me)
    assert refused.value.findings
    assert contents(case) == before
    assert log.read(case) == []


def test_a_warning_passes_and_is_told(case: Path, me: Signature):
    done = change(case, "tra-001", {"locator": ""}, me)
    assert any("claims/transfers.csv:2" in warning for warning in done.warnings)


def test_a_fault_that_is_there_already_does_not_keep_one_from_mending_another(case: Path, me: Signature):
    path = case / "claims/transfers.csv"
    path.write_text(path.read_text("utf-8").replace("2021-12", "12/2021").replace("ordered", "orderd"), "utf-8")
    assert check(case).errors == 2
    change(case, "tra-001", {"date": "2021-12"}, me)
    assert check(case).errors == 1


def test_a_column_that_the_header_lacks_is_put_in(case: Path, me: Signature, contents: Contents):
    before = contents(case)
    change(case, "sta-001", {"credibility": "2"}, me)
    assert b"supports,reported,2\n" in contents(case)["claims/statements.csv"]
    undo(case, me)
    assert contents(case) == before


def test_a_source_that_claims_rest_on_is_not_removed(case: Path, me: Signature):
    with pytest.raises(DeskError, match="press-2022"):
        remove(case, "press-2022", me)


def test_a_key_is_renamed_not_changed(case: Path, me: Signature):
    with pytest.raises(DeskError, match="A key is not changed") as refused:
        change(case, "ots", {"entity": "otg"}, me)
    assert "foedus rename" in refused.value.hint


@pytest.mark.parametrize(
    ("table", "row", "said"),
    [
        ("transfer", NEW, "no table called 'transfer'"),
        ("transfers", {**NEW, "suplier": "TUR"}, "no column 'suplier'"),
        ("entities", {"name": "Turksat"}, "needs its key"),
        ("entities", {"entity": "ots", "name": "Again", "type": "firm"}, "stands already"),
    ],
)
def test_what_does_not_fit_the_codebook_is_refused(case: Path, me: Signature, table: str, row: dict, said: str):
    with pytest.raises(DeskError, match=said):
        add(case, table, row, me)


def test_a_form_filled_in_on_an_older_state_of_the_file_is_refused(case: Path, me: Signature):
    from foedus.case import read

    with read(case)[0] as shown:
        seen = {"claims/transfers.csv": shown.digests["claims/transfers.csv"]}
    change(case, "tra-001", {"quantity": "6"}, me, seen=seen)
    with pytest.raises(DeskError, match="changed underneath"):
        change(case, "tra-001", {"quantity": "7"}, me, seen=seen)


def test_nothing_is_logged_where_nothing_changes(case: Path, me: Signature):
    with pytest.raises(DeskError, match="so already"):
        change(case, "tra-001", {"supplier": "TUR"}, me)
    assert log.read(case) == []


def test_a_case_with_links_inside_and_documents_is_checked_as_it_is(case: Path, me: Signature):
    (case / "real").mkdir()
    (case / "entities.csv").rename(case / "real" / "entities.csv")
    (case / "entities.csv").symlink_to(Path("real") / "entities.csv")
    (case / "documents").mkdir()
    (case / "documents" / "report.txt").write_text("A report.\n", "utf-8")
    change(case, "press-2022", {"document": "report.txt"}, me)
    done = change(case, "baykar", {"office": "Istanbul"}, me)
    assert done.warnings == ()
    assert (case / "entities.csv").is_symlink()
    assert b"Istanbul" in (case / "real" / "entities.csv").read_bytes()


def test_the_log_and_what_is_under_way_are_no_part_of_the_case(case: Path, me: Signature):
    from foedus.record.build import build, fresh

    change(case, "tra-001", {"quantity": "6"}, me)
    build(case, parquet=False)
    (case / log.NAME).write_bytes(b"")
    assert fresh(case)
    assert check(case).findings == ()
    assert (case / ".foedus/.gitignore").read_text() == "*\n"


def test_many_at_once_each_get_a_number_of_their_own(case: Path, me: Signature, monkeypatch: pytest.MonkeyPatch):
    monkeypatch.setattr(Draft, "check", lambda *_: [])
    with ThreadPoolExecutor(8) as pool:
        keys = sorted(done.key for done in pool.map(lambda _: add(case, "transfers", NEW, me), range(40)))
    assert keys == [f"tra-{number:03d}" for number in range(3, 43)]
    assert len((case / "claims/transfers.csv").read_bytes().splitlines()) == 43
    assert [entry.about[0] for entry in log.read(case)] == keys
    assert len({entry.id for entry in log.read(case)}) == 40


def test_who_decides_is_asked_of_the_environment_then_of_git(case: Path, monkeypatch: pytest.MonkeyPatch):
    monkeypatch.setenv("FOEDUS_WHO", "grace")
    assert log.sign(case).who == "grace"
    assert log.sign(case, "ada").who == "ada"
    monkeypatch.delenv("FOEDUS_WHO")
    monkeypatch.setenv("GIT_CONFIG_COUNT", "1")
    monkeypatch.setenv("GIT_CONFIG_KEY_0", "user.name")
    monkeypatch.setenv("GIT_CONFIG_VALUE_0", "Edith")
    assert log.sign(case).who == "Edith"
