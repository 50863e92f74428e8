"""Journeys of a newcomer, from the overview to an answer and the paragraph it rests on: three clicks at most.

The way and the answer are the same at a desk, on a phone and without JavaScript. What is told of Kyrgyzstan and
Tajikistan, of Germany's embargo and of the two blocs is what the bundled case's claims say; the tests read the
answers off the pages.
"""

import re
from collections.abc import Iterator
from pathlib import Path
from typing import Any, NamedTuple

import pytest

from tests.browser.conftest import until

pytestmark = pytest.mark.needs("chromium")

READERS: dict[str, dict[str, Any]] = {
    "at a desk": {"viewport": {"width": 1440, "height": 900}},
    "on a phone": {"viewport": {"width": 390, "height": 800}, "is_mobile": True, "has_touch": True},
    "without JavaScript": {"viewport": {"width": 1440, "height": 900}, "java_script_enabled": False},
}


class Reader(NamedTuple):
    """Somebody who begins at the overview and counts clicks."""

    page: Any
    clicked: list[str]
    """The addresses that clicks led to."""

    def click(self, link: Any) -> None:
        """Clicks a link that is to be seen, and waits until what it leads to is there."""
        self.clicked.append(link.get_attribute("href"))
        link.scroll_into_view_if_needed()
        assert link.is_visible()
        link.click()
        self.page.wait_for_load_state("load")

    def reads(self, words: str) -> None:
        """The words are on the page, and to be seen."""
        self.page.locator("main").get_by_text(words).locator("visible=true").first.wait_for(timeout=10_000)

    def at_the_paragraph(self) -> None:
        """The page is a source's, shown at one of its paragraphs with the claims made of it; after three clicks."""
        assert re.search(r"/source/[^/#?]+(\?[^#]*)?#(p|page)\d+$", self.page.url)
        assert self.page.locator("main :target").count() == 1
        assert len(self.clicked) <= 3, self.clicked


@pytest.fixture(params=READERS)
def reader(request: pytest.FixtureRequest, browser: Any, served: str) -> Iterator[Reader]:
    context = browser.new_context(**READERS[request.param])
    page = context.new_page()
    page.set_default_timeout(15_000)
    page.goto(f"{served}/")
    yield Reader(page, [])
    if "java_script_enabled" not in READERS[request.param]:
        assert page.evaluate("document.documentElement.scrollWidth <= innerWidth")
    context.close()


@pytest.fixture(autouse=True)
def clean(page: Any) -> Iterator[None]:
    """Nothing went wrong on the page by the end of a test."""
    yield
    assert page.wrong == []


def test_who_embargoed_what_and_what_replaced_it(reader: Reader):
    reader.click(reader.page.locator("main").get_by_role("link", name="Embargoes"))
    reader.reads("Who withholds?")
    reader.click(reader.page.locator("main").get_by_role("link", name="Germany"))
    reader.reads("Engine for the Altay tank")
    row = reader.page.locator("tr", has=reader.page.get_by_text("Gap to agreement")).locator(
        "xpath=ancestor::table//tbody/tr"
    )
    assert row.count() == 1
    for words in ("German engine of the Altay", "South Korean engine of the Altay", "October 2021"):
        assert words in row.inner_text()
    assert len(reader.clicked) == 2


def test_what_kyrgyzstan_said_about_tajik_drones_and_what_is_concluded(reader: Reader):
    guide = reader.page.locator("section", has=reader.page.locator("#guide"))
    reader.click(guide.get_by_role("link", name="Did Türkiye arm both sides?"))
    reader.reads("According to Jeenbek Kulubayev, Türkiye delivered Bayraktar drones to Tajikistan by 27 April 2022.")
    reader.reads("The State Committee for National Security of Kyrgyzstan denied that Tajikistan ordered Bayraktar")
    reader.reads("A later denial by a body of the same state takes back")
    concluded = reader.page.locator("tr", has_text="How far it got").first.inner_text()
    assert "not shown" in concluded
    assert "retracted" in concluded
    reader.click(reader.page.locator("main a[href*='/source/']", has_text="¶27").first)
    reader.at_the_paragraph()
    assert "no contract" in reader.page.locator("main").inner_text().lower()


def test_which_members_of_the_ots_are_bound_to_the_csto(reader: Reader):
    """The overview has both blocs in one table; each cell leads to its claims; the measure says what binds."""
    start = reader.page.url
    table = reader.page.locator("table.blocs")
    heads = table.locator("thead th").all_inner_texts()
    bound = {}
    for row in table.locator("tbody tr").all():
        state, *places = (cell.strip() for cell in row.locator("th, td").all_inner_texts())
        held = dict(zip(heads, places, strict=True))
        if held["OTS"] in {"member", "leader"} and "member" in held["CSTO"]:
            bound[state] = row.locator("td").nth(heads.index("CSTO")).locator("a")
    assert set(bound) == {"Kazakhstan", "Kyrgyzstan"}
    reader.click(bound["Kyrgyzstan"])
    reader.reads("Kyrgyzstan is a member of the Collective Security Treaty Organization")
    reader.click(reader.page.locator("main a[href*='/source/']").first)
    reader.at_the_paragraph()
    reader.page.goto(start)
    reader.click(reader.page.locator("main").get_by_role("link", name="Overlapping blocs"))
    reader.reads("Blocs whose texts bind to defence: CSTO (Kazakhstan, Kyrgyzstan)")


@pytest.mark.parametrize(
    "figure",
    [
        ".tally a[href*='/claims']",
        ".tally a[href*='/timeline']",
        "table.blocs td a",
        "table.strands summary",
        ".new a.quiet",
        "#kinds ~ div table th a",
    ],
)
def test_behind_any_figure_of_the_overview_stands_a_paragraph(reader: Reader, figure: str):
    """First the figure, then at most two links more."""
    start = reader.page.locator(f"main {figure} >> visible=true").first
    if figure.endswith("summary"):
        reader.clicked.append("a figure opens")
        start.click()
        reader.click(reader.page.locator("main table.strands details[open] a.ref").first)
    else:
        reader.click(start)
    if "/timeline" in reader.page.url:
        mark = reader.page.locator("main figure svg a[href*='/event/'] >> visible=true").first
        reader.clicked.append(mark.get_attribute("href"))
        mark.focus()
        mark.press("Enter")
        reader.page.wait_for_url("**/event/**")
    reader.click(reader.page.locator("main a[href*='/source/'] >> visible=true").first)
    reader.at_the_paragraph()


def test_behind_a_figure_of_a_measure_stands_a_paragraph(reader: Reader):
    """The measure, its figure, the paragraph; without scripts the figure leads to its claims, each with its place."""
    reader.click(reader.page.locator("main").get_by_role("link", name="Overlapping blocs"))
    figure = reader.page.locator("td a.figure-link >> visible=true").first
    reader.click(figure)
    scripts = reader.page.locator("#behind").count()
    behind = reader.page.locator("#behind" if scripts else ":target")
    reader.click(behind.locator("a[href*='/source/'] >> visible=true").first)
    reader.at_the_paragraph()


def test_a_link_with_both_clocks_opens_the_same_state_and_back_returns_to_it(page: Any, served: str):
    """Somebody sends an address; who opens it sees the same, goes on from it, and comes back to it."""
    page.goto(f"{served}/event/tjk-bayraktar-2022?as_of=2022-04-27")
    page.wait_for_selector("html[data-scripted]")
    then = page.inner_text("main")
    assert "Türkiye delivered Bayraktar drones to Tajikistan by 27 April 2022" in then
    assert "denied that Tajikistan ordered" not in then
    assert page.input_value("#bar-as_of") == "2022-04-27"
    page.locator("main a[href*='/source/']").first.click()
    page.wait_for_url(re.compile(r"/source/.*as_of=2022-04-27"))
    page.go_back()
    page.wait_for_url(re.compile(r"/event/"))
    assert page.inner_text("main") == then
    page.goto(f"{served}/event/tjk-bayraktar-2022")
    assert "denied that Tajikistan ordered" in page.inner_text("main")


def test_one_selection_goes_through_map_timeline_and_network_and_says_the_same_everywhere(page: Any, served: str):
    """Span and clock are chosen once; every page that is then opened by its letter counts the same claims."""
    page.goto(f"{served}/map?kind=transfers&since=2020&until=2022&known=2022-12-31")
    told = {}
    for letter, name in (("t", "timeline"), ("n", "network"), ("c", "claims"), ("m", "map")):
        page.wait_for_selector("html[data-scripted]")
        page.evaluate("document.activeElement.blur()")
        page.keyboard.press("g")
        page.keyboard.press(letter)
        page.wait_for_url(re.compile(rf"/{name}\?kind=transfers&since=2020&until=2022&known=2022-12-31$"))
        page.wait_for_selector(f"main[data-page={name}]")
        told[name] = page.request.get(page.url.replace(f"/{name}", f"/{name}.json")).json()
    assert 0 < told["map"]["claims"] == told["claims"]["total"]
    assert 0 < told["map"]["events"] == told["claims"]["events"] == told["timeline"]["dated"]
    assert 0 < told["map"]["pairs"] == told["network"]["total"]
    assert told["map"]["source"] == told["timeline"]["source"]


def test_by_keyboard_alone_from_the_overview_to_the_paragraph(page: Any, served: str):
    """Tab from link to link and Enter; the focus is always to be seen."""
    page.goto(f"{served}/")
    page.wait_for_selector("html[data-scripted]")

    def tab_to(test: str, at_most: int = 200) -> None:
        for _ in range(at_most):
            page.keyboard.press("Tab")
            if page.evaluate(f"() => {{ const at = document.activeElement; return {test}; }}"):
                outline = page.evaluate("getComputedStyle(document.activeElement).outlineStyle")
                assert outline != "none"
                return
        raise AssertionError(f"the Tab key does not lead there: {test}")

    tab_to("at.className === 'skip'", 1)
    page.keyboard.press("Enter")
    tab_to("at.textContent === 'Did Türkiye arm both sides?'")
    page.keyboard.press("Enter")
    page.wait_for_url("**/event/tjk-bayraktar-2022")
    page.wait_for_selector("html[data-scripted]")
    tab_to("at.className === 'skip'", 1)
    page.keyboard.press("Enter")
    tab_to("at.getAttribute('href')?.includes('/source/')")
    page.keyboard.press("Enter")
    page.wait_for_url("**/source/**")
    assert page.locator("main :target").count() == 1


@pytest.mark.parametrize(
    ("written", "finds"), [("Кулубаев", "Jeenbek Kulubayev"), ("байрактар", "Bayraktar"), ("Қазақстан", "Kazakhstan")]
)
def test_a_search_in_cyrillic_finds_what_the_sources_write_in_latin(page: Any, served: str, written: str, finds: str):
    page.goto(f"{served}/claims")
    page.wait_for_selector("html[data-scripted]")
    page.keyboard.press("/")
    page.keyboard.type(written)
    page.keyboard.press("Enter")
    page.wait_for_url(re.compile(r"[?&]q="))
    until(page, "words => document.querySelector('main td.said')?.innerText.includes(words)", arg=finds)
    assert page.input_value("#bar-q") == written
    assert page.request.get(page.url.replace("/claims", "/claims.json")).json()["total"] > 0


def test_a_picture_is_taken_away_with_its_selection_and_citation(page: Any, served: str, tmp_path: Path):
    page.goto(f"{served}/map?kind=transfers&since=2020")
    page.wait_for_selector("html[data-scripted]")
    taken = {}
    for ending in ("SVG", "PNG"):
        with page.expect_download() as started:
            page.locator("main .exports a, main figure a", has_text=ending).locator("visible=true").first.click()
        taken[ending] = tmp_path / started.value.suggested_filename
        started.value.save_as(taken[ending])
    svg = taken["SVG"].read_text(encoding="utf-8")
    for words in ("<title", "<desc", "foedus", "record "):
        assert words in svg
    assert "href=" not in svg or "/event/" not in svg  # it stands alone: no link to a studio that is not running
    png = taken["PNG"].read_bytes()
    assert png.startswith(b"\x89PNG\r\n\x1a\n")
    assert int.from_bytes(png[16:20], "big") >= 1000, "too coarse to print"
