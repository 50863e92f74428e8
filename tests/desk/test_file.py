"""A CSV file keeps every byte that nobody touched."""

import csv
import io
from typing import Literal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from foedus.case.tables import WHITE as READ_WHITE
from foedus.case.tables import _records as read_records
from foedus.desk.errors import DeskError
from foedus.desk.file import WHITE, Hunk, Table

COLUMNS = ("claim", "item", "x_page")

anything = st.text(st.sampled_from('a"b,;\r\n \té¶\0') | st.characters(exclude_categories=["Cs"]), max_size=60)
cell = st.text(st.sampled_from('ab",\n\r é0') | st.characters(exclude_categories=["Cs", "Cc"]), max_size=8)


@st.composite
def files(draw: st.DrawFn) -> bytes:
    """Files as spreadsheets, editors and people leave them: any quoting, line ends, blank lines, byte mark."""
    ends = st.sampled_from(draw(st.sampled_from([["\n"], ["\r\n"], ["\n", "\r\n", "\r"]])))
    text = ",".join(COLUMNS) + draw(ends)
    for number in range(draw(st.integers(0, 6))):
        cells = [f"tra-{number:03d}", draw(cell), draw(cell)]
        quoted = [draw(st.booleans()) or bool(set(c) & set('",\r\n')) for c in cells]
        text += ",".join('"' + c.replace('"', '""') + '"' if q else c for c, q in zip(cells, quoted, strict=True))
        text += draw(ends) + draw(st.sampled_from(["", "", "\n", "\r\n"]))
    if draw(st.booleans()):
        text = text.rstrip("\r\n")
    return draw(st.sampled_from([b"", b"\xef\xbb\xbf"])) + text.encode()


def table(data: bytes | None) -> Table:
    return Table("claims/transfers.csv", data, COLUMNS, "claim")


@given(anything)
def test_whatever_bytes_a_file_holds_they_come_back(text: str):
    data = text.encode()
    sheet = table(data)
    assert sheet.data == data
    assert not sheet.changed
    assert sheet.hunks() == []


@given(st.text(st.sampled_from('a",\n\r '), max_size=30))
def test_rows_are_those_that_reading_a_case_finds(text: str):
    found = [
        (line, [one.strip(WHITE) for one in record])
        for line, record in read_records(io.StringIO(text, newline=""))
        if record and not isinstance(record, csv.Error)
    ]
    sheet = table(text.encode())
    mine = [(line, record.cells) for line, record in sheet.numbered() if record.bare and record.cells is not None]
    assert mine == found
    assert WHITE == READ_WHITE


@given(files(), cell)
def test_a_new_row_goes_behind_the_last_and_leaves_all_others_alone(data: bytes, item: str):
    sheet = table(data)
    before = [record.bare for record in sheet.records]
    new = sheet.append({"claim": "tra-900", "item": item})
    after = [record.bare for record in sheet.records]
    at = sheet.records.index(new)
    assert after[:at] + after[at + 1 :] == before
    again = table(sheet.data)
    assert again.row(again.find("tra-900")) == {"claim": "tra-900", "item": item.strip(WHITE), "x_page": ""}
    assert (sheet.data or b"").endswith((b"\n", b"\r")) == data.endswith((b"\n", b"\r"))
    sheet.remove(new)
    assert sheet.data == data


@given(files(), cell, st.data())
def test_a_change_touches_one_cell(data: bytes, item: str, pick: st.DataObject):
    sheet = table(data)
    keys = [sheet.cell(record, "claim") for _, record in sheet.rows()]
    if not keys:
        return
    key = pick.draw(st.sampled_from(keys))
    raw = sheet.find(key).raw or []
    others = [record.text for record in sheet.records if record is not sheet.find(key)]
    sheet.change(sheet.find(key), {"item": item})
    now = sheet.find(key).raw or []
    assert (now[0], now[2]) == (raw[0], raw[2])
    assert sheet.cell(sheet.find(key), "item") == item.strip(WHITE)
    assert [record.text for record in sheet.records if record is not sheet.find(key)] == others
    assert sheet.apply([hunk.turned() for hunk in sheet.hunks()]) == []
    assert sheet.data == data


@given(st.sampled_from([csv.QUOTE_MINIMAL, csv.QUOTE_ALL]), cell, cell)
def test_changing_back_gives_the_old_bytes_where_a_file_has_one_style(quoting: Literal[0, 1], first: str, second: str):
    out = io.StringIO()
    writer = csv.writer(out, quoting=quoting, lineterminator="\n")
    first = first.strip(WHITE).replace("\r", "")
    writer.writerows([COLUMNS, ["tra-001", first, "7"], ["tra-002", "", ""]])
    data = out.getvalue().encode()
    sheet = table(data)
    sheet.change(sheet.find("tra-001"), {"item": second})
    sheet.change(sheet.find("tra-001"), {"item": first})
    assert sheet.data == data


@given(files(), st.data())
def test_every_edit_can_be_taken_back_by_its_hunks_and_done_again(data: bytes, pick: st.DataObject):
    sheet = table(data)
    for number in range(pick.draw(st.integers(1, 5))):
        keys = [sheet.cell(record, "claim") for _, record in sheet.rows()]
        deed = pick.draw(st.sampled_from(["add", "change", "remove", "widen"] if keys else ["add", "widen"]))
        if deed == "add":
            sheet.append({"claim": f"tra-8{number:02d}", "item": pick.draw(cell)})
        elif deed == "widen":
            sheet.widen(["x_more"])
        else:
            record = sheet.find(pick.draw(st.sampled_from(keys)))
            sheet.remove(record) if deed == "remove" else sheet.change(record, {"item": pick.draw(cell)})
    done = sheet.data
    hunks = [Hunk(**hunk.as_dict()) for hunk in sheet.hunks()]  # type: ignore[arg-type]
    later = table(done)
    assert later.apply([hunk.turned() for hunk in hunks]) == []
    assert later.data == data
    again = table(data)
    assert again.apply([hunk.turned() for hunk in later.hunks()]) == []
    assert again.data == done


def test_a_file_that_quotes_everything_goes_on_doing_so():
    sheet = table(b'"claim","item","x_page"\r\n"tra-001","drones",""\r\n')
    sheet.append({"claim": "tra-002", "item": "ships"})
    sheet.change(sheet.find("tra-001"), {"item": "boats", "x_page": "7"})
    assert sheet.data == b'"claim","item","x_page"\r\n"tra-001","boats","7"\r\n"tra-002","ships",""\r\n'


def test_a_file_that_is_not_there_gets_its_header_with_the_first_row():
    sheet = table(None)
    assert sheet.data is None
    sheet.append({"claim": "tra-001", "item": "drones"})
    assert sheet.data == b"claim,item,x_page\ntra-001,drones,\n"


def test_a_row_with_too_few_cells_gets_only_those_it_needs():
    sheet = table(b"claim,item,x_page\ntra-001\ntra-002,,,too,many\n")
    sheet.change(sheet.find("tra-001"), {"item": "drones"})
    assert sheet.data == b"claim,item,x_page\ntra-001,drones\ntra-002,,,too,many\n"


def test_a_column_that_is_missing_is_said():
    sheet = table(b"claim,item\ntra-001,drones\n")
    with pytest.raises(DeskError, match="no column 'value'"):
        sheet.change(sheet.find("tra-001"), {"value": "1"})
    assert sheet.widen(["item", "value"]) == ["value"]
    sheet.change(sheet.find("tra-001"), {"value": "1"})
    assert sheet.data == b"claim,item,value\ntra-001,drones,1\n"


def test_two_rows_of_one_key_are_not_guessed_between():
    with pytest.raises(DeskError, match="stands 2 times"):
        table(b"claim,item\ntra-001,a\ntra-001,b\n").find("tra-001")


def test_a_file_in_another_encoding_is_refused():
    with pytest.raises(DeskError, match="not UTF-8"):
        table("claim,item\ntra-001,T\u00fcrkiye\n".encode("cp1252"))
