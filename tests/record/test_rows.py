"""Rows: the same answer as dictionaries, JSON, CSV, a table for a notebook, or a frame."""

import csv
import datetime
import io
import json
import shutil
from decimal import Decimal
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from foedus.record import Record, Rows
from foedus.record import rows as module
from foedus.record.ask import AskError

DAY = datetime.date(2022, 5, 10)
ROWS = Rows(
    ("claim", "parties", "date", "number", "whole", "single"),
    [
        ("agr-001", ["KAZ", "TUR"], DAY, 1.5, 3.0, True),
        ("agr-002", [], None, None, None, False),
    ],
)


def test_rows_are_a_sequence_of_dictionaries():
    """Length, index from either end, slice, iteration, columns: as with any list."""
    assert len(ROWS) == 2
    assert ROWS[0]["parties"] == ["KAZ", "TUR"]
    assert ROWS[-1] == dict(zip(ROWS.columns, ("agr-002", [], None, None, None, False), strict=True))
    assert ROWS[:1].to_dicts() == [ROWS[0]] == list(ROWS)[:1]
    assert ROWS.column("claim") == ["agr-001", "agr-002"]
    assert repr(ROWS) == "<Rows: 2 of claim, parties, date, number, whole, single>"
    assert next(reversed(ROWS))["claim"] == "agr-002"


def test_json_has_days_as_text_and_the_unknown_as_null():
    """Whatever reads JSON can go on with it."""
    assert json.loads(ROWS.to_json()) == [
        {
            "claim": "agr-001",
            "parties": ["KAZ", "TUR"],
            "date": "2022-05-10",
            "number": 1.5,
            "whole": 3.0,
            "single": True,
        },
        {"claim": "agr-002", "parties": [], "date": None, "number": None, "whole": None, "single": False},
    ]


@pytest.mark.parametrize(
    ("value", "expected"),
    [
        (Decimal("1.5"), 1.5),
        (float("nan"), None),
        (float("inf"), None),
        ((1, 2), [1, 2]),
        ({DAY: 1}, {"2022-05-10": 1}),
        ({"a": {"b": DAY}}, {"a": {"b": "2022-05-10"}}),
        (datetime.datetime(2022, 5, 10, 13), "2022-05-10T13:00:00"),
        (b"x", "b'x'"),
        (10**20, 10**20),
        ("é \n\0", "é \n\0"),
    ],
)
def test_whatever_sql_answers_is_valid_json(value: object, expected: object):
    """Averages, maps, lists of a fixed length, and what is no number: strict JSON, numbers as numbers."""

    def refuse(constant: str) -> None:
        raise AssertionError(constant)

    text = Rows(["x"], [(value,)]).to_json()
    assert json.loads(text, parse_constant=refuse) == [{"x": expected}]


def test_csv_has_a_header_lists_with_semicolons_and_the_unknown_empty():
    """It opens in a spreadsheet, and cells read as in the case's own files."""
    assert ROWS.to_csv() == (
        "claim,parties,date,number,whole,single\nagr-001,KAZ; TUR,2022-05-10,1.5,3,yes\nagr-002,,,,,no\n"
    )


@given(cells=st.lists(st.tuples(st.text(), st.text(min_size=1)), max_size=5))
def test_any_text_survives_csv_and_json(cells: list[tuple[str, str]]):
    """Commas, quotation marks and line ends within a cell come back as they were."""
    rows = Rows(("a", "b"), cells)
    assert [tuple(row.values()) for row in json.loads(rows.to_json())] == cells
    assert [tuple(row) for row in csv.reader(io.StringIO(rows.to_csv(), newline=""))] == [("a", "b"), *cells]


def test_a_notebook_shows_a_table_whose_cells_are_only_text():
    """What a source wrote cannot run in the reader's notebook; after fifty rows the rest is counted."""
    rows = Rows(["<b>"], [("<script>alert(1)</script>",)] * 51)
    html = rows._repr_html_()
    assert "<script>" not in html
    assert html.count("&lt;script&gt;alert(1)&lt;/script&gt;") == 50
    assert "<th>&lt;b&gt;</th>" in html
    assert "<p>1 more rows</p>" in html


@pytest.mark.needs("frames")
def test_a_polars_frame_has_lists_days_and_nulls():
    """Unknown is null, never zero or an empty text."""
    frame = ROWS.to_polars()
    assert frame.shape == (2, 6)
    assert frame["parties"].to_list() == [["KAZ", "TUR"], []]
    assert frame["date"].to_list() == [DAY, None]
    assert frame["number"].null_count() == 1
    assert str(frame["date"].dtype) == "Date"


@pytest.mark.needs("frames")
def test_a_pandas_frame_has_the_unknown_as_missing():
    """`isna` finds what the sources do not say."""
    frame = ROWS.to_pandas()
    assert list(frame.columns) == list(ROWS.columns)
    assert frame.shape == (2, 6)
    assert list(frame["number"].isna()) == [False, True]
    assert frame["parties"].tolist() == [["KAZ", "TUR"], []]


@pytest.mark.needs("frames")
def test_an_arrow_table_has_typed_columns():
    """Lists of text, days, doubles: ready for Parquet."""
    table = ROWS.to_arrow()
    assert table.shape == (2, 6)
    assert {name: str(table.schema.field(name).type) for name in ("parties", "date", "number")} == {
        "parties": "list<item: string>", "date": "date32[day]", "number": "double",
    }  # fmt: skip
    assert table.column("number").null_count == 1


@pytest.mark.needs("frames")
@pytest.mark.parametrize("way", ["to_polars", "to_pandas", "to_arrow"])
def test_no_rows_are_a_frame_with_columns(way: str):
    """An empty answer still has its columns, so the code after it runs."""
    frame = getattr(ROWS[:0], way)()
    assert frame.shape == (0, 6)


@pytest.mark.parametrize("way", ["to_polars", "to_pandas", "to_arrow"])
def test_without_the_library_it_is_said_how_to_get_it(monkeypatch: pytest.MonkeyPatch, way: str):
    """The core has no frames: the message names the extra."""

    def absent(name: str) -> None:
        raise ModuleNotFoundError(f"No module named '{name}'")

    monkeypatch.setattr("importlib.import_module", absent)
    with pytest.raises(ImportError, match=r"is not installed. Install it with: pip install 'foedus\[frames\]'"):
        getattr(ROWS, way)()


def test_the_library_is_not_loaded_before_it_is_asked_for():
    """Importing the rows costs nothing of it."""
    assert not {"polars", "pandas", "pyarrow"} & set(vars(module))


# -- rows that a record has answered -------------------------------------------------------------------------------

ASKED = """
SELECT * FROM (VALUES
  (2, ['KAZ', 'TUR'], DATE '2022-05-10', 1.5::DOUBLE, NULL::VARCHAR, true, {'a': 1}),
  (1, [], NULL, NULL, NULL, false, NULL),
  (3, NULL, DATE '2023-01-01', 3.0, NULL, NULL, {'a': 2})) AS t(step, parties, date, number, note, single, pair)
"""


@pytest.fixture(scope="module")
def answered(bundled: Record) -> Rows:
    """An answer that is still in columns."""
    return bundled.query(ASKED)


def test_an_answer_in_columns_is_the_same_sequence(bundled: Record):
    """Length, index, slices of every sort, iteration, text and JSON are those of the same rows as tuples."""
    cells = bundled.con.execute(ASKED).fetchall()
    tuples = Rows(bundled.query(ASKED).columns, cells)
    for part in (slice(None), slice(1, None), slice(-2, -1), slice(2, 1), slice(0, 99), slice(None, None, -1)):
        rows = bundled.query(ASKED)[part]
        assert rows.columns == tuples.columns
        assert len(rows) == len(cells[part])
        assert rows.to_dicts() == tuples[part].to_dicts() == [*bundled.query(ASKED)][part]
        assert rows[:1].to_json() == tuples[part][:1].to_json()
    rows = bundled.query(ASKED)
    assert rows[-1] == tuples[-1]
    assert rows.column("parties") == [["KAZ", "TUR"], [], None]
    assert rows.to_csv() == tuples.to_csv()
    assert rows._repr_html_() == tuples._repr_html_()
    assert not bundled.query("SELECT 1 WHERE false")


@pytest.mark.needs("frames")
def test_a_frame_of_an_answer_has_the_types_of_the_record(answered: Rows):
    """Even where a column holds nothing, or there is no row: what is unknown is missing, and of a type."""
    for rows, count in ((answered, 3), (answered[1:2], 1), (answered[:0], 0)):
        table, frame, polars = rows.to_arrow(), rows.to_pandas(), rows.to_polars()
        assert table.shape == frame.shape == polars.shape == (count, 7)
        assert [str(field.type) for field in table.schema][:6] == [
            "int32", "list<l: string>", "date32[day]", "double", "string", "bool",
        ]  # fmt: skip
        assert [str(kind) for kind in polars.dtypes][:6] == [
            "Int32", "List(String)", "Date", "Float64", "String", "Boolean",
        ]  # fmt: skip
    frame = answered.to_pandas()
    assert frame["parties"].tolist() == [["KAZ", "TUR"], [], None]
    assert frame["date"].tolist() == [DAY, None, datetime.date(2023, 1, 1)]
    assert frame["pair"].tolist() == [{"a": 1}, None, {"a": 2}]
    assert answered.to_polars().rows() == answered._values
    assert [tuple(row.values()) for row in answered.to_arrow().to_pylist()] == answered._values


@pytest.mark.needs("frames")
def test_two_columns_of_one_name_are_both_in_the_frame(bundled: Record):
    """They are called as the rows call them."""
    rows = bundled.query("SELECT 1 AS x, 2 AS x, 3 AS y")
    assert rows.to_arrow().to_pylist() == rows.to_dicts() == [{"x": 1, "x_1": 2, "y": 3}]
    assert rows.to_pandas().to_dict("records") == rows.to_polars().to_dicts() == rows.to_dicts()


def test_an_answer_outlives_the_record_that_gave_it(bundled: Record):
    """`with foedus.open(...) as case: rows = case.claims()`: the rows can be looked at afterwards."""
    with bundled.at(known="2023") as record:
        claims = record.query("SELECT claim, roots FROM claims ORDER BY claim")
        expected = record.con.execute("SELECT claim, roots FROM claims ORDER BY claim").fetchall()
    assert len(claims) == len(expected) > 100
    assert [(row["claim"], row["roots"]) for row in claims] == expected
    record.close()  # once more does no harm
    with pytest.raises(AskError, match="The record has been closed"):
        record.query("SELECT 1")


@pytest.mark.skipif(not Path("/proc/self/fd").exists(), reason="open files are listed only by Linux")
def test_a_closed_record_lets_go_of_the_file(bundled: Record, tmp_path: Path):
    """Even while its rows live on: Windows would not let the next build take the file's place."""
    copy = tmp_path / "record.duckdb"
    shutil.copy(bundled.path, copy)

    def held() -> bool:
        return any(link.resolve() == copy for link in Path("/proc/self/fd").iterdir() if link.exists())

    record = Record(copy)
    rows = record.query("SELECT * FROM claims")
    assert held()
    record.close()
    assert not held()
    assert len(rows) == len(rows.to_dicts()) > 100


def test_a_question_that_fails_half_way_fails_when_it_is_asked(bundled: Record):
    """Not later, when somebody looks at the rows."""
    with pytest.raises(AskError, match="Conversion Error"):
        bundled.query("SELECT claim::INTEGER FROM claims")


def test_variables_of_python_are_no_tables(bundled: Record):
    """SQL sees the record and nothing of the program that asks."""
    claim_list = [{"x": 1}]
    with pytest.raises(AskError):
        bundled.query("SELECT * FROM claim_list")
    assert claim_list
