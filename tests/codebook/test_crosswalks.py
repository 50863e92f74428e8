"""Our lists map to the field's, word by word, and each row owns up to what is lost."""

import re

import pytest

from foedus.codebook import load
from foedus.codebook.crosswalk import LISTS, NAMES, crosswalk, event_code, ours

BOOK = load()
DCAD = {"DCA", "DIC", "TREX", "PROCUREMENT", "COMMISSION", "RESEARCH"}  # category1 of DCAD 1.0
PLOVER = {
    "AGREE", "CONSULT", "SUPPORT", "CONCEDE", "COOPERATE", "AID", "RETREAT", "REQUEST", "ACCUSE", "REJECT",
    "THREATEN", "PROTEST", "SANCTION", "MOBILIZE", "COERCE", "ASSAULT",
}  # fmt: skip


@pytest.mark.parametrize("scheme", LISTS)
def test_every_word_of_the_list_has_a_row_and_every_row_a_word(scheme: str):
    assert {row.ours for row in crosswalk(scheme)} == set(ours(BOOK, scheme))
    assert scheme in NAMES


@pytest.mark.parametrize("scheme", LISTS)
def test_a_row_says_what_is_lost_and_points_nowhere_only_where_nothing_fits(scheme: str):
    for row in crosswalk(scheme):
        assert row.scheme == scheme
        assert row.lost.endswith(".")
        assert (row.theirs == "") == (row.fit == "none"), row
        assert (row.lost == "Nothing is lost.") == (row.fit == "exact"), row


def test_the_schemes_codes_are_the_schemes_own():
    assert {row.theirs for row in crosswalk("dcad")} - {""} <= DCAD
    assert {row.theirs.split(":")[0] for row in crosswalk("plover")} - {""} <= PLOVER
    codes = {row.theirs for row in crosswalk("cameo")} - {""}
    assert all(re.fullmatch(r"(?:0[1-9]|1\d|20)\d{1,2}", code) for code in codes), codes


@pytest.mark.parametrize("scheme", ["plover", "cameo"])
def test_a_claim_meets_one_row_and_conditions_name_words_of_the_codebook(scheme: str):
    """A row for some claims stands before the row for the rest, or it would never be reached."""
    open_to_all: set[str] = set()
    for row in crosswalk(scheme):
        assert row.ours not in open_to_all, row
        if not row.when:
            open_to_all.add(row.ours)
            continue
        column, _, words = row.when.partition("=")
        assert set(words.split("|")) <= set(BOOK.kinds[row.ours.split("/")[0]].by_name[column].words), row
    war = {"kind": "disputes", "stage": "open", "type": "war"}
    assert event_code(scheme, war) != event_code(scheme, war | {"type": "rivalry"})
    assert event_code(scheme, {"kind": "indicators", "stage": "reported"}) is None


def test_sipri_counts_uavs_as_aircraft():
    uav = next(row for row in crosswalk("sipri") if row.ours == "uav")
    assert (uav.theirs, uav.fit) == ("Aircraft", "broader")


def test_a_scheme_that_is_not_there_is_refused_with_a_list_of_those_that_are():
    with pytest.raises(ValueError, match="choose one of dcad, sipri, ucdp, mid, plover, cameo"):
        crosswalk("icews")
