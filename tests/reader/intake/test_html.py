"""Pages of the web: the article counted from its heading, all else marked, each character traced to its text node."""

import csv
import re

import pytest

from foedus.reader.document import Document
from foedus.reader.intake import Limits
from foedus.reader.intake.lines import blocks
from foedus.reader.intake.parse import parse
from tests.conftest import REPOSITORY
from tests.reader.intake.making import check_pieces

TUNE = REPOSITORY / "tests" / "reader" / "gold" / "tune"


def document(page: str) -> Document:
    made = parse(page.encode(), "page.html", Limits())
    check_pieces(made, page.encode())
    return made


def shown(made: Document) -> list[tuple[str, str]]:
    return [(block.role, block.text) for block in made.blocks]


PAGE = """<!DOCTYPE html>
<html lang="en-GB"><head><title>Two lakes, one fleet | The Lake Review</title>
<meta property="article:published_time" content="2021-03-12T08:00:00Z"><meta name="author" content="Bell, Ann">
<link rel="canonical" href="https://example.org/lakes"><script>var a = "<p>not a paragraph</p>";</script></head>
<body class="post tag-share"><div id="cookie-banner"><p>We use cookies. <button>Accept</button></p></div>
<nav><ul><li><a href="/">Home</a></li><li><a href="/lakes">Lakes</a></li></ul></nav>
<div class="content-with-sidebar"><article class="post category-related"><header><h1>Two lakes, one fleet</h1>
<p class="byline">By Ann Bell</p></header>
<p>The fleet of the two lakes was founded by three states,<sup><a href="#n1">1</a></sup> and has been <em>kept
alive</em> by two&nbsp;of them; its harbour covers 3&nbsp;km<sup>2</sup>.</p><div class="ad">Buy a boat!</div>
<p>The third never paid its share of what the boats cost, and it was asked to leave the fleet in 1999.<a
href="#n2">[2]</a></p>
<h2>What is left</h2>
<ul><li>eleven boats, of which four are at sea on any day of the year,</li><li>one dock.</li></ul>
<table><tr><th>Year</th><th>Boats</th></tr><tr><td>1999</td><td>9</td></tr></table>
<figure><img src="x.jpg"><figcaption>A boat of the fleet</figcaption></figure>
First line of an old-fashioned paragraph that is long enough<br>and its second line.<br><br>Another paragraph after
two breaks. <div class="footnotes"><p id="n1">1. Register of the lake, p. 11. <a href="#r1">↩</a></p><p id="n2">2.
Ibid.</p></div></article><section class="related"><h3>More</h3><p>The harbour that nobody wanted is at last to be
sold to somebody.</p></section></div><div id="comments"><h3>One
comment</h3><ol class="commentlist"><li><p>Edda: The fourth boat
was sold to Iceland.</p></li></ol>
<form><p>Leave a reply</p></form></div><footer>© The Lake Review</footer></body></html>"""


FIRST = (
    "The fleet of the two lakes was founded by three states, and has been kept alive by two of them; its harbour "
    "covers 3 km2."
)


def test_the_article_is_counted_from_its_heading_and_what_surrounds_it_comes_last():
    made = document(PAGE)
    assert shown(made)[:13] == [
        ("heading", "Two lakes, one fleet"),
        ("furniture", "By Ann Bell"),
        ("body", FIRST),
        ("body", "The third never paid its share of what the boats cost, and it was asked to leave the fleet in 1999."),
        ("heading", "What is left"),
        ("body", "eleven boats, of which four are at sea on any day of the year,\none dock."),
        ("table", "Year Boats\n1999 9"),
        ("caption", "A boat of the fleet"),
        ("body", "First line of an old-fashioned paragraph that is long enough\nand its second line."),
        ("body", "Another paragraph after two breaks."),
        ("footnote", "1. Register of the lake, p. 11."),
        ("footnote", "2. Ibid."),
        ("comment", "One comment"),
    ]  # fmt: skip
    rest = shown(made)[14:]
    assert {role for role, _ in rest} == {"furniture"}
    assert {"We use cookies. Accept", "Home\nLakes", "Buy a boat!", "More", "Leave a reply"} <= {
        text for _, text in rest
    }
    assert not any("not a paragraph" in block.text for block in made.blocks)


def test_marks_of_notes_are_taken_out_and_lead_to_the_notes():
    made = document(PAGE)
    third, fourth = made.blocks[2], made.blocks[3]
    assert third.notes == ((third.text.index(" and has been"), 11),)
    assert fourth.notes == ((len(fourth.text), 12),)


def test_a_page_says_what_it_is_as_a_source():
    row = document(PAGE).about.as_source_row()
    assert row == {
        "title": "Two lakes, one fleet", "authors": "Ann Bell", "publisher": "The Lake Review",
        "published": "2021-03-12", "language": "en", "url": "https://example.org/lakes", "access": "read",
    }  # fmt: skip


def test_linked_data_says_what_a_page_is():
    page = """<html><head><script type="application/ld+json">{"@graph": [{"@type": "NewsArticle", "headline": "Lakes",
    "datePublished": "2020-02-01T10:00:00+02:00", "author": [{"name": "Ann Bell"}, {"name": "Carl Dorn"}],
    "publisher": {"name": "Lake Press"}}]}</script></head><body><p>Some text of the page.</p></body></html>"""
    about = document(page).about
    assert (about.title, about.authors, about.published, about.publisher) == (
        "Lakes", ("Ann Bell", "Carl Dorn"), "2020-02-01", "Lake Press",
    )  # fmt: skip


@pytest.mark.parametrize("name", sorted(path.name for path in (TUNE / "documents").glob("*.html")))
def test_the_pages_of_the_gold_standard_are_counted_as_their_coder_counted_them(name: str):
    """He counted runs of lines in the file, where all before the article stands in one run with its heading."""
    data = (TUNE / "documents" / name).read_bytes()
    made = parse(data, name, Limits())
    check_pieces(made, data)
    runs = [
        " ".join(re.sub(r"<[^>]*>", " ", " ".join(line.text for line in run)).split()) for run in blocks(data.decode())
    ]
    article = [block for block in made.blocks if block.role in ("heading", "body", "footnote", "reference")]
    for block in article:
        assert block.text.split("\n")[0][:25] in runs[block.number - 1], block.number
    with (TUNE / "sources.csv").open(encoding="utf-8", newline="") as rows:
        source = next(row for row in csv.DictReader(rows) if row["document"] == name)
    offered = made.about.as_source_row()
    for column in ("title", "authors", "publisher", "published", "language"):
        assert offered[column] == source[column]


def test_a_page_laid_out_with_a_table_is_read_as_text():
    long = "The fleet of the lake was founded by three states and is kept alive by two of them to this day. " * 5
    made = document(
        f"<table><tr><td><a href='/'>Home</a></td><td><h1>Lakes</h1><p>{long}</p><p>{long}</p></td></tr></table>"
    )
    assert [block.role for block in made.blocks][:3] == ["heading", "body", "body"]


def test_a_page_that_uses_div_for_paragraphs_is_read_by_them():
    one, two = (
        "The first paragraph says that the fleet has eleven boats. " * 3,
        "The second says that it has nine. " * 4,
    )
    made = document(f"<html><body><div><div>{one}</div><div>{two}</div></div></body></html>")
    assert [block.text for block in made.blocks] == [one.strip(), two.strip()]


def test_preformatted_text_is_set_apart_by_its_own_empty_lines():
    made = document("<html><body><pre>One line\nand the next.\n\n  Another block.</pre></body></html>")
    assert [block.text for block in made.blocks] == ["One line and the next.", "Another block."]


def test_a_page_in_the_encoding_that_it_declares():
    page = '<html><head><meta charset="windows-1254"></head><body><p>Erdoğan Şişli’de konuştu.</p></body></html>'
    made = parse(page.encode("cp1254"), "page.html", Limits())
    assert made.blocks[0].text == "Erdoğan Şişli’de konuştu."
    assert not made.warnings


def test_a_page_that_says_nothing_of_its_day_in_its_own_fields_is_asked_by_trafilatura():
    line = "The fleet of the lake was founded by three states and is kept alive by two of them to this day."
    foot = '<div class="published-on"><span data-date="x" class="post-date">Published 04/25/2021</span></div>'
    body = f"<h1>Two lakes, one fleet</h1>{f'<p>{line}</p>' * 14}{foot}"
    about = document(f"<html><head><title>Two lakes, one fleet</title></head><body>{body}</body></html>").about
    assert about.published == "2021-04-25"


def test_a_day_that_may_be_read_in_two_ways_is_not_offered():
    page = "<html><body><h1>Two lakes, one fleet</h1><p>Issued 04/05/2021</p><p>It has nine boats.</p></body></html>"
    assert document(page).about.published != "2021-05-04"
