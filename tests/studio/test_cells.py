"""What is made as HTML without a template escapes all that it is given, and says what a template would."""

from html.parser import HTMLParser

import msgspec
import pytest
from markupsafe import Markup

from foedus.pages.site.cells import claim, named, row, where
from foedus.pages.site.links import StudioLinks
from foedus.pages.site.page import find
from foedus.views.selection import Selection
from foedus.views.site.figures import Cell, Column
from foedus.views.site.lines import ClaimLine

NASTY = """<b onclick="x">'&amp;"""
TEXTS = {name: NASTY for name in ClaimLine.__struct_fields__ if name != "line"}
PLAIN = dict.fromkeys(TEXTS, "") | {"claim": "tra-001", "sentence": "It was sold.", "manner": "told"}


def line(**given: str) -> ClaimLine:
    return msgspec.convert({"line": 2, **PLAIN, **given}, ClaimLine)


@pytest.fixture
def links() -> StudioLinks:
    return StudioLinks(find("claims"), (), Selection())


class Read(HTMLParser):
    """The tags of a text, what stands in their attributes, and the text between."""

    def __init__(self, text: str) -> None:
        super().__init__()
        self.tags: list[str] = []
        self.values: dict[str, list[str]] = {}
        self.text = ""
        self.feed(str(text))

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.tags.append(tag)
        for name, value in attrs:
            self.values.setdefault(name, []).append(value or "")

    def handle_data(self, data: str) -> None:
        self.text += data


def test_a_claim_full_of_markup_is_a_claim_of_text(links):
    read = Read(claim(line(**TEXTS), links, Markup.escape))
    assert set(read.tags) == {"p", "span", "blockquote", "a", "code"}
    assert read.values.keys() == {"class", "href", "aria-label"}
    for field in ("sentence", "quote", "cite", "via", "claim", "note"):
        assert NASTY in read.text, field
    assert read.text.count(NASTY) == 8  # the manner and the locator beside them
    assert f"edit {NASTY}" in read.values["aria-label"]


def test_places_and_names_of_claims_full_of_markup_are_text(links):
    one = line(**TEXTS)
    assert Read(where(one, links, Markup.escape)).tags == ["span", "a"]
    read = Read(named([NASTY, "tra-2"], {NASTY: one}, links))
    assert read.tags == ["a", "a", "a"]
    assert read.values["href"][0] == f"#{NASTY}"
    assert read.values["href"][2] == "/claims?q=tra-2"
    assert read.values["aria-label"] == [f"{NASTY}: {NASTY}, {NASTY}"]
    assert read.text == f"{NASTY} {NASTY}, tra-2"


@pytest.mark.parametrize("cell", [Cell(NASTY), Cell(NASTY, ground=3), Cell(NASTY * 4, ground=3, claims=2)])
def test_figures_full_of_markup_are_text(cell):
    read = Read(row([cell], [Column(NASTY, "", right=True)], NASTY))
    assert set(read.tags) <= {"td", "a"}
    assert read.values["data-label"] == [NASTY]
    assert cell.text in read.text
    assert read.values.keys() <= {"class", "data-label", "href", "aria-label"}


def test_a_figure_without_a_value_is_told_from_words():
    columns = [Column("n", "", right=False)]
    assert row([Cell("not known", cover="unknown")], columns, "") == (
        '<td data-label="n"><em class="soft">not known</em></td>\n'
    )
    assert row([Cell("3", value=3, cover="covered", ground=1)], columns, "") == (
        '<td data-label="n"><a class="figure-link" href="#ground-1">3</a></td>\n'
    )
    assert row([Cell("")], columns, "") == '<td data-label="n"></td>\n'


def test_what_is_simply_told_goes_without_saying(links):
    assert 'class="chip' not in claim(line(), links, Markup)
    assert '<span class="chip passed-on">passed on</span>' in claim(line(manner="passed on"), links, Markup)
