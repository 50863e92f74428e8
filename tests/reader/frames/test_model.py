"""Rule files as contributors write them: what is wrong with one is said with the file and the frame."""

from __future__ import annotations

from pathlib import Path

import pytest

from foedus.reader.frames import model
from foedus.reader.frames.model import FrameError, Trigger

GOOD = """
[[frames]]
name = "buys"
triggers = ["buy/VERB"]
[frames.roles]
recipient = ["subject"]
"""


@pytest.mark.parametrize(
    ("name", "text", "says"),
    [
        ("transfers", "frames = 3", "transfers.toml"),
        ("transfers", "[[frames]", "transfers.toml"),
        ("voyages", GOOD, "the codebook has no kind 'voyages'"),
        ("transfers", GOOD.replace("recipient", "buyer"), "buys: the codebook's transfers has no buyer"),
        ("transfers", GOOD + '[frames.stages]\ndone = "sunk"', "has no sunk"),
        ("transfers", '[stages]\ndone = "sunk"\n' + GOOD, "has no stage sunk"),
        ("transfers", GOOD + 'colour = "red"', "transfers.toml"),
    ],
)
def test_a_rule_file_that_cannot_be_used_is_refused(tmp_path: Path, name: str, text: str, says: str) -> None:
    path = tmp_path / f"{name}.toml"
    path.write_text(text, encoding="utf-8")
    with pytest.raises(FrameError) as error:
        model.read(path)
    assert says in str(error.value)


def test_a_rule_file_in_another_encoding_is_refused(tmp_path: Path) -> None:
    path = tmp_path / "transfers.toml"
    path.write_bytes(b'says = "Krak\xf3w"')
    with pytest.raises(FrameError, match=r"transfers\.toml"):
        model.read(path)


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("sell/VERB", Trigger("sell", "VERB")),
        ("hand over/VERB", Trigger("hand", "VERB", ("over",))),
        ("joint exercise/NOUN", Trigger("exercise", "NOUN", ("joint",))),
    ],
)
def test_triggers(text: str, expected: Trigger) -> None:
    assert model.trigger_of(text) == expected


def test_all_rules_can_be_read_and_every_trigger_is_found_by_its_lemma() -> None:
    by_lemma = model.triggers()
    for kind in model.rules().values():
        for frame in kind.frames:
            for text in frame.triggers:
                trigger = model.trigger_of(text)
                assert any(frame == other for known, other in by_lemma[trigger.lemma] if known == trigger)


def test_a_preposition_before_the_trigger_can_be_asked_for_or_ruled_out() -> None:
    under = {frame.name: frame for frame in model.rules()["restrictions"].frames}
    assert under["under-sanctions"].after == ("under",)
    assert under["imposes-on"].not_after == ("under",)
