"""Reposts and agency copies: the same words twice are one text; two reports of one event are two."""

import random

import pytest
from hypothesis import given
from hypothesis import strategies as st

from foedus.reader.intake import Limits
from foedus.reader.intake.parse import parse
from foedus.reader.reposts import FEWEST_WORDS, Text, near_duplicates, text_of

REPORT = """
RIGA, May 4 (Lake Press) - The ministers of defence of Norway and Latvia signed an agreement on the surveillance of
the sea in Riga on Saturday, the first of its kind between the two countries. It provides for two Norwegian patrol
vessels to be handed over to the Latvian navy by the end of next year, and for a staff of eleven officers to be set
up in the old harbour. "We have waited for this for a long time," the Latvian minister said after the ceremony.
Neither of the two would say what the vessels are to cost. A spokeswoman of the Norwegian ministry said only that
they were a loan and not a gift, and that their crews would be trained in Bergen from the autumn on. The Latvian
opposition called the agreement a costly toy; its leader said that the coast had no need of vessels that were twice
as old as their crews.
"""
OTHER = """
Latvia is to get two patrol vessels from Norway. The defence ministers of both countries put their names to a treaty
in the Latvian capital at the weekend, under which the Norwegians lend the ships and train those who are to sail
them. A small joint staff will be housed in Riga's old harbour. "We have waited for this for a long time," said the
minister of the host country. What it is all going to cost was not disclosed. Critics in parliament doubt that the
coast can be watched with ships of that age, and they want to know why nothing was bought in the yards of Liepaja,
which have no orders at all.
"""


def text(key: str, words: str, published: str = "", publisher: str = "") -> Text:
    document = parse(words.encode(), key, Limits())
    return text_of(document, key=key, published=published, publisher=publisher)


def test_a_repost_is_recognised_and_the_earlier_text_is_its_origin():
    (found,) = near_duplicates([text("blog", REPORT, "2019-05-06"), text("press", REPORT, "2019-05-04")])
    assert (found.copy, found.origin, found.certain) == ("blog", "press", True)
    assert "press was published earlier (2019-05-04)" in found.why


def test_two_reports_of_one_event_are_two():
    assert near_duplicates([text("one", REPORT, "2019-05-04"), text("two", OTHER, "2019-05-05")]) == []


def test_a_shortened_copy_with_another_heading_is_a_copy():
    sentences = REPORT.replace("\n", " ").strip().split(". ")
    short = "Norway lends ships\n\n" + ". ".join(sentences[:5]) + ".\n\nShare this article\n"
    (found,) = near_duplicates([text("short", short, "2019-05-05"), text("long", REPORT, "2019-05-04")])
    assert (found.copy, found.origin) == ("short", "long")
    assert found.share > 0.9


def test_a_credit_tells_the_origin_where_the_days_do_not():
    agency = text("agency", REPORT.replace("(Lake Press)", ""), "2019-05-04", "Lake Press")
    (found,) = near_duplicates([text("paper", REPORT, "2019-05-04", "The Harbour"), agency])
    assert (found.copy, found.origin, found.certain) == ("paper", "agency", True)
    assert found.why.endswith("paper names Lake Press as where it comes from.")


def test_where_nothing_tells_the_origin_it_is_not_certain():
    (found,) = near_duplicates([text("one", REPORT), text("two", REPORT, "2019")])
    assert not found.certain


def test_a_day_within_a_month_is_not_before_it():
    (found,) = near_duplicates([text("one", REPORT, "2019-05"), text("two", REPORT, "2019-05-04")])
    assert not found.certain


def test_copies_are_found_among_texts_that_the_case_knows_but_those_are_not_compared_with_each_other():
    known = [text("press", REPORT, "2019-05-04"), text("archive", REPORT, "2020")]
    (found,) = near_duplicates([text("blog", REPORT, "2021"), text("other", OTHER, "2021")], known)
    assert (found.copy, found.origin) == ("blog", "press")


def test_a_copy_of_a_copy_has_the_first_text_for_its_origin():
    days = {"first": "2019-05-04", "second": "2019-05-05", "third": "2019-05-06"}
    found = near_duplicates([text(key, REPORT, day) for key, day in days.items()])
    assert [(repost.copy, repost.origin) for repost in found] == [("second", "first"), ("third", "first")]


def test_short_texts_and_formulas_are_not_taken_for_copies():
    formula = "The parties shall consult each other in the event of an armed attack on any of them in the area. " * 2
    assert near_duplicates([text("one", formula), text("two", formula)]) == []
    own = ["Norway lends ships to Latvia for a year. ", "Chile buys radars from a yard in Ghent. "]
    treaties = [text(str(n), formula + " ".join(f"{words} {n} {m}" for m in range(30))) for n, words in enumerate(own)]
    assert near_duplicates(treaties) == []


def test_a_long_text_that_quotes_a_short_one_in_full_is_its_copy_only_by_day():
    """A study that prints a press release has it inside; the release comes first."""
    study = "\n\n".join([OTHER, REPORT, OTHER.upper()])
    (found,) = near_duplicates([text("study", study, "2022"), text("release", REPORT, "2019-05-04")])
    assert (found.copy, found.origin) == ("study", "release")


@pytest.mark.parametrize("count", [60])
def test_many_texts_of_which_two_are_one(count: int):
    chance = random.Random(7)
    words = [f"word{n}" for n in range(4000)]
    texts = [Text(key=str(n), words=tuple(chance.choices(words, k=400)), published=f"20{n:02}") for n in range(count)]
    copy = Text(key="copy", words=texts[9].words[20:], published="2099")
    assert [(one.copy, one.origin) for one in near_duplicates([*texts, copy])] == [("copy", "9")]


@given(st.lists(st.text(alphabet="ab c", min_size=1), max_size=5), st.randoms())
def test_the_order_of_texts_does_not_matter(texts: list[str], chance: random.Random):
    made = [
        Text(key=str(n), words=tuple((one * FEWEST_WORDS).split()), published=f"200{n}") for n, one in enumerate(texts)
    ]
    shuffled = list(made)
    chance.shuffle(shuffled)
    assert near_duplicates(made) == near_duplicates(shuffled)
