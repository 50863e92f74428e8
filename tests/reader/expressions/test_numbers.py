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
        ("3 to 5 ships", "~4"), ("2000 soldiers", "2000"), ("50,000+ rounds", ">50000"),
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
        ("between $4 and $5 billion", "~4500000000", "USD"), ("2-3 million euros", "~2500000", "EUR"),
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
    ],
)  # fmt: skip
def test_more_ways_to_write_a_number(text, keys):
    assert [one.key for one in find(text, "2024") if one.type in ("number", "money")] == keys


def test_a_sum_without_a_currency_has_that_of_the_sum_before_or_none():
    said = find("It paid 300 million dollars and got a credit of 40 million.", "2024")
    assert [(one.type, one.category) for one in said] == [("money", "USD"), ("money", "USD")]
    assert [one.type for one in find("It got a credit of 40 million.", "2024")] == ["number"]
