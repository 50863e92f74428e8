"""The body of a Word document: blocks and runs, with what they refer to - links, pictures, notes."""

from itertools import zip_longest

from foedus.pages.pictures import Picture, drawn
from foedus.publish.docx.drawing import drawing
from foedus.publish.docx.table import grid, header, spanning, tabled
from foedus.publish.docx.xml import field, paragraph, plain, run, styled, w
from foedus.publish.notes import References, anchors
from foedus.views.document import (
    Block,
    Break,
    BulletList,
    Document,
    Emphasis,
    Figure,
    Heading,
    Link,
    Name,
    Note,
    Paragraph,
    Quotation,
    Run,
    Runs,
    Section,
    Table,
    Tally,
    Text,
)

BULLETS = 1
"""The list that bullets belong to; counted lists have one each, from the next number on."""
KEPT = w("keepNext")
REFERENCE = styled("FootnoteReference")


class Body:
    """A document as the inner XML of its body; remembers what stands outside of it."""

    def __init__(self, document: Document) -> None:
        self.references = References(document)
        self.links: dict[str, str] = {}
        """Addresses outside, with the identifiers of their relationships."""
        self.pictures: list[Picture] = []
        self.counted = 0
        """Counted lists so far."""
        self._places = {anchor: f"at_{number}" for number, anchor in enumerate(dict.fromkeys(anchors(document)), 1)}
        self._placed: set[str] = set()
        self._marks = 0
        self.xml = self.front(document) + "".join(self.section(section) for section in document.sections)

    def front(self, document: Document) -> str:
        """The title block and the contents."""
        parts = [paragraph("Title", run(document.title))]
        if document.question:
            parts.append(paragraph("Subtitle", run(document.question)))
        parts += [
            paragraph("Meta", run(f"{name}: ", w("b")), run(words)) for name, words in document.meta
        ]  # fmt: skip
        if document.contents:
            parts += [paragraph("ContentsTitle", run("Contents")), *self.contents(document)]
            parts.append(w("p", w("r", w("br", type="page"))))
        return "".join(parts)

    def contents(self, document: Document) -> list[str]:
        """A table of contents that Word can work out anew, with page numbers, and that works as it is."""
        entries = []
        for section in document.contents:
            entries.append((1, section.title, section.anchor))
            entries += [(2, block.text, block.anchor) for block in section.blocks if isinstance(block, Heading)]
        lines = [
            [w("hyperlink", run(title), anchor=self._places[anchor], history=1)] for level, title, anchor in entries
        ]
        begin = [
            w("r", w("fldChar", fldCharType="begin")),
            w("r", '<w:instrText xml:space="preserve"> TOC \\o "1-2" \\h \\z \\u </w:instrText>'),
            w("r", w("fldChar", fldCharType="separate")),
        ]
        lines[0] = begin + lines[0]
        lines[-1].append(w("r", w("fldChar", fldCharType="end")))
        return [
            paragraph(f"TOC{level}", *line) for (level, _, _), line in zip(entries, lines, strict=True)
        ]  # fmt: skip

    def section(self, section: Section) -> str:
        """A section with its heading."""
        heading = paragraph("Heading1", self.place(section.anchor, run(section.title))) if section.title else ""
        return heading + "".join(self.block(block) for block in section.blocks)

    def block(self, block: Block) -> str:
        """One block."""
        match block:
            case Heading(text=text, anchor=anchor):
                return paragraph("Heading2", self.place(anchor, run(text)))
            case Paragraph(runs=runs, small=small):
                return paragraph("Small" if small else "", self.runs(runs))
            case Quotation(runs=runs):
                return paragraph("Quote", self.runs(runs))
            case BulletList(items=items, ordered=ordered):
                self.counted += ordered
                of = BULLETS + self.counted if ordered else BULLETS
                numbering = w("numPr", w("ilvl", val=0), w("numId", val=of))
                style = "ListNumber" if ordered else "ListBullet"
                return "".join(paragraph(style, self.runs(item), more=numbering) for item in items)
            case Table():
                return self.table(block)
            case Figure():
                return self.figure(block)

    def table(self, table: Table) -> str:
        """A table with its caption above and its note below."""
        columns = grid(table)
        rows = [header([column.label for column in table.columns], columns)]
        for row in table.rows:
            cells = [self.runs(cell) for cell in row.cells]
            rows.append(spanning(cells[0], columns) if row.group else tabled(table, cells, columns))
        look = w(
            "tblPr",
            w("tblStyle", val="FoedusTable"),
            w("tblW", w=5000, type="pct"),
            w("tblLayout", type="fixed"),
            w("tblLook", val="0420", firstRow=1, lastRow=0, firstColumn=0, lastColumn=0, noHBand=0, noVBand=1),
            w("tblCaption", val=table.caption),
        )
        widths = w("tblGrid", *(w("gridCol", w=width) for width in columns))
        caption = paragraph("Caption", self.place(table.anchor, run(table.caption)))
        return caption + w("tbl", look, widths, *rows) + self.remark(table.note)

    def figure(self, figure: Figure) -> str:
        """A picture with its caption above and its note below."""
        picture = drawn(figure)
        self.pictures.append(picture)
        caption = paragraph("Caption", self.place(figure.anchor, run(figure.caption)))
        shown = w("r", drawing(len(self.pictures), picture, figure.caption, figure.alt))
        return caption + paragraph("", shown) + self.remark(figure.note)

    def remark(self, runs: Runs) -> str:
        """What stands under a table or picture: a line of its own, be it empty, that parts it from the next one."""
        return paragraph("Small", self.runs(runs))

    def place(self, anchor: str, inner: str) -> str:
        """What links to an anchor lead to; a place that occurs again is the first one's."""
        if anchor in self._placed:
            return inner
        self._placed.add(anchor)
        return self.mark(self._places[anchor], inner)

    def mark(self, name: str, inner: str) -> str:
        """A bookmark around something."""
        self._marks += 1
        return w("bookmarkStart", id=self._marks, name=name) + inner + w("bookmarkEnd", id=self._marks)

    def runs(self, runs: Runs) -> str:
        """A paragraph, a point or a cell."""
        return "".join(self.run(one, following) for one, following in zip_longest(runs, runs[1:]))

    def run(self, one: Run, following: Run | None) -> str:
        """One piece of it; two references in a row are parted by a comma."""
        match one:
            case Text(text=text) | Name(text=text) | Tally(text=text):
                return run(text)
            case Emphasis(text=text, strong=strong):
                return run(text, w("b") if strong else w("i"))
            case Link():
                return self.link(one)
            case Break():
                return w("r", w("br"))
            case Note():
                return self.note(one) + (run(",", REFERENCE) if isinstance(following, Note) else "")

    def link(self, link: Link) -> str:
        """Words that lead somewhere; plain words where there is no such place."""
        words = run(link.text, styled("Hyperlink"))
        if not link.target.startswith("#"):
            identifier = self.links.setdefault(link.target, f"rLink{len(self.links) + 1}")
            return f'<w:hyperlink r:id="{plain(identifier)}" w:history="1">{words}</w:hyperlink>'
        place = self._places.get(link.target[1:])
        return w("hyperlink", words, anchor=place, history=1) if place else run(link.text)

    def note(self, note: Note) -> str:
        """A footnote where it stands first, from then on a field with its number."""
        number, first = self.references(note)
        if first:
            return self.mark(f"_note{number}", w("r", w("rPr", REFERENCE), w("footnoteReference", id=number)))
        return field(f"NOTEREF _note{number} \\h", str(number), REFERENCE)
