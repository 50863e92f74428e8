"""Sources cut into questions: a block at a time, with what stands before it, and the names that occur.

Blocks of every language are asked about; headings are only context. A source that is a part of a document sees no
other part of it.
"""

from collections.abc import Iterator, Mapping, Sequence
from typing import TYPE_CHECKING

import msgspec

from foedus.reader.document import Document, Passage
from foedus.reader.llm.named import mentions
from foedus.reader.mention import Mention
from foedus.terms.words import slug

if TYPE_CHECKING:
    from foedus.reader.names import Gazetteer
    from foedus.reader.read import Source

SHORTEST = 25
"""Letters that a block needs to say something."""
LONGEST = 12_000
"""Characters of a block; a longer one is no paragraph, and not asked about."""
BEFORE = 1200
"""Characters of context."""
NAMED = ("state", "organisation", "agency", "firm", "platform", "person", "group", "armed-group", "territory", "place",
         "facility")  # fmt: skip
"""Types of mentions that have keys."""


class Question(msgspec.Struct, frozen=True, kw_only=True):
    """One block to be read, and all that goes along with it."""

    source: str
    passage: Passage
    about: Mapping[str, str]
    """Title, day of publication and language."""
    before: str = ""
    keys: Mapping[str, str] = {}
    """Keys that occur in the block or before it, and the words that stand there for each."""
    mentions: tuple[Mention, ...] = ()
    """What is named and counted in the block."""

    @property
    def text(self) -> str:
        """The block's text, in which offsets count."""
        return self.passage.text


def questions(source: "Source", names: "Gazetteer") -> Iterator[Question]:
    """The blocks of a source as questions, in order."""
    from foedus.reader.read import day_of

    published = day_of(source.row.get("published") or source.document.about.published)
    about = {"title": source.row.get("title", ""), "published": published, "language": source.row.get("language", "")}
    about = {name: cell for name, cell in about.items() if cell}
    passages = list(_passages(source.document))
    found = mentions(passages, names, published)
    writers = {slug(name): name for name in _authors(source)}
    before: list[tuple[str, Sequence[Mention]]] = []
    for passage, named in zip(passages, found, strict=True):
        text = passage.text
        if passage.role != "heading" and sum(map(str.isalpha, text)) >= SHORTEST and len(text) <= LONGEST:
            yield Question(
                source=source.key, passage=passage, about=about, before=_tail(before),
                keys=_keys([*before, (text, named)]) | writers,
                mentions=tuple(named),
            )  # fmt: skip
        before = [*before[-2:], (text, named)]


def too_long(source: "Source") -> int:
    """How many blocks of a source are longer than what is asked about."""
    return sum(len(one.text) > LONGEST for one in _passages(source.document))


def _passages(document: Document) -> Iterator[Passage]:
    """The passages in whatever language: the model reads them all."""
    return document.passages_in({block.language for block in document.blocks})


def _authors(source: "Source") -> list[str]:
    given = [name.strip() for name in (source.row.get("authors") or "").split(";")]
    return [name for name in given if name and slug(name)] or [
        name for name in source.document.about.authors if slug(name)
    ]


def _tail(before: Sequence[tuple[str, object]]) -> str:
    """The end of what stands before, from the beginning of a word on."""
    text = "\n\n".join(text for text, _ in before)
    if len(text) <= BEFORE:
        return text
    return "…" + text[-BEFORE:].partition(" ")[2]


def _keys(parts: Sequence[tuple[str, Sequence[Mention]]]) -> dict[str, str]:
    """The keys of what is named, with the first words that stand for each: never a name that is not in the text."""
    found: dict[str, str] = {}
    for text, named in reversed(parts):
        for one in named:
            if one.type in NAMED and one.key and one.form not in ("pronoun", "new"):
                found.setdefault(one.key, text[one.start : one.end])
    return found
