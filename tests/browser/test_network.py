"""The network and the matrix in a browser: what is pointed at is told, by mouse and by keyboard, and leads on."""

import re
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from foedus.terms.states import states
from tests.browser.conftest import until
from tests.record.small import write

pytestmark = pytest.mark.needs("chromium")


def test_what_is_pointed_at_is_told_and_its_links_stand_out(page: Any, served: str):
    page.goto(f"{served}/network")
    page.wait_for_selector("html[data-scripted]")
    silent = page.inner_text("[data-told]")
    page.hover('.only-wide a.node[data-key="KAZ"] circle')
    until(page, "document.querySelector('[data-told]').innerText.startsWith('Kazakhstan')")
    near = page.evaluate("[...document.querySelectorAll('.only-wide a.link.near')].map((link) => link.dataset.key)")
    assert "KAZ TUR" in near
    assert all("KAZ" in key for key in near)
    page.hover("h1")
    until(page, "before => document.querySelector('[data-told]').innerText === before", arg=silent)
    assert page.evaluate("document.querySelectorAll('.near').length") == 0
    assert page.wrong == []


def test_by_keyboard_a_line_is_told_and_leads_to_its_pair(page: Any, served: str):
    page.goto(f"{served}/network?kind=agreements")
    page.wait_for_selector("html[data-scripted]")
    page.focus('.only-wide a.link[data-key="KAZ TUR"]')
    until(page, "document.querySelector('[data-told]').innerText.includes('agreements')")
    page.keyboard.press("Enter")
    page.wait_for_url(re.compile(r"/pair/KAZ/TUR\?kind=agreements"))


def test_a_hidden_name_shows_when_its_state_is_pointed_at(page: Any, serve_case: Callable[[Path], str], tmp_path: Path):
    """On a phone there is no room for the names of seventy states."""
    keys = [key for key in sorted(states()) if len(key) == 3][:70]
    ends = [(a, b) for n, a in enumerate(keys) for b in keys[n + 1 : n + 4]]
    rows = "".join(f"agr-{n:03d},e-{n},signed,{a}; {b}\n" for n, (a, b) in enumerate(ends))
    case = write(tmp_path / "case", {"claims/agreements.csv": f"claim,event,stage,parties\n{rows}"})
    page.set_viewport_size({"width": 390, "height": 800})
    page.goto(f"{serve_case(case)}/network")
    page.wait_for_selector("html[data-scripted]")
    assert not page.is_visible(".only-wide svg")
    hidden = page.query_selector(".only-narrow a.node:has(.thin)")
    assert not hidden.query_selector(".thin").is_visible()
    hidden.focus()
    assert hidden.query_selector(".thin").is_visible()


def test_the_span_is_drawn_over_the_network_and_points_stay(page: Any, served: str):
    page.goto(f"{served}/network")
    page.wait_for_selector("html[data-scripted]")
    place = "document.querySelector('.only-wide a.node[data-key=TUR] circle').getAttribute('cx')"
    before = page.evaluate(place)
    page.goto(f"{served}/network?since=2022&until=2022")
    assert page.evaluate(place) == before


def test_a_column_of_the_matrix_is_marked_with_its_cell(page: Any, served: str):
    page.goto(f"{served}/matrix")
    page.wait_for_selector("html[data-scripted]")
    page.hover("table.grid td.ties a >> nth=0")
    marked = page.evaluate("document.querySelector('table.grid thead th.at')?.innerText")
    assert "Türkiye" in marked
    assert page.wrong == []
