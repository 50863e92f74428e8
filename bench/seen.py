"""What a browser sees of the studio: when its main picture stands, and what came over the wire until then.

Chromium opens pages of a studio that `foedus serve` runs in a process of its own, each in a context of its own, so
that nothing is in its cache. A picture stands when its SVG is in the page and has been painted: two frames later.
The largest paint that Chromium itself reports stands beside it; that is often a text, for SVG in a page is none to it.
"""

import shutil
import socket
import statistics
import subprocess
import sys
import time
import urllib.request
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any, NamedTuple

PAGES = {"/": "figure.picture svg", "/map": "figure.picture svg", "/timeline": "figure.picture svg",
         "/network": "figure.picture svg", "/matrix": "main table, figure.picture svg"}  # fmt: skip
SECONDS, BYTES, TIMES = 1.0, 300_000, 3
WAITED = 60
STANDS = """selector => new Promise(done => {
  const found = () => document.querySelector(selector)
    ? requestAnimationFrame(() => requestAnimationFrame(() => done(performance.now())))
    : setTimeout(found, 5);
  found();
})"""
LARGEST = """() => new Promise(done => {
  new PerformanceObserver(list => done(list.getEntries().at(-1).startTime))
    .observe({type: 'largest-contentful-paint', buffered: true});
  setTimeout(() => done(-1), 1000);
})"""
WIRE = """() => [...performance.getEntriesByType('navigation'), ...performance.getEntriesByType('resource')]
  .reduce((sum, one) => sum + one.transferSize, 0)"""


class Seen(NamedTuple):
    """Milliseconds from the first byte of the address to the picture and to the largest paint; bytes."""

    picture: float
    largest: float
    wire: int


@contextmanager
def served(case: Path) -> Iterator[str]:
    """The address of a studio of a case, in a process of its own."""
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        port = free.getsockname()[1]
    command = [sys.executable, "-m", "foedus", "serve", str(case), "--no-browser", "--port", str(port)]
    with subprocess.Popen(command, stdout=subprocess.DEVNULL) as server:
        try:
            address = f"http://127.0.0.1:{port}"
            until = time.monotonic() + WAITED
            while not _there(f"{address}/live.json"):
                if time.monotonic() > until:
                    raise TimeoutError(f"The studio of {case} does not answer.")
                time.sleep(0.1)
            yield address
        finally:
            server.terminate()


def _there(address: str) -> bool:
    try:
        with urllib.request.urlopen(address, timeout=2):
            return True
    except OSError:
        return False


def visit(browser: Any, address: str, selector: str) -> Seen:
    """A first visit with nothing in the cache."""
    context = browser.new_context(viewport={"width": 1440, "height": 900})
    try:
        page = context.new_page()
        page.goto(address, wait_until="commit")
        picture = page.evaluate(STANDS, selector)
        page.wait_for_load_state("load")
        return Seen(picture, page.evaluate(LARGEST), page.evaluate(WIRE))
    finally:
        context.close()


def report(case: Path) -> bool:
    """Print when the main picture of each page stands, and what its first load weighs, against the bounds."""
    chromium = shutil.which("chromium") or shutil.which("chromium-browser") or shutil.which("google-chrome")
    try:
        from playwright.sync_api import sync_playwright
    except ImportError:
        chromium = None
    if chromium is None:
        print("studio, seen in a browser: not measured, for Chromium or playwright is not there")
        return True
    good = True
    with served(case) as address, sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=chromium, args=["--no-sandbox"])
        visit(browser, f"{address}/findings", "main")  # the browser's own first page
        for path, selector in PAGES.items():
            found = [visit(browser, address + path, selector) for _ in range(TIMES)]
            first, median = found[0].picture, statistics.median(one.picture for one in found)
            wire = max(one.wire for one in found)
            fine = first <= SECONDS * 1000 and wire <= BYTES
            good &= fine
            print(
                f"studio, {path} in Chromium: {'within' if fine else 'OVER'}; picture after {first:.0f} ms at first, "
                f"{median:.0f} at the middle (bound {SECONDS * 1000:.0f}); largest paint {found[0].largest:.0f} ms; "
                f"{wire / 1000:.0f} kB over the wire (bound {BYTES // 1000})"
            )
        browser.close()
    return good
