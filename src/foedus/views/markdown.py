"""A person's own Markdown as a document: headings, paragraphs, lists, tables, quotations, links - and marks."""

from collections.abc import Callable, Iterator, Sequence
from typing import NamedTuple

from markdown_it import MarkdownIt
from markdown_it.rules_inline import StateInline
from markdown_it.token import Token
from markdown_it.tree import SyntaxTreeNode

from foedus.record.ask import AskError
from foedus.terms.words import slug
from foedus.views.document import (
    Block,
    Break,
    BulletList,
    Column,
    Emphasis,
    Heading,
    Link,
    Note,
    Paragraph,
    Quotation,
    Row,
    Run,
    Runs,
    Section,
    Table,
    Text,
)

TAKEN = frozenset({"main", "notes", "contents", "notes-title"})
"""Anchors that the pages use themselves."""
CAPTION = "Table: "
"""What the paragraph before a table begins with that is its caption."""
CLOSING = (".", ",", ";", ":")
"""Punctuation that a note stands behind."""
ALIGN = {"right": "right", "center": "centre"}


class Fault(NamedTuple):
    """What is wrong in a line of the text."""

    line: int
    message: str
    hint: str


class Marked(NamedTuple):
    """A mark, where it stands, and what became of it."""

    text: str
    line: int
    runs: Runs


def reader() -> MarkdownIt:
    """Markdown without HTML, with tables and marks."""
    markdown = MarkdownIt("commonmark", {"html": False}).enable("table")
    markdown.inline.ruler.before("escape", "mark", _mark)
    return markdown


def _mark(state: StateInline, silent: bool) -> bool:
    """Read `{{...}}` as one token; one without an end is empty."""
    if not state.src.startswith("{{", state.pos):
        return False
    end = state.src.find("}}", state.pos + 2, state.posMax)
    if not silent:
        token = state.push("mark", "", 0)
        token.content = " ".join(state.src[state.pos + 2 : end].split()) if end >= 0 else ""
    state.pos = end + 2 if end >= 0 else state.posMax
    return True


class Reading:
    """A Markdown text, read: its title, its sections, its marks, and what is wrong with it."""

    def __init__(self, text: str, resolve: Callable[[str], Runs]) -> None:
        self.resolve = resolve
        self.title = ""
        self.faults: list[Fault] = []
        self.marks: list[Marked] = []
        self._anchors: dict[str, int] = {}
        self._tables = 0
        self.sections = tuple(self._sections(SyntaxTreeNode(reader().parse(text)).children))

    def _sections(self, nodes: Sequence[SyntaxTreeNode]) -> Iterator[Section]:
        title, anchor, blocks = "", self._anchor("start"), list[Block]()
        for number, node in enumerate(nodes):
            if node.type != "heading":
                blocks += list(self._blocks(node, blocks))
                continue
            words = self._heading(node)
            if node.tag == "h1" and not number:
                self.title = words
            elif node.tag in ("h1", "h2"):
                if title or blocks:
                    yield Section(anchor, title, tuple(blocks))
                title, anchor, blocks = words, self._anchor(words), []
            else:
                blocks.append(Heading(words, self._anchor(words)))
        if title or blocks:
            yield Section(anchor, title, tuple(blocks))

    def _anchor(self, words: str) -> str:
        key = slug(words) or "section"
        if key in TAKEN or key.rpartition("-")[2].isdigit():  # note-1, ref-1-1 and claims are taken, too
            key += "-section"
        count = self._anchors[key] = self._anchors.get(key, 0) + 1
        return key if count == 1 else f"{key}-{count}x"

    # -- blocks --------------------------------------------------------------------------------------------

    def _blocks(self, node: SyntaxTreeNode, before: list[Block]) -> Iterator[Block]:
        match node.type:
            case "paragraph":
                yield Paragraph(self._inline(node))
            case "blockquote":
                yield Quotation(_lines(self._paragraphs(node)))
            case "bullet_list" | "ordered_list":
                yield BulletList(tuple(self._items(node)), ordered=node.type == "ordered_list")
            case "table":
                yield self._table(node, before)
            case "fence" | "code_block":
                yield Quotation(_lines((Text(line),) for line in node.content.splitlines()))

    def _paragraphs(self, node: SyntaxTreeNode) -> Iterator[Runs]:
        """Everything below a node that is a paragraph, lists and quotations within it made flat."""
        for child in node.children:
            if child.type == "inline":
                yield self._runs(child)
            elif child.type in ("fence", "code_block"):
                yield from ((Text(line),) for line in child.content.splitlines())
            else:
                yield from self._paragraphs(child)

    def _items(self, node: SyntaxTreeNode, depth: int = 0) -> Iterator[Runs]:
        """The points of a list; those of a list within it follow their point with a dash."""
        for item in node.children:
            own = [child for child in item.children if not child.type.endswith("_list")]
            runs = _lines(piece for child in own for piece in self._paragraphs_of(child))
            yield ((Text("– " * depth),) if depth else ()) + runs
            for child in item.children:
                if child.type.endswith("_list"):
                    yield from self._items(child, depth + 1)

    def _paragraphs_of(self, node: SyntaxTreeNode) -> Iterator[Runs]:
        return iter([self._inline(node)]) if node.type == "paragraph" else self._paragraphs(node)

    def _table(self, node: SyntaxTreeNode, before: list[Block]) -> Table:
        self._tables += 1
        caption = f"Table {self._tables}"
        match before[-1:]:
            case [Paragraph(runs=(Text(text=text),))] if text.startswith(CAPTION):
                caption = text.removeprefix(CAPTION)
                before.pop()
        head, *bodies = node.children
        columns = tuple(self._column(cell) for cell in head.children[0].children)
        rows = tuple(
            Row(tuple(self._inline(cell) for cell in row.children)) for body in bodies for row in body.children
        )
        return Table(f"table-{self._tables}-place", caption, columns, rows)

    def _column(self, cell: SyntaxTreeNode) -> Column:
        label = self._heading(cell)
        match ALIGN.get(str(cell.attrs.get("style", "")).removeprefix("text-align:")):
            case "right":
                return Column(label, "right")
            case "centre":
                return Column(label, "centre")
        return Column(label)

    # -- words ---------------------------------------------------------------------------------------------

    def _heading(self, node: SyntaxTreeNode) -> str:
        """Words that carry no note: a mark in them is a fault."""
        for child in node.children:
            if any(piece.type == "mark" for piece in child.children):
                line = (child.map or (0, 0))[0] + 1
                self.faults.append(
                    Fault(line, "A heading cannot carry a note.", "Put the mark into the text below it.")
                )
        return _words(node)

    def _inline(self, node: SyntaxTreeNode) -> Runs:
        return tuple(run for child in node.children for run in self._runs(child))

    def _runs(self, node: SyntaxTreeNode) -> Runs:
        """The runs of a paragraph, in which what is emphasised in an emphasis is emphasised once."""
        line = (node.map or (0, 0))[0] + 1
        runs: list[Run] = []
        outer: list[Token] = []
        for token in node.to_tokens()[0].children or ():
            if token.type in ("softbreak", "hardbreak"):
                line += 1
            if token.nesting:
                outer = [*outer, token] if token.nesting > 0 else outer[:-1]
            elif token.type == "mark":
                runs += self._resolved(token.content, line)
            else:
                runs += _worded(token, outer)
        return _closed(runs)

    def _resolved(self, mark: str, line: int) -> Runs:
        if not mark:
            self.faults.append(Fault(line, "'{{' has no '}}', or nothing stands between them.", "Write {{claim KEY}}."))
            return ()
        try:
            runs = self.resolve(mark)
        except AskError as error:
            self.faults.append(Fault(line, error.message, error.hint))
            return ()
        self.marks.append(Marked(mark, line, runs))
        return runs


def _worded(token: Token, outer: Sequence[Token]) -> Runs:
    """A token that is words, in the manner of the innermost link or the strongest emphasis around it."""
    text = " " if token.type == "softbreak" else token.content
    if token.type == "hardbreak":
        return (Break(),)
    if not text:
        return ()
    for link in outer:
        if link.type == "link_open":
            return (Link(text, str(link.attrs.get("href", ""))),)
    kinds = {token.type for token in outer}
    if kinds & {"strong_open", "em_open"}:
        return (Emphasis(text, strong="strong_open" in kinds),)
    return (Text(text),)


def _closed(runs: Sequence[Run]) -> Runs:
    """The same with notes behind the punctuation that follows them, and no second full stop."""
    found: list[Run] = []
    for run in runs:
        if isinstance(run, Text) and run.text.startswith(CLOSING) and found and isinstance(found[-1], Note):
            *found, said, last = found if len(found) > 1 else [Text(""), *found]
            if isinstance(said, Text):
                said = Text(said.text.removesuffix("."))
            found += [said, Text(run.text[0]), last, Text(run.text[1:])]
        else:
            found.append(run)
    return tuple(run for run in found if run != Text(""))


def _lines(pieces: Iterator[Runs]) -> Runs:
    runs: list[Run] = []
    for piece in pieces:
        runs += [*([Break()] if runs else []), *piece]
    return tuple(runs)


def _words(node: SyntaxTreeNode) -> str:
    """The bare words below a node."""
    if node.type in ("softbreak", "hardbreak"):
        return " "
    return node.content if not node.children and node.type != "mark" else "".join(map(_words, node.children))
