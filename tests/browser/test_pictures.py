"""Six pages as they look at a desk, compared with golden pictures of tests/golden/studio.

Another machine has other fonts and smooths edges in another way; nobody's eye would mind. So what is compared is
how light the picture is, on average, in each of 24 x 16 blocks. `pytest --rewrite-golden` takes the pictures anew;
whoever does so looks at them.
"""

import base64
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any, NamedTuple

import pytest

from tests.conftest import GOLDEN

pytestmark = pytest.mark.needs("chromium")
Like = Callable[[str], tuple[float, float]]


class Golden(NamedTuple):
    """A page, and how far it may be from its golden picture, of 255: in the worst block and on average.

    Without the fonts it was taken with (in others, with words half as wide again) a page of words is up to 40 away in
    the block where a line breaks elsewhere and 3.3 on average, one of a picture 15 and 1; taken anew, 1.2 and 0.3.
    """

    path: str
    worst: float = 50.0
    mean: float = 4.0


PAGES = {
    "overview": Golden("/"),
    "map": Golden("/map", 20, 2),
    "timeline": Golden("/timeline", 20, 2),
    "event": Golden("/event/tjk-bayraktar-2022", 50, 2.5),
    "pair": Golden("/pair/KAZ/TUR"),
    "embargo": Golden("/measures/embargo?imposer=DEU"),
}
SIZE = {"width": 1440, "height": 1000}
LARGEST = 60_000  # bytes
DRAWN = """async ([kind, data]) => {
    const image = new Image();
    image.src = `data:image/${kind};base64,${data}`;
    await image.decode();
    const drawn = (width, height) => {
        const canvas = new OffscreenCanvas(width, height), brush = canvas.getContext("2d");
        brush.imageSmoothingQuality = "high";
        brush.drawImage(image, 0, 0, width, height);
        return [canvas, brush];
    };
    const [small] = drawn(720, 500);
    const written = new Uint8Array(await (await small.convertToBlob({type: "image/webp", quality: 0.8})).arrayBuffer());
    const [, brush] = drawn(720, 500), across = 24, down = 16, blocks = [];
    const pixels = brush.getImageData(0, 0, 720, 500).data;
    for (let row = 0; row < down; row++) for (let column = 0; column < across; column++) {
        let sum = 0, count = 0;
        for (let y = Math.floor(row * 500 / down); y < Math.floor((row + 1) * 500 / down); y++)
            for (let x = column * 30; x < column * 30 + 30; x++) {
                const at = 4 * (y * 720 + x);
                sum += 0.2126 * pixels[at] + 0.7152 * pixels[at + 1] + 0.0722 * pixels[at + 2];
                count += 1;
            }
        blocks.push(sum / count);
    }
    return [blocks, btoa(String.fromCharCode(...written))];
}"""


class Camera:
    """Takes pictures of a page and reduces them, in the browser itself, to what is compared."""

    def __init__(self, browser: Any) -> None:
        self.context = browser.new_context(viewport=SIZE, color_scheme="light", reduced_motion="reduce")
        self.page = self.context.new_page()
        self.table = self.context.new_page()

    def open(self, address: str) -> None:
        self.page.goto(address)
        self.page.wait_for_selector("html[data-scripted]")
        self.page.evaluate("document.fonts.ready.then(() => null)")

    def take(self) -> tuple[list[float], bytes]:
        """How light each block of the page is (0 to 255), and the page as a small WebP."""
        return self.reduced("png", self.page.screenshot(animations="disabled"))

    def reduced(self, kind: str, picture: bytes) -> tuple[list[float], bytes]:
        blocks, written = self.table.evaluate(DRAWN, [kind, base64.b64encode(picture).decode()])
        return blocks, base64.b64decode(written)


@pytest.fixture(scope="module")
def camera(browser: Any) -> Iterator[Camera]:
    one = Camera(browser)
    yield one
    one.context.close()


@pytest.fixture
def like(camera: Camera, request: pytest.FixtureRequest) -> Like:
    """How far the page that is open is from a golden picture: in the worst block, and on average."""
    rewrite = request.config.getoption("--rewrite-golden")

    def compare(name: str) -> tuple[float, float]:
        path: Path = GOLDEN / "studio" / f"{name}.webp"
        blocks, written = camera.take()
        if rewrite:
            path.parent.mkdir(parents=True, exist_ok=True)
            path.write_bytes(written)
        assert path.exists(), f"{path} is missing; make it with: pytest --rewrite-golden"
        wanted, _ = camera.reduced("webp", path.read_bytes())
        apart = [abs(one - other) for one, other in zip(blocks, wanted, strict=True)]
        return max(apart), sum(apart) / len(apart)

    return compare


@pytest.mark.parametrize("name", PAGES)
def test_a_page_looks_as_it_did(camera: Camera, served: str, like: Like, name: str):
    camera.open(served + PAGES[name].path)
    worst, mean = like(name)
    assert worst <= PAGES[name].worst, f"a block of {name} is {worst:.0f} of 255 lighter or darker than it was"
    assert mean <= PAGES[name].mean, f"{name} is {mean:.1f} of 255 lighter or darker than it was, on average"
    assert (GOLDEN / "studio" / f"{name}.webp").stat().st_size < LARGEST


NO_PICTURE = "document.querySelectorAll('figure svg').forEach(one => one.remove())"
NO_TABLE = "document.querySelectorAll('main table').forEach(one => one.remove())"
NO_STYLE = "document.querySelectorAll('link[rel=stylesheet]').forEach(one => one.remove())"
ALL_BLACK = "document.querySelectorAll('svg path').forEach(one => one.setAttribute('fill', '#000'))"


@pytest.mark.parametrize(
    ("name", "breaks"),
    [
        ("overview", NO_PICTURE),
        ("overview", NO_STYLE),
        ("map", NO_PICTURE),
        ("map", ALL_BLACK),
        ("timeline", NO_PICTURE),
        ("event", NO_TABLE),
        ("event", NO_STYLE),
    ],
)
def test_a_page_that_broke_looks_different(
    camera: Camera, served: str, like: Like, name: str, breaks: str, request: pytest.FixtureRequest
):
    if request.config.getoption("--rewrite-golden"):
        pytest.skip("a broken page is no model")
    camera.open(served + PAGES[name].path)
    camera.page.evaluate(breaks)
    worst, mean = like(name)
    assert worst > PAGES[name].worst or mean > PAGES[name].mean
