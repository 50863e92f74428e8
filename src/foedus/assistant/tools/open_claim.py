"""One claim with all its columns, and the paragraph of its source where the text is at hand."""

from typing import Annotated

import msgspec

from foedus.assistant.answer import Told
from foedus.assistant.evidence import Claim, Quote, claim, shown_words
from foedus.assistant.tool import Asked, Clocked, Text, Tool, sliced
from foedus.record.ask import AskError
from foedus.record.rows import text
from foedus.record.words import Words
from foedus.terms.words import nearest
from foedus.views.evidence import one as evidence
from foedus.views.site import passages
from foedus.views.site.lines import line

INSIDE = frozenset({"claim", "kind", "event", "file", "line", "quote", "note", "coder"})
"""Columns that stand elsewhere in the answer, or are the coders' own."""


class Arguments(Clocked, frozen=True, forbid_unknown_fields=True, kw_only=True):
    """Which claim."""

    claim: Annotated[Text, msgspec.Meta(description="The identifier of a claim, such as tra-012.")]


class Column(msgspec.Struct, frozen=True):
    """A column of the claim's table that is filled: what the source says of it."""

    column: str
    label: str
    value: str
    words: str
    """The value with names for keys."""


class About(msgspec.Struct, frozen=True):
    """The claim."""

    claim: Claim
    title: str
    """Of its event."""
    roots: tuple[str, ...]
    """On whose word it rests in the end."""
    file: str
    line: int
    paragraph: tuple[Quote, ...]
    """The words of the source at the place of the claim; none where the document is not in the case."""


def answer(asked: Asked, given: Arguments) -> Told:
    """A claim by its identifier."""
    record = asked.record
    found = evidence(record, given.claim.strip().lower())
    if found is None:
        ids = [key for (key,) in record.con.execute("SELECT claim FROM store.claims").fetchall()]
        if given.claim in ids:
            raise AskError(f"The claim {given.claim} was not there at these clocks.", "Choose a later as_of or known.")
        near = nearest(given.claim, ids)
        raise AskError(f"There is no claim '{given.claim[:40]}'.", f"Did you mean '{near}'?" if near else "")
    words = Words.of(record)
    told = line(words, found)
    kind = record.codebook.kinds[found.kind]
    columns = [
        Column(column.name, column.label, value, "; ".join(_word(column.words, words, v) for v in value.split("; ")))
        for column in kind.columns
        if column.name not in INSIDE and (value := text(found.row.get(column.name)))
    ]
    return Told(
        answer=found.sentence,
        about=About(
            claim(told), told.title, tuple(words.label(root) for root in found.roots), found.file, found.line,
            _paragraph(asked, found.source, found.locator),
        ),
        items=sliced(columns, given.start),
        start=given.start,
        total=len(columns),
        what="columns",
        sources=(found.source,),
        coverage=("A column that is not listed is one of which the source does not say anything.",),
    )  # fmt: skip


def _word(list_: object, words: Words, value: str) -> str:
    return str(list_[value]) if isinstance(list_, dict) and value in list_ else words.label(value)


def _paragraph(asked: Asked, source: str, locator: str) -> tuple[Quote, ...]:
    row = asked.record.rows("SELECT document, blocks FROM sources WHERE source = ?", [source])
    if not row:
        return ()
    blocks = passages.text(asked.folder, row[0]["document"] or "", row[0]["blocks"] or "").blocks
    named = dict(passages.places(locator))
    return tuple(
        Quote(shown_words(block.text), source, named[f"p{block.number}"])
        for block in blocks
        if f"p{block.number}" in named
    )


TOOL = Tool(
    name="open_claim",
    title="Open a claim",
    says=(
        "One claim by its identifier: every column that is filled, its source in full, and, where the document is in "
        "the case, the paragraph it stands in. To check a citation, open the claim and compare."
    ),
    arguments=Arguments,
    answer=answer,
    about=About,
    item=Column,
    hint="search_claims finds the identifiers of claims.",
)
