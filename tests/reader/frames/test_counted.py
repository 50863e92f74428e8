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


@pytest.mark.parametrize(
    ("text", "quantity"),
    [
        ("The first two of fourteen F-16s from Norway landed in Ghana.", "2"),
        ("Norway delivered the final three of 36 Gripens to Ghana.", "3"),
        ("Norway delivered the second of three NASAMS batteries to Ghana.", "1"),
        ("Norway sold a frigate to Ghana.", "1"),
        ("Ghana bought Norwegian missiles, 40 in all.", "40"),
        ("Norway sold Gripens to Ghana under a contract of 2018 for 11 of them.", "11"),
    ],
)
def test_a_part_is_counted_by_itself(said, text, quantity):
    assert {one.row.get("quantity") for one in said(text) if one.kind == "transfers"} == {quantity}


def test_two_armies_are_counted_together(said):
    text = "Some 900 Kenyan soldiers and as many as 1,300 Ghanaians took part in the exercise Golden Lion."
    assert {one.row.get("personnel") for one in said(text) if one.kind == "exercises"} == {"~2200"}


@pytest.mark.parametrize(
    ("text", "kind", "column", "told"),
    [
        ("Norway delivered 10 boats to Ghana in 2019 and 12 in 2021.", "transfers", "quantity",
         {("2019", "10"), ("2021", "12")}),
        ("Norway gave Ghana 2 million dollars in aid in 2019, 3 million in 2020 and 5 million in 2021.", "assistance",
         "value", {("2019", "2000000"), ("2020", "3000000"), ("2021", "5000000")}),
        ("Norway trained 300 Ghanaian soldiers in 2019 and 500 in 2020.", "training", "people",
         {("2019", "300"), ("2020", "500")}),
        ("Norway sold four frigates to Ghana in 2019 and trained 30 sailors in 2020.", "transfers", "quantity",
         {("2019", "4")}),
    ],
)  # fmt: skip
def test_a_series_is_told_year_by_year(said, text, kind, column, told):
    assert {(one.row.get("date"), one.row.get(column)) for one in said(text) if one.kind == kind} == told


def test_what_else_one_gives_to_others_with_the_verb_left_out(said):
    found = {
        (one.row["item"], one.row["recipient"], one.row.get("quantity"))
        for one in said("Norway delivered 10 trucks to Ghana and 12 tanks to Mali in 2021.")
        if one.kind == "transfers"
    }
    assert found == {("trucks", "GHA", "10"), ("tanks", "MLI", "12")}


def test_the_next_sentence_says_what_it_cost_and_who_took_part(said):
    text = "Norway sold 24 tanks to Ghana. The contract is worth 300 million euros."
    (one,) = [one for one in said(text) if one.kind == "transfers"]
    assert (one.row["value"], one.row["currency"]) == ("300000000", "EUR")
    text = "Norway and Ghana held a joint exercise in May. Some 600 soldiers took part in it."
    assert {one.row.get("personnel") for one in said(text) if one.kind == "exercises"} == {"~600"}


def test_a_price_of_something_else_is_left_alone(said):
    text = "Norway sold 24 tanks to Ghana. The budget of the ministry is 300 million euros."
    assert [one.row.get("value") for one in said(text) if one.kind == "transfers"] == [None]
