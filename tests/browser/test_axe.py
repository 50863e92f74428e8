"""Nothing that axe can see keeps a reader out of any page: no violation in light, in the dark, or on a phone.

What it cannot see (whether words are clear, whether the order makes sense) is no part of this.
"""

from collections.abc import Callable, Iterator
from importlib.resources import files
from pathlib import Path
from typing import Any

import pytest

from foedus.pages.site.page import pages
from tests.cli.conftest import FILES
from tests.record.small import write

pytestmark = pytest.mark.needs("chromium")

KEYED = {
    "edit": ["/edit/pro-025"],
    "entity": ["/entity/KAZ", "/entity/OTS"],
    "event": ["/event/tjk-bayraktar-2022"],
    "pair": ["/pair/KAZ/TUR"],
    "source": ["/source/blue-domes-2022"],
}
ASKED = ["/measures/embargo?imposer=DEU", "/claims?q=nothing-like-it", "/nowhere", "/timeline?since=2022&until=2020"]
SHORTEN = """() => { for (const list of document.querySelectorAll("main :is(tbody, ol, ul, dl, p, div, section)")) {
    if (list.children.length < 8 || list.closest("form")) continue;
    const seen = new Map();
    for (const one of [...list.children]) {
        const kinds = new Set([one, ...one.querySelectorAll("*")].map(part => `${part.tagName}.${part.classList}`));
        if (one.tagName !== "SECTION" && [...kinds].every(kind => seen.get(kind) >= 3)) one.remove();
        else for (const kind of kinds) seen.set(kind, (seen.get(kind) ?? 0) + 1);
    } } }"""
"""Takes out of long lists what looks like three before it, element for element: axe needs 20 s for 500 rows."""
LOOK = """([only, without]) => axe.run(document, {resultTypes: ["violations"], ...(only ? {runOnly: [only]} : {}),
    rules: without ? {[without]: {enabled: false}} : {}}).then(
    found => found.violations.flatMap(one => one.nodes.map(node =>
        `${one.id}: ${one.help}: ${node.target.join(" ")}: ${node.html.slice(0, 200)}`)))"""
CONTRAST = "color-contrast"  # hangs on the colours, not on the width, and takes three quarters of the time
LOOKS = (("light", 1440, "", ""), ("dark", 1440, CONTRAST, ""), ("light", 390, "", CONTRAST))


def addresses() -> list[str]:
    """Every page of the studio, those with keys by examples."""
    plain = [page.path for page in pages().values() if not page.keyed]
    return plain + [path for page in pages().values() if page.keyed for path in KEYED[page.name]] + ASKED


@pytest.fixture(scope="module")
def axe() -> str:
    found = files("axe_playwright_python") / "axe.min.js"
    return found.read_text(encoding="utf-8")


@pytest.fixture(scope="module")
def page(browser: Any) -> Iterator[Any]:
    context = browser.new_context(reduced_motion="reduce")
    yield context.new_page()
    context.close()


def look(page: Any, axe: str) -> list[str]:
    """What axe finds on the page as it stands: by every rule but that contrast is not looked at twice in light."""
    page.evaluate(axe)  # through the debugger, which the policy of the page does not bind
    page.evaluate(SHORTEN)
    found = []
    for scheme, width, only, without in LOOKS:
        page.emulate_media(color_scheme=scheme)
        page.set_viewport_size({"width": width, "height": 900})
        found += [f"{scheme}, {width} px: {one}" for one in page.evaluate(LOOK, [only, without])]
    return found


@pytest.mark.parametrize("path", addresses())
def test_axe_finds_nothing_on_any_page(page: Any, served: str, axe: str, path: str):
    page.set_viewport_size({"width": 1440, "height": 900})
    page.goto(f"{served}{path}")
    page.wait_for_selector("html[data-scripted]")
    assert look(page, axe) == []


def test_axe_finds_nothing_on_what_opens_over_a_page(page: Any, served: str, axe: str):
    page.set_viewport_size({"width": 1440, "height": 900})
    page.goto(f"{served}/measures/embargo?imposer=DEU")
    page.wait_for_selector("html[data-scripted]")
    page.locator("td a.figure-link").first.press("Enter")
    page.locator("#behind").wait_for(state="visible")
    assert look(page, axe) == []
    page.keyboard.press("Escape")
    page.keyboard.press("?")
    page.locator("#keys").wait_for(state="visible")
    assert look(page, axe) == []


@pytest.mark.parametrize("path", ["/", "/claims", "/map"])
def test_axe_finds_nothing_in_a_case_without_claims(
    page: Any, serve_case: Callable[[Path], str], tmp_path: Path, axe: str, path: str
):
    case = write(tmp_path / "case", {name: text for name, text in FILES.items() if not name.startswith("claims/")})
    page.set_viewport_size({"width": 1440, "height": 900})
    page.goto(f"{serve_case(case)}{path}")
    page.wait_for_selector("html[data-scripted]")
    assert look(page, axe) == []


def test_axe_would_find_what_is_wrong(page: Any, served: str, axe: str):
    """A field that nobody names, and words too faint to read, are found: the net holds."""
    page.goto(f"{served}/log")
    page.evaluate("""() => { const field = document.createElement("input"), faint = document.createElement("p");
        faint.textContent = "too faint"; faint.style.color = "#ddd"; faint.style.background = "#fff";
        document.querySelector("main").append(field, faint); }""")
    assert {one.split(": ")[1] for one in look(page, axe)} == {"label", "color-contrast"}
