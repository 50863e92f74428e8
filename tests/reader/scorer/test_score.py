"""A proposal's score is a sum of weights that a person can redo, and what is too doubtful is left out."""

import json
import math
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from foedus.case.proposals import ProposalsError
from foedus.reader.scorer import Model, accept, of_case, own_path, scored, shipped
from foedus.reader.scorer.score import SHIPPED, read
from tests.reader.scorer.making import proposal

SURE = Model(made={}, threshold=0.5, intercept=-1.0, weights={"grammar": 2.0, "nearness": -1.0})


def test_the_score_is_the_logistic_of_the_weights() -> None:
    assert SURE.score({"grammar": 1.0}) == pytest.approx(1 / (1 + math.exp(-1.0)))
    assert SURE.score({"grammar": 1.0, "nearness": 3.0}) == pytest.approx(1 / (1 + math.exp(2.0)))


def test_a_feature_without_a_weight_counts_nothing() -> None:
    assert SURE.score({"grammar": 1.0, "moon": 4.0}) == SURE.score({"grammar": 1.0})


def test_what_is_likely_is_accepted_in_order_and_the_rest_left_out() -> None:
    first, doubtful, last = proposal(grammar=1.0), proposal(nearness=1.0), proposal(grammar=2.0)
    kept = accept([first, doubtful, last], SURE)
    assert [one.features["grammar"] for one in kept] == [1.0, 2.0]
    assert [one.score > 0.5 for one in scored([first, doubtful, last], SURE)] == [True, False, True]


def test_a_kind_may_have_a_threshold_of_its_own() -> None:
    strict = Model(made={}, threshold=0.5, thresholds={"statements": 0.9}, intercept=0.0, weights={"grammar": 1.0})
    kept = accept([proposal("transfers", grammar=1.0), proposal("statements", grammar=1.0)], strict)
    assert [one.kind for one in kept] == ["transfers"]


def test_no_proposals_are_none() -> None:
    assert accept([], SURE) == []


@given(st.dictionaries(st.text(max_size=5), st.floats(-1e6, 1e6), max_size=5))
def test_every_score_is_a_probability(features: dict[str, float]) -> None:
    model = Model(made={}, threshold=0.5, intercept=0.0, weights=dict.fromkeys(features, 3.0))
    assert 0.0 < model.score(features) < 1.0


def test_what_is_shipped_says_how_it_was_made_and_abstains() -> None:
    made = shipped().made
    assert len(made["texts"]) >= 14  # type: ignore[arg-type]
    assert {"proposals", "right", "before, texts left out", "after, texts left out"} <= made.keys()
    assert 0 < shipped().threshold < 1
    assert shipped().weights == dict(sorted(shipped().weights.items()))


def test_what_is_shipped_knows_no_names() -> None:
    named = [name for name in shipped().weights if any(word.isupper() and len(word) == 3 for word in name.split("="))]
    assert named == []


def test_scores_of_what_is_shipped_were_as_often_right_as_they_said() -> None:
    off = [abs(part.scored - part.right) * part.proposals for part in shipped().calibration]
    assert sum(off) / sum(part.proposals for part in shipped().calibration) < 0.1


def test_a_case_may_have_weights_of_its_own(tmp_path: Path) -> None:
    assert of_case(tmp_path) == shipped()
    own = json.loads(SHIPPED.read_text(encoding="utf-8")) | {"threshold": 0.99}
    own_path(tmp_path).write_text(json.dumps(own), encoding="utf-8")
    assert of_case(tmp_path).threshold == 0.99


@pytest.mark.parametrize("content", ["", "[]", '{"weights": 3}', "\x00", '{"made": {}, "threshold": "high"}'])
def test_a_file_that_holds_no_weights_is_told_of(tmp_path: Path, content: str) -> None:
    path = own_path(tmp_path)
    path.write_text(content, encoding="utf-8")
    with pytest.raises(ProposalsError, match="holds no weights of a scorer") as caught:
        read(path)
    assert "foedus reader train" in caught.value.hint
