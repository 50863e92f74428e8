"""Every example in the rule files is a test: the sentence makes the claims that stand under it."""

from __future__ import annotations

from collections.abc import Callable, Mapping

import pytest

from foedus.codebook import load
from foedus.reader.frames import model
from foedus.reader.frames.model import Example, Frame
from foedus.reader.propose import Proposal

FRAMES = [frame for kind in model.rules().values() for frame in kind.frames]
EXAMPLES = [
    pytest.param(frame, example, id=f"{frame.kind}-{frame.name}-{place}")
    for frame in FRAMES
    for place, example in enumerate(frame.examples, 1)
]


@pytest.mark.parametrize(("frame", "example"), EXAMPLES)
def test_example(frame: Frame, example: Example, said: Callable[[str], list[Proposal]]) -> None:
    found = [one for one in said(example.text) if one.kind == frame.kind]
    if not example.claims:
        assert not [one.row for one in found if one.frame == frame.name], f"{example.text}: nothing was to be found"
    unmet = [claim for claim in example.claims if not any(meets(one.row, claim) for one in found)]
    assert not unmet, f"{example.text}\nnot found: {unmet}\nfound: {[short(one.row) for one in found]}"


def meets(row: Mapping[str, str], claim: Mapping[str, str]) -> bool:
    """Whether a proposal has what an example asks for."""
    return all(row.get(column, "") == value for column, value in claim.items())


def short(row: Mapping[str, str]) -> dict[str, str]:
    """A row without what an example does not ask for."""
    return {column: value for column, value in row.items() if column not in ("quote", "locator", "grain")}


@pytest.mark.parametrize("frame", FRAMES, ids=lambda frame: f"{frame.kind}-{frame.name}")
def test_a_frame_says_what_it_is_for_and_names_what_the_codebook_has(frame: Frame) -> None:
    kind = load().kinds[frame.kind]
    assert frame.says, f"{frame.name} does not say what it is for"
    for example in frame.examples:
        for claim in example.claims:
            assert set(claim) <= set(kind.by_name), f"{frame.name}: {set(claim) - set(kind.by_name)} is no column"
            assert claim.get("stage", "") in {"", *kind.stage}, f"{frame.name}: {claim['stage']} is no stage"


def test_every_frame_has_an_example() -> None:
    assert [f"{frame.kind}: {frame.name}" for frame in FRAMES if not frame.examples] == []
