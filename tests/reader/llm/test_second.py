"""A document read through a model: what becomes a proposal, what is dropped and counted, what is asked once more."""

from collections.abc import Callable
from pathlib import Path

import pytest

from foedus.case import check
from foedus.reader.llm.cost import Price
from foedus.reader.llm.endpoint import EndpointError
from foedus.reader.llm.second import Options
from foedus.reader.write import write
from tests.reader.llm.conftest import BOATS, PACT, Model
from tests.reader.llm.server import Answer, Asked, Server, claims, refused, said


def by_block(**found: Answer) -> Callable[[Asked, int], Answer]:
    """Answers by a word of the block that is asked about."""
    return lambda asked, number: next((a for word, a in found.items() if word in asked.block), claims())


def test_a_claim_of_a_model_is_a_proposal_tied_to_its_words(model: Model, server: Server, story: Path, tmp_path: Path):
    """Names become keys, the quotation has its place, and the whole is a case that a check lets pass."""
    server.answer = by_block(boats=claims(BOATS), memorandum=claims(PACT))
    reading = model.read(story)
    boats, pact = reading.proposals
    assert boats.row["supplier"] == "NOR"
    assert pact.row["parties"] == "PER; CHL"
    assert (boats.row["locator"], boats.row["origin"], boats.by) == ("¶2", "model", ("model small-1",))
    assert boats.sentence.startswith("In January 2023 Norway")
    words = {column: [boats.sentence[a:b] for a, b in spans] for column, spans in boats.spans.items()}
    assert words == {
        "date": ["January 2023"], "supplier": ["Norway"], "recipient": ["Ghana"], "item": ["patrol boats"],
        "quantity": ["four"],
    }  # fmt: skip
    write(tmp_path / "out", reading)
    assert [one for one in check(tmp_path / "out").findings if one.severity == "error"] == []
    assert not boats.scored


def test_a_block_is_asked_about_alone_with_what_stands_before_it(model: Model, server: Server, story: Path):
    """The heading is context, never a question; keys come with the words of the text; the form is the codebook's."""
    model.read(story, sources=[{"source": "tale", "document": "story.txt", "title": "Boats", "published": "2023-02"}])
    assert [block[:12] for block in server.blocks] == ["In January 2", "A reader wro", "Peru and Chi"]
    first = server.asked[0].body
    user = first["messages"][1]["content"]
    assert '"title": "Boats", "published": "2023-02"' in user
    assert '"NOR": "Norway"' in user
    assert "Boats for the coast" in user
    assert (first["temperature"], first["seed"], "tools" in first) == (0, 1, False)
    form = first["response_format"]["json_schema"]["schema"]
    kinds = {one["properties"]["kind"]["enum"][0]: one for one in form["properties"]["claims"]["items"]["anyOf"]}
    assert kinds["transfers"]["properties"]["stage"]["enum"][0] == "requested"
    assert kinds["meetings"]["properties"]["participants"] == {"type": "array", "items": {"type": "string"}}


def test_a_language_that_nobody_here_reads_is_read_through_the_model(model: Model, server: Server, tmp_path: Path):
    """Georgian: the quotation is found in its letters; a name that no key can be made of is taken in Latin ones."""
    text = "ნორვეგიამ განას ოთხი საპატრულო კატარღა გადასცა, განაცხადა გემთმშენებელმა კომპანიამ ოსლოში."
    (tmp_path / "ge.txt").write_text(text, encoding="utf-8")
    server.answer = lambda asked, number: claims(
        {**BOATS, "quote": "ოთხი საპატრულო კატარღა გადასცა", "manufacturer": ["Fjord Yard"]}
    )
    (one,) = model.read(tmp_path / "ge.txt").proposals
    assert (one.row["supplier"], one.row["manufacturer"]) == ("NOR", "fjord-yard")
    assert one.sentence == text
    assert "Not recognised in these words: " in one.why
    assert "supplier" in one.why


def test_a_language_of_which_names_are_known_has_its_words_marked(model: Model, server: Server, tmp_path: Path):
    """Russian: keys go along with the words of the text, and the review shows what each column was read from."""
    text = "В январе 2023 года Норвегия передала Гане четыре патрульных катера, сообщило министерство."
    (tmp_path / "ru.txt").write_text(text, encoding="utf-8")
    server.answer = lambda asked, number: claims(
        {**BOATS, "quote": "Норвегия передала Гане четыре патрульных катера", "recipient": ["Гана"]}
    )
    (one,) = model.read(tmp_path / "ru.txt").proposals
    assert '"NOR": "Норвегия"' in server.asked[0].body["messages"][1]["content"]
    found = {column: [one.sentence[a:b] for a, b in spans] for column, spans in one.spans.items()}
    assert found == {"date": ["январе 2023 года"], "supplier": ["Норвегия"], "recipient": ["Гане"],
                     "quantity": ["четыре"]}  # fmt: skip


def test_what_is_not_in_the_text_is_dropped_and_counted(model: Model, server: Server, story: Path):
    """An invented quotation, somebody who is not named, a kind and a word that there are not: no proposals."""
    wrong = [
        {**BOATS, "quote": "Norway delivered nine frigates to Ghana"},
        {**BOATS, "quote": "the"},
        {**BOATS, "supplier": ["Ruritanian Yards"]},
        {**BOATS, "kind": "gossip"},
        {**BOATS, "stage": "sunk"},
        {**BOATS, "supplier": [], "recipient": []},
        "nonsense",
    ]
    server.answer = by_block(boats=claims(*wrong, BOATS))
    (boats,) = model.read(story).proposals
    assert boats.row["supplier"] == "NOR"
    assert model.report.dropped == {
        "quote not in the text": 2, "nobody of that name": 1, "no such kind": 1, "wrong cells": 1, "nobody named": 1,
    }  # fmt: skip


def test_a_fault_is_told_to_the_model_once(model: Model, server: Server, story: Path):
    """The second answer counts, with the claims that were right at first; there is no third question."""
    spoilt = {**BOATS, "date": "January 2023"}
    both = {**PACT, "quote": "four patrol boats to Ghana", "parties": ["NOR", "GHA"]}
    answers = [claims(spoilt, both), claims(BOATS), claims(), claims()]
    server.answer = lambda asked, number: answers[number]
    reading = model.read(story)
    assert [one.kind for one in reading.proposals] == ["agreements", "transfers"]
    assert model.report.repaired == 1
    assert model.report.dropped == {}
    told = server.asked[1].body["messages"]
    assert [one["role"] for one in told] == ["system", "user", "assistant", "user"]
    assert "date is no date" in told[3]["content"]
    assert len(server.asked) == 4


def test_a_cell_that_can_be_done_without_does_not_cost_the_claim(model: Model, server: Server, story: Path):
    """A wrong date that the model insists on is left out, and counted."""
    server.answer = by_block(boats=claims({**BOATS, "date": "soon", "value": "a lot"}))
    (boats,) = model.read(story).proposals
    assert "date" not in boats.row
    assert model.report.dropped == {"cells left out": 2}


PIECES = '{"claims": [' + str(BOATS).replace("'", '"') + ', {"kind": "agreements", "quote": "Peru'


@pytest.mark.parametrize(
    ("text", "proposals", "cut"),
    [
        (PIECES, 1, 1),
        (PIECES.removesuffix(', {"kind": "agreements", "quote": "Peru') + "]}", 1, 0),
        ("Here you are:\n```json\n" + str({"claims": [BOATS]}).replace("'", '"') + "\n```\nAnything else?", 1, 0),
        ("<think>{not yet}</think>" + str({"claims": [BOATS]}).replace("'", '"'), 1, 0),
        ("I am sorry, there are no claims here.", 0, 1),
        ("[" * 100_000, 0, 1),
        ("", 0, 1),
    ],
    ids=["cut off", "whole", "fenced", "thoughts", "prose", "deep", "empty"],
)  # fmt: skip
def test_answers_as_models_write_them(model: Model, server: Server, story: Path, text: str, proposals: int, cut: int):
    """Of an answer that breaks off, twice, the whole claims are taken; what is no JSON proposes nothing."""
    server.answer = by_block(boats=said(text, end="length" if cut else "stop"))
    assert len(model.read(story).proposals) == proposals
    assert model.report.cut == cut
    assert model.report.blocks == 3


def test_a_refusal_is_counted_and_nothing_is_asked_again(model: Model, server: Server, story: Path):
    """The other blocks are read."""
    server.answer = by_block(boats=said(None, refusal="I cannot help with arms."), memorandum=claims(PACT))
    assert [one.kind for one in model.read(story).proposals] == ["agreements"]
    assert (model.report.refused, len(server.asked)) == (1, 3)


def test_what_was_spent_is_what_the_server_counts_and_unknown_is_not_zero(model: Model, server: Server, story: Path):
    """Without a price it is unknown; where the server does not count, the sum says so."""
    model.read(story)
    assert model.report.spent.usage.sent == 9000
    assert "the price is unknown" in " ".join(model.report.said())
    assert model.report.as_dict()["cost"] is None
    model.cache.unlink()
    server.answer = lambda asked, number: said({"claims": []}, usage=number % 2 == 0)
    model.read(story, options=Options(price=Price(10.0, 100.0), at_once=1))
    lines = " ".join(model.report.said())
    assert "for 2 answers the server did not count" in lines
    assert "0.031 at your prices at least" in lines
    assert model.report.as_dict()["cost"] is None


def test_limits_leave_blocks_for_another_run_which_goes_on_with_them(model: Model, server: Server, story: Path):
    """Two blocks at most, then as many tokens as one takes; nothing is asked about twice."""
    model.read(story, options=Options(blocks=2, at_once=1))
    assert (model.report.blocks, model.report.left, len(server.asked)) == (2, 1, 2)
    model.read(story, options=Options(tokens=0, at_once=1))
    assert (model.report.blocks, model.report.kept, model.report.left, len(server.asked)) == (2, 2, 1, 2)
    model.read(story)
    assert (model.report.blocks, model.report.kept, len(server.asked)) == (3, 2, 3)
    assert len(set(server.blocks)) == 3


def test_what_is_proposed_does_not_depend_on_how_many_are_asked_at_once(model: Model, server: Server, story: Path):
    """Four threads or one: the same proposals in the same order."""
    server.answer = by_block(boats=claims(BOATS), memorandum=claims(PACT))
    one = model.read(story).proposals
    model.cache.unlink()
    assert model.read(story, options=Options(at_once=4)).proposals == one


def test_the_only_model_needs_no_name_and_of_several_one_is_asked_for(model: Model, server: Server, story: Path):
    """The server is asked which it has."""
    model.read(story, model="")
    assert model.report.model == "small-1"
    server.models = ["small-1", "large-2"]
    with pytest.raises(EndpointError, match="has: large-2, small-1"):
        model.read(story, model="")


def test_another_model_than_asked_for_is_said(model: Model, server: Server, story: Path):
    """Some servers answer with whatever they have loaded."""
    server.answer = lambda asked, number: said({"claims": []}, model="other-9")
    model.read(story)
    assert model.report.notes == ("Asked for small-1, the server says that other-9 answered.",)


def test_a_server_that_cuts_off_the_question_is_found_out(model: Model, server: Server, story: Path):
    """Some read only as much as they have been given room for, and say nothing but what they counted."""
    server.answer = lambda asked, number: said({"claims": []}, tokens=900)
    model.read(story)
    (note,) = model.report.notes
    assert note.startswith("For 3 blocks the server counted far fewer tokens than were sent")


def test_a_model_that_is_not_there_is_an_error_with_those_that_are(model: Model, server: Server, story: Path):
    """Before anything is written, as nothing was answered."""
    server.answer = lambda asked, number: refused(404, "The model `tiny` does not exist", "model_not_found")
    with pytest.raises(EndpointError) as raised:
        model.read(story, model="tiny")
    assert "no model 'tiny'" in raised.value.message
    assert raised.value.hint == "It has: small-1."
