"""The scorer learns what tells right proposals from wrong ones, the same each time, and says how well."""

import msgspec
import pytest

from foedus.case.proposals import ProposalsError
from foedus.reader.scorer.score import Model
from foedus.reader.scorer.texts import Text
from tests.reader.scorer.making import lesson, proposal

pytest.importorskip("sklearn", reason="needs the extra [read]: scikit-learn is not installed")
from foedus.reader.scorer.train import as_file, train

LESSONS = [lesson(name) for name in ("andes", "fjords", "delta", "steppe")]


def test_it_learns_to_trust_grammar_more_than_nearness() -> None:
    weights = train(LESSONS).model.weights
    assert weights["grammar"] > 0 > weights["nearness"]


def test_abstaining_raises_precision_over_the_least_that_is_asked() -> None:
    done = train(LESSONS)
    assert done.before.precision == 0.5
    assert (done.after.proposed, done.after.right) == (32, 28)
    assert done.after.f1 > done.before.f1


def test_it_is_the_same_each_time_and_in_any_order() -> None:
    assert as_file(train(LESSONS).model) == as_file(train(LESSONS).model)
    turned = train(LESSONS[::-1]).model
    assert turned.weights == pytest.approx(train(LESSONS).model.weights, abs=0.002)


def test_the_file_says_what_it_was_made_from_and_is_read_back() -> None:
    model = train(LESSONS, "2026-11-21").model
    back = msgspec.json.decode(as_file(model), type=Model)
    assert back.weights == model.weights
    assert back.made["texts"] == ["andes", "delta", "fjords", "steppe"]
    assert back.made["when"] == "2026-11-21"
    assert back.made["proposals"] == 64


def test_what_stands_in_a_single_text_gets_no_weight() -> None:
    odd = Text("odd", (*LESSONS[0].known, *lesson("odd").known), {"transfers": 20})
    first = odd.known[0]
    strange = msgspec.structs.replace(first, proposal=proposal(grammar=1.0, strange=1.0))
    texts = [*LESSONS, msgspec.structs.replace(odd, known=(strange, *odd.known[1:]))]
    assert "strange" not in train(texts).model.weights


def test_proposals_are_scored_by_a_model_that_has_not_seen_their_text() -> None:
    """A text whose proposals contradict all others cannot raise its own figure."""
    liar = Text(
        "liar", tuple(msgspec.structs.replace(one, right=not one.right) for one in LESSONS[0].known), {"transfers": 10}
    )
    done = train([*LESSONS, liar])
    assert done.after.right < done.before.right


@pytest.mark.parametrize("texts", [[], LESSONS[:2], [Text(str(at), (), {}) for at in range(5)]])
def test_too_little_to_learn_from_is_told(texts: list[Text]) -> None:
    with pytest.raises(ProposalsError, match="too little to learn from") as caught:
        train(texts)
    assert "three texts" in caught.value.hint
