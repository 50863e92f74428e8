"""The site of the bundled case, opened from the disk: pages show, it is searched in any script, the brush works.

Nothing is asked of anybody: a page that reached for another place than its folder would fail here.
"""

import re
from collections.abc import Iterator
from importlib.resources import files
from pathlib import Path
from typing import Any

import pytest

from foedus.publish.site import publish
from foedus.record import Record
from foedus.views.selection import Selection
from foedus.views.site.asked import Asked
from foedus.views.site.claims import chosen
from tests.browser.conftest import until
from tests.browser.test_axe import LOOK, SHORTEN

pytestmark = [pytest.mark.needs("chromium"), pytest.mark.xdist_group("site")]  # one worker makes the site

KINDS = [
    "index", "map", "timeline", "network", "matrix", "claims", "search", "changes", "entities", "sources", "measures",
    "measures/ties", "measures/embargo-DEU", "forecast", "findings", "entity/KAZ", "pair/KAZ-TUR",
    "event/tjk-bayraktar-2022", "source/blue-domes-2022", "404",
]  # fmt: skip
"""A page of each kind."""


@pytest.fixture(scope="module")
def site(built_case: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The site of the bundled case. Only to be read."""
    return publish(built_case, tmp_path_factory.mktemp("published") / "site").target


@pytest.fixture
def opened(page: Any, site: Path) -> Iterator[Any]:
    """A page on which nothing goes wrong and which asks nobody for anything."""
    asked: list[str] = []
    page.on("request", lambda request: asked.append(request.url))
    yield page
    assert page.wrong == []
    assert [address for address in asked if not address.startswith((f"file://{site}", "data:"))] == []


def at(site: Path, name: str) -> str:
    return f"file://{site}/{name}"


def test_the_site_is_small_enough_for_a_letter(site: Path):
    assert sum(path.stat().st_size for path in site.rglob("*") if path.is_file()) <= 15_000_000


@pytest.mark.parametrize("width", [1440, 390])
def test_every_kind_of_page_shows_from_the_disk_and_scrolls_down_only(opened: Any, site: Path, width: int):
    opened.set_viewport_size({"width": width, "height": 900})
    for name in KINDS:
        opened.goto(at(site, f"{name}.html"))
        until(opened, "'scripted' in document.documentElement.dataset")
        assert opened.inner_text("h1")
        assert opened.evaluate("document.documentElement.scrollWidth") <= width, name


@pytest.mark.parametrize("width", [1440, 390])
def test_axe_finds_nothing_on_any_kind_of_page(browser: Any, site: Path, width: int):
    axe = (files("axe_playwright_python") / "axe.min.js").read_text(encoding="utf-8")
    context = browser.new_context(viewport={"width": width, "height": 900})
    page = context.new_page()
    found: dict[str, list[str]] = {}
    for name in KINDS:
        page.goto(at(site, f"{name}.html" + ("?q=anka&actor=KAZ" if name == "search" else "")))
        until(page, "'scripted' in document.documentElement.dataset")
        if name == "search":
            page.wait_for_selector("#found li")
        page.evaluate(SHORTEN)
        page.evaluate(axe)
        found[name] = page.evaluate(LOOK, ["", "" if width > 1000 else "color-contrast"])
    context.close()
    assert {name: wrong for name, wrong in found.items() if wrong} == {}


@pytest.mark.parametrize(
    ("words", "finds"),
    [
        ("Қазақстан", "Kazakhstan"),
        ("азербайджан", "Azerbaijan"),
        ("TÜRKİYE", "Türkiye"),
        ("turkiye", "Türkiye"),
        ("bayrak", "Bayraktar TB2"),
    ],
)
def test_names_are_found_in_any_script_with_or_without_accents(opened: Any, site: Path, words: str, finds: str):
    opened.goto(at(site, "event/tjk-bayraktar-2022.html"))
    opened.fill("#find", words)
    opened.press("#find", "Enter")
    opened.wait_for_selector("#found ul a")
    assert finds in opened.locator("#found ul a").all_inner_texts()
    opened.click(f"#found ul a:text-is('{finds}')")
    assert opened.inner_text("h1") == finds


def test_scripts_without_spaces_and_from_right_to_left_are_searched_by_any_part(opened: Any, site: Path):
    opened.goto(at(site, "search.html"))
    found = opened.evaluate(
        "async () => { const { fold } = foedus.module('find.mjs');"
        "const has = (whole, part) => fold(whole).includes(fold(part));"
        "return [has('中华人民共和国', '人民'), has('أذربيجان', 'اذربيجان'), has('İzmir ı', 'izmir i'),"
        "has('Øst', 'ost'), has('北京', '南')]; }"
    )
    assert found == [True, True, True, True, False]


@pytest.mark.parametrize(
    "query",
    [
        "actor=KAZ&kind=transfers",
        "actor=KAZ&actor=TUR&since=2021&until=2021",
        "group=powers",
        "source=blue-domes-2022&known=2022-06",
        "since=2022-04",
        "as_of=2015&kind=agreements",
    ],
)
def test_a_choice_of_claims_is_that_of_the_studio(opened: Any, site: Path, built_case: Path, query: str):
    from urllib.parse import parse_qsl

    from foedus.views.selection import parse

    selection, troubles = parse(parse_qsl(query))
    assert troubles == []
    with Record(built_case / "build" / "record.duckdb") as record:
        wanted = len(chosen(selection.at(record), Selection(**{**{name: getattr(selection, name) for name in
                     Selection.__struct_fields__}, "as_of": "", "known": ""})))  # fmt: skip
    opened.goto(at(site, f"search.html?{query}"))
    opened.wait_for_selector("#found h2 .count")
    assert opened.inner_text("#found h2 .count") == str(wanted)
    assert wanted > 0


def test_the_brush_shows_the_picture_of_a_span_that_goes_along_to_other_pages(opened: Any, site: Path):
    opened.goto(at(site, "map.html"))
    opened.wait_for_selector("#brush-since-slider")
    before = opened.inner_text("#main .lead")
    arcs = opened.locator(".wide a.arc").count()
    opened.focus("#brush-since-slider")
    opened.keyboard.press("End")
    opened.wait_for_url(re.compile(r"map\.html\?since=\d{4}$"))
    until(opened, "before => document.querySelector('#main .lead').innerText !== before", before)
    assert 0 < opened.locator(".wide a.arc").count() < arcs
    span = opened.url.partition("?")[2]
    opened.click("#pages a[href^='timeline.html']")
    opened.wait_for_url(re.compile(r"timeline\.html\?since=\d{4}$"))
    assert opened.url.endswith(span)
    until(opened, "since => document.querySelector('#brush-since').value === since", span[6:])
    opened.go_back()
    opened.wait_for_selector("#brush-since-slider")
    until(opened, "() => document.querySelectorAll('.years a:not(.chosen)').length > 0")


def test_what_the_brush_shows_is_what_the_studio_shows_for_the_span(opened: Any, site: Path, built_case: Path):
    from foedus.views.site.map import map_of

    opened.goto(at(site, "map.html"))
    opened.wait_for_selector("#brush-until-slider")
    opened.focus("#brush-until-slider")
    opened.keyboard.press("Home")
    opened.wait_for_url(re.compile(r"\?until=\d{4}$"))
    with Record(built_case / "build" / "record.duckdb") as record:
        content = map_of(Asked(record, Selection(until=opened.url[-4:])))
    until(opened, "n => document.querySelector('#main .lead').innerText.startsWith(n)", f"{content.claims} claims")
    assert opened.locator("#below tbody tr").count() == len([tie for tie in content.ties if tie.told])


def test_a_bar_is_clicked_and_its_period_is_shown(opened: Any, site: Path):
    opened.goto(at(site, "network.html"))
    opened.wait_for_selector("#brush-since-slider")
    box = opened.locator(".years").bounding_box()
    opened.mouse.click(box["x"] + box["width"] - 3, box["y"] + 20)
    opened.wait_for_url(re.compile(r"network\.html\?since=\d{4}$"))


def test_a_span_that_is_not_there_is_taken_out_of_the_address(opened: Any, site: Path):
    opened.goto(at(site, "map.html?since=1066&until=1067"))
    until(opened, "() => !location.search")


def test_a_worldview_and_an_order_are_shown_in_place(opened: Any, site: Path):
    opened.goto(at(site, "map.html"))
    until(opened, "'scripted' in document.documentElement.dataset")
    opened.click(".views a[href*='worldview=un']")
    opened.wait_for_url(re.compile("worldview=un"))
    until(opened, "() => document.querySelector('.views [aria-current]').getAttribute('href').includes('worldview=un')")
    opened.goto(at(site, "matrix.html?sort=name"))
    until(opened, "() => document.querySelector('#main .facets strong').innerText === 'By name'")


def test_the_keyboard_leads_through_the_site(opened: Any, site: Path):
    opened.goto(at(site, "entity/KAZ.html"))
    until(opened, "'scripted' in document.documentElement.dataset")
    opened.keyboard.press("?")
    assert "to the search" in opened.inner_text("dialog")
    opened.keyboard.press("Escape")
    opened.keyboard.press("/")
    assert opened.evaluate("document.activeElement.id") == "find"
    opened.keyboard.press("Tab")
    opened.evaluate("document.activeElement.blur()")
    opened.keyboard.press("g")
    opened.keyboard.press("m")
    opened.wait_for_url(re.compile(r"map\.html$"))


def test_without_javascript_every_page_reads_and_the_list_of_claims_is_leafed_through(browser: Any, site: Path):
    context = browser.new_context(java_script_enabled=False)
    page = context.new_page()
    page.goto(at(site, "claims.html"))
    page.click(".pager a[rel=next]")
    assert page.url.endswith("claims-2.html")
    page.goto(at(site, "search.html"))
    assert "needs JavaScript" in page.inner_text("noscript")
    context.close()
