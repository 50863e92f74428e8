"""A spreadsheet is taken over: its columns mapped, its names made keys, its faults told by row."""

import datetime
from collections.abc import Callable
from pathlib import Path

import pytest

from foedus.desk.errors import DeskError
from foedus.desk.import_ import Import, plan_import
from foedus.desk.log import Signature
from foedus.desk.mapping import Given, read
from foedus.desk.spreadsheet import text
from foedus.desk.undo import undo

Contents = Callable[[Path], dict[str, bytes]]
SET = {"stage": "delivered", "assertion": "asserted", "grain": "one event", "source": "A report"}
GIVEN = Given({"Deal": "event", "Buyer": "recipient"}, SET)
SHEET = """\
Deal,Supplier,Buyer,Item,Category,Year,No.
Drone sale 2022,Türkiye,Turkmenistan,bayraktar tb2,UAVs,2022,6

second sale,"Turkey, Baykar",Özbekistan,patrol boats,ships,2022-05,
"""


@pytest.fixture
def spreadsheet(tmp_path: Path) -> Callable[[str], Path]:
    """Writes a spreadsheet."""

    def write(content: str) -> Path:
        path = tmp_path / "deals.csv"
        path.write_text(content, "utf-8-sig")
        return path

    return write


def looked_at(case: Path, path: Path, me: Signature, given: Given = GIVEN) -> Import:
    return plan_import(case, path, "transfers", given, me)


def test_columns_are_guessed_and_names_become_keys(
    case: Path, me: Signature, spreadsheet: Callable[[str], Path], contents: Contents
):
    before = contents(case)
    found = looked_at(case, spreadsheet(SHEET), me)
    assert found.columns == {
        "Deal": "event", "Supplier": "supplier", "Buyer": "recipient", "Item": "item", "Category": "category",
    }  # fmt: skip
    assert found.left_out == ["Year", "No."]
    assert found.faults == []
    assert contents(case) == before
    done = found.carry_out()
    assert (case / "claims/transfers.csv").read_text("utf-8").splitlines()[3:] == [
        (
            "tra-003,drone-sale-2022,delivered,,asserted,,press-2022,row 2,single,,,,ada,2026-11-21,hand,,TUR,TKM,,"
            "bayraktar-tb2,uav,,,,"
        ),
        (
            "tra-004,second-sale,delivered,,asserted,,press-2022,row 4,single,,,,ada,2026-11-21,hand,,TUR; baykar,UZB,,"
            "patrol boats,ships,,,,"
        ),
    ]
    assert done.entry.about == ("tra-003", "tra-004")
    undo(case, me)
    assert contents(case) == before


FAULTY = """\
Deal;Supplier;Buyer;Date;Quantity
sale one;Turkey;Kyrgyzstan;05/2022;6
sale two;Turkye;Tajikistan;2022;6
sale three;Turkey;Tajikistan;2022;1,500
sale four;Turkey;Turkey;2022;6
sale five;Turkey;Tajikistan;2022;6
"""


def test_rows_with_faults_are_told_and_none_is_written(
    case: Path, me: Signature, spreadsheet: Callable[[str], Path], contents: Contents
):
    before = contents(case)
    found = looked_at(case, spreadsheet(FAULTY), me)
    assert [(fault.row, fault.column) for fault in found.faults] == [
        (2, "Date"), (3, "Supplier"), (4, "Quantity"), (5, "Buyer"),
    ]  # fmt: skip
    assert found.faults[0].hint == "Write 2022-05."
    assert "TUR" in found.faults[3].message
    with pytest.raises(DeskError, match="4 rows have faults, so none was written") as refused:
        found.carry_out()
    assert "--skip-faulty" in refused.value.hint
    assert contents(case) == before
    assert found.carry_out(skip_faulty=True).entry.about == ("tra-003",)
    assert "sale-five" in (case / "claims/transfers.csv").read_text("utf-8")


@pytest.mark.parametrize(
    ("given", "said"),
    [
        (Given(), "needs event, stage, assertion, source, grain"),
        (Given({"Deel": "event"}, SET), "no column 'Deel'"),
        (Given({"Deal": "evnt"}, SET), "no column 'evnt'"),
        (Given({"Deal": "event", "Buyer": "supplier", "Supplier": "supplier"}, SET), "mapped to 'supplier'"),
    ],
)
def test_a_mapping_that_does_not_fit_is_refused(
    case: Path, me: Signature, spreadsheet: Callable[[str], Path], given: Given, said: str
):
    with pytest.raises(DeskError, match=said):
        looked_at(case, spreadsheet(SHEET), me, given)


def test_a_header_can_be_left_out_and_a_file_can_say_all_this(
    case: Path, me: Signature, tmp_path: Path, spreadsheet: Callable[[str], Path]
):
    path = tmp_path / "deals.toml"
    path.write_text('[columns]\nDeal = "event"\nItem = ""\n[set]\nsource = "press-2022"\n', "utf-8")
    given = read(path)
    assert given == Given({"Deal": "event", "Item": ""}, {"source": "press-2022"})
    found = looked_at(case, spreadsheet(SHEET), me, Given({**GIVEN.columns, **given.columns}, SET))
    assert "item" not in found.rows[2]
    path.write_text("[colums]\n", "utf-8")
    with pytest.raises(DeskError, match="is no mapping"):
        read(path)


def test_entities_are_imported_too(case: Path, me: Signature, spreadsheet: Callable[[str], Path]):
    path = spreadsheet("Entity,Type,Name,Country\ntai,firm,TAI,Turkey\n")
    plan_import(case, path, "entities", Given(), me).carry_out()
    assert (case / "entities.csv").read_text("utf-8").endswith("tai,firm,TAI,,TUR,,,\n")


def test_a_case_that_changed_since_it_was_looked_at_is_not_written_to(
    case: Path, me: Signature, spreadsheet: Callable[[str], Path]
):
    found = looked_at(case, spreadsheet(SHEET), me)
    with (case / "entities.csv").open("a") as file:
        file.write("tai,firm,TAI,,TUR,,,\n")
    with pytest.raises(DeskError, match="changed underneath"):
        found.carry_out()


def test_cells_of_excel_become_text_of_the_codebook():
    assert text(datetime.datetime(2022, 5, 10)) == "2022-05-10"
    assert text(datetime.date(2022, 5, 10)) == "2022-05-10"
    assert [text(cell) for cell in (6.0, 1.5, 1500000, None, " a ")] == ["6", "1.5", "1500000", "", "a"]


def test_excel_is_read_where_openpyxl_is(case: Path, me: Signature, tmp_path: Path):
    openpyxl = pytest.importorskip("openpyxl", reason="needs the extra [data]: openpyxl not installed")
    book = openpyxl.Workbook()
    book.active.append(["Deal", "Supplier", "Buyer", "Date", "Quantity"])
    book.active.append(["sale", "Turkey", "Tajikistan", datetime.datetime(2022, 5, 10), 6])
    path = tmp_path / "deals.xlsx"
    book.save(path)
    book.close()
    found = looked_at(case, path, me)
    assert (found.rows[2]["date"], found.rows[2]["quantity"]) == ("2022-05-10", "6")


def test_without_openpyxl_one_is_told_what_to_install(
    case: Path, me: Signature, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
):
    monkeypatch.setitem(__import__("sys").modules, "openpyxl", None)
    (tmp_path / "deals.xlsx").write_bytes(b"PK")
    with pytest.raises(DeskError, match="openpyxl") as refused:
        looked_at(case, tmp_path / "deals.xlsx", me)
    assert "foedus[data]" in refused.value.hint
