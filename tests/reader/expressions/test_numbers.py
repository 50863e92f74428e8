"""Numbers and money in running text, as the codebook writes them."""

import pytest

from foedus.reader.expressions import find
from foedus.reader.expressions.currency import SHARED, whose
from foedus.terms.currencies import CURRENCIES


def read(text, type):
    return [(one.key, one.category) for one in find(text, "2024") if one.type == type]


@pytest.mark.parametrize(
    ("text", "key"),
    [
        ("six boats", "6"), ("twenty-five tanks", "25"), ("1,250 men", "1250"), ("two hundred and fifty jeeps", "250"),
        ("at least three boats", ">=3"), ("nearly 40 jets", "~40"), ("more than 150 of them", ">150"),
        ("up to 1,500 soldiers", "<=1500"), ("fewer than ten", "<10"), ("some 1,990 troops", "~1990"),
        ("hundreds of rifles", ">=100"), ("tens of thousands of shells", ">=10000"), ("a dozen trucks", "12"),
        ("3 to 5 ships", ">=3"), ("2000 soldiers", "2000"), ("50,000+ rounds", ">50000"),
    ],
)  # fmt: skip
def test_a_number_counts(text, key):
    assert read(text, "number") == [(key, "")]


def test_per_cent_is_a_number_of_its_own_kind():
    assert read("about 20 per cent of the 35 ships", "number") == [("~20", "percent"), ("35", "")]


@pytest.mark.parametrize(
    ("text", "key", "currency"),
    [
        ("$1.5 million", "1500000", "USD"), ("nearly $1 million", "~1000000", "USD"),
        ("EUR 2.5bn", "2500000000", "EUR"), ("€600m", "600000000", "EUR"), ("3 billion euros", "3000000000", "EUR"),
        ("£20m", "20000000", "GBP"), ("NT$5 billion", "5000000000", "TWD"), ("R$2m", "2000000", "BRL"),
        ("40 million Swiss francs", "40000000", "CHF"), ("more than 9bn kronor", ">9000000000", "SEK"),
        ("600 million yen", "600000000", "JPY"), ("half a million dollars", "500000", "USD"),
        ("between $4 and $5 billion", ">=4000000000", "USD"), ("2-3 million euros", ">=2000000", "EUR"),
        ("6 billion francs", "6000000000", ""), ("12 million pesos", "12000000", ""),
    ],
)  # fmt: skip
def test_money_has_its_currency(text, key, currency):
    assert read(text, "money") == [(key, currency)]


def test_small_words_are_no_currencies():
    """Codes of currencies that are words too, ALL, TRY, TOP and CUP, count in capitals only."""
    assert read("all 35 ships try 20 times to win cup 4 of the top 10", "money") == []
    assert read("TRY 30 million", "money") == [("30000000", "TRY")]


def test_five_hundred_pounds_of_explosives_are_no_money():
    assert read("500 pounds of explosives", "money") == []


def test_the_states_beside_a_sum_tell_whose_money_it_is():
    assert whose("6 billion francs", ["USA", "CHE"]) == "CHF"
    assert whose("6 billion francs", ["USA"]) == ""
    assert whose("6 billion euros", ["CHE"]) == ""


def test_every_currency_is_one_of_the_codebook():
    assert {code for codes in SHARED.values() for code in codes.values()} <= set(CURRENCIES)


@pytest.mark.parametrize(
    ("text", "keys"),
    [
        ("ten M-346 trainers", ["10"]), ("two dozen boats", ["24"]), ("another pair of frigates", ["2"]),
        ("EUR290 million", ["290000000"]), ("a 200-million-euro contract", ["200000000"]),
        ("It paid 300 million dollars and got a credit of 40 million.", ["300000000", "40000000"]),
        ("It got a credit of 40 million.", ["40000000"]),
        ("It sold ten for 9 million dollars and five more for 4 million in May.", ["10", "9000000", "5", "4000000"]),
    ],
)  # fmt: skip
def test_more_ways_to_write_a_number(text, keys):
    assert [one.key for one in find(text, "2024") if one.type in ("number", "money")] == keys


def test_a_sum_without_a_currency_has_that_of_the_sum_before_or_none():
    said = find("It paid 300 million dollars and got a credit of 40 million.", "2024")
    assert [(one.type, one.category) for one in said] == [("money", "USD"), ("money", "USD")]
    assert [one.type for one in find("It got a credit of 40 million.", "2024")] == ["number"]


@pytest.mark.parametrize(
    ("text", "key"),
    [
        ("roughly a hundred lorries", "~100"), ("over a thousand men", ">1000"), ("another dozen jets", "12"),
        ("a trio of cutters", "3"), ("twenty-odd tugs", "~20"), ("200 or so men", "~200"), ("30 or more jeeps", ">=30"),
        ("not more than 40 guns", "<=40"), ("6 (six) ferries", "6"), ("12x Hawk", "12"), ("2.5m cartridges", "2500000"),
        ("10.000 soldiers", "10000"), ("between 200 and 300 men", ">=200"), ("ten to twelve guns", ">=10"),
        ("one and a half million rounds", "1500000"), ("2 lakh rifles", "200000"), ("1,20,000 rifles", "120000"),
    ],
)  # fmt: skip
def test_numbers_are_written_in_many_ways(text, key):
    assert read(text, "number") == [(key, "")]


@pytest.mark.parametrize("text", ["Resolution 4", "two thirds of the fleet", "Article 51", "phase 3", "No. 7"])
def test_a_number_that_only_tells_which_counts_nothing(text):
    assert read(text, "number") == []


def test_of_a_rise_both_ends_are_numbers():
    assert [key for key, _ in read("from 200 to 300 men", "number")] == ["200", "300"]
    assert [key for key, _ in read("from 5 million dollars to $9 million", "money")] == ["5000000", "9000000"]


def test_a_range_of_shares_is_its_lower_end_at_least():
    assert read("between 40 and 50 per cent", "number") == [(">=40", "percent")]


@pytest.mark.parametrize(
    ("text", "key", "currency"),
    [
        ("a €450-million contract", "450000000", "EUR"), ("€1,5 billion", "1500000000", "EUR"),
        ("two and a half million euros", "2500000", "EUR"), ("a quarter of a million dollars", "250000", "USD"),
        ("₹5,000 crore", "50000000000", "INR"), ("RM2.9bn", "2900000000", "MYR"),
        ("P18.9 billion", "18900000000", "PHP"),
        ("R2,5-billion", "2500000000", "ZAR"), ("$3bn+", ">3000000000", "USD"),
        ("US dollars 5 million", "5000000", "USD"),
        ("22 billion Swedish kronor", "22000000000", "SEK"), ("Rs 2,000 crore", "20000000000", ""),
    ],
)  # fmt: skip
def test_money_is_written_in_many_ways(text, key, currency):
    assert read(text, "money") == [(key, currency)]


@pytest.mark.parametrize("text", ["an RM-70 launcher", "R 77 missiles", "the P 8 aircraft", "N 12 of them"])
def test_letters_before_a_small_figure_are_no_currency(text):
    assert read(text, "money") == []


def test_rupees_and_crowns_are_those_of_the_state_beside_them():
    assert whose("Rs 2,000 crore", ["PAK"]) == "PKR"
    assert whose("Rs 2,000 crore", []) == "INR"
    assert whose("kr 2 billion", ["USA", "NOR"]) == "NOK"
    assert whose("3 billion CFA francs", ["TCD"]) == "XAF"
