"""Deciding in a real browser: proposals by keyboard, a claim edited by two, what is typed never lost."""

import re
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from foedus.case import proposals as filed
from foedus.desk import log
from foedus.desk.claims import change
from foedus.desk.log import Signature
from tests.cli.conftest import FILES
from tests.record.small import write
from tests.studio.deskwork import cells
from tests.studio.test_review import BOATS, PACT, RADARS, WAITING

pytestmark = pytest.mark.needs("chromium")
Serve = Callable[..., str]
NEVER = 3600.0


@pytest.fixture
def case(tmp_path: Path) -> Path:
    folder = write(tmp_path / "case", FILES)
    (folder / "proposals").mkdir()
    for name, text in WAITING.items():
        (folder / name).write_text(text, encoding="utf-8")
    return folder


def ready(page: Any) -> None:
    page.wait_for_selector("html[data-scripted]")
    page.wait_for_load_state("networkidle")


def at(page: Any, proposal: str) -> None:
    page.wait_for_selector(f'#decide[data-id="{proposal}"]')
    ready(page)


def test_proposals_are_decided_by_keyboard_alone(page: Any, serve_case: Serve, case: Path):
    """Skip, back to the first, edit and accept, reject, undo the rejection: nothing but keys."""
    page.goto(f"{serve_case(case)}/review")
    at(page, RADARS.id)
    press = page.keyboard.press
    press("s")
    at(page, BOATS.id)
    press("s")
    at(page, PACT.id)
    press("s")
    at(page, RADARS.id)
    press("e")
    assert page.evaluate("document.activeElement.closest('#change') !== null")
    page.focus("#p-quantity")
    page.keyboard.type("4")
    press("Control+Enter")
    at(page, BOATS.id)
    assert cells(case / "claims/transfers.csv", "tra-005")["quantity"] == "4"
    press("r")
    at(page, PACT.id)
    assert [one.what for one in filed.reviews(case)] == ["edited", "rejected"]
    press("u")
    at(page, BOATS.id)
    press("u")
    at(page, RADARS.id)
    assert filed.reviews(case) == []
    assert "tra-005" not in (case / "claims/transfers.csv").read_text(encoding="utf-8")
    press("g")
    press("e")
    page.wait_for_url(re.compile("/edit/new"))
    assert page.wrong == []


def test_two_edit_one_claim_and_the_second_is_shown_what_the_first_did(page: Any, serve_case: Serve, case: Path):
    """Checked while typing, completed, refused with three states, saved by Ctrl+Enter, undone."""
    page.goto(f"{serve_case(case, NEVER)}/edit/tra-001")
    ready(page)
    page.fill("#f-date", "2021-1")
    page.wait_for_selector('[data-faults="date"] .fault.error')
    assert page.get_attribute("#f-date", "aria-invalid") == "true"
    page.fill("#f-date", "2021-11")
    page.wait_for_selector('[data-said="date"]:has-text("November 2021")')
    page.wait_for_selector('[data-faults="date"]:not(:has(.fault))', state="attached")
    page.fill("#f-supplier", "TUR; ")
    page.focus("#f-supplier")
    page.keyboard.press("End")
    page.keyboard.type("kaza")
    page.wait_for_selector(".completions [role=option]:has-text('Kazakhstan')")
    page.keyboard.press("ArrowDown")
    page.keyboard.press("Enter")
    assert page.input_value("#f-supplier") == "TUR; KAZ"
    page.wait_for_selector("[data-sentence]:has-text('Kazakhstan')")
    page.wait_for_selector("[data-row-text]:has-text('TUR; KAZ')")
    change(case, "tra-001", {"date": "2021-12", "note": "seen"}, Signature("ada"))
    page.focus("#f-date")
    page.keyboard.press("Control+Enter")
    page.wait_for_selector("table.states")
    assert "ada" in page.inner_text("#refused")
    states = [row.inner_text().split("\t") for row in page.query_selector_all("table.states tbody tr")]
    assert ["Date", "2021-10", "2021-12", "2021-11 both changed it"] in [
        [" ".join(one.split()) for one in row] for row in states
    ]
    assert (page.input_value("#f-date"), page.input_value("#f-note")) == ("2021-11", "seen")
    ready(page)
    page.focus("#f-date")
    page.keyboard.press("Control+Enter")
    page.wait_for_selector(".notice.done")
    row = cells(case / "claims/transfers.csv", "tra-001")
    assert (row["date"], row["supplier"], row["note"]) == ("2021-11", "TUR; KAZ", "seen")
    page.click(".notice.done button")
    page.wait_for_url(re.compile("/log"))
    assert cells(case / "claims/transfers.csv", "tra-001")["date"] == "2021-12"
    assert [entry.what for entry in log.read(case)] == ["change", "change", "undo"]
    # The refusals are answers with a status of their own, which the console notes.
    assert [said for said in page.wrong if "409" not in said and "422" not in said] == []


def test_what_was_typed_and_not_saved_comes_back(page: Any, serve_case: Serve, case: Path):
    """The browser keeps it until it is saved, whatever happens to the studio or the tab."""
    address = f"{serve_case(case, NEVER)}/edit/tra-002"
    page.goto(address)
    ready(page)
    page.fill("#f-note", "half a thought")
    page.goto("about:blank")
    page.goto(address)
    page.wait_for_selector("text=What you had typed here and not saved is back.")
    assert page.input_value("#f-note") == "half a thought"
    page.click("text=Discard it")
    page.wait_for_selector("text=What you had typed here and not saved is back.", state="detached")
    assert page.input_value("#f-note") == ""


def test_a_change_of_the_case_does_not_sweep_away_what_is_typed(page: Any, serve_case: Serve, case: Path):
    page.goto(f"{serve_case(case)}/edit/tra-002")
    ready(page)
    page.fill("#f-note", "half a thought")
    page.evaluate("document.activeElement.blur()")
    change(case, "tra-003", {"note": "elsewhere"}, Signature("ada"))
    page.wait_for_selector("#said:has-text('has changed')", state="attached", timeout=60_000)
    assert page.input_value("#f-note") == "half a thought"


def test_without_javascript_a_proposal_is_edited_and_accepted(browser: Any, serve_case: Serve, case: Path):
    context = browser.new_context(java_script_enabled=False)
    page = context.new_page()
    page.goto(f"{serve_case(case, NEVER)}/review")
    page.click("summary:has-text('Edit before accepting')")
    page.fill("#p-quantity", "4")
    page.click(".verdict button[value=accept]")
    page.wait_for_selector(f'#decide[data-id="{BOATS.id}"]')
    assert cells(case / "claims/transfers.csv", "tra-005")["quantity"] == "4"
    page.click(".verdict button[value=undo]")
    page.wait_for_selector(f'#decide[data-id="{RADARS.id}"]')
    assert filed.reviews(case) == []
    assert not page.is_visible(".upload")
    assert "foedus read" in page.inner_text(".reading")
    context.close()


@pytest.mark.parametrize("scheme", ["light", "dark"])
@pytest.mark.parametrize("width", [1440, 390])
def test_no_page_for_deciding_scrolls_sideways(browser: Any, serve_case: Serve, case: Path, width: int, scheme: str):
    base = serve_case(case, NEVER)
    context = browser.new_context(viewport={"width": width, "height": 900}, color_scheme=scheme)
    page = context.new_page()
    for path in (
        "/review",
        "/edit/new",
        "/edit/new?kind=transfers",
        "/edit/tra-001",
        "/edit/tra-001?remove=yes",
        "/log",
        "/keys",
    ):
        page.goto(base + path)
        assert page.evaluate("document.documentElement.scrollWidth") <= width, path
    context.close()
