"""What a sentence says where: paths, enumerations, how far a thing has got, and what goes with it."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import pytest

from foedus.reader.frames.phase import standing
from foedus.reader.frames.sentence import Context, Sentence
from foedus.reader.frames.tree import plain
from foedus.reader.mention import Mention, Type
from foedus.reader.proposal import Proposal

Parse = Callable[[str], Any]
Named = Callable[[str], tuple[Mention, ...]]
STATES: tuple[Type, ...] = ("state",)


@pytest.fixture
def read(parse: Parse, named: Named) -> Callable[..., Sentence]:
    """A text's first sentence, with its names."""

    def of(text: str, context: Context | None = None) -> Sentence:
        return Sentence(plain(parse(text)).sents[0], named(text), context)

    return of


def word(sentence: Sentence, text: str) -> Any:
    """The first token of a sentence that reads so."""
    return next(token for token in sentence.span if token.text == text)


@pytest.mark.parametrize(
    ("text", "trigger", "path", "expected"),
    [
        ("Kenya sold ten trucks to Uganda.", "sold", "subject", {"KEN"}),
        ("Kenya sold ten trucks to Uganda.", "sold", "to", {"UGA"}),
        ("The sale of ten trucks to Uganda was agreed.", "sale", "to", {"UGA"}),
        ("The trucks were sold by Kenya.", "sold", "subject", {"KEN"}),
        ("Ghana, Togo, and Benin signed a treaty.", "treaty", "verb.subject", {"GHA", "TGO", "BEN"}),
        ("An accord signed in 1998 between Chad and Mali lapsed.", "accord", "between", {"TCD", "MLI"}),
        ("Chilean-Peruvian exercises were held.", "exercises", "mod", {"CHL", "PER"}),
        ("As a member of NATO, Norway took part.", "member", "is", {"NOR"}),
        ("Norway, a member of NATO, took part.", "member", "is", {"NOR"}),
        ("The members of NATO are Norway, Spain and others.", "members", "is", {"NOR", "ESP"}),
        ("Countries such as Fiji and Samoa cooperate.", "cooperate", "subject", {"FJI", "WSM"}),
        ("Nepal took delivery of two aircraft from Italy.", "delivery", "doer", {"NPL"}),
        ("During the visit Nepal bought aircraft.", "visit", "doer", set()),
        ("Peru's Mirage aircraft flew.", "aircraft", "poss", {"PER"}),
        ("Fiji's and Samoa's ports were closed.", "ports", "poss", {"FJI", "WSM"}),
        ("Fiji is to be visited by Samoa.", "visited", "object", {"FJI"}),
        ("Kenya was given tanks by Italy and has bought boats.", "bought", "subject", {"KEN"}),
        ("In May Kenya and Uganda sold Togo boats.", "sold", "ahead", {"KEN", "UGA"}),
        ("Kenya sold boats of many kinds to Togo and Benin.", "sold", "behind", {"TGO", "BEN"}),
    ],
)
def test_paths_lead_to_who_is_meant(
    read: Callable[..., Sentence], text: str, trigger: str, path: str, expected: set[str]
) -> None:
    sentence = read(text)
    assert {one.key for one in sentence.fill(word(sentence, trigger), path, STATES)} == expected


def test_an_enumeration_is_read_off_the_text_but_ends_where_a_clause_begins(read: Callable[..., Sentence]) -> None:
    sentence = read("Fiji signed with Tonga, Samoa (2010) and the Solomon Islands, and Palau protested.")
    together = {one.key for one in next(run for run in sentence.lists.values() if len(run) > 1)}
    assert together == {"TON", "WSM", "SLB"}


def test_what_was_said_before_is_there_for_a_sentence_that_names_nobody(read: Callable[..., Sentence]) -> None:
    earlier = [Mention(0, 4, "FJI", "state"), Mention(9, 14, "TON", "state")]
    sentence = read("The treaty was signed.", Context([[], earlier], "WSM"))
    trigger = word(sentence, "treaty")
    assert [one.key for one in sentence.fill(trigger, "before", STATES)] == ["FJI", "TON"]
    assert [one.key for one in sentence.fill(trigger, "focus", STATES)] == ["WSM"]


@pytest.mark.parametrize(
    ("text", "trigger", "phase", "assertion"),
    [
        ("Chile bought ships from Spain.", "bought", "", "asserted"),
        ("Chile did not buy ships from Spain.", "buy", "", "denied"),
        ("Chile will buy ships from Spain.", "buy", "", "expected"),
        ("Chile may buy ships from Spain.", "buy", "", "hypothetical"),
        ("Chile plans to buy ships from Spain.", "buy", "planned", "asserted"),
        ("Chile refused to sell ships to Spain.", "sell", "refused", "asserted"),
        ("Neither Chile nor Peru bought ships.", "bought", "", "denied"),
        ("Chile has no treaty with Peru.", "treaty", "", "denied"),
        ("Talks on the purchase of ships began.", "purchase", "negotiated", "asserted"),
        ("A treaty signed in 1990 would not help Chile.", "treaty", "agreed", "asserted"),
        ("The visit to Chile was not a surprise.", "visit", "", "asserted"),
        ("Chile hopes to join NATO.", "join", "wanted", "asserted"),
    ],
)
def test_how_far_it_has_got_and_whether_it_is_so(
    read: Callable[..., Sentence], text: str, trigger: str, phase: str, assertion: str
) -> None:
    sentence = read(text)
    how = standing(sentence, word(sentence, trigger))
    assert (how.phase, how.assertion) == (phase, assertion)


def test_one_visit_to_two_countries_is_two_visits(said: Callable[[str], list[Proposal]]) -> None:
    found = said("The Ghanaian president visited Fiji and Samoa in May 2010.")
    assert {one.row["participants"] for one in found if one.kind == "meetings"} == {"FJI; GHA", "GHA; WSM"}
    assert {one.row["date"] for one in found if one.kind == "meetings"} == {"2010-05"}


def test_each_of_several_has_its_own_date(said: Callable[[str], list[Proposal]]) -> None:
    found = said("Estonia joined NATO in 2004, Finland in 2023 and Sweden in 2024.")
    dates = {one.row["member"]: one.row["date"] for one in found if one.kind == "memberships"}
    assert dates == {"EST": "2004", "FIN": "2023", "SWE": "2024"}


def test_what_happened_in_two_years_happened_twice(said: Callable[[str], list[Proposal]]) -> None:
    found = said("Ghana and Togo held joint exercises in 2011 and 2013.")
    assert {one.row["date"] for one in found if one.kind == "exercises"} == {"2011", "2013"}


def test_the_makers_state_stands_in_for_a_supplier_who_is_not_named(said: Callable[[str], list[Proposal]]) -> None:
    found = [one for one in said("Ghana ordered six Super Tucano aircraft.") if one.kind == "transfers"]
    assert [(one.row["supplier"], one.row["recipient"], one.row["quantity"]) for one in found] == [("BRA", "GHA", "6")]


def test_nobody_sells_to_himself_and_no_treaty_hides_in_a_name(said: Callable[[str], list[Proposal]]) -> None:
    assert not [one for one in said("Brazil sold the tanks to Brazil.") if one.kind == "transfers"]
    found = said("Armenia is in the Collective Security Treaty Organization with Belarus.")
    assert not [one for one in found if one.kind == "agreements"]


def test_a_proposal_says_where_each_part_was_read_and_by_which_path(said: Callable[[str], list[Proposal]]) -> None:
    text = "In 2016 Italy delivered two patrol vessels to Tunisia."
    [one] = [one for one in said(text) if one.kind == "transfers"]
    words = {column: text[start:end] for column, [(start, end), *_] in one.spans.items()}
    assert words == {
        "trigger": "delivered", "supplier": "Italy", "recipient": "Tunisia", "item": "patrol vessels",
        "date": "In 2016", "quantity": "two",
    } | {"date": words["date"]}  # fmt: skip
    assert "2016" in words["date"]
    assert one.row["locator"] == "¶1"
    assert one.row["quote"] == text
    assert one.features["by=grammar"] == 1.0


def test_who_is_under_an_embargo_does_not_impose_it(said: Callable[[str], list[Proposal]]) -> None:
    found = [one.row for one in said("Myanmar has been under an arms embargo of the European Union since 1996.")]
    assert [(row["imposer"], row["target"]) for row in found if "imposer" in row] == [("eu", "MMR")]


def test_each_somewhere_else_with_the_verb_left_out(said: Callable[[str], list[Proposal]]) -> None:
    found = said("Spain leads the battlegroup in Slovakia, Denmark that in Latvia and Norway that in Lithuania.")
    pairs = {(one.row["sender"], one.row["host"]) for one in found if one.kind == "presences"}
    assert {("ESP", "SVK"), ("DNK", "LVA"), ("NOR", "LTU")} <= pairs


@pytest.mark.parametrize(
    ("text", "trigger", "path", "expected"),
    [
        ("The government sent troops.", "sent", "subject", ["KEN"]),
        ("Our navy sent ships.", "sent", "subject", ["KEN"]),
        ("Ugandan officials sent a note.", "sent", "subject", ["UGA"]),
        ('"We sent nobody," he wrote.', "sent", "subject", []),
        ("Some government sent troops.", "sent", "subject", []),
    ],
)
def test_the_government_is_that_of_the_state_that_a_text_is_about(
    read: Callable[..., Sentence], text: str, trigger: str, path: str, expected: list[str]
) -> None:
    sentence = read(text, Context(focus="KEN"))
    assert [one.key for one in sentence.fill(word(sentence, trigger), path, STATES)] == expected


def test_a_verb_without_subject_and_object_speaks_of_what_the_text_is_about(read: Callable[..., Sentence]) -> None:
    about = Context(body="asean")
    bare = read("Founded in 1967 by Thailand and Malaysia.", about)
    assert [one.key for one in bare.fill(word(bare, "Founded"), "elided", ("organisation",))] == ["asean"]
    whole = read("Thailand founded a school in 1967.", about)
    assert whole.fill(word(whole, "founded"), "elided", ("organisation",)) == []


def test_an_office_beside_a_name_is_no_second_speaker(said: Callable[[str], list[Proposal]]) -> None:
    found = [one.row["speaker"] for one in said("Prabowo Subianto, Indonesia's president, welcomed the pact.")
             if one.kind == "statements"]  # fmt: skip
    assert found == ["prabowo-subianto"]


def test_loose_frames_are_silent_where_others_speak(said: Callable[[str], list[Proposal]]) -> None:
    gift = said("The trucks were a gift of Denmark to Benin.")
    assert [one.frame for one in gift if one.kind == "assistance"]
    given = said("Denmark donated trucks to Benin as a gift.")
    assert "came-as-gift" not in {one.frame for one in given}
