"""The brief in a browser: it fits a desk and a phone, and its notes lead there and back."""

from pathlib import Path
from typing import Any

import pytest

WIDTHS = (1440, 390)


@pytest.mark.needs("chromium")
@pytest.mark.parametrize("width", WIDTHS)
def test_the_page_never_scrolls_sideways(browser: Any, bundled_page: Path, width: int) -> None:
    page = browser.new_page(viewport={"width": width, "height": 900})
    requests: list[str] = []
    page.on("request", lambda request: requests.append(request.url))
    page.goto(bundled_page.as_uri())
    assert page.evaluate("document.documentElement.scrollWidth") <= width
    assert [url for url in requests if not url.startswith(("file:", "data:"))] == []
    page.close()


@pytest.mark.needs("chromium")
@pytest.mark.parametrize("width", WIDTHS)
def test_a_reference_leads_to_its_note_and_back(browser: Any, bundled_page: Path, width: int) -> None:
    page = browser.new_page(viewport={"width": width, "height": 900})
    page.goto(bundled_page.as_uri())
    page.click("#ref-1-1")
    assert page.evaluate("location.hash") == "#note-1"
    top = "document.getElementById(id).getBoundingClientRect().top"
    seen = f"(id) => {top} >= 0 && {top} < innerHeight"
    assert page.evaluate(seen, "note-1")
    page.click("#note-1 [role=doc-backlink]")
    assert page.evaluate(seen, "ref-1-1")
    page.close()
