"""Plain text: blocks as the codebook counts them, lines joined, notes apart, what is no text of the article marked."""

import csv
import re
import textwrap
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from foedus.reader.document import Block, Document
from foedus.reader.intake import Limits, read
from foedus.reader.intake.lines import blocks
from foedus.reader.intake.parse import parse
from tests.conftest import BUNDLED_CASE
from tests.reader.intake.making import check_pieces


def document(text: str) -> Document:
    return parse(textwrap.dedent(text).encode(), "text.txt", Limits())


def by_role(made: Document, role: str) -> list[str]:
    return [block.text for block in made.blocks if block.role == role]


def counted(text: str) -> int:
    """The codebook's rule, told another way: lines, then maximal runs of those that are not blank."""
    blank = [not line.strip() for line in re.split(r"\r\n|[\n\r\x85\u2028\u2029]", text)]
    return sum(not now and before for before, now in zip([True, *blank], blank, strict=False))


@pytest.mark.needs("shared/documents")
def test_the_blocks_of_the_bundled_documents_are_those_that_the_locators_count(shared: Path):
    with (BUNDLED_CASE / "sources.csv").open(encoding="utf-8", newline="") as rows:
        documents = {row["source"]: row["document"] for row in csv.DictReader(rows) if row["document"]}
    highest: dict[str, int] = {}
    for table in (BUNDLED_CASE / "claims").glob("*.csv"):
        with table.open(encoding="utf-8", newline="") as rows:
            for row in csv.DictReader(rows):
                found = map(int, re.findall(r"¶(\d+)", row["locator"]))
                name = documents[row["source"]]
                highest[name] = max([highest.get(name, 0), *found])
    for name, last in highest.items():
        path = shared / "documents" / name
        made = read(path)
        assert len(made.blocks) == counted(path.read_bytes().decode())
        assert last <= len(made.blocks)
        check_pieces(made, path.read_bytes())


@given(st.text(alphabet=st.sampled_from("ab .-1²\t\n\r\f\v\x85\xa0\u2028\u3000\u200b\xadé")))
def test_blocks_are_maximal_runs_of_lines_that_hold_more_than_white_space(text: str):
    assert len(list(blocks(text))) == counted(text)


def test_a_line_of_other_white_space_is_blank():
    made = document("One.\n\xa0\nTwo.\n \u3000 \nThree.\n\nFour.\n")
    assert [block.number for block in made.blocks] == [1, 2, 3, 4]


WRAPPED = """\
    The ministers of defence of Norway and Latvia have signed an agree-
    ment on the surveillance of the sea. Latvian-led patrols and a multi-
    national staff are to follow within a year, the two ministers said in
    Riga. Nothing was said of the long-awaited corvettes, which a Latvian-
    led consortium wants to build. The agreement is the first of its kind.
    It was kept open to others, and a multinational conference is to look
    at the applications of other states, the ministers' spokesmen said in
    the evening, after the guests had left for their capitals in the rain.
    """


def test_a_hyphen_at_a_line_s_end_goes_unless_it_belongs_to_the_word():
    made = document(WRAPPED)
    assert "an agreement on" in made.blocks[0].text
    assert "a multinational staff" in made.blocks[0].text
    assert "a Latvian-led consortium" in made.blocks[0].text
    assert "\n" not in made.blocks[0].text
    check_pieces(made, textwrap.dedent(WRAPPED).encode())


def test_lines_that_were_ended_on_purpose_stay_lines():
    made = document("Ministry of the Sea\nPress office\nRiga, 4 May 2019\n\nThe minister left.\n")
    assert made.blocks[0].text == "Ministry of the Sea\nPress office\nRiga, 4 May 2019"


PAGES = (
    "The fleet of the lake was founded in 1951 by three states,1 of which two\n"
    "have left it since. It keeps eleven vessels, among them four that Sweden\n"
    "gave away in 1994.2 A fifth was promised by the Swedish minister, who re-\n"
    "\n"
    "1 Register of the lake, vol. 3, p. 11; the protocol was never published.\n"
    "2 Communication to the author, 7 June 2003.\n"
    " tired before he could keep his word. The third member never paid its share\n"
    "and was asked to leave in 1999.3 Since then the fleet has been run from\n"
    "the harbour of the eastern town, where it has its docks and its school.\n"
    "\n"
    "3 Ibid., p. 12.\n"
    " Its budget is small. It was cut twice, in 2008 and in 2011, and nobody in\n"
    "either of the two capitals would call it a navy. Yet it patrols every day,\n"
    "and the smugglers know the silhouettes of its boats as they know their own\n"
    "hands, an officer said. He has served there for more than twenty-five years.\n"
    "\n"
    "All further names of ships are taken from the register, in its edition of\n"
    "the year before. They are given as they were painted on the bows.\n"
    " A last word on its future. Three treaties have been drafted, none of them\n"
    "was signed, and the fourth is being written as this goes to the printer\n"
)  # fmt: skip


def test_notes_at_the_foot_of_a_page_are_kept_apart_and_tied_to_their_marks():
    made = document(PAGES)
    first, second = made.blocks[0], made.blocks[1]
    assert "three states, of which" in first.text
    assert first.text.endswith("who re-")
    assert first.continues
    assert first.notes == ((first.text.index(" of which"), 2), (first.text.index(" A fifth"), 2))
    assert second.role == "body"
    (aside,) = second.asides
    assert second.text[aside.start : aside.end].splitlines() == [
        "1 Register of the lake, vol. 3, p. 11; the protocol was never published.",
        "2 Communication to the author, 7 June 2003.",
    ]
    check_pieces(made, PAGES.encode())


def test_a_sentence_that_a_page_has_cut_can_be_read_joined_with_its_locators():
    made = document(PAGES)
    passages = list(made.passages())
    sentence = "A fifth was promised by the Swedish minister, who retired before he could keep his word."
    (whole,) = [passage for passage in passages if sentence in passage.text]
    start = whole.text.index(sentence)
    assert whole.blocks(start, start + len(sentence)) == (1, 2)
    number, at = whole.place(whole.text.index("tired before"))
    assert made.blocks[number - 1].text[at:].startswith("tired before")
    notes = [passage.text for passage in passages if passage.role == "footnote"]
    assert notes[0].startswith("1 Register of the lake")


def test_a_number_that_is_no_mark_stays():
    made = document("The MiG29 and the TB2 were shown.\n\n2 Both belong to the third wing.\n")
    assert made.blocks[0].text == "The MiG29 and the TB2 were shown."


ARTICLE = """\
    12 March 2021

    Two lakes, one fleet

    By Ann Bell and Carl Dorn

    The fleet of the two lakes was founded by three states, and it has been kept alive by two of them ever since.

    (Photo: Lake Press)

    A second paragraph says what became of the third state, which never paid its share and was asked to go in 1999.

    Tags: lakes, fleets

    Ann Bell

    Ann Bell is a fellow of the Institute of Lakes and writes on small navies.

    Related posts

    The harbour that nobody wanted

    3 comments

    Edda says: What about the fourth boat? It was sold to Iceland in 1998, as everybody knows, for a song.

    Leave a Reply

    Your email address will not be published.
    """


def test_what_stands_around_an_article_is_set_aside():
    made = document(ARTICLE)
    assert [block.text[:24] for block in made.readable()] == [
        "Two lakes, one fleet", "By Ann Bell and Carl Dor", "The fleet of the two lak", "(Photo: Lake Press)",
        "A second paragraph says ",
    ]  # fmt: skip
    assert by_role(made, "caption") == ["(Photo: Lake Press)"]
    assert [text[:10] for text in by_role(made, "comment")] == ["3 comments", "Edda says:"]
    assert by_role(made, "furniture")[1:4] == [
        "Tags: lakes, fleets", "Ann Bell", "Ann Bell is a fellow of the Institute of Lakes and writes on small navies.",
    ]  # fmt: skip


def test_an_article_says_what_it_is_as_a_source():
    about = document(ARTICLE).about
    assert about.as_source_row() == {
        "title": "Two lakes, one fleet", "authors": "Ann Bell; Carl Dorn", "publisher": "", "published": "2021-03-12",
        "language": "en", "url": "", "access": "read",
    }  # fmt: skip


def test_a_list_of_references_is_no_text():
    made = document(
        "A paragraph of the article, long enough to be one, that ends as paragraphs do, with a full stop.\n\n"
        "References\n\nDorn, C. (2015). Lakes and Law. Oslo: Nordisk.\n\nBell, A. 2018. Harbours. https://example.org/h\n"
    )
    assert [block.role for block in made.blocks] == ["body", "reference", "reference", "reference"]


def test_an_abstract_in_another_language_is_marked_and_not_read_as_english():
    made = document(
        "Two lakes and one fleet\n\n"
        "The article deals with the fleet of the two lakes and with the states that have paid for it since 1951.\n\n"
        "Der Aufsatz behandelt die Flotte der beiden Seen und die Staaten, die sie seit 1951 bezahlen.\n\n"
        "Статья посвящена флоту двух озёр и государствам, которые содержали его со дня основания.\n"
    )
    assert [block.language for block in made.blocks] == ["", "en", "de", "ru"]
    assert [block.number for block in made.readable()] == [1, 2, 4]
    assert [passage.language for passage in made.passages()] == ["", "en"]
    assert [passage.language for passage in made.passages_in(["ru", "tr"])] == ["ru"]


@pytest.mark.parametrize(
    ("text", "what"),
    [
        (
            "The minister went to the capital of the \ufffd\ufffd, where he met nobody of importance at all.",
            "a lost letter",
        ),
        (
            "- tional cooperation is what the minister had in mind when he spoke of the harbour of the lake.",
            "half a word",
        ),
    ],
)
def test_damaged_text_is_flagged(text: str, what: str):
    assert document(text).blocks[0].damaged == "letters lost", what


def test_a_paragraph_whose_beginning_is_lost_is_flagged():
    made = document(
        "The fleet was founded by three states, and it has been kept alive by two of them.\n\n"
        "which never paid its share and was asked to leave the fleet when the year was out.\n"
    )
    assert [block.damaged for block in made.blocks] == ["", "letters lost"]


def test_blocks_are_numbered_without_gaps_whatever_they_are():
    made = document(ARTICLE)
    assert [block.number for block in made.blocks] == list(range(1, len(made.blocks) + 1))
    assert all(isinstance(block, Block) for block in made.blocks)
