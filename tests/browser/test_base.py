"""What every page does in a real browser: shown in place, back and forward, by keyboard, without JavaScript, live."""

import re
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from foedus.pages.site.page import pages
from tests.browser.conftest import until

pytestmark = pytest.mark.needs("chromium")
WIDTHS = (1440, 390)
PLAIN = [page.path for page in pages().values() if page.reads and not page.keyed]


@pytest.mark.parametrize("width", WIDTHS)
@pytest.mark.parametrize("path", [*PLAIN, "/event/kaz-anka-licence", "/nowhere"])
def test_a_page_fits_and_breaks_no_rule_of_its_policy(page: Any, served: str, path: str, width: int):
    """No error in the console but for the page that is not there, no scrolling sideways, nothing from elsewhere."""
    page.set_viewport_size({"width": width, "height": 900})
    asked: list[str] = []
    page.on("request", lambda request: asked.append(request.url))
    page.goto(f"{served}{path}")
    page.wait_for_selector("html[data-scripted]")
    assert page.evaluate("document.documentElement.scrollWidth") <= width
    assert [text for text in page.wrong if "404" not in text] == []
    assert [url for url in asked if not url.startswith(served)] == []


def test_a_choice_is_shown_in_place_and_back_leads_back(page: Any, served: str):
    page.goto(f"{served}/claims")
    page.evaluate("window.same = true")
    everything = page.inner_text(".lead")
    page.focus("#bar-kind")
    page.select_option("#bar-kind", "transfers")
    page.wait_for_url(re.compile(r"kind=transfers"))
    until(page, "before => document.querySelector('.lead').innerText !== before", arg=everything)
    assert page.evaluate("document.activeElement.id") == "bar-kind"
    page.click("a[rel=next]")
    page.wait_for_url(re.compile(r"page=2"))
    until(page, "document.querySelector('.pager').innerText.includes('Page 2')")
    page.go_back()
    until(page, "document.querySelector('.pager').innerText.includes('Page 1')")
    page.go_back()
    until(page, "before => document.querySelector('.lead').innerText === before", arg=everything)
    assert page.evaluate("window.same"), "the page was loaded anew"


def test_without_javascript_all_of_it_works(browser: Any, served: str):
    context = browser.new_context(java_script_enabled=False)
    page = context.new_page()
    page.goto(f"{served}/claims")
    page.fill("#bar-actor-1", "Kazakhstan")
    page.fill("#bar-q", "anka")
    page.click(".bar button")
    assert page.url.endswith("/claims?actor=KAZ&q=anka")
    page.click("td.said a >> nth=0")
    assert "/event/" in page.url
    assert page.is_visible("text=What the record concludes")
    assert not page.is_visible("[data-keys]")
    context.close()


def test_by_keyboard_alone(page: Any, served: str):
    """From the skip link to a row, its event, and the list of keys."""
    page.goto(f"{served}/claims")
    page.keyboard.press("Tab")
    assert page.evaluate("document.activeElement.className") == "skip"
    page.keyboard.press("/")
    assert page.evaluate("document.activeElement.id") == "bar-q"
    page.keyboard.type("anka")
    page.keyboard.press("Enter")
    page.wait_for_url(re.compile(r"q=anka"))
    page.evaluate("document.activeElement.blur()")
    page.keyboard.press("?")
    assert page.is_visible("#keys")
    page.keyboard.press("Escape")
    page.keyboard.press("j")
    page.keyboard.press("j")
    page.keyboard.press("k")
    row = page.evaluate("document.activeElement.closest('[data-row]').id")
    assert row == page.evaluate("document.querySelector('#main [data-row]').id")
    page.keyboard.press("Enter")
    page.wait_for_url(re.compile(r"/event/"))
    page.keyboard.press("g")
    page.keyboard.press("c")
    page.wait_for_url(re.compile(r"/claims"))


def test_on_a_phone_the_selection_opens(page: Any, served: str):
    page.set_viewport_size({"width": 390, "height": 800})
    page.goto(f"{served}/claims")
    assert not page.is_visible("#bar-kind")
    page.click(".toggle")
    assert page.is_visible("#bar-kind")
    page.select_option("#bar-kind", "transfers")
    page.wait_for_url(re.compile(r"kind=transfers"))
    until(page, "document.querySelector('#bar-open').checked")


def test_a_change_of_the_case_shows_by_itself(page: Any, serve_case: Callable[[Path], str], bundled_copy: Path):
    page.goto(f"{serve_case(bundled_copy)}/event/kaz-anka-licence")
    page.evaluate("window.same = true")
    events = bundled_copy / "events.csv"
    text = events.read_text(encoding="utf-8")
    assert "Anka production licence" in text
    events.write_text(text.replace("Anka production licence", "Anka making at home"), encoding="utf-8")
    page.wait_for_selector("h1:has-text('Anka making at home')", timeout=60_000)
    assert page.evaluate("window.same"), "the page was loaded anew"
    assert page.inner_text("#said") == "The case has changed: this is its new state."
    assert page.wrong == []
