"""Each rule's examples: what a sentence says is proposed, in its kind, with the values that the example gives."""

import pytest

from foedus.codebook import load
from foedus.reader.languages import READ
from foedus.reader.languages.rules import Example, rules
from tests.reader.languages.conftest import Read

EXAMPLES = [
    pytest.param(code, ready.kind, example, id=f"{code}-{ready.kind}-{ready.rule.name}-{number}")
    for code in READ
    for ready in rules(code)
    for number, example in enumerate(ready.rule.examples, 1)
]


@pytest.mark.parametrize(("code", "kind", "example"), EXAMPLES)
def test_an_example_is_read_as_it_says(code: str, kind: str, example: Example, read: Read):
    """The values of `says`, or no claim of the kind where it says nothing."""
    found = [one for one in read(code, example.text) if one.kind == kind]
    wanted = dict(part.split("=", 1) for part in example.says.split(", ") if part)
    if not wanted:
        assert not found
        return
    rows = [{column: one.row.get(column, "") for column in wanted} for one in found]
    assert wanted in rows, rows


@pytest.mark.parametrize("code", READ)
def test_rules_fill_columns_of_their_kind_and_set_words_of_its_lists(code: str):
    """A column or a stage that the codebook lacks would be left out in silence."""
    book = load()
    for ready in rules(code):
        kind, rule = book.kinds[ready.kind], ready.rule
        stages = {stage.word for stage in kind.stages}
        assert {rule.stage, rule.planned or rule.stage, rule.undone or rule.stage} <= stages, rule.name
        assert set(rule.roles) <= set(kind.by_name), rule.name
        for column, value in rule.set.items():
            words = kind.by_name[column].words
            assert not words or value in words, (rule.name, column)


@pytest.mark.parametrize("code", READ)
def test_a_kind_has_examples(code: str):
    """Of what is read in a language, at least one sentence of each kind is shown."""
    shown = {ready.kind for ready in rules(code) if any(example.says for example in ready.rule.examples)}
    assert shown == {ready.kind for ready in rules(code)}
