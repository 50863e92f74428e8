"""A Word document becomes blocks: its paragraphs, tables and notes, read from its XML under limits.

The XML is read here and not by mammoth, since every character must be traced to its paragraph and run.
"""

import io
import re
import zipfile
from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import Any

from foedus.reader.document import About, Role
from foedus.reader.intake.about import names, valid
from foedus.reader.intake.draft import Draft
from foedus.reader.intake.errors import DamagedError, EncryptedError, TooLargeError
from foedus.reader.intake.limits import MIB, Limits
from foedus.reader.intake.tidy import Chunk, Tidy

W = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
FALLBACK = "{http://schemas.openxmlformats.org/markup-compatibility/2006}Fallback"
"""The same text once more, for programs that cannot show a text box."""
RATIO = 1000
"""Times its packed size to which a part may unpack: text packs to a tenth, a bomb to a thousandth."""
SMALLEST = 10 * MIB
"""Bytes of a part below which its ratio does not matter."""
LARGEST_HEADING = 200

_HEADING = re.compile(r"(heading|title|subtitle|überschrift|titre|başlık)\s*\d*", re.IGNORECASE)


def drafts(data: bytes, name: str, limits: Limits) -> tuple[list[Draft], About, list[str]]:
    """The blocks of a Word document, what it says of itself, and warnings."""
    parts = _Parts(data, name, limits)
    tree = parts.tree("word/document.xml")
    if tree is None:
        raise DamagedError(f"{name} is a Word document without its text.", "Save it again.")
    body = tree.find(f"{W}body")
    reader = _Reader("document", _styles(parts.tree("word/styles.xml")))
    made = [] if body is None else reader.all(body)
    for kind in ("footnotes", "endnotes"):
        notes = parts.tree(f"word/{kind}.xml")
        if notes is not None:
            made += _notes(notes, kind)
    return made, _about(parts.tree("docProps/core.xml")), []


class _Parts:
    """The parts of the package, unpacked only so far as the limits allow."""

    def __init__(self, data: bytes, name: str, limits: Limits) -> None:
        self.archive, self.name, self.left = zipfile.ZipFile(io.BytesIO(data)), name, limits.unpacked
        for part in self.archive.infolist():
            if part.flag_bits & 1:
                raise EncryptedError(f"{name} needs a password.", "Save it without one, and read that.")

    def tree(self, part: str) -> Any:
        """A part as a tree of elements; None where there is none."""
        import lxml.etree

        try:
            info = self.archive.getinfo(part)
        except KeyError:
            return None
        if info.file_size > self.left or info.file_size > max(SMALLEST, RATIO * info.compress_size):
            raise self.too_large()
        try:
            with self.archive.open(info) as opened:
                text = opened.read(self.left + 1)
        except (zipfile.BadZipFile, EOFError, OSError, NotImplementedError, RuntimeError, zipfile.zlib.error) as error:  # type: ignore[attr-defined]
            raise DamagedError(
                f"{self.name} is a Word document that is cut off or damaged.", "Save it again."
            ) from error
        self.left -= len(text)
        if self.left < 0:
            raise self.too_large()
        parser = lxml.etree.XMLParser(resolve_entities=False, no_network=True, huge_tree=True, recover=True)
        try:
            tree = lxml.etree.fromstring(text, parser)
            if tree is not None:
                lxml.etree.strip_elements(tree, FALLBACK, with_tail=False)
            return tree
        except (lxml.etree.LxmlError, ValueError) as error:
            raise DamagedError(f"{self.name}: its part {part} is no XML.", "Save it again.") from error

    def too_large(self) -> TooLargeError:
        return TooLargeError(
            f"{self.name} unpacks to far more than a document holds.", "Open it only if you know where it comes from."
        )


@dataclass
class _Paragraph:
    tidy: Tidy = field(default_factory=Tidy)
    marks: list[tuple[int, str]] = field(default_factory=list)
    at: int = 0
    bold: bool = True


class _Reader:
    """The paragraphs of one part of the package."""

    def __init__(self, part: str, styles: dict[str, str]) -> None:
        self.part, self.styles = part, styles

    def all(self, parent: Any) -> list[Draft]:
        return [draft for child in parent for draft in self.block(child) if draft.text]

    def block(self, element: Any) -> Iterator[Draft]:
        if element.tag == f"{W}p":
            yield self.paragraph(element)
        elif element.tag == f"{W}tbl":
            yield self.table(element)
        elif element.tag in (f"{W}sdt", f"{W}sdtContent", f"{W}ins", f"{W}customXml", f"{W}smartTag"):
            for child in element:
                yield from self.block(child)

    def paragraph(self, element: Any) -> Draft:
        """A paragraph as a draft: a heading by its style, or where all of it is bold."""
        made = _Paragraph()
        self.read(element, made)
        text, pieces = made.tidy.done()
        named = element.find(f"{W}pPr/{W}pStyle")
        style = self.styles.get(named.get(f"{W}val", "") if named is not None else "", "")
        role: Role = "body"
        if (
            text
            and len(text) < LARGEST_HEADING
            and (_HEADING.fullmatch(style) or (made.bold and text[-1] not in ".;,"))
        ):
            role = "heading"
        elif "caption" in style.lower():
            role = "caption"
        return Draft(text, pieces, role, role == "caption", full=True, marks=made.marks)

    def table(self, element: Any) -> Draft:
        """A table as one block, its rows as lines."""
        made = _Paragraph()
        for row in element.iter(f"{W}tr"):
            made.tidy.newline()
            for cell in row.iterchildren(f"{W}tc"):
                for paragraph in cell.iter(f"{W}p"):
                    made.tidy.space()
                    self.read(paragraph, made)
        text, pieces = made.tidy.done()
        return Draft(text, pieces, "table", True, marks=made.marks)

    def read(self, element: Any, made: _Paragraph) -> None:
        """Add a paragraph's text to a block; what was deleted in it is left out."""
        made.at = 0
        where = f"{self.part}{element.getroottree().getpath(element)}"
        for node in element.iter():
            tag = str(node.tag).removeprefix(W)
            if tag == "t":
                made.bold = made.bold and (_is_bold(node) or not (node.text or "").strip())
                made.tidy.add(Chunk(node.text or "", made.at, 0, where))
                made.at += len(node.text or "")
            elif tag in ("tab", "br", "cr"):
                if node.getparent().tag == f"{W}r":
                    made.tidy.space()
            elif tag == "noBreakHyphen":
                made.tidy.add(Chunk("-", -1))
            elif tag in ("footnoteReference", "endnoteReference"):
                made.marks.append((made.tidy.length, f"{tag.removesuffix('Reference')}s:{node.get(f'{W}id')}"))


def _is_bold(node: Any) -> bool:
    mark = node.getparent().find(f"{W}rPr/{W}b")
    return mark is not None and mark.get(f"{W}val", "1") not in ("0", "false", "off")


def _styles(tree: Any) -> dict[str, str]:
    """Names of styles by their identifiers."""
    found: dict[str, str] = {}
    for style in () if tree is None else tree.iter(f"{W}style"):
        name = style.find(f"{W}name")
        if name is not None:
            found[style.get(f"{W}styleId", "")] = name.get(f"{W}val", "")
    return found


def _notes(tree: Any, kind: str) -> Iterator[Draft]:
    reader = _Reader(kind, {})
    for note in tree:
        if note.get(f"{W}type") in ("separator", "continuationSeparator", "continuationNotice"):
            continue
        label = f"{kind}:{note.get(f'{W}id')}"
        for draft in reader.all(note):
            draft.role, draft.settled, draft.notes = "footnote", True, [label]
            label = ""
            draft.notes = [each for each in draft.notes if each]
            yield draft


def _about(tree: Any) -> About:
    if tree is None:
        return About()
    fields = {str(each.tag).rpartition("}")[2]: " ".join((each.text or "").split()) for each in tree}
    day = fields.get("issued", "")[:10]
    return About(
        title=fields.get("title", ""),
        authors=names(fields.get("creator", "").replace(";", ",")),
        published=day if valid(day) else "",
        language=fields.get("language", "")[:2].lower(),
    )
