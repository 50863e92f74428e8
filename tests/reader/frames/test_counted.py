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


@pytest.mark.parametrize(
    ("text", "told"),
    [
        ("Ghana got six tanks from Norway and eight from Chile.", {("NOR", "6"), ("CHL", "8")}),
        ("Both frigates that Ghana bought from Norway are at sea.", {("NOR", "2")}),
        ("Norway delivered a battery of NASAMS missiles to Ghana.", {("NOR", "1")}),
        ("Ghana bought Leopard 2 tanks (42 in all) from Norway.", {("NOR", "42")}),
    ],
)
def test_a_number_goes_with_its_own_party_and_thing(said, text, told):
    assert {(one.row.get("supplier"), one.row.get("quantity")) for one in said(text) if one.kind == "transfers"} == told


def test_a_number_stops_at_the_thing_that_it_counts(said):
    text = "Ghana is to receive from Norway twelve mortars and spare parts."
    found = {one.row["item"]: one.row.get("quantity") for one in said(text) if one.kind == "transfers"}
    assert found == {"mortars": "12", "spare parts": None}
    text = "Norway sold Ghana twelve NASAMS launchers; a company of 60 men will operate them."
    assert "60" not in {one.row.get("quantity") for one in said(text) if one.kind == "transfers"}


@pytest.mark.parametrize(
    ("text", "kind", "column", "number"),
    [
        ("Norway sold Ghana two frigates. Accra paid 300 million euros for them.", "transfers", "value", "300000000"),
        ("Norway and Ghana held a joint exercise in May. Over 600 troops practised landings.", "exercises",
         "personnel", ">600"),
        ("Norway trained Ghanaian sailors in May. Some 24 cadets completed the course.", "training", "people", "~24"),
    ],
)  # fmt: skip
def test_the_next_sentence_says_who_paid_and_who_came(said, text, kind, column, number):
    assert {one.row.get(column) for one in said(text) if one.kind == kind} == {number}


def test_figures_follow_upon_figures_each_with_the_word_before_it(said):
    text = (
        "Norway's arms exports were 1 billion dollars in 2010. "
        "Since then the turnover has doubled (6 billion dollars), exports have grown 3 times (2 billion dollars)."
    )
    found = {(one.row["measure"], one.row["value"]) for one in said(text) if one.kind == "indicators"}
    assert {("turnover", "6000000000"), ("defence-exports", "2000000000")} <= found
    assert ("defence-exports", "6000000000") not in found
    alone = text.partition(". ")[2]
    assert not [one for one in said(alone) if one.kind == "indicators" and one.row["measure"] == "turnover"]


def test_the_eighth_member_makes_eight(said):
    text = "In March 2024 Somalia joined the East African Community as its eighth member."
    found = [one.row for one in said(text) if one.kind == "indicators"]
    assert [(row["measure"], row["value"], row["unit"], row["date"]) for row in found] == [
        ("members", "8", "states", "2024-03")
    ]
    assert not [one for one in said("Somalia left the East African Community.") if one.kind == "indicators"]


@pytest.mark.parametrize(
    ("text", "kind", "told"),
    [
        ("Togo received six Bastion vehicles from France in 2022, Mali ten in 2023 and Ghana five.", "transfers",
         {("TGO", "6", "2022"), ("MLI", "10", "2023"), ("GHA", "5", None)}),
        ("Sweden agreed to sell 14 Gripens to Brazil and 20 to Colombia.", "transfers",
         {("BRA", "14", None), ("COL", "20", None)}),
        ("Norway gave Ghana 5 million dollars in aid, 3 million to Mali and 2 million to Togo.", "assistance",
         {("GHA", "5000000", None), ("MLI", "3000000", None), ("TGO", "2000000", None)}),
    ],
)  # fmt: skip
def test_others_get_as_many_with_the_verb_left_out(said, text, kind, told):
    column = "quantity" if kind == "transfers" else "value"
    found = [one.row for one in said(text) if one.kind == kind]
    assert {(row["recipient"], row.get(column), row.get("date")) for row in found} == told


def test_a_price_is_that_of_what_stands_before_it(said):
    text = "Norway sold Ghana twelve NASAMS launchers, together with trucks worth 6 million euros."
    found = {one.row["item"]: one.row.get("value") for one in said(text) if one.kind == "transfers"}
    assert found["nasams"] is None
    text = "Ghana got six tanks from Norway, and Togo, which had paid 5 million dollars, got two."
    assert {one.row.get("value") for one in said(text) if one.row.get("recipient") == "GHA"} == {None}


def test_each_supplier_gives_what_stands_before_it(said):
    found = {
        (one.row["item"], one.row["supplier"], one.row.get("quantity"))
        for one in said("Ghana has ordered 246 CV90 vehicles from Sweden and 24 F-35 jets from the United States.")
        if one.kind == "transfers"
    }
    assert found == {("cv90", "SWE", "246"), ("f-35", "USA", "24")}


def test_a_part_of_those_who_came_is_not_all_of_them(said):
    text = "Some 1,700 soldiers, among them 250 Kenyans, took part in the exercise Golden Lion of Ghana and Togo."
    assert {one.row.get("personnel") for one in said(text) if one.kind == "exercises"} == {"~1700"}


def test_of_a_contract_for_some_of_them_that_many_were_ordered(said):
    text = (
        "Kenya has bought 118 Bastion armoured vehicles from France over the past decade, "
        "69 of them under a contract that was signed in 2011 and cost 40 million euros."
    )
    found = {(one.frame, one.row.get("quantity")) for one in said(text) if one.kind == "transfers"}
    assert {("buys", "118"), ("under-an-order", "69")} <= found
