"""States by what they are: "the sultanate", "the archipelago", and "Brussels" where it does something."""

import pytest

from foedus.reader.names import Gazetteer


@pytest.fixture(scope="module")
def read():
    gazetteer = Gazetteer()

    def found(*blocks):
        return [
            {text[one.start : one.end]: one.key for one in mentions}
            for text, mentions in zip(blocks, gazetteer.read(blocks), strict=True)
        ]

    return found


@pytest.mark.parametrize(
    ("first", "second", "word", "key"),
    [
        ("Oman received Indian officers.", "Ships came. The sultanate was content.", "The sultanate", "OMN"),
        ("Qatar and India held talks.", "Gas was sold. The emirate is small.", "The emirate", "QAT"),
        ("Japan gave Fiji and Peru radars.", "It rained. The island is wet.", "The island", "FJI"),
    ],
)
def test_the_only_state_of_its_sort(read, first, second, word, key):
    assert read(first, second)[1].get(word) == key


def test_two_of_a_sort_leave_it_open(read):
    assert (
        "The sultanate"
        not in read("Words were said. " * 9 + "Oman and Brunei met.", "Rain fell. The sultanate is rich.")[1]
    )


def test_brussels_acts_for_the_union_unless_belgium_is_spoken_of(read):
    assert read("Brussels pledged 45 million euros.")[0]["Brussels"] == "eu"
    assert read("Brussels pledged 45 million euros.", "Belgian soldiers left.")[0]["Brussels"] == "BEL"
    assert read("They met in Brussels.")[0]["Brussels"] == "BEL"


def test_an_agreement_called_after_a_town_has_no_party_there(read):
    assert "Pretoria" not in read("The Pretoria agreement held.")[0]
    assert read("Pretoria sent troops.")[0]["Pretoria"] == "ZAF"
