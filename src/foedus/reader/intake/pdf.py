"""A PDF becomes blocks: its lines in reading order, paragraphs within their pages, notes tied to their marks."""

import contextlib
import re
from collections.abc import Iterator, Sequence
from typing import Any

from foedus.reader.document import About
from foedus.reader.intake.about import names
from foedus.reader.intake.draft import Draft
from foedus.reader.intake.errors import DamagedError, EmptyError, EncryptedError, ScannedError, TooLargeError
from foedus.reader.intake.hyphens import Vocabulary
from foedus.reader.intake.limits import Limits
from foedus.reader.intake.notes import mark_of
from foedus.reader.intake.pdf_blocks import Paragraph, body_size, paragraphs, running, spacing
from foedus.reader.intake.pdf_lines import HYPHEN, Line, lines
from foedus.reader.intake.pdf_order import number_columns, ordered
from foedus.reader.intake.tidy import Chunk, Tidy

FEW = 20
"""Characters of a page below which it counts as a picture, where there is one on it."""
TITLE, LONGEST_TITLE = 8, 240
"""Letters of a title's line, at least, and of a title, at most."""
PASSWORD = 4
"""pdfium's number for a file that needs a password."""
UNREADABLE = 0.1
"""Share of a page's characters without a letter to them from which it is called damaged."""

_CATALOG = re.compile(rb"(?<!\d)(\d{1,8}) \d{1,5} obj\s*<<[^>]{0,200}/Type\s*/Catalog\b")
_NOT_A_LETTER = re.compile("[\ufffd\ue000-\uf8ff]")


def drafts(data: bytes, name: str, limits: Limits) -> tuple[list[Draft], About, list[str]]:
    """The blocks of a PDF, what it says of itself, and warnings."""
    import pypdfium2

    try:
        document = _opened(data)
        count = len(document)
    except pypdfium2.PdfiumError as error:
        if getattr(error, "err_code", None) == PASSWORD:
            raise EncryptedError(f"{name} needs a password.", "Save it without one, and read that.") from error
        raise DamagedError(f"{name} is a PDF that is cut off or damaged.", "Fetch or save it again.") from error
    if not count:
        raise DamagedError(f"{name} is a PDF without pages.", "Fetch or save it again.")
    if count > limits.pages:
        raise TooLargeError(f"{name} has {count} pages; {limits.pages} are read at most.", "Split it into parts.")
    pages, heights, pictures, broken = _pages(document, count)
    warnings = _warnings(name, data, pages, pictures, broken)
    made = _drafts(pages, heights)
    return made, _about(document, _largest(pages[0])), warnings


def _opened(data: bytes) -> Any:
    """The document; where its end is lost, what can be found of it with an end made up."""
    import pypdfium2

    try:
        return pypdfium2.PdfDocument(data)
    except pypdfium2.PdfiumError as error:
        root = _CATALOG.search(data)
        if getattr(error, "err_code", None) == PASSWORD or root is None or b"%%EOF" in data[-2048:]:
            raise
        end = b"\nendobj\ntrailer << /Root %s 0 R >>\nstartxref\n0\n%%%%EOF\n" % root.group(1)
        return pypdfium2.PdfDocument(data + end)


def _pages(document: Any, count: int) -> tuple[list[list[Line]], list[float], list[int], list[int]]:
    """The lines of every page in reading order, their heights, and the numbers of pages that are pictures or broken."""
    import pypdfium2

    pages, heights, pictures, broken = [], [], list[int](), list[int]()
    for number in range(1, count + 1):
        found: list[Line] = []
        height = 0.0
        try:
            page = document[number - 1]
            height = page.get_height()
            textpage = page.get_textpage()
            found = ordered(lines(textpage, number))
            if sum(len(line.text) for line in found) < FEW and _has_picture(page):
                pictures.append(number)
            textpage.close()
            page.close()
        except pypdfium2.PdfiumError:
            broken.append(number)
        number_columns(found)
        pages.append(found)
        heights.append(height)
    return pages, heights, pictures, broken


def _has_picture(page: Any) -> bool:
    import pypdfium2.raw as raw

    return any(True for _ in page.get_objects(filter=(raw.FPDF_PAGEOBJ_IMAGE,), max_depth=5))


def _warnings(
    name: str, data: bytes, pages: Sequence[Sequence[Line]], pictures: Sequence[int], broken: Sequence[int]
) -> list[str]:
    letters = [sum(len(line.text) for line in lines) for lines in pages]
    if pictures and sum(letters) < FEW * len(pages):
        raise ScannedError(
            f"{name} is scanned: its pages are pictures without text.",
            "Run a text recogniser (OCR) such as ocrmypdf over it, and read what comes out.",
        )
    if not sum(letters):
        if broken:
            raise DamagedError(f"{name} is a PDF whose pages cannot be read.", "Fetch or save it again.")
        raise EmptyError(f"{name} holds no text.", "Open it, and see whether its text is a drawing.")
    found = []
    if pictures:
        found.append(f"{_numbers(pictures)} a picture without text: recognise its words first (OCR).")
    if broken:
        found.append(f"{_numbers(broken)} damaged and could not be read.")
    if b"%%EOF" not in data[-2048:]:
        found.append(f"The file's end is missing: it was cut off, and {len(pages)} of its pages could be found.")
    return found


def _numbers(pages: Sequence[int]) -> str:
    shown = ", ".join(map(str, pages[:10])) + (f" and {len(pages) - 10} more" if len(pages) > 10 else "")
    return f"Page {shown} is" if len(pages) == 1 else f"Each of pages {shown} is"


def _drafts(pages: Sequence[Sequence[Line]], heights: Sequence[float]) -> list[Draft]:
    size = body_size(pages)
    heads = running(pages, heights)
    rows = spacing(pages, size)
    vocabulary = Vocabulary("\n".join(line.text for page in pages for line in page if not line.text.endswith(HYPHEN)))
    made = []
    for page in pages:
        found = paragraphs(page, size, heads, rows)
        cuts = dict(_marks(found))
        _only_with_marks(found, {label for _, label in cuts.values()})
        damaged = "letters lost" if _unreadable(page) else ""
        made += [_draft(each, cuts, vocabulary, damaged) for each in found]
    return [draft for draft in made if draft.text]


def _only_with_marks(found: Sequence[Paragraph], marked: set[str]) -> None:
    """Small numbered print is a note only on a page that has a mark for one of its numbers; else a list."""
    notes = [paragraph for paragraph in found if paragraph.role == "footnote"]
    numbered = [paragraph.label for paragraph in notes if paragraph.label.isdigit()]
    if numbered and not marked & set(numbered):
        for paragraph in notes:
            paragraph.role, paragraph.settled, paragraph.label = "body", False, ""


def _unreadable(page: Sequence[Line]) -> bool:
    text = "".join(line.text for line in page)
    return len(_NOT_A_LETTER.findall(text)) > UNREADABLE * len(text)


def _marks(found: Sequence[Paragraph]) -> Iterator[tuple[int, tuple[int, str]]]:
    """Where the marks of a page's notes stand: place of the first character, to that behind the last and the label."""
    body = [line for paragraph in found if paragraph.role in ("body", "heading", "caption") for line in paragraph.lines]
    for line in body:
        for start, end in line.raised:
            yield start, (end, "".join(char for at, char in line.chars if start <= at < end))
    raised = {start for line in body for start, _ in line.raised}
    text = "\n".join(line.text for line in body)
    places = [at for line in body for at in (*(at for at, _ in line.chars), -1)]
    done = 0
    for label in (paragraph.label for paragraph in found if paragraph.label.isdigit()):
        if mark := mark_of(text, int(label), done, len(text)):
            start = places[mark[0]] if text[mark[0]] != " " else places[mark[0] + 1]
            done = mark[1]
            if start not in raised and start >= 0:
                yield start, (places[mark[1] - 1] + 1, label)


def _draft(paragraph: Paragraph, cuts: dict[int, tuple[int, str]], vocabulary: Vocabulary, damaged: str) -> Draft:
    page = paragraph.page
    draft = Draft("", role=paragraph.role, settled=paragraph.settled, page=page, damaged=damaged, full=True)
    if paragraph.label:
        draft.notes.append(f"{page}:{paragraph.label}")
    tidy = Tidy()
    for at, line in enumerate(paragraph.lines):
        if at:
            before = paragraph.lines[at - 1]
            same = abs(before.bottom - line.bottom) <= 0.4 * line.size
            words = before.text.replace(HYPHEN, "-")
            gone = None if same else vocabulary.joined(words, line.text)
            if gone:
                tidy.drop_hyphen()
            elif gone is None:
                tidy.space()
        label = len(paragraph.label) if not at and line.text.startswith(paragraph.label) else 0
        for start, text in line.runs():
            start, text, label = start + label, text[label:], 0
            _add(tidy, draft, start, text.replace(HYPHEN, "-"), cuts if paragraph.role != "footnote" else {})
    draft.text, draft.pieces = tidy.done()
    return draft


def _add(tidy: Tidy, draft: Draft, start: int, text: str, cuts: dict[int, tuple[int, str]]) -> None:
    done = start
    end = start + len(text)
    for at in range(start, end):
        if at in cuts and at >= done:
            after, label = cuts[at]
            tidy.add(Chunk(text[done - start : at - start], done, draft.page))
            draft.marks.append((tidy.length, f"{draft.page}:{label}"))
            done = after
    if done < end:
        tidy.add(Chunk(text[done - start :], done, draft.page))


def _largest(lines: Sequence[Line]) -> str:
    """The words of the first page that are set in the largest letters: a title, where the file names none."""
    size = max((line.size for line in lines if sum(map(str.isalpha, line.text)) >= TITLE), default=0.0)
    words = " ".join(line.text.strip() for line in lines if line.size == size)
    return words if any(line.size < size for line in lines) and len(words) <= LONGEST_TITLE else ""


def _about(document: Any, largest: str) -> About:
    fields: dict[str, str] = {}
    with contextlib.suppress(UnicodeDecodeError, ValueError):
        fields = document.get_metadata_dict(skip_empty=True)
    title = " ".join(fields.get("Title", "").split())
    if re.search(r"\.(docx?|indd|qxd|pdf|tex|p65)$|^(untitled|microsoft word|document\d*)\b", title, re.IGNORECASE):
        title = ""
    return About(title=title or largest, authors=names(fields.get("Author", "").replace(";", ",")))
