"""Whatever the bytes: a document whose characters map back to the file, or an IntakeError; never a traceback."""

import contextlib
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from foedus.reader.intake import IntakeError, Limits, read_all
from foedus.reader.intake.parse import parse
from tests.reader.intake.making import check_pieces, docx_of, paragraph, pdf_of, plain_pdf
from tests.reader.intake.test_html import PAGE
from tests.reader.intake.test_text import ARTICLE, PAGES

TEXTS = st.text(alphabet=st.one_of(st.characters(exclude_categories=["Cs"]), st.sampled_from("a1 -.\n\n\xad\xa0ﬁ²[]")))
TAGS = [
    "p",
    "div",
    "ul",
    "li",
    "br",
    "table",
    "td",
    "h1",
    "sup",
    "a href='#x'",
    "pre",
    "script",
    "section id=x",
    "o:p",
    "!--",
]
MARKUP = st.lists(
    st.one_of(TEXTS, st.sampled_from([f"<{tag}>" for tag in TAGS] + [f"</{tag}>" for tag in TAGS])), max_size=40
)
PDFS = [plain_pdf(["One line.", "Another line on the next page."]), pdf_of("= Lakes\n" + "Some words of it. " * 60)]
DOCX = docx_of(paragraph("Two lakes") + paragraph("One fleet."), notes="<w:footnote/>")


def mutated(base: bytes) -> st.SearchStrategy[bytes]:
    """A file with some of its bytes overwritten, and perhaps cut off."""
    edits = st.lists(st.tuples(st.integers(0, len(base) - 1), st.binary(min_size=1, max_size=8)), max_size=8)

    def apply(made: tuple[list[tuple[int, bytes]], int]) -> bytes:
        data = bytearray(base)
        for at, new in made[0]:
            data[at : at + len(new)] = new
        return bytes(data[: made[1]])

    return st.tuples(edits, st.integers(len(base) // 3, len(base))).map(apply)


def survives(data: bytes) -> None:
    with contextlib.suppress(IntakeError):
        document = parse(data, "fuzz", Limits())
        if document.format in ("text", "html"):
            check_pieces(document, data)
        for passage in document.passages("body", "heading", "footnote", "comment"):
            for part in passage.parts:
                block = document.blocks[part.block - 1]
                assert passage.text[part.start :][: part.length] == block.text[part.at :][: part.length]


@given(st.binary(max_size=400))
def test_random_bytes(data: bytes):
    survives(data)


@settings(deadline=None)
@given(TEXTS)
def test_any_text_maps_back(text: str):
    survives(text.encode())


@given(mutated(PAGES.encode()))
def test_mutated_text(data: bytes):
    survives(data)


@given(mutated(ARTICLE.encode("utf-16")))
def test_mutated_text_of_two_bytes(data: bytes):
    survives(data)


@given(MARKUP)
@settings(deadline=None)
def test_any_markup_maps_back(parts: list[str]):
    survives(("<html><body>" + "".join(parts)).encode())


@given(mutated(PAGE.encode()))
@settings(deadline=None)
def test_mutated_pages(data: bytes):
    survives(data)


@given(mutated(DOCX))
@settings(deadline=None)
def test_mutated_word_documents(data: bytes):
    survives(data)


@pytest.mark.parametrize("base", PDFS, ids=["by hand", "by typst"])
def test_mutated_pdfs(base: bytes, tmp_path: Path):
    """Read in a worker: a crash of pdfium is an error like others."""

    @given(mutated(base))
    @settings(deadline=None, max_examples=60, suppress_health_check=[HealthCheck.function_scoped_fixture])
    def run(data: bytes) -> None:
        path = tmp_path / "fuzz.pdf"
        path.write_bytes(data)
        (made,) = read_all([path], limits=Limits(seconds=20))
        if isinstance(made, IntakeError):
            assert "(exit code 1)" not in made.message, "a traceback in the worker"
        else:
            assert [block.number for block in made.blocks] == list(range(1, len(made.blocks) + 1))

    run()
