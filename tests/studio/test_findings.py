"""The findings: what the check says with its place and hint, what was let stand apart, what is left out meanwhile."""

import csv
import io
from pathlib import Path

from starlette.testclient import TestClient

from foedus.case import check
from tests.cli.conftest import FILES
from tests.record.small import write

WRONG = """\
claim,event,stage,date,source,supplier,recipient
tra-001,sale,delivered,late 2029,press-2022,TUR,KGZ
tra-002,sale,delivered,2021-10,press-2022,TUR,KGZ
tra-003,sale,deliverd,2021-10,press-2022,TUR,KGZ
tra-004,sale,delivered,2031,press-2022,TUR,KGZ
"""
WAIVED = '[[waive]]\ncode = "no-locator"\nsubjects = ["tra-002"]\nreason = "The paper has no pages."\n'


def folder(place: Path, *, waive: str = "") -> Path:
    files = {**FILES, "claims/transfers.csv": WRONG, "case.toml": FILES["case.toml"] + waive}
    return write(place / "case", files)


def test_a_case_without_fault_says_so_and_shows_what_was_let_stand(studio: TestClient, built_case: Path):
    data = studio.get("/findings.json").json()
    report = check(built_case)
    assert (data["errors"], data["warnings"]) == (report.errors, report.warnings) == (0, 0)
    assert [(one["file"], one["line"], one["code"]) for one in data["waived"]] == [
        (one.file, one.line, one.code) for one in report.waived
    ]
    assert all(one["reason"] for one in data["waived"])
    text = studio.get("/findings").text
    assert "The check finds nothing wrong: 854 claims" in text
    assert 'href="/claims?q=agr-072"' in text or "/edit/agr-072" in text


def test_every_finding_has_its_place_its_sentence_and_its_hint(studio_of, tmp_path: Path):
    case = folder(tmp_path)
    client = studio_of(case).client
    report = check(case)
    assert report.errors
    data = client.get("/findings.json").json()
    assert [(one["file"], one["line"], one["column"], one["message"]) for one in data["found"]] == [
        (one.file, one.line, one.column, one.message) for one in report.findings
    ]
    text = client.get("/findings").text
    assert "claims/transfers.csv:2:" in text
    assert "Write [2029-10..2029-12]." in text
    assert "Left out of what is shown" in text
    assert [(one["file"], one["line"]) for one in data["left_out"]] == [
        ("claims/transfers.csv", 2),
        ("claims/transfers.csv", 4),
    ]


def test_one_sort_can_be_chosen(studio_of, tmp_path: Path):
    client = studio_of(folder(tmp_path)).client
    data = client.get("/findings.json?code=date-form").json()
    assert {one["code"] for one in data["found"]} == {"date-form"}
    assert {one["code"] for one in data["codes"]} > {"date-form"}
    wrong = client.get("/findings?code=date-from")
    assert wrong.status_code == 400
    assert "Did you mean “date-form”?" in wrong.text


def test_what_is_let_stand_has_its_reason_and_is_not_counted(studio_of, tmp_path: Path):
    """Also while the case has errors elsewhere."""
    plain = studio_of(folder(tmp_path / "plain")).client.get("/findings.json").json()
    waived = studio_of(folder(tmp_path / "waived", waive=WAIVED)).client.get("/findings.json").json()
    subjects = [one["subject"] for one in waived["waived"]]
    if "no-locator" in {one["code"] for one in plain["found"]}:
        assert subjects == ["tra-002"]
        assert waived["waived"][0]["reason"] == "The paper has no pages."
        assert waived["warnings"] == plain["warnings"] - 1


def test_a_finding_leads_to_its_claim_only_if_it_is_shown(studio_of, tmp_path: Path):
    found = {
        one["subject"]: one["claim"] for one in studio_of(folder(tmp_path)).client.get("/findings.json").json()["found"]
    }
    assert found["tra-001"] is False  # left out
    assert found["tra-004"] is True


def test_the_csv_is_safe_and_whole(studio_of, tmp_path: Path):
    case = folder(tmp_path)
    (case / "claims" / "=cmd.csv").write_text("claim\n", encoding="utf-8")
    rows = list(csv.DictReader(io.StringIO(studio_of(case).client.get("/findings.csv").text)))
    assert len(rows) == len(check(case).findings)
    assert not any(cell.startswith(("=", "+", "-", "@")) for row in rows for cell in row.values())


def test_of_a_thousand_findings_a_page_shows_some(studio_of, tmp_path: Path):
    rows = "".join(f"tra-{n:04d},sale,delivered,2031,press-2022,TUR,KGZ\n" for n in range(1, 251))
    head = "claim,event,stage,date,source,supplier,recipient\n"
    client = studio_of(write(tmp_path / "case", {**FILES, "claims/transfers.csv": head + rows})).client
    pages = [client.get(f"/findings.json?page={n}").json() for n in (1, 2, 3)]
    assert pages[0]["pages"] >= 3
    lines = [one["line"] for page in pages for one in page["found"] if one["code"] == pages[0]["found"][0]["code"]]
    assert len(lines) == len(set(lines))
