"""Texts of a language as documents."""

from collections.abc import Callable

import pytest

from foedus.reader.document import Block, Document
from foedus.reader.languages.reading import accept, propose
from foedus.reader.proposal import Proposal

Read = Callable[..., list[Proposal]]


def document(*blocks: tuple[str, str]) -> Document:
    """A document of blocks, each with its language."""
    made = tuple(Block(number=n, text=text, language=code) for n, (code, text) in enumerate(blocks, 1))
    return Document(name="note.txt", sha256="0", format="text", blocks=made)


@pytest.fixture
def read() -> Read:
    """What is proposed from texts of a language, published in November 2020 unless said otherwise."""

    def reading(code: str, *texts: str, published: str = "2020-11-20") -> list[Proposal]:
        return accept(propose(document(*((code, text) for text in texts)), published))

    return reading
