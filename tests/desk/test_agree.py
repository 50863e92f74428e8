"""Two coders read one report: how far they agree, where they differ, and whose reading stands in the end."""

import csv
import shutil
from collections.abc import Callable
from pathlib import Path

import pytest

from foedus.desk.adjudicate import adjudicate, write
from foedus.desk.agree import Agreement, Side, agreement
from foedus.desk.align import alike
from foedus.desk.claims import add, change, remove
from foedus.desk.draft import book
from foedus.desk.errors import DeskError
from foedus.desk.log import Signature
from foedus.desk.undo import undo

Contents = Callable[[Path], dict[str, bytes]]
MORE = {
    "event": "drone-sale", "stage": "ordered", "assertion": "asserted", "source": "press-2022", "locator": "¶9",
    "grain": "single", "supplier": "TUR", "recipient": "UZB", "item": "bayraktar-tb2", "category": "uav",
}  # fmt: skip


@pytest.fixture
def other(case: Path, tmp_path: Path) -> Path:
    """The same report read by somebody else: other numbers, a block further, another date; one claim more."""
    folder = tmp_path / "other"
    shutil.copytree(case, folder)
    path = folder / "claims/transfers.csv"
    text = path.read_text("utf-8").replace(
        "delivered,2021-12,asserted,,press-2022,¶1", "delivered,2022,asserted,,press-2022,¶2"
    )
    header, one, two = text.replace("KGZ,baykar,bayr", "KGZ,,bayr").splitlines(keepends=True)
    more = ",".join(MORE.get(column, "tra-001" if column == "claim" else "") for column in header.strip().split(","))
    path.write_text(header + more + "\n" + one.replace("tra-001", "tra-007") + two, "utf-8")
    return folder


def by_column(found: Agreement) -> dict[str, tuple[int, int, float | None]]:
    return {agreed.column: (agreed.pairs, agreed.same, agreed.alpha) for agreed in found.columns}


def test_agreement_with_oneself_is_perfect(case: Path):
    found = agreement(Side(case), Side(case), "press-2022")
    assert found.pairs == 3
    assert not found.differences
    assert all(agreed.percent == 100 and agreed.alpha in (None, pytest.approx(1)) for agreed in found.columns)


def test_two_readings_are_paired_though_numbers_and_blocks_differ(case: Path, other: Path):
    found = agreement(Side(case), Side(other), "press-2022")
    assert (found.pairs, list(found.only_a), list(found.only_b)) == (3, [], ["tra-001"])
    assert [(d.claim_a, d.claim_b, d.column, d.a, d.b) for d in found.differences[:-1]] == [
        ("tra-001", "tra-007", "date", "2021-12", "2022"),
        ("tra-001", "tra-007", "manufacturer", "baykar", ""),
    ]
    columns = by_column(found)
    assert columns["date"][:2] == (3, 2)
    assert list(columns["assertion"]) == [3, 3, None]
    assert list(columns["transfers.stage"]) == [1, 1, None]
    assert list(columns["transfers.manufacturer"]) == [1, 0, 0]


def test_claims_pair_only_near_each_other_and_about_the_same_parties(case: Path):
    kind = book(case).kinds["transfers"]
    one = {"supplier": "TUR", "recipient": "KGZ", "locator": "¶4; ¶9", "stage": "ordered"}

    def how(**other: str) -> float | None:
        return alike(kind, one, {**one, **other})

    assert how(locator="¶6") is None
    assert how(supplier="RUS", recipient="UZB") is None
    same, near, unplaced = how(), how(locator="¶5"), how(locator="")
    assert same is not None
    assert near is not None
    assert unplaced is not None
    assert same > near > unplaced
    wrong = how(recipient="UZB")
    assert wrong is not None
    assert wrong < same


def settled(path: Path, take: Callable[[dict[str, str]], str]) -> None:
    """Somebody writes into the list."""
    with path.open(encoding="utf-8", newline="") as file:
        rows = list(csv.DictReader(file))
    with path.open("w", encoding="utf-8", newline="") as file:
        writer = csv.DictWriter(file, rows[0])
        writer.writeheader()
        writer.writerows({**row, "take": take(row)} for row in rows)


def test_a_person_settles_the_differences_in_a_list(
    case: Path, other: Path, tmp_path: Path, me: Signature, contents: Contents
):
    before, listed = contents(case), tmp_path / "settle.csv"
    write(agreement(Side(case), Side(other), "press-2022"), listed)
    settled(listed, lambda row: "B" if row["column"] != "manufacturer" else "A")
    done = adjudicate(Side(case), Side(other), listed, me)
    text = (case / "claims/transfers.csv").read_text("utf-8")
    assert "tra-001,drone-sale,delivered,2022,asserted,,press-2022,¶1" in text
    assert "KGZ,baykar,bayraktar-tb2" in text
    assert "tra-003,drone-sale,ordered,,asserted,,press-2022,¶9" in text
    assert done.entry.about == ("tra-001", "tra-003")
    assert agreement(Side(case), Side(other), "press-2022").only_b == ()
    with pytest.raises(DeskError, match="has changed since the list was written"):
        adjudicate(Side(case), Side(other), listed, me)
    undo(case, me)
    assert contents(case) == before


def test_two_coders_of_one_case_end_with_one_claim_for_each_thing_said(case: Path, tmp_path: Path, me: Signature):
    again = {"coder": "grace", "date": "2022", "event": "drone-sale", "stage": "delivered", "assertion": "asserted",
             "source": "press-2022", "locator": "¶1", "grain": "single", "supplier": "TUR", "recipient": "KGZ",
             "manufacturer": "baykar", "item": "bayraktar-tb2", "category": "uav", "terms": "sale"}  # fmt: skip
    add(case, "transfers", again, me)
    add(case, "transfers", {**MORE, "coder": "grace"}, me)
    a, b = Side(case, "me"), Side(case, "grace")
    found = agreement(a, b, "press-2022")
    assert [d.column for d in found.differences if d.column] == ["date"]
    listed = tmp_path / "settle.csv"
    write(found, listed)
    settled(listed, lambda row: "B")
    adjudicate(a, b, listed, me)
    keys = [line[:7] for line in (case / "claims/transfers.csv").read_text("utf-8").splitlines()[1:]]
    assert keys == ["tra-001", "tra-002", "tra-004"]
    assert "tra-001,drone-sale,delivered,2022," in (case / "claims/transfers.csv").read_text("utf-8")


def test_a_list_without_a_decision_and_one_that_is_none_are_refused(case: Path, tmp_path: Path, me: Signature):
    change(case, "tra-001", {"quantity": "6"}, me)
    listed = tmp_path / "settle.csv"
    listed.write_text("kind,claim_a,claim_b,column,a,b,take\n", "utf-8")
    with pytest.raises(DeskError, match="Nothing is decided"):
        adjudicate(Side(case), Side(case), listed, me)
    listed.write_text("a,b\n1,2\n", "utf-8")
    with pytest.raises(DeskError, match="no list of differences"):
        adjudicate(Side(case), Side(case), listed, me)


def test_a_coder_without_claims_is_named(case: Path, me: Signature):
    remove(case, "tra-002", me)
    with pytest.raises(DeskError, match="no claims of 'wire-2022'"):
        agreement(Side(case), Side(case), "wire-2022")
