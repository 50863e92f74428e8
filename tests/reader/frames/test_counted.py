"""How many and for how much."""

import pytest


@pytest.mark.parametrize(
    ("text", "quantity"),
    [
        ("Norway sold six patrol boats to Ghana.", "6"),
        ("Norway delivered the last of the six patrol boats to Ghana.", "1"),
        ("Norway sold three batteries of the NASAMS missile to Ghana.", "3"),
        ("Patrol boats, more than 20 of them, were sold by Norway to Ghana.", ">20"),
        ("Ghana bought dozens of howitzers from Norway.", ""),
    ],
)
def test_the_number_that_counts_a_thing(said, text, quantity):
    found = {one.row.get("quantity", "") for one in said(text) if one.kind == "transfers"}
    assert found - {""} == {quantity} - {""}


def test_each_sum_goes_with_its_own_verb(said):
    text = "Chile granted Peru 800,000 dollars, and in May 2007 Brazil granted Bolivia 650,000 dollars."
    found = {one.row["recipient"]: one.row.get("value") for one in said(text) if one.kind == "assistance"}
    assert found == {"PER": "800000", "BOL": "650000"}


def test_a_currency_of_many_states_is_that_of_the_one_beside_it(said):
    (one,) = [
        one for one in said("Switzerland ordered radars from Ghana for 6 million francs.") if one.kind == "transfers"
    ]
    assert (one.row["value"], one.row["currency"]) == ("6000000", "CHF")
