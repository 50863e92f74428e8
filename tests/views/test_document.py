"""Documents as data: how notes are numbered, and where a claim is given in full."""

from collections.abc import Callable
from typing import Any

import pytest

from foedus.views.document import Document, Note, Paragraph, Section, Text, numbered
from foedus.views.evidence import Evidence


@pytest.fixture
def claim() -> Callable[[str], Evidence]:
    def make(name: str) -> Evidence:
        plain: dict[str, Any] = dict.fromkeys(Evidence.__struct_fields__, "")
        return Evidence(**{**plain, "claim": name, "roots": (), "row": {}, "line": 1})

    return make


def document(*notes: Note) -> Document:
    blocks = tuple(Paragraph((Text("x"), note)) for note in notes)
    return Document("T", "Q?", (), (Section("a", "A", blocks[:1]), Section("b", "B", blocks[1:])))


def test_notes_are_numbered_by_first_use_and_the_same_claims_are_one_note(claim) -> None:
    one, two = Note((claim("a-1"),)), Note((claim("a-2"),))
    found = numbered(document(two, one, two))
    assert [(note.number, note.entries[0].claim.claim, note.uses, note.section) for note in found] == [
        (1, "a-2", 2, "A"),
        (2, "a-1", 1, "B"),
    ]


def test_a_claim_is_given_in_full_once_in_the_shortest_note_that_has_it(claim) -> None:
    many = Note((claim("a-1"), claim("a-2"), claim("a-3")))
    found = numbered(document(many, Note((claim("a-2"),))))
    assert [c.claim for c in found[0].full] == ["a-1", "a-3"]
    assert [(entry.claim.claim, entry.home) for entry in found[0].elsewhere] == [("a-2", 2)]
    assert [c.claim for c in found[1].full] == ["a-2"]


def test_a_document_without_notes_has_none() -> None:
    assert numbered(Document("T", "", (), (Section("a", "A", (Paragraph((Text("x"),)),)),))) == ()
