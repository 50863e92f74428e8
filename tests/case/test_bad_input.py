"""Files as they come: from spreadsheets, in other encodings, cut off, misspelt. Each fault is found where it is,
nothing raises, and the rest of the case is read all the same."""

import codecs
import os
from pathlib import Path

import pytest

from foedus.case import check, read
from foedus.case.folder import CaseError

TRANSFERS = "claims/transfers.csv"
HEADER = "claim,event,stage,assertion,source,locator,grain,supplier,recipient,note\n"
ROW = "tra-{0:03d},an-event,delivered,asserted,press-2022,¶{0},single,TUR,KGZ,{1}\n"
ROWS = HEADER + "".join(ROW.format(n, note) for n, note in enumerate(("Erdoğan", "Kırgız", ""), 1))
OTHER_FAULT = {"claims/meetings.csv": "claim,stage\nmee-001,hold\n"}
"""Another file of the same case, with a fault that must still be found."""


@pytest.fixture
def case_of(make_case):
    """A case whose transfers are the given text or bytes, beside another file with a fault."""

    def make(transfers):
        content = transfers.encode() if isinstance(transfers, str) else transfers
        return make_case({TRANSFERS: content, **OTHER_FAULT})

    return make


def look(path):
    """What a check finds in the transfers; the other file's fault must be among the findings. Claims, findings."""
    report = check(path)
    rest = [f for f in report.findings if f.code == "unknown-word" and f.file == "claims/meetings.csv"]
    assert [(f.line, f.column) for f in rest] == [(2, 9)]
    ours = [f for f in report.findings if f.file == TRANSFERS and f.code != "redundant"]
    return report.claims - 1, ours


class TestNoCase:
    """There is nothing to read: the only faults that are raised."""

    def test_missing_folder(self, make_case):
        """A misspelt folder is answered with the one that is there."""
        case = make_case({})
        with pytest.raises(CaseError, match="There is no folder") as raised:
            read(case.parent / "csae")
        assert raised.value.hint == f"Did you mean {case}?"

    def test_missing_folder_without_a_like(self, tmp_path):
        """Where nothing is near, the way to start a case is said."""
        with pytest.raises(CaseError) as raised:
            read(tmp_path / "nowhere" / "at-all")
        assert "foedus new" in raised.value.hint

    def test_a_file_in_place_of_the_folder(self, make_case):
        """Whoever names case.toml is told to name the folder."""
        case = make_case({})
        with pytest.raises(CaseError, match="is a file, not a case folder") as raised:
            read(case / "case.toml")
        assert str(case) in raised.value.hint

    def test_a_folder_that_is_no_case(self, tmp_path):
        """Neither settings nor claims."""
        with pytest.raises(CaseError, match=r"neither case\.toml nor claims/"):
            read(tmp_path)

    @pytest.mark.parametrize("name", ["x" * 5000, "a\0b"])
    def test_names_that_no_folder_can_have(self, tmp_path, name):
        """A name that the system refuses is no folder either."""
        with pytest.raises(CaseError):
            read(tmp_path / name)

    def test_a_folder_that_may_not_be_read(self, make_case, monkeypatch):
        """The system's own words are passed on."""
        case = make_case({})

        def refuse(self):
            raise PermissionError(13, "Permission denied")

        monkeypatch.setattr(Path, "iterdir", refuse)
        with pytest.raises(CaseError, match="Permission denied"):
            read(case)


class TestFiles:
    """A file that is not there, or is not what it should be."""

    @pytest.mark.parametrize("name", ["sources.csv", "entities.csv"])
    def test_a_table_that_claims_refer_to(self, make_case, found, name):
        """Its header is shown, to be written down."""
        case = make_case({name: None, **OTHER_FAULT})
        [finding] = found(case, "missing-file")
        assert (finding.place, finding.severity) == (name, "error")
        assert f"Its header is: {name.removesuffix('ies.csv').removesuffix('s.csv')[:6]}" in finding.hint
        assert found(case, "unknown-word")

    def test_optional_tables_may_be_missing(self, make_case, found):
        """Events and topics need no file, nor does any kind."""
        assert not found(make_case({}))

    def test_no_claims_at_all(self, make_case, found):
        """A case without claims is odd, no more."""
        [finding] = found(make_case({TRANSFERS: None}), "no-claims")
        assert finding.severity == "warning"

    @pytest.mark.parametrize("content", [b"", b"\n\n", b"\r\n", codecs.BOM_UTF8])
    def test_empty_file(self, case_of, content):
        """An empty file has not even a header."""
        claims, [finding] = look(case_of(content))
        assert (claims, finding.code, finding.place) == (0, "empty-file", TRANSFERS)

    def test_only_a_header(self, case_of):
        """A table without rows is fine."""
        assert look(case_of(HEADER)) == (0, [])

    def test_a_misspelt_kind(self, make_case, found):
        """claims/transfer.csv would lose a whole table in silence."""
        [finding] = found(make_case({"claims/transfer.csv": ROWS, **OTHER_FAULT}), "unknown-kind")
        assert (finding.place, finding.severity) == ("claims/transfer.csv", "error")
        assert "no kind of claim called 'transfer'" in finding.message
        assert finding.hint == "Did you mean transfers.csv?"

    def test_a_kind_that_nobody_knows(self, make_case, found):
        """It may be a kind of one's own that has no description yet."""
        [finding] = found(make_case({"claims/zzz.csv": ROWS}), "unknown-kind")
        assert "kinds/zzz.toml" in finding.hint

    def test_hidden_files_and_notes_are_let_be(self, make_case, found):
        """What systems and people leave beside the tables is no table."""
        files = {TRANSFERS: ROWS, "claims/._transfers.csv": b"\0", "claims/README.md": "x", "notes.csv": "a,b\n"}
        assert not [f for f in found(make_case(files)) if f.code != "redundant"]

    @pytest.mark.parametrize(("name", "meant"), [("event.csv", "events.csv"), ("transfers.csv", TRANSFERS)])
    def test_a_table_in_the_wrong_place(self, make_case, found, name, meant):
        """Beside case.toml, under a name near to a table that is missing."""
        [finding] = found(make_case({name: b"a\n", **OTHER_FAULT}), "misplaced")
        assert (finding.place, finding.severity, finding.hint) == (name, "warning", f"Did you mean {meant}?")

    @pytest.mark.parametrize("name", ["sources.csv", TRANSFERS, "events.csv"])
    def test_a_folder_where_a_file_should_be(self, make_case, found, name):
        """It is said, and nothing in it is read."""
        case = make_case({name: None, f"{name}/inside.csv": "x", **OTHER_FAULT})
        [finding] = found(case, "not-a-file")
        assert (finding.place, finding.severity) == (name, "error")
        assert "is a folder" in finding.message
        assert found(case, "unknown-word")
        assert not found(case, "missing-file")

    @pytest.mark.skipif(not hasattr(os, "mkfifo"), reason="needs named pipes")
    def test_a_pipe_is_not_waited_for(self, make_case, found):
        """Reading it would never end."""
        case = make_case(OTHER_FAULT)
        os.mkfifo(case / TRANSFERS)
        [finding] = found(case, "not-a-file")
        assert "is no file" in finding.message

    def test_a_file_that_may_not_be_read(self, make_case, found, monkeypatch):
        """The system's own words are passed on, and the other files are read."""
        case = make_case({TRANSFERS: ROWS, **OTHER_FAULT})
        opened = Path.open

        def refuse(self, *args, **kwargs):
            if self.name in ("transfers.csv", "case.toml"):
                raise PermissionError(13, "Permission denied")
            return opened(self, *args, **kwargs)

        monkeypatch.setattr(Path, "open", refuse)
        [finding] = [f for f in found(case, "unreadable") if f.file == TRANSFERS]
        assert finding.message == f"{TRANSFERS} cannot be read: Permission denied."
        assert found(case, "unknown-word")

    def test_a_link_out_of_the_folder(self, make_case, found, tmp_path):
        """A case that somebody sends may not read one's other files."""
        outside = tmp_path / "outside.csv"
        outside.write_text(ROWS)
        case = make_case({"sources.csv": None, **OTHER_FAULT})
        (case / TRANSFERS).symlink_to(outside)
        (case / "sources.csv").symlink_to("nowhere.csv")
        first, second = found(case, "outside")
        assert (first.place, second.place) == (TRANSFERS, "sources.csv")
        assert "leads out of the case's folder" in first.message
        assert "leads nowhere" in second.message
        assert check(case).claims == 1
        assert found(case, "unknown-word")

    def test_settings_and_kinds_may_not_lead_out_either(self, make_case, found, tmp_path):
        """They would show what stands in them."""
        (tmp_path / "secret.toml").write_text('title = "secret"\nformat = 1\n')
        case = make_case({"case.toml": None, "kinds/README": "x"})
        (case / "case.toml").symlink_to(tmp_path / "secret.toml")
        (case / "kinds" / "flights.toml").symlink_to(tmp_path / "secret.toml")
        assert [f.place for f in found(case, "outside")] == ["case.toml", "kinds/flights.toml"]

    def test_a_link_within_the_folder_is_fine(self, make_case):
        """It leads nowhere that one could not go anyway."""
        case = make_case({"claims/real.txt": ROWS.encode()})
        (case / TRANSFERS).symlink_to("real.txt")
        assert check(case).claims == 3

    @pytest.mark.parametrize("name", ["it's", "case[1]", "a*b", "50% ü", "a?b", 'a"b'])
    def test_folders_with_odd_names(self, make_case, tmp_path, name):
        """The name is a name, and no pattern that another folder could match."""
        for other in ("case1", "aXb"):
            (tmp_path / other / "claims").mkdir(parents=True)
            (tmp_path / other / TRANSFERS).write_text(ROWS.replace("tra-00", "tra-99"))
        case = make_case({TRANSFERS: ROWS.encode()}).rename(tmp_path / name)
        with read(case)[0] as opened:
            assert opened.rows("SELECT claim FROM transfers") == [("tra-001",), ("tra-002",), ("tra-003",)]

    def test_a_file_name_that_is_no_text(self, make_case, found):
        """It can be shown, whatever its bytes are."""
        case = make_case({})
        name = os.fsdecode(b"claims/tr\xffnsfers.csv")
        try:
            (case / name).write_text("x")
        except OSError:
            pytest.skip("this file system takes no such name")
        [finding] = found(case, "unknown-kind")
        assert finding.message.isprintable()
        assert finding.file.isprintable()


class TestHeader:
    """The first line of a table."""

    def test_another_order_is_fine(self, make_case, found):
        """Columns go by their names."""
        columns = list(reversed(HEADER.strip().split(",")))
        row = reversed(ROW.strip().format(1, "").split(","))
        assert not found(make_case({TRANSFERS: f"{','.join(columns)}\n{','.join(row)}\n".encode()}))

    def test_missing(self, case_of):
        """Rows without a header: the first line would be lost, so nothing is read."""
        claims, [finding] = look(case_of(ROWS.partition("\n")[2]))
        assert (claims, finding.code, finding.place) == (0, "header", f"{TRANSFERS}:1")
        assert "not a header" in finding.message
        assert finding.hint.startswith("The header is: claim,event,stage,date,")

    def test_doubled(self, case_of, pointed):
        """Of two columns with one name the first is read."""
        case = case_of(ROWS.replace("supplier,recipient", "supplier,supplier"))
        claims, findings = look(case)
        assert (claims, [f.code for f in findings]) == (3, ["header"])
        assert "'supplier' stands twice" in findings[0].message
        assert pointed(case, findings[0]) == "supplier"

    def test_misspelt(self, case_of, pointed):
        """The nearest column is suggested, and what is missing is said once."""
        case = case_of(ROWS.replace("stage", "stgae"))
        claims, findings = look(case)
        slip, missing = sorted(findings, key=lambda f: -f.column)
        assert (claims, slip.code, slip.place) == (3, "header", f"{TRANSFERS}:1:13")
        assert pointed(case, slip) == "stgae"
        assert slip.hint == "Did you mean 'stage'?"
        assert "'stage' is missing" in missing.message

    def test_no_such_column(self, case_of):
        """A column of one's own begins with x_; a column without a name is found by its place."""
        claims, findings = look(case_of(ROWS.replace("\n", ",\n").replace("note", "page")))
        assert claims == 3
        assert [f.message for f in findings] == [
            "Column 11 of the header has no name.", "The table has no column 'page'.",
        ]  # fmt: skip
        assert "x_page" in findings[1].hint

    @pytest.mark.parametrize(("separator", "name"), [(";", "';'"), ("\t", "tabs"), ("|", "'|'")])
    @pytest.mark.parametrize("quoted", [False, True])
    def test_another_separator(self, case_of, separator, name, quoted):
        """What spreadsheets write in many countries."""
        text = ROWS.replace(",", f'"{separator}"' if quoted else separator)
        if quoted:
            text = "".join(f'"{line}"\n' for line in text.splitlines())
        claims, [finding] = look(case_of(text))
        assert (claims, finding.code, finding.place) == (0, "header", f"{TRANSFERS}:1")
        assert f"separated by {name}, not by commas" in finding.message
        assert "comma delimited" in finding.hint

    def test_below_blank_lines(self, case_of, pointed):
        """Blank lines are skipped, and the lines of findings are still right."""
        case = case_of("\n\n" + ROWS.replace("note", "nota").replace("tra-002,an-event", "tra-002,an event"))
        claims, findings = look(case)
        assert claims == 3
        assert [(f.code, f.line, pointed(case, f)) for f in findings] == [
            ("header", 3, "nota"), ("key-form", 5, "an event"),
        ]  # fmt: skip

    def test_broken_quotes(self, case_of):
        """The file is not empty; its header cannot be read."""
        claims, [finding] = look(case_of('"claim,event\n' + ROWS))
        assert (claims, finding.code, finding.place) == (0, "broken-quotes", f"{TRANSFERS}:1")

    def test_over_two_lines(self, case_of, pointed):
        """A name with a line break is no name, and the rows behind it keep their lines."""
        case = case_of(ROWS.replace("note", '"no\nte"').replace("tra-002,an-event", "tra-002,an event"))
        claims, findings = look(case)
        assert (claims, [(f.code, f.line) for f in findings]) == (3, [("header", 1), ("key-form", 4)])
        assert findings[0].message.isprintable()
        assert pointed(case, findings[1]) == "an event"

    def test_with_blanks_around_names(self, case_of):
        """Nobody sees them, so they do no harm."""
        assert look(case_of(ROWS.replace("event,stage", " event , stage"))) == (3, [])


class TestEncoding:
    """Bytes that are not UTF-8."""

    @pytest.mark.parametrize("encoding", ["utf-16", "utf-16-le", "utf-16-be"])
    def test_utf_16(self, case_of, encoding, pointed):
        """It is read, and it is an error: the next program may not."""
        bom = {"utf-16-le": codecs.BOM_UTF16_LE, "utf-16-be": codecs.BOM_UTF16_BE}.get(encoding, b"")
        case = case_of(bom + ROWS.replace("tra-002,an-event", "tra-002,ein Ereignis").encode(encoding))
        claims, findings = look(case)
        assert [(f.code, f.line) for f in findings] == [("encoding", 1), ("key-form", 3)]
        assert "UTF-16" in findings[0].message
        assert claims == 3
        assert findings[1].column == 9
        assert pointed(case, findings[1]) == "ein Ereignis"
        with read(case)[0] as opened:
            assert opened.rows("SELECT note FROM transfers WHERE claim = 'tra-001'") == [("Erdoğan",)]

    @pytest.mark.parametrize("encoding", ["latin-1", "cp1252"])
    def test_latin_1(self, case_of, encoding, pointed):
        """The first line with such a byte is named; columns count its letters."""
        text = ROWS.replace("¶", "p. ").replace("Erdoğan", "Türkiye").replace("Kırgız", "Müller")
        text = text.replace("tra-003,an-event", "tra-003,Öl für Köln")
        case = case_of(text.encode(encoding))
        claims, findings = look(case)
        assert (claims, [(f.code, f.line) for f in findings]) == (3, [("encoding", 2), ("key-form", 4)])
        assert "Latin-1 or Windows-1252" in findings[0].message
        assert "Türkiye" in findings[0].hint
        assert pointed(case, findings[1]) == "Öl für Köln"
        with read(case)[0] as opened:
            assert opened.rows("SELECT note FROM transfers WHERE claim = 'tra-001'") == [("Türkiye",)]

    def test_bytes_that_no_encoding_has(self, case_of):
        """0x81 is nothing in Windows-1252; the row is read all the same."""
        claims, [finding] = look(
            case_of(ROWS.replace("¶", "p. ").replace("Kırgız", "%").encode().replace(b"%", b"\x81"))
        )
        assert (claims, finding.code, finding.line) == (3, "encoding", 3)

    def test_byte_order_mark(self, case_of, pointed):
        """What Excel writes is fine, and columns of the first line count from behind it."""
        assert look(case_of(codecs.BOM_UTF8 + ROWS.encode())) == (3, [])
        case = case_of(codecs.BOM_UTF8 + ROWS.replace("claim", "clame").encode())
        finding = next(f for f in look(case)[1] if f.field)
        assert finding.place == f"{TRANSFERS}:1:1"
        assert pointed(case, finding) == "clame"

    @pytest.mark.parametrize("end", ["\r\n", "\r"])
    def test_line_ends_of_other_systems(self, case_of, end, pointed):
        """CRLF is fine, and so is the lone CR of old."""
        case = case_of(ROWS.replace("tra-003,an-event", "tra-003,an event").replace("\n", end).encode())
        claims, [finding] = look(case)
        assert (claims, finding.code, finding.place) == (3, "key-form", f"{TRANSFERS}:4:9")
        assert pointed(case, finding) == "an event"

    def test_no_line_end_at_the_end(self, case_of):
        """The last row counts."""
        assert look(case_of(ROWS.rstrip("\n"))) == (3, [])

    def test_nul_bytes(self, case_of):
        """The first line with one is named; the rows are read without them."""
        case = case_of(ROWS.encode().replace(b"Erdo", b"Er\0do").replace(b"tra-003", b"tra\0-003"))
        claims, [finding] = look(case)
        assert (claims, finding.code, finding.place) == (3, "nul-byte", f"{TRANSFERS}:2")
        with read(case)[0] as opened:
            assert opened.rows("SELECT claim, note FROM transfers")[0] == ("tra-001", "Erdoğan")
            assert opened.rows("SELECT max(claim) FROM transfers") == [("tra-003",)]

    def test_nul_bytes_in_the_header(self, case_of):
        """The names are still understood."""
        claims, [finding] = look(case_of(ROWS.encode().replace(b"stage", b"st\0age")))
        assert (claims, finding.code, finding.place) == (3, "nul-byte", f"{TRANSFERS}:1")


class TestRows:
    """Rows of another width, and quotation marks that do not match."""

    def test_ragged_rows(self, case_of):
        """Too few cells are read as empty, too many are not read; each row is found."""
        text = ROWS + "tra-004,an-event\n" + ROW.format(5, "no, thanks, and so on") + "tra-006\n"
        claims, findings = look(case_of(text))
        ragged = [f for f in findings if f.code == "ragged-row"]
        assert claims == 6
        assert [(f.place, f.message) for f in ragged] == [
            (f"{TRANSFERS}:5", "The row has 2 cells, the header 10."),
            (f"{TRANSFERS}:6", "The row has 12 cells, the header 10."),
            (f"{TRANSFERS}:7", "The row has 1 cell, the header 10."),
        ]
        assert "missing commas" in ragged[0].hint
        assert "double quotes" in ragged[1].hint
        assert {f.line for f in findings if f.code == "empty-cell"} == {5, 7}

    def test_blank_lines_between_rows(self, case_of, pointed):
        """They are nothing, but lines are counted with them."""
        case = case_of(ROWS.replace("\n", "\n\n").replace("tra-003,an-event", "tra-003,an event"))
        claims, [finding] = look(case)
        assert (claims, finding.place) == (3, f"{TRANSFERS}:7:9")
        assert pointed(case, finding) == "an event"

    def test_an_unclosed_quotation_mark(self, case_of):
        """The line on which it was opened is named; the rows before and behind it are read."""
        text = ROWS + ROW.format(4, '"as he said') + ROW.format(5, "fine") + ROW.format(6, "").replace("an-", "an ")
        claims, findings = look(case_of(text))
        assert claims == 5
        broken, key = findings
        assert (broken.code, broken.place, broken.severity) == ("broken-quotes", f"{TRANSFERS}:5", "error")
        assert "opened on this line and never closed" in broken.message
        assert (key.code, key.place) == ("key-form", f"{TRANSFERS}:7:9")

    def test_an_unclosed_quotation_mark_before_a_quoted_cell(self, case_of):
        """The next mark closes it; that is seen, and the row between is not lost."""
        text = ROWS + ROW.format(4, '"as he said') + ROW.format(5, "fine") + ROW.format(6, '"one, two"')
        claims, [finding] = look(case_of(text))
        assert (claims, finding.code, finding.place) == (5, "broken-quotes", f"{TRANSFERS}:5")

    def test_very_many_unclosed_quotation_marks(self, case_of):
        """Each costs its own line, and not the time of reading the rest of the file again and again."""
        claims, findings = look(case_of(HEADER + ROW.format(1, '"x') * 3000 + ROW.format(2, "")))
        assert claims == 1
        assert {f.code for f in findings} == {"broken-quotes"}

    def test_a_mark_within_a_quoted_cell(self, case_of):
        """`"a "b" c"` cannot be understood; the row is not read, those behind it are."""
        text = ROWS + ROW.format(4, '"he said "no" to it"') + ROW.format(5, "fine")
        claims, [finding] = look(case_of(text))
        assert (claims, finding.code, finding.place) == (4, "broken-quotes", f"{TRANSFERS}:5")
        assert "written twice" in finding.hint

    def test_a_mark_within_a_plain_cell_is_a_letter(self, make_case, found, pointed):
        """A 5" gun is a thing; the cells behind it are found at their places."""
        text = 'claim,item,quantity\ntra-001,5" gun,many\ntra-002,"5"" gun, naval",few\n'
        case = make_case({TRANSFERS: text})
        first, second = found(case, "number-form")
        assert (first.place, pointed(case, first)) == (f"{TRANSFERS}:2:16", "many")
        assert (second.place, pointed(case, second)) == (f"{TRANSFERS}:3:26", "few")
        with read(case)[0] as opened:
            assert opened.rows("SELECT item FROM transfers ORDER BY row") == [('5" gun',), ('5" gun, naval',)]

    def test_cells_over_several_lines(self, case_of, pointed):
        """Line breaks inside quotation marks are fine, and the lines of later findings are right."""
        text = HEADER + ROW.format(1, '"one\ntwo\r\n\nfour"') + ROW.format(2, "").replace("an-event", "an event")
        case = case_of(text.encode())
        claims, [finding] = look(case)
        assert (claims, finding.code, finding.place) == (2, "key-form", f"{TRANSFERS}:6:9")
        assert pointed(case, finding) == "an event"
        with read(case)[0] as opened:
            assert opened.rows("SELECT note FROM transfers WHERE claim = 'tra-001'") == [("one\ntwo\r\n\nfour",)]

    def test_a_fault_behind_a_cell_of_several_lines(self, make_case, found):
        """The line is the one on which the row begins; no column is better than a wrong one."""
        case = make_case({TRANSFERS: (HEADER.replace("note", "note,date") + ROW.format(1, '"a\nb",someday')).encode()})
        [finding] = found(case, "date-form")
        assert finding.place == f"{TRANSFERS}:2"

    @pytest.mark.parametrize("size", [30_000, 3_000_000])
    def test_a_huge_cell(self, case_of, size):
        """It is found, and the rows around it are read."""
        claims, [finding] = look(case_of(ROWS + ROW.format(4, "ş" * size) + ROW.format(5, "")))
        assert (claims, finding.code, finding.line) == (5, "huge-cell", 5)
        assert finding.column == len(ROW.format(4, ""))

    def test_several_huge_cells_in_one_row(self, case_of):
        """Together they are longer than DuckDB takes a line."""
        huge = ",".join(["😀" * 200_000] * 10)
        claims, findings = look(case_of(ROWS + huge + "\n" + ROW.format(5, "")))
        assert claims == 5
        assert {f.line for f in findings} == {5}

    def test_tabs_and_no_break_spaces_around_cells(self, case_of):
        """What web pages and spreadsheets leave is trimmed, like blanks."""
        assert look(case_of(ROWS.replace("delivered", "\u00a0delivered\t").replace("KGZ", " KGZ\u3000"))) == (3, [])


class TestValues:
    """The issue's own examples, each at its place."""

    @pytest.mark.parametrize(
        ("column", "written", "code", "hint"),
        [
            ("date", "2022-13-45", "date-form", ""),
            ("date", "22/05/2022", "date-form", "2022-05-22"),
            ("date", "late 2021", "date-form", "[2021-10..2021-12]"),
            ("quantity", '"1,5 mln"', "number-form", "1500000"),
            ("quantity", "NaN", "number-form", ""),
            ("quantity", "-3", "number-form", ""),
            ("stage", "deliverd", "unknown-word", "'delivered'"),
            ("event", "kaz anka licence", "key-form", "kaz-anka-licence"),
        ],
    )
    def test_a_value_of_another_form(self, make_case, found, pointed, column, written, code, hint):
        """One fault, one finding, at line and column, with a way out."""
        case = make_case({TRANSFERS: f"claim,supplier,{column},recipient\ntra-001,TUR,{written},KGZ\n"})
        [finding] = found(case)
        assert (finding.code, finding.severity, finding.place) == (code, "error", f"{TRANSFERS}:2:13")
        assert pointed(case, finding) == written.strip('"')
        assert hint in finding.hint


class TestSettings:
    """case.toml, absent or broken: the tables are read all the same."""

    @pytest.mark.parametrize(
        ("content", "code", "line", "says"),
        [
            (None, "case-toml", 0, "There is no case.toml"),
            (b"", "case-format", 0, "format = 'nothing'"),
            (b'format = 1\ntitle = "open\n', "case-toml", 2, "not valid TOML"),
            (b'format = 2\ntitle = "x"\n', "case-format", 0, "format = 2"),
            (b'format = "1"\ntitle = "x"\n', "case-format", 0, "format = '1'"),
            (b'format = 1\ntitel = "x"\ntitle = "x"\n', "case-toml", 0, "no setting 'titel'"),
            (b'format = 1\ntitle = 5\n', "case-toml", 0, "wrong form"),
            (b'format = 1\ntitle = "x"\n[[waive]]\ncode = "orphan"\n', "case-toml", 0, "reason"),
            (b'format = 1\ntitle = "x"\n[groups.a]\nlabel = "A"\n', "case-toml", 0, "members"),
            ('format = 1\ntitle = "Türkiye"\n'.encode("latin-1"), "case-toml", 0, "not UTF-8"),
            (b"format = 1\ntitle = " + b"[" * 100_000, "case-toml", 0, "not valid TOML"),
            (b"format = 1\ntitle = " + b"1" * 5000, "case-toml", 0, "not valid TOML"),
            (b"format = 1\ntitle = 1\x00", "case-toml", 2, "not valid TOML"),
            (b"<html>", "case-toml", 1, "not valid TOML"),
        ],
    )  # fmt: skip
    def test_a_fault_is_an_error_of_its_own(self, make_case, found, content, code, line, says):
        """It is found, with its line where there is one, and the other faults are found as well."""
        case = make_case({"case.toml": content, **OTHER_FAULT})
        [finding] = [f for f in found(case) if f.file == "case.toml"]
        assert (finding.code, finding.severity, finding.line) == (code, "error", line)
        assert says in finding.message
        assert finding.hint
        assert found(case, "unknown-word")

    def test_a_misspelt_setting_has_a_suggestion(self, make_case, found):
        """And the other settings count."""
        case = make_case({"case.toml": 'format = 1\ntitle = "x"\nquestoin = "Why?"\nblocs = ["nowhere"]\n'})
        first, second = found(case)
        assert first.hint == "Did you mean 'question'?"
        assert (second.code, second.subject) == ("unknown-entity", "nowhere")

    def test_without_a_title(self, make_case, found):
        """A case can do without, but nobody will know what it is."""
        [finding] = found(make_case({"case.toml": "format = 1\n"}))
        assert (finding.code, finding.severity) == ("case-toml", "warning")

    def test_a_byte_order_mark_and_crlf_are_fine(self, make_case, found):
        """What Windows' editor writes."""
        assert not found(make_case({"case.toml": codecs.BOM_UTF8 + b'format = 1\r\ntitle = "x"\r\n'}))

    def test_a_folder_called_case_toml(self, make_case, found):
        """It is no file."""
        case = make_case({"case.toml": None, "case.toml/x": "x"})
        [finding] = found(case, "case-toml")
        assert "is no file" in finding.message


KIND = """
prefix = "flt"
label = "flight"
plural = "flights"
summary = "A flight over another's land."
stages = [{ word = "flown", label = "flown", phase = "done" }]

[[own]]
name = "flyer"
label = "Flyer"
type = "entities"
party = true
required = true

[[own]]
name = "craft"
label = "Craft"
type = "word"
[own.words]
manned = "manned"
unmanned = "unmanned"

[parts]
heading = ["flight of {flyer}"]

[say.flown]
fact = ["{flyer} flew"]
future = ["{flyer} {will} fly"]
"""


class TestOwnKinds:
    """kinds/<kind>.toml: a kind of the case's own."""

    def test_a_good_one_is_read_and_checked(self, make_case, found, pointed):
        """Its table is read, and every rule holds for it without a line of code."""
        rows = "claim,flyer,craft\nflt-001,TUR,unmanned\nflt-002,XXX,unmaned\nfly-003,TUR,\n"
        files = {"kinds/flights.toml": KIND, "claims/flights.csv": complete_flights(rows)}
        case = make_case(files)
        findings = [f for f in found(case) if f.severity == "error"]
        assert [(f.code, f.place) for f in findings] == [
            ("unknown-entity", "claims/flights.csv:3:9"),
            ("unknown-word", "claims/flights.csv:3:13"),
            ("key-form", "claims/flights.csv:4:1"),
        ]
        assert pointed(case, findings[1]) == "unmaned"
        assert "'unmanned'" in findings[1].hint
        assert check(case).claims == 3

    @pytest.mark.parametrize(
        ("content", "says"),
        [
            ("", "prefix"),
            ("prefix = [", "not valid TOML"),
            (b"\xff\xfe", "not UTF-8"),
            (KIND.replace('"flt"', '"tra"'), "belongs to transfers"),
            (KIND.replace('"flt"', '"flight"'), "three small letters"),
            (KIND.replace('"craft"', '"claim"'), "'claim'"),
            (KIND.replace('"craft"', '"line"'), "'line'"),
            (KIND.replace('"craft"', '"row"'), "'row'"),
            (KIND.replace("{flyer} flew", "{flier} flew"), "flier"),
            (KIND.replace("[say.flown]", "[say.flew]"), "sentence"),
            ("a = " + "[" * 100_000, "cannot be read"),
            ("a = " + "1" * 5000, "cannot be read"),
        ],
    )
    def test_a_faulty_one_is_left_out(self, make_case, found, content, says):
        """The other kinds are read, and its table is said not to have been."""
        case = make_case(
            {"kinds/flights.toml": content, "claims/flights.csv": complete_flights("claim,flyer\nflt-001,TUR\n"),
             **OTHER_FAULT}
        )  # fmt: skip
        [finding] = found(case, "kind-file")
        assert (finding.place, finding.severity) == ("kinds/flights.toml", "error")
        assert says in finding.message
        [unread] = found(case, "unknown-kind")
        assert unread.file == "claims/flights.csv"
        assert found(case, "unknown-word")

    def test_columns_called_like_our_own_words(self, make_case, found):
        """Whatever a column is called, the rules can ask for it."""
        names = ["first", "nth", "kind", "figure", "least", "used", "value", "subject", "one", "select", "told"]
        own = "".join(f'[[own]]\nname = "{n}"\nlabel = "{n}"\ntype = "entities"\ncore = true\n' for n in names)
        head, _, say = KIND.partition("[parts]")
        case = make_case(
            {
                "kinds/flights.toml": head + own + "[parts]" + say,
                "claims/flights.csv": complete_flights(
                    f"claim,flyer,{','.join(names)}\nflt-001,TUR{',TUR' * len(names)}\n"
                    f"flt-002,TUR{',XXX' * len(names)}\n"
                ),
            }
        )
        assert {f.field for f in found(case, "unknown-entity")} == set(names)


def complete_flights(rows: str) -> bytes:
    """Rows of the kind of these tests with the columns that every claim needs behind them."""
    header, *lines = rows.splitlines()
    more = ",an-event,flown,asserted,press-2022,¶1,single"
    text = "".join(f"{line}{more}\n" for line in lines)
    return f"{header},event,stage,assertion,source,locator,grain\n{text}".encode()
