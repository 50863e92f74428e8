"""Reading and checking a whole case: what is counted, what is waived, in which order it is told."""

import hashlib
import random
from itertools import pairwise

import pytest

from foedus.case import check, read
from foedus.case.findings import SHOWN_PER_CODE

SETTINGS = 'format = 1\ntitle = "A case"\n'


def test_the_smallest_case_is_clean(make_case, found):
    """What the tests fill in is no fault of theirs."""
    assert not found(make_case({}))


def test_reading_counts_rows_and_knows_the_bytes(make_case):
    """Each file that was read has its number of rows and its digest."""
    case = make_case({"claims/meetings.csv": "claim\nmee-001\nmee-002\n", "topics.csv": "topic\npact\n"})
    opened, findings = read(case)
    with opened:
        assert not findings
        assert (opened.counts["meetings"], opened.counts["transfers"], opened.counts["topics"]) == (2, 0, 1)
        assert opened.claims == 2
        assert "transfers" in opened.missing
        assert set(opened.digests) == {
            "case.toml", "sources.csv", "entities.csv", "topics.csv", "claims/meetings.csv",
        }  # fmt: skip
        for name, digest in opened.digests.items():
            assert digest == hashlib.blake2b((case / name).read_bytes(), digest_size=16).hexdigest()
        assert opened.rows("SELECT row, line, claim FROM meetings ORDER BY row") == [
            (1, 2, "mee-001"), (2, 3, "mee-002"),
        ]  # fmt: skip


def test_missing_columns_are_unknown(make_case):
    """A column that a table lacks is empty in every row, and never a fault if it is optional."""
    with read(make_case({"claims/transfers.csv": "claim\ntra-001\n"}))[0] as opened:
        assert opened.rows("SELECT date, item, quantity, value, note FROM transfers") == [("",) * 5]


def test_columns_of_ones_own_are_let_be(make_case, found):
    """What begins with x_ is kept in the file and not read."""
    case = make_case({"claims/transfers.csv": "claim,x_page,x_colour\ntra-001,12,red\n"})
    assert not found(case)
    with read(case)[0] as opened:
        names = [row[0] for row in opened.rows("SELECT column_name FROM (DESCRIBE transfers)")]
    assert not [name for name in names if name.startswith("x_")]


def test_cells_with_several_values_are_taken_apart(make_case):
    """Values of lists are found one by one, with the line and the claim that they stand in."""
    with read(make_case({"claims/meetings.csv": "claim,participants\nmee-001,TUR; KAZ\nmee-002,KAZ;TUR ; UZB\n"}))[
        0
    ] as opened:
        column = opened.codebook.kinds["meetings"].by_name["participants"]
        assert opened.values("meetings", column) == ["KAZ", "TUR", "UZB"]
        assert list(opened.places("meetings", column, ["UZB", "TUR"])) == [
            (2, "mee-001", "TUR"), (3, "mee-002", "TUR"), (3, "mee-002", "UZB"),
        ]  # fmt: skip


WARNED = {"claims/transfers.csv": "claim,event,locator\ntra-001,one,\ntra-002,two,\n"}


def waiver(code, subjects="", reason="looked at"):
    return SETTINGS + f'[[waive]]\ncode = "{code}"\nreason = "{reason}"\n' + subjects


def test_a_waiver_lets_a_warning_stand(make_case):
    """What somebody has looked at is told apart from what is new."""
    report = check(make_case({**WARNED, "case.toml": waiver("no-locator", 'subjects = ["tra-001"]\n')}))
    assert [f.subject for f in report.findings] == ["tra-002"]
    assert [f.subject for f in report.waived] == ["tra-001"]
    assert (report.errors, report.warnings) == (0, 1)


def test_a_waiver_without_subjects_covers_the_code(make_case):
    """Every finding of it."""
    report = check(make_case({**WARNED, "case.toml": waiver("no-locator")}))
    assert not report.findings
    assert len(report.waived) == 2


def test_an_error_cannot_be_waived(make_case):
    """The error stays, and the waiver is told to be in vain, and why."""
    case = make_case({"case.toml": waiver("unknown-word"), "claims/transfers.csv": "claim,stage\ntra-001,deliverd\n"})
    report = check(case)
    assert [f.code for f in report.findings] == ["unknown-word", "idle-waiver"]
    assert "an error; only warnings can be waived" in report.findings[1].message
    assert not report.waived


def test_a_waiver_of_what_has_been_mended_is_idle(make_case, found):
    """Its reason no longer holds."""
    case = make_case({**WARNED, "case.toml": waiver("no-locator", 'subjects = ["tra-001", "tra-002", "tra-003"]\n')})
    [finding] = found(case)
    assert (finding.code, finding.severity, finding.file) == ("idle-waiver", "warning", "case.toml")
    assert "'no-locator' for tra-003, which is not found any more" in finding.message


def many_rows(count):
    return "claim,event,locator\n" + "".join(f"tra-{n:05d},event-{n},\n" for n in range(1, count + 1))


def test_more_than_a_thousand_of_a_kind_are_counted(make_case, found):
    """Nobody reads the thousand-and-first."""
    case = make_case({"claims/transfers.csv": many_rows(SHOWN_PER_CODE + 5)})
    findings = found(case, "no-locator")
    assert len(findings) == SHOWN_PER_CODE + 1
    [rest] = [f for f in findings if not f.line]
    assert rest.message == "There are 5 more findings like it (no-locator) in this file."
    assert (rest.place, rest.severity) == ("claims/transfers.csv", "warning")


def test_a_thousand_are_all_shown(make_case, found):
    """Up to there, each has its line."""
    case = make_case({"claims/transfers.csv": many_rows(SHOWN_PER_CODE)})
    assert [f.line for f in found(case, "no-locator")] == list(range(2, SHOWN_PER_CODE + 2))


def test_faults_of_reading_are_counted_too(make_case, found):
    """A file that is ragged throughout does not fill the screen either."""
    text = "claim,event\n" + "tra-001\n" * (SHOWN_PER_CODE + 7)
    findings = found(make_case({"claims/transfers.csv": text.encode()}), "ragged-row")
    assert len(findings) == SHOWN_PER_CODE + 1
    assert any("7 more" in f.message for f in findings)


def test_a_waiver_holds_beyond_the_thousandth(make_case):
    """What is waived is sorted out before the rest is counted."""
    last = f"tra-{SHOWN_PER_CODE + 5:05d}"
    files = {"claims/transfers.csv": many_rows(SHOWN_PER_CODE + 5)}
    report = check(make_case({**files, "case.toml": waiver("no-locator", f'subjects = ["{last}"]\n')}))
    assert [f.subject for f in report.waived] == [last]
    assert not [f for f in report.findings if f.code == "idle-waiver"]


def test_the_order_is_errors_first_then_by_place(make_case):
    """The same case always gives the same findings in the same order."""
    names = ["XXA", "XXB", "b-c", "a-b", "z-z", "XXC"]
    random.Random(7).shuffle(names)
    rows = "".join(f"tra-{n:03d},{a}; {b},{b},never,\n" for n, (a, b) in enumerate(pairwise(names), 1))
    case = make_case(
        {
            "claims/transfers.csv": "claim,supplier,recipient,date,locator\n" + rows,
            "entities.csv": "entity\nz-lost\na-lost\n",
        }
    )
    first, second = check(case), check(case)
    assert first == second
    assert len(first.findings) > 20
    keys = [(f.severity != "error", f.file, f.line, f.column) for f in first.findings]
    assert keys == sorted(keys)


def test_a_report_as_plain_data(make_case):
    """What `--json` prints: each finding with its place, and the numbers."""
    shown = check(make_case({"claims/transfers.csv": "claim,stage\ntra-001,deliverd\n"})).as_dict()
    assert (shown["claims"], shown["errors"], shown["warnings"], shown["waived"]) == (1, 1, 0, 0)
    [finding] = shown["findings"]
    assert {"code", "severity", "file", "line", "column", "message", "hint"} <= finding.keys()
    assert (finding["file"], finding["line"], finding["column"]) == ("claims/transfers.csv", 2, 9)


def test_the_folder_is_left_as_it_was(make_case):
    """Reading and checking write nothing, and let go of everything."""
    case = make_case({"claims/transfers.csv": "claim,note\ntra-001,\x00\n"})
    before = {path: path.read_bytes() for path in case.rglob("*") if path.is_file()}
    check(case)
    assert {path: path.read_bytes() for path in case.rglob("*") if path.is_file()} == before


@pytest.mark.parametrize("size", [1, 10**9])
def test_large_cases_go_through_a_file(make_case, monkeypatch, size):
    """Where the tables lie makes no difference to what is found."""
    monkeypatch.setattr("foedus.case.folder.IN_MEMORY", size)
    report = check(make_case({"claims/transfers.csv": "claim,stage\ntra-001,deliverd\n"}))
    assert [(f.code, f.place) for f in report.findings] == [("unknown-word", "claims/transfers.csv:2:9")]


def test_the_values_of_a_column_are_the_same_asked_together_or_one_by_one(make_case, case_dir, monkeypatch):
    """A case small enough is asked for all columns of a table at once; larger ones column by column."""
    odd = {"claims/transfers.csv": "claim,supplier,note\ntra-001, TUR ;;KAZ; TUR,ü\ntra-002,,\ntra-003,\u00a0TUR, ü \n"}
    for folder in (make_case(odd), case_dir):
        found = []
        for size in (10**9, 0):
            monkeypatch.setattr("foedus.case.folder.BY_HAND", size)
            case, _ = read(folder)
            with case:
                found.append({(table, one.name): case.values(table, one) for table, one in case.columns()})
        assert found[0] == found[1]
        assert any(found[0].values())


def test_the_bundled_case_is_clean(case_dir):
    """More than 800 claims, no error, and every warning mended or waived with a reason."""
    report = check(case_dir)
    assert report.findings == ()
    assert report.claims > 800
