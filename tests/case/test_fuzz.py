"""Whatever the bytes are: reading never raises, never loses a row that can be read, and points into the file."""

import csv
import io
import tempfile
from pathlib import Path

import duckdb
import pytest
from hypothesis import HealthCheck, assume, example, given, settings
from hypothesis import strategies as st

from foedus.case import check, tables
from foedus.case.folder import CaseError
from foedus.codebook import load
from foedus.codebook.model import Column

COLUMNS = tuple(Column(name=name, label=name, type="text") for name in ("claim", "event", "note"))
QUICK = settings(max_examples=60, deadline=None, database=None, suppress_health_check=list(HealthCheck))
ODD = st.sampled_from(
    ['"', ",", "\n", "\r", "\r\n", "\t", " ", ";", "a", "ğ", "😀", "\u2028", "\x85", "\u00a0", "\ufeff", "\0", "\\",
     "#", "'", '""', '","', "x" * 50]
)  # fmt: skip


def loaded(data: bytes) -> tuple[list[tuple[str, ...]], list]:
    """The rows that `tables.load` reads from bytes, and its findings."""
    with tempfile.TemporaryDirectory() as folder, duckdb.connect() as con:
        path = Path(folder) / "t.csv"
        path.write_bytes(data)
        count, _, findings = tables.load(con, "t", path, "t.csv", COLUMNS)
        rows = con.execute("SELECT claim, event, note FROM t ORDER BY row").fetchall()
        lines = [row[0] for row in con.execute("SELECT line FROM t ORDER BY row").fetchall()]
        tables.place(findings, Path(folder))
    last = max(1, len(data.splitlines()))
    assert count == len(rows) == len(lines)
    assert lines == sorted(lines)
    assert all(1 <= line <= last for line in lines)
    assert all(0 <= finding.line <= last for finding in findings)
    return rows, findings


def plainly(data: bytes) -> list[list[str]] | None:
    """The rows as Python's csv has them, if it can read them all; else None."""
    try:
        text = data.decode("utf-8-sig")
        return [row for row in csv.reader(io.StringIO(text, newline=""), strict=True) if row]
    except (UnicodeDecodeError, csv.Error):
        return None


@QUICK
@given(st.binary(max_size=300))
@example(b"event")
def test_any_bytes_at_all(data):
    """A file of noise is read without an exception, and is taken to be fine only where its header is one by chance."""
    rows, findings = loaded(data)
    header = {column.name for column in COLUMNS} & {cell for row in (plainly(data) or [])[:1] for cell in row}
    assert findings or header
    assert not rows or b"claim" in data or b"event" in data or b"note" in data


@QUICK
@given(st.lists(ODD | st.text(max_size=4), max_size=40).map("".join))
@example('a,b,c\n"x\ny",z,"\n')
@example('a,b "c" d,e\n')
@example('"a"\r"b",c\r\n')
@example("a,b,c\rd,e,f\rg,h,i\r")
@example("a,b,c\r\nd,e,f\ng,h,i\r")
@example('"\r",b,c\na,b,c\n')
@example("\\x00,NULL,\\N\n")
@example("a,b,c\n#x,y,z\n")
@example('a,b,"c\\"\n')
@example(' "a",b,c\n')
@example('"a" ,b,c\n')
@example("\x00,a,b\n")
def test_odd_text_is_read_as_csv_reads_it(body):
    """What Python's csv can read in full is read the same: rows, cells, quoting, line breaks, lone CRs."""
    data = ("claim,event,note\n" + body).encode("utf-8", "surrogatepass")
    rows, findings = loaded(data)
    expected = plainly(data)
    if expected is None:
        assert findings
        return
    padded = [[*row, "", "", ""][:3] for row in expected[1:]]
    assert rows == [tuple(cell.replace("\0", "").strip(tables.WHITE) for cell in row) for row in padded]
    ragged = sum(len(row) != 3 for row in expected[1:])
    assert sum(finding.code == "ragged-row" for finding in findings) == ragged


@QUICK
@given(
    st.lists(st.tuples(*[st.text(st.characters(exclude_categories=["Cs"]), max_size=12)] * 3), max_size=12),
    st.sampled_from([csv.QUOTE_ALL, csv.QUOTE_MINIMAL]),
    st.sampled_from(["\n", "\r\n", "\r"]),
    st.sampled_from(["utf-8", "utf-8-sig", "utf-16"]),
)
def test_what_csv_writes_is_read_back(cells, quoting, end, encoding):
    """A round trip through any spreadsheet that keeps to the format."""
    out = io.StringIO()
    writer = csv.writer(out, quoting=quoting, lineterminator=end)
    writer.writerow([column.name for column in COLUMNS])
    writer.writerows(cells)
    text = out.getvalue()
    # Python 3.11 writes line breaks of another system without quotation marks unless it marks every cell.
    assume(quoting == csv.QUOTE_ALL or not {"\r", "\n"} & set("".join(map("".join, cells))))
    rows, _ = loaded(text.encode(encoding))
    assert rows == [tuple(cell.replace("\0", "").strip(tables.WHITE) for cell in row) for row in cells]


@QUICK
@given(st.lists(st.lists(ODD, max_size=6).map("".join), min_size=1, max_size=8), st.booleans())
def test_a_column_points_at_its_cell(cells, all_quoted):
    """From where the finding points, the rest of the line begins with the cell."""
    cells = [cell.replace("\n", "").replace("\r", "") for cell in cells]
    out = io.StringIO()
    csv.writer(out, quoting=csv.QUOTE_ALL if all_quoted else csv.QUOTE_MINIMAL, lineterminator="\n").writerow(cells)
    line = out.getvalue()
    for index in range(len(cells)):
        column = tables.cell_column(line, index)
        assert column > 0
        rest = line[column - 1 :]
        assert next(csv.reader([rest])) == (cells[index:] if rest != "\n" else [])
    assert tables.cell_column(line, len(cells)) == 0


@pytest.fixture(scope="module")
def small_case(tmp_path_factory):
    folder = tmp_path_factory.mktemp("fuzz")
    (folder / "claims").mkdir()
    (folder / "sources.csv").write_text("source,title,published,type,access\ns,T,2022,press,read\n")
    (folder / "entities.csv").write_text("entity,name,type\n")
    return folder


TOML = st.sampled_from(
    ["format = 1\n", 'title = "x"\n', "[coalition]\n", 'members = ["TUR"]\n', "[groups.a]\n", "[[waive]]\n",
     'code = "x"\n', "reason = ", '"', "[", "]", "{", "}", "=", "1979-05-27", "1e400", "nan", "0x", "blocs = ", "true",
     "\n", "#",
     "'''", "9" * 30, "a.b.c = 1\n", "label = 5\n", "\r", "é", "\\u0000", "format = true\n", "format = 1.0\n"]
)  # fmt: skip


@settings(QUICK, max_examples=20)
@given(st.one_of(st.binary(max_size=60), st.lists(TOML, max_size=12).map(lambda parts: "".join(parts).encode())))
def test_any_settings_at_all(small_case, content):
    """case.toml of noise, or of pieces put together at random, is read without an exception."""
    (small_case / "case.toml").write_bytes(b"format = 1\n" + content)
    report = check(small_case)
    assert all(finding.message.isprintable() for finding in report.findings)


@settings(QUICK, max_examples=20)
@given(st.binary(max_size=80) | st.lists(TOML, max_size=12).map(lambda parts: "".join(parts).encode()))
def test_any_kind_file_at_all(small_case, content):
    """A kind of noise is left out."""
    (small_case / "case.toml").write_text('format = 1\ntitle = "x"\n')
    kind = small_case / "kinds" / "noise.toml"
    kind.parent.mkdir(exist_ok=True)
    kind.write_bytes(content)
    try:
        assert [f.code for f in check(small_case).findings if f.file.startswith("kinds/")] == ["kind-file"]
    finally:
        kind.unlink()


EDIT = st.tuples(
    st.floats(0, 1, exclude_max=True), st.sampled_from(["flip", "cut", "put"]), st.integers(1, 255),
    st.sampled_from([b'"', b",", b"\n", b"\r", b"\0", b"\xff", b";", b"\xc4\x9f", b'"\n"', b"x" * 999]),
)  # fmt: skip


def damaged(data: bytes, edits) -> bytes:
    out = bytearray(data)
    for where, what, number, piece in edits:
        at = int(where * len(out))
        match what:
            case "flip":
                out[at] ^= number
            case "cut":
                del out[at : at + number]
            case "put":
                out[at:at] = piece
    return bytes(out)


@pytest.fixture(scope="module")
def bundled_copy(tmp_path_factory):
    import shutil

    target = tmp_path_factory.mktemp("bundled") / "case"
    source = Path(__file__).resolve().parents[2] / "cases" / "turkic-states"
    shutil.copytree(source, target, ignore=shutil.ignore_patterns("build"))
    return target, (source / "claims" / "transfers.csv").read_bytes()


@settings(QUICK, max_examples=8)
@given(st.lists(EDIT, min_size=1, max_size=8))
def test_the_bundled_case_damaged_at_random(bundled_copy, edits):
    """Bytes flipped, cut out and put in: a report comes back, and every finding lies inside its file."""
    folder, whole = bundled_copy
    path = folder / "claims" / "transfers.csv"
    path.write_bytes(damaged(whole, edits))
    report = check(folder)
    rows = path.read_bytes().splitlines()
    assert report.claims <= 854 + 2 * len(rows)
    for finding in report.findings:
        assert (folder / finding.file).exists()
        assert finding.message.isprintable()
        if finding.file == "claims/transfers.csv":
            assert 0 <= finding.line <= len(rows)
            assert finding.column >= 0


@settings(QUICK, max_examples=4)
@given(st.lists(st.integers(0, 60_000), min_size=1, max_size=6, unique=True))
def test_one_broken_row_never_hides_another(bundled_copy, places):
    """A quotation mark put anywhere costs few rows; all the others are still claims."""
    folder, whole = bundled_copy
    data = bytearray(whole)
    header = whole.index(b"\n") + 1
    for at in sorted(places, reverse=True):
        at = header + at % (len(whole) - header)
        data[at:at] = b'"'
    (folder / "claims" / "transfers.csv").write_bytes(bytes(data))
    total = whole.count(b"\n") - 1
    try:
        report = check(folder)
    except CaseError:
        pytest.fail("a broken row is no reason to give up the case")
    assert report.claims >= 854 - 2 * len(places) - 2
    assert total > 50


def test_every_column_of_the_codebook_can_be_pointed_at(make_case, pointed):
    """A huge quote in each column in turn is found where it is."""
    kind = load().kinds["transfers"]
    names = [column.name for column in kind.columns]
    for name in names[:: len(names) // 6]:
        cells = dict.fromkeys(names, "") | {name: "y" * 30_000}
        case = make_case({"claims/transfers.csv": f"{','.join(names)}\n{','.join(cells.values())}\n".encode()})
        [finding] = [f for f in check(case).findings if f.code == "huge-cell"]
        assert finding.field == name
        assert pointed(case, finding).startswith("yyy")
