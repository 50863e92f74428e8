"""Brush and sliders in a real browser, the same on every page that has them: by keyboard, by pointer, and back."""

import re
from collections.abc import Iterator
from typing import Any

import pytest

from foedus.pages.site.page import pages
from tests.browser.conftest import until

pytestmark = pytest.mark.needs("chromium")
BRUSHED = [page.path for page in pages().values() if "brush.mjs" in page.modules and not page.keyed]


@pytest.fixture(autouse=True)
def clean(page: Any) -> Iterator[None]:
    """Nothing went wrong on the page by the end of a test."""
    page.set_viewport_size({"width": 1440, "height": 1000})
    yield
    assert page.wrong == []


@pytest.mark.parametrize("path", BRUSHED)
def test_the_known_slider_goes_back_in_knowledge_and_the_back_button_forward(page: Any, served: str, path: str):
    page.goto(f"{served}{path}")
    page.wait_for_selector("#brush-known-slider")
    page.evaluate("window.same = true")
    everything = page.inner_text(".lead")
    page.focus("#brush-known-slider")
    page.keyboard.press("Home")
    page.wait_for_url(re.compile(r"known=\d{4}-\d\d-\d\d"))
    until(page, "before => document.querySelector('.lead').innerText !== before", arg=everything)
    until(page, "() => document.activeElement.id === 'brush-known-slider'")
    assert re.search(r"\d{4}", page.get_attribute("#brush-known-slider", "aria-valuetext"))
    page.go_back()
    until(page, "before => document.querySelector('.lead').innerText === before", arg=everything)
    page.wait_for_selector("#brush-known-slider")
    assert page.evaluate("(s => s.value === s.max)(document.querySelector('#brush-known-slider'))")
    page.go_forward()
    until(page, "before => document.querySelector('.lead').innerText !== before", arg=everything)
    assert page.evaluate("window.same"), "the page was loaded anew"


def test_drawing_over_the_bars_chooses_a_span_that_goes_along_to_other_pages(page: Any, served: str):
    page.goto(f"{served}/map")
    page.wait_for_selector("#brush-since-slider")
    box = page.locator(".years").bounding_box()
    page.mouse.move(box["x"] + box["width"] * 0.7, box["y"] + 20)
    page.mouse.down()
    page.mouse.move(box["x"] + box["width"] * 0.9, box["y"] + 20, steps=6)
    page.mouse.up()
    page.wait_for_url(re.compile(r"since=\d{4}&until=\d{4}$"))
    span = page.url.partition("?")[2]
    until(
        page, "() => document.querySelectorAll('.years a.chosen').length < document.querySelectorAll('.years a').length"
    )
    page.click("#pages a[href^='/timeline']")
    page.wait_for_url(re.compile("/timeline"))
    assert page.url.endswith(span)
    page.wait_for_selector("#brush-since-slider")
    assert page.input_value("#brush-since") == span[6:10]
    page.go_back()
    page.wait_for_url(re.compile("/map"))
    page.go_back()
    until(page, "() => !location.search")
    until(page, "() => document.querySelectorAll('.years a:not(.chosen)').length === 0")


def test_the_two_ends_do_not_pass_each_other(page: Any, served: str):
    page.goto(f"{served}/timeline?since=2010&until=2012")
    page.focus("#brush-since-slider")
    page.keyboard.press("End")
    until(page, "() => !location.search.includes('since=2010')")
    until(page, "() => document.activeElement.id === 'brush-since-slider'")
    since, till = page.input_value("#brush-since"), page.input_value("#brush-until")
    assert since
    assert not till or since <= till
    assert page.locator("aside.notice").count() == 0


def test_the_picture_follows_while_the_slider_moves(page: Any, served: str):
    page.goto(f"{served}/map")
    page.wait_for_selector("#brush-as_of-slider")
    before = page.inner_text(".lead")
    page.evaluate("""() => { const slider = document.querySelector('#brush-as_of-slider');
        slider.value = 0; slider.dispatchEvent(new Event('input')); }""")
    until(page, "before => document.querySelector('.lead').innerText !== before", arg=before)
    assert "as_of" not in page.url  # not settled yet


def test_an_arc_says_what_is_under_it_and_leads_to_the_pair(page: Any, served: str):
    page.goto(f"{served}/map")
    page.wait_for_selector("html[data-scripted]")
    arc = page.locator(".wide a.arc").first
    name = page.evaluate("document.querySelector('.wide a.arc title').textContent.split(':')[0]")
    arc.focus()
    page.wait_for_selector("#under")
    assert page.inner_text("#under .name").startswith(name)
    assert page.locator("#under a[href*='/event/']").count() > 0
    page.keyboard.press("Escape")
    assert page.locator("#under").count() == 0
    page.keyboard.press("Enter")
    page.wait_for_url(re.compile(r"/(pair/|claims\?actor=)"))


def test_a_mark_of_the_timeline_leads_to_its_event_and_a_year_closer(page: Any, served: str):
    page.goto(f"{served}/timeline")
    page.wait_for_selector("html[data-scripted]")
    page.locator(".wide a.tick").last.click()
    page.wait_for_url(re.compile(r"since=\d{4}&until=\d{4}"))
    page.goto(f"{served}/timeline?since=2022&until=2022")
    page.locator(".wide a.mark").first.press("Enter")
    page.wait_for_url(re.compile(r"/event/"))


def test_without_javascript_the_brush_is_a_form(browser: Any, served: str):
    context = browser.new_context(java_script_enabled=False)
    page = context.new_page()
    page.goto(f"{served}/map?kind=transfers")
    page.select_option("#brush-since", "2020")
    page.select_option("#brush-until", "2022")
    page.click(".brush button")
    assert page.url.endswith("/map?kind=transfers&since=2020&until=2022")
    page.click(".years a >> nth=-1", position={"x": 2, "y": 30})
    assert re.search(r"since=(\d{4})&until=\1$", page.url)
    context.close()


@pytest.mark.parametrize("path", ["/map", "/timeline", "/timeline?since=2022&until=2022", "/timeline?lanes=actor"])
@pytest.mark.parametrize("width", [1440, 390])
def test_words_of_a_picture_are_large_enough_to_read(page: Any, served: str, path: str, width: int):
    """One drawing is shown, the one for this width, and its smallest words are at least 9 pixels high."""
    page.set_viewport_size({"width": width, "height": 900})
    page.goto(f"{served}{path}")
    page.wait_for_selector("html[data-scripted]")
    shown = page.evaluate("[...document.querySelectorAll('figure svg')].filter(one => one.checkVisibility()).length")
    assert shown == 1
    sizes = page.evaluate(
        "[...document.querySelectorAll('figure svg')].filter(one => one.checkVisibility()).flatMap(svg => {"
        "const scale = svg.getBoundingClientRect().width / svg.viewBox.baseVal.width;"
        "return [...svg.querySelectorAll('text')].map(t => scale * parseFloat(t.getAttribute('font-size')))})"
    )
    assert min(sizes) >= 9
