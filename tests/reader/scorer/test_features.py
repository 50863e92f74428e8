"""Features say how a proposal was read: by grammar or nearness, of what forms, how crowded its sentence is."""

from collections.abc import Callable

import pytest

from foedus.reader.propose import Proposal
from foedus.reader.scorer import beside
from foedus.reader.scorer.features import crowd
from tests.reader.scorer.making import proposal

Said = Callable[[str], list[Proposal]]


def _of(found: list[Proposal], kind: str) -> Proposal:
    return next(one for one in found if one.kind == kind)


def test_what_grammar_says_is_told_from_what_nearness_says(said: Said) -> None:
    plain = _of(said("Norway sold missiles to Chile in 2019."), "transfers").features
    assert plain["by=grammar"] == 1.0
    assert plain["roles by nearness"] == 0.0
    assert plain["date"] == 1.0
    assert "money" not in plain


def test_bystanders_and_length_count_against_nobody_else(said: Said) -> None:
    alone = _of(said("Norway sold missiles to Chile."), "transfers").features
    crowded = _of(said("While Peru and Kenya looked on, Norway sold missiles to Chile."), "transfers").features
    assert alone["other parties"] == 0.0 < crowded["other parties"]
    assert alone["long sentence"] == 0.0


def test_no_feature_holds_a_name(said: Said) -> None:
    for one in said("Norway sold missiles to Chile. Peru and Kenya signed an agreement on training in Lima."):
        assert not [name for name in one.features if any(word in name for word in ("NOR", "CHL", "PER", "KEN", "lima"))]


def test_rivals_in_a_sentence_are_counted() -> None:
    both = [proposal(trigger=(10, 15)), proposal(trigger=(20, 25))]
    assert [one["rivals"] for one in crowd(both)] == [1.0, 1.0]
    assert [one["rivals at the trigger"] for one in crowd(both)] == [0.0, 0.0]
    assert [one["rivals"] for one in crowd(both[:1])] == [0.0]


def test_what_is_seen_beside_the_others_is_added_to_what_was_there() -> None:
    (one,) = beside([proposal(grammar=1.0)])
    nothing = ("rivals", "rivals at the trigger", "claims in the sentence", "claims at the trigger", "said again")
    assert one.features == pytest.approx({"grammar": 1.0, "says item": 1.0} | dict.fromkeys(nothing, 0.0))
