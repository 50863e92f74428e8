"""Bad input: whatever is wrong with a file is a sentence with its line and what to do, never silence."""

import codecs
from collections.abc import Callable
from pathlib import Path

import duckdb
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from foedus.reference import shelf, store, text
from foedus.reference.errors import DataError
from foedus.reference.sheet import unique
from foedus.reference.store import Imported
from tests.reference.orchards import GOOD, HEADER, ROWS

MORE = "".join(f"{line},{extra}\n" for line, extra in zip(GOOD.splitlines(), ["pests", 1, 0, 1, 0], strict=True))
"""With a column that foedus does not know."""
Make = Callable[..., Path]
Import = Callable[[Path], Imported]


def rows(made: Imported) -> list[tuple[object, ...]]:
    return duckdb.read_parquet(str(made.path("orchards"))).fetchall()


def codes(made: Imported) -> set[str]:
    return {finding.code for finding in made.findings}


def test_a_good_file_becomes_typed_rows_without_findings(orchards: Make, import_file: Import):
    made = import_file(orchards(GOOD))
    assert (made.version, made.span, made.rows, made.counts, made.findings) == (
        "1.0",
        (1990, 2000),
        4,
        {"orchards": 4},
        (),
    )
    first, second, third, fourth = rows(made)
    assert first[:5] == (640, 1991, 12.5, 0.1, True)
    assert (second[2], second[6]) == (None, None), "-9 and nothing are no value"
    assert (third[3], third[6]) == (None, "Smith, Jones")
    assert (fourth[6], fourth[7]) == ("Köhler", "USA")


@pytest.mark.parametrize(
    ("content", "found"),
    [
        (GOOD.encode("latin-1"), "other-encoding"),
        (GOOD.encode("utf-16"), "other-encoding"),
        (codecs.BOM_UTF16_BE + GOOD.encode("utf-16-be"), "other-encoding"),
        (GOOD.encode("utf-16-le"), "other-encoding"),
        (codecs.BOM_UTF8 + GOOD.encode(), ""),
        (GOOD.replace("\n", "\r\n").encode(), ""),
        (GOOD.replace("\n", "\r").encode(), ""),
        (GOOD.replace("\n", "\r\n", 2).encode(), ""),
        (GOOD.replace("\n", "\n\n").encode(), ""),
        (GOOD.encode().rstrip(b"\n"), ""),  # as many rows as expected: nothing was cut off
        (
            GOOD.upper()
            .replace("DEMIR", "Demir")
            .replace("SMITH, JONES", "Smith, Jones")
            .replace("KÖHLER", "Köhler")
            .encode(),
            "",
        ),
    ],
    ids=[
        "latin-1",
        "utf-16",
        "utf-16-be",
        "utf-16 without mark",
        "mark",
        "crlf",
        "cr",
        "mixed",
        "blank",
        "no end",
        "case",
    ],
)
def test_encodings_and_line_ends_are_read_alike(orchards: Make, import_file: Import, content: bytes, found: str):
    """Whatever a spreadsheet program did to its bytes, the rows are the same; another encoding is a finding."""
    expected = rows(import_file(orchards(GOOD, name="good.csv")))
    made = import_file(orchards(content))
    assert rows(made) == expected
    assert codes(made) == ({found} if found else set())


def test_what_windows_adds_to_latin_1_is_read(orchards: Make, import_file: Import):
    made = import_file(orchards(GOOD.replace("Demir", "Demir – “D”").encode("cp1252")))
    assert rows(made)[0][6] == "Demir – “D”"


def test_a_preamble_and_cells_of_several_lines_keep_the_count_of_lines(orchards: Make, import_file: Import):
    """The line that is named is the one an editor shows."""
    body = GOOD.replace("Demir", '"De\nmir"') + "2,1993,many,0,0,1993-05-01,\n"
    path = orchards('The "Orchards, by year\n\n' + body)
    with pytest.raises(DataError) as told:
        import_file(path)
    at = path.read_text().splitlines().index("2,1993,many,0,0,1993-05-01,") + 1
    assert f'Column "apples" should hold a number, but has "many" on line {at}.' in told.value.message
    assert [finding.line for finding in told.value.findings if finding.severity == "error"] == [at]


@pytest.mark.parametrize(
    ("content", "message", "hint"),
    [
        (GOOD.removesuffix(",1992-05-01,Köhler\n"), "line 5 has 5 cells; the header", "the download was cut short"),
        (GOOD + '2,1993,1,1,1,1993-05-01,"Smi', "a quotation mark is not closed", "the download was cut short"),
        (HEADER + "640,1990\n" + ROWS, "line 2 has 2 cells; the header has 7", "Get it as published"),
        (GOOD.replace("12.5", "12,5"), "line 2 has 8 cells; the header has 7", "Get it as published"),
        (GOOD.replace("12.5", '"12,5"'), '"12,5" on line 2', "decimal commas"),
        (GOOD.replace("1991,12.5", "1991.5,12.5"), 'should hold a whole number, but has "1991.5" on line 2', "edited"),
        (GOOD.replace("0.1,1,", "0.1,2,"), 'should hold 0 or 1, but has "2" on line 2', "edited"),
        (GOOD.replace("12.5", "inf"), 'should hold a number, but has "inf" on line 2', "edited"),
        (GOOD.replace(",since", ""), "line 2 has 7 cells; the header has 6", "Get it as published"),
        (GOOD.replace("since,grower", "a,b"), 'it lacks "since", "grower", and has "a", "b"', "knows 1.0, 2.0"),
        (GOOD + "640,1991,99,0.1,1,1991-05-01,Demir\n", "ccode 640, year 1991", "two were put together"),
        (GOOD + "640,1993,1,1,1,,\n" * 10_000 + "\0", "it has zero bytes", "Get it anew"),
        (GOOD + "2,1993,1,1,1,1993-05-01," + "x" * 3_000_000, "a line of more than a million characters", "damaged"),
        (HEADER, "has a header and no row", "Get it anew"),
    ],
    ids=[
        "cut in a row", "cut in a quotation", "short row", "decimal comma", "decimal comma in quotes", "no whole year",
        "no flag", "infinite", "column gone from the header", "columns renamed", "two rows disagree", "zero bytes",
        "very long line", "no rows",
    ],
)  # fmt: skip
def test_what_cannot_be_used_is_told(
    orchards: Make, import_file: Import, content: str | bytes, message: str, hint: str
):
    path = orchards(content)
    with pytest.raises(DataError) as told:
        import_file(path)
    assert message in told.value.message
    assert hint in told.value.hint
    assert "orchards.csv" in told.value.message


@pytest.mark.parametrize(
    ("content", "code", "message"),
    [
        (GOOD.replace("1991-05-01,D", "spring,D"), "not-of-its-kind", 'a date such as 2001-12-31, but has "spring"'),
        (MORE, "unknown-columns", "Columns that foedus does not know in Orchards of States: pests."),
        (GOOD + ROWS.splitlines()[0] + "\n", "doubled-rows", "1 row of orchards stands more than once."),
        (GOOD.replace("640,1992", "640,2003"), "years-outside-span", "1 row of orchards of 2003 lies outside 1990"),
        (GOOD.replace("2,1992", "260,2000"), "unmapped-state", '"260" in 2000 was no state under COW numbers (1 row'),
        (GOOD.replace("2,1992", "9999,1992"), "unmapped-state", '"9999" in 1992 is no state that foedus knows'),
    ],
    ids=["no date", "unknown column", "a row twice", "years outside", "state of another time", "no state"],
)  # fmt: skip
def test_what_is_odd_is_a_finding(orchards: Make, import_file: Import, content: str, code: str, message: str):
    made = import_file(orchards(content))
    assert code in codes(made)
    assert message in next(finding.message for finding in made.findings if finding.code == code)


def test_a_row_that_stands_twice_is_read_once_in_its_place(orchards: Make, import_file: Import):
    made = import_file(orchards(HEADER + ROWS.splitlines()[0] + "\n" + ROWS))
    assert rows(made) == rows(import_file(orchards(GOOD, name="good.csv")))


def test_fewer_rows_and_no_line_end_are_findings(orchards: Make, import_file: Import):
    """A cut in the last cell leaves a row that looks whole."""
    made = import_file(
        orchards(
            GOOD.replace("2,1992,8,0.4,0,1992-05-01,Köhler\n", "2,2005,8,0.4,0,1992-05-01,Kö").replace(
                "640,1992,-9,0.2,0,1992-05-01,\n", ""
            )
        )
    )
    assert made.version == "2.0", "the only release that reaches so far"
    assert codes(made) == {"no-line-end"}


def test_names_of_columns_are_told_apart():
    assert unique(["a", "A", "", " ", "a_2", "column_3"]) == ["a", "A_2", "column_3", "column_4", "a_2_5", "column_3_6"]


def test_a_line_is_where_an_editor_shows_it(tmp_path: Path):
    path = tmp_path / "a.csv"
    path.write_text('a,b\n1,"x\ny"\n\n2,z\n')
    assert text.lines_of(path, ",", 1, '"', [1, 2, 3]) == {1: 2, 2: 5}
    assert text.misfit(path, ",", 1, '"', 2) is None
    assert text.misfit(path, ",", 1, '"', 3) == text.Misfit(2, "line 2 has 2 cells; the header has 3", False)


# --- fuzz: nothing gives a traceback ---

BYTES = st.binary(max_size=400)
SIGNS = [b'"', b",", b"\n", b"\r", b";", b"\0", b"\xff", b"\xef\xbb\xbf", b"nan", b"1e999", b"-9", b"\t", b"2\xc2\xb2"]
EDIT = st.tuples(st.integers(0, len(GOOD.encode())), st.integers(0, 12), st.binary(max_size=6) | st.sampled_from(SIGNS))
FUZZ = settings(max_examples=60, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])


def tried(path: Path) -> Imported | None:
    """The import of a file, None where it is refused with a sentence. Anything else is the test's failure."""
    try:
        found = shelf.recognise(path)
        return store.imported(found, store.cache_folder()) if found else None
    except DataError as error:
        told = error
    assert told.message.strip().endswith((".", "!", "?")), told.message
    return None


@FUZZ
@given(data=BYTES | BYTES.map(lambda tail: GOOD.encode() + tail) | BYTES.map(lambda tail: b"PK\x03\x04" + tail)
       | BYTES.map(lambda tail: b"<stata_dta>" + tail) | BYTES.map(lambda tail: HEADER.encode() + tail))  # fmt: skip
def test_random_bytes_are_refused_or_read(orchards: Make, data: bytes):
    tried(orchards(data))


@FUZZ
@given(edits=st.lists(EDIT, min_size=1, max_size=4))
def test_a_mangled_file_is_refused_or_read_without_loss(orchards: Make, edits: list[tuple[int, int, bytes]]):
    """What is read has as many rows as a plain CSV reader sees, however the file was mangled."""
    data = GOOD.encode()
    for at, gone, new in edits:
        data = data[:at] + new + data[at + gone :]
    made = tried(orchards(data))
    if made is not None:
        doubled = sum("once" in finding.hint for finding in made.findings)
        assert made.counts["orchards"] == made.rows or doubled
