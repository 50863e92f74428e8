"""PDFs: columns, running heads, notes, hyphens, pages. The pages are set by typst, or written by hand."""

import pytest

from foedus.reader.document import Document
from foedus.reader.intake import Limits, TooLargeError
from foedus.reader.intake.parse import parse
from tests.reader.intake.making import check_pieces, pdf_of, plain_pdf

WORDS = (
    "The ministers of the two states met in the harbour and agreed that the fleet should be kept. Its boats are "
    "old, and the docks in which they are repaired belong to a company that was sold twice. Neither of the "
    "governments wants to pay for new ones before the other does, and so the crews go on with what they have. An "
    "administrator explained the circumstances to representatives of neighbouring municipalities, whose "
    "understanding was considerable. "
)
PAPER = f"""
#set page(paper: "a5", columns: 2, margin: 1.6cm)
#set page(header: context [Annals of the Lake 4 (2021) #h(1fr) #counter(page).display()])
#set par(justify: true, first-line-indent: 1em)
#set text(size: 9pt, hyphenate: true, lang: "en", font: "Libertinus Serif")
#set document(title: "Two lakes, one fleet", author: ("Ann Bell", "Carl Dorn"))
#place(top + center, scope: "parent", float: true)[#text(size: 16pt)[Two lakes, one fleet]]
= Foundation
FIRST {WORDS} The treaty was signed in 1951.#footnote[Register of the lake, volume 3, page 11.] {WORDS}

SECOND {WORDS * 4}
= Decline
THIRD {WORDS} One boat was sold to Iceland.#footnote[Communication to the author.] {WORDS * 5}
"""


@pytest.fixture(scope="module")
def paper() -> tuple[Document, bytes]:
    data = pdf_of(PAPER)
    return parse(data, "paper.pdf", Limits()), data


def test_columns_are_read_one_after_the_other(paper: tuple[Document, bytes]):
    body = " ".join(passage.text for passage in paper[0].passages("body"))
    expected = " ".join(
        f"FIRST {WORDS} The treaty was signed in 1951. {WORDS} SECOND {WORDS * 4} THIRD {WORDS} One boat was sold to "
        f"Iceland. {WORDS * 5}".split()
    )
    assert body == expected


def test_running_heads_and_page_numbers_are_set_aside(paper: tuple[Document, bytes]):
    furniture = [block.text for block in paper[0].blocks if block.role == "furniture"]
    pages = max(block.page for block in paper[0].blocks)
    assert pages > 1
    assert furniture == [text for page in range(1, pages + 1) for text in ("Annals of the Lake 4 (2021)", str(page))]


def test_notes_are_kept_apart_and_tied_to_their_marks(paper: tuple[Document, bytes]):
    document, _ = paper
    notes = {block.number: block.text for block in document.blocks if block.role == "footnote"}
    assert list(notes.values()) == ["Register of the lake, volume 3, page 11.", "Communication to the author."]
    marked = [(block.text[:at].split()[-1], number) for block in document.blocks for at, number in block.notes]
    assert marked == list(zip(["1951.", "Iceland."], notes, strict=True))


def test_headings_are_told_by_their_size(paper: tuple[Document, bytes]):
    headings = [block.text for block in paper[0].blocks if block.role == "heading"]
    assert headings == ["Two lakes, one fleet", "Foundation", "Decline"]


def test_every_character_is_traced_to_its_page(paper: tuple[Document, bytes]):
    check_pieces(*paper)
    assert {block.page for block in paper[0].blocks} == {
        piece.page for block in paper[0].blocks for piece in block.pieces
    }


def test_title_and_authors_are_those_that_the_file_names(paper: tuple[Document, bytes]):
    assert paper[0].about.title == "Two lakes, one fleet"
    assert paper[0].about.authors == ("Ann Bell", "Carl Dorn")


def test_a_single_column_with_notes_and_a_list_of_references():
    made = parse(
        pdf_of(
            f"""#set page(paper: "a4", numbering: "1")
            #set text(size: 11pt, lang: "en", hyphenate: true)
            #set par(justify: true)
            {WORDS * 6} The fleet has nine boats.#footnote[Counted in May.]

            {WORDS * 9}
            = References
            Dorn, C. (2015). Lakes and Law. Oslo: Nordisk.

            Bell, A. (2018). Harbours. Riga: Daugava."""
        ),
        "one.pdf",
        Limits(),
    )
    roles = [block.role for block in made.blocks]
    assert roles.count("footnote") == 1
    assert roles[roles.index("reference") :].count("reference") == 3
    assert [block.text for block in made.blocks if block.role == "furniture"] == ["1", "2"]


def test_a_sentence_cut_by_a_page_is_read_whole(paper: tuple[Document, bytes]):
    cut = [block for block in paper[0].blocks if block.continues]
    assert cut
    numbers = {number for passage in paper[0].passages() for number in passage.blocks(0, len(passage.text))}
    assert {block.number for block in cut} <= numbers


def test_a_thousand_pages_are_read_and_more_than_the_limit_are_not():
    data = plain_pdf([f"Page {page} of the register names a boat of the fleet." for page in range(1, 1001)])
    made = parse(data, "register.pdf", Limits())
    assert len({block.page for block in made.blocks}) == 1000
    with pytest.raises(TooLargeError, match="1000 pages; 400 are read at most"):
        parse(data, "register.pdf", Limits(pages=400))


def test_small_numbered_print_without_marks_is_a_list_and_no_notes():
    items = "\n\n".join(
        f"#text(size: 7pt)[{n}. The boat number {n} was built in the yard of the lake.]" for n in (1, 2, 3)
    )
    made = parse(pdf_of(f'#set page(paper: "a5")\n#set text(size: 10pt)\n{WORDS * 2}\n\n{items}'), "list.pdf", Limits())
    assert {block.role for block in made.blocks} == {"body"}
    assert any(block.text.startswith("2. The boat") for block in made.blocks)


def test_a_title_is_what_is_set_in_the_largest_letters_where_the_file_names_none():
    page = f"#text(size: 8pt)[Working paper of the Institute]\n\n#text(size: 20pt)[Two lakes, \\ one fleet]\n\n{WORDS}"
    assert parse(pdf_of(page), "paper.pdf", Limits()).about.title == "Two lakes, one fleet"
