"""The shipped facts: of the right form, with keys and words that the codebook knows, and as many as promised."""

import re

import pytest

from foedus.codebook import load
from foedus.reader.names.entries import FILES, cell, rows, shipped
from foedus.terms.states import states
from foedus.terms.words import is_key


@pytest.mark.parametrize("name", FILES)
def test_every_row_has_a_key_a_name_and_known_states(name):
    for row in rows(name):
        assert None not in row, row
        assert None not in row.values(), row
        assert is_key(row["entity"]), row
        assert row["name"].strip(" ?"), row
        assert set(cell(row["country"])) <= set(states()), row
        assert set(cell(row.get("members"))) <= set(states()), row


def test_categories_are_the_codebooks():
    words = set(load().kinds["transfers"].by_name["category"].words)
    for name in ("platforms", "items"):
        assert {row["category"] for row in rows(name)} <= words


def test_a_platforms_maker_is_a_firm_or_body():
    firms = {row["entity"] for name in ("firms", "bodies") for row in rows(name)}
    assert {row["maker"] for row in rows("platforms")} - {""} <= firms


def test_no_key_but_a_persons_stands_in_two_rows():
    for name in FILES:
        if name != "leaders":
            keys = [row["entity"] for row in rows(name)]
            assert sorted(keys) == sorted(set(keys)), {key for key in keys if keys.count(key) > 1}


def test_terms_of_office_are_years_in_order():
    for row in rows("leaders"):
        assert re.fullmatch(r"\d{4}", row["begins"]), row
        assert not row["ends"] or row["begins"] <= row["ends"] <= "2026", row


@pytest.mark.parametrize(
    ("name", "least"), [("organisations", 150), ("firms", 200), ("platforms", 350), ("armed-groups", 50)]
)
def test_there_are_enough(name, least):
    assert len({row["entity"] for row in rows(name)}) >= least


def test_there_are_enough_leaders_of_enough_states():
    leaders = list(rows("leaders"))
    assert len({row["entity"] for row in leaders}) >= 400
    assert len({row["country"] for row in leaders}) >= 80


def test_every_form_can_be_found_by_itself_when_written_as_it_is(gazetteer):
    """Forms that count only in context apart, each is found as its own entity or as a namesake that goes before."""
    missing = []
    for one in shipped():
        if (
            one.role
            or one.near
            or one.wary
            or one.article
            or one.type == "item"
            or one.form.startswith(("other", "capital"))
        ):
            continue
        found = gazetteer.find(f"So said {one.text} today.")
        if not any(mention.key for mention in found):
            missing.append(one.text)
    assert len(missing) < 20, missing
