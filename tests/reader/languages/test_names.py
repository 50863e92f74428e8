"""Names in all cases and spellings have the keys that they have in English."""

import csv
from pathlib import Path

import pytest

from foedus.reader.evaluate import names_of
from foedus.reader.languages import dates, names
from foedus.reader.languages.names import Named
from foedus.reader.languages.people import People
from foedus.reader.languages.tokens import tokens

GOLD = Path(__file__).parents[1] / "gold"


def named(text: str, code: str) -> list[Named]:
    """What a text names, people and offices put together."""
    words = tokens(text, code)
    return People(words, text, code, {}).composed(names.find(words, text, code))


def keys(text: str, code: str) -> list[str]:
    """The keys of what a text names."""
    return [one.mention.key for one in named(text, code)]


@pytest.mark.parametrize(
    "form", ["Норвегия", "Норвегии", "Норвегию", "Норвегией", "норвежский", "норвежскому", "норвежских"]
)
def test_a_russian_name_is_known_in_all_cases(form: str):
    """By its paradigm, not by a list of forms."""
    assert keys(f"Так сказано: {form}.", "ru") == ["NOR"]


@pytest.mark.parametrize("form", ["Саудовская Аравия", "Саудовской Аравии", "Саудовскую Аравию", "Саудовской Аравией"])
def test_the_words_of_a_russian_name_are_declined_together(form: str):
    """An adjective and a noun."""
    assert keys(form, "ru") == ["SAU"]


@pytest.mark.parametrize("form", ["Norveç", "Norveç'in", "Norveç'ten", "Norveç’e", "Norveçli", "Oslo'daki"])
def test_a_turkish_name_is_known_with_its_endings(form: str):
    """Behind an apostrophe of either kind, or without one."""
    assert keys(f"Orada {form} vardı.", "tr") == ["NOR"]


def test_kazakh_names_are_the_same_in_all_alphabets():
    """Cyrillic, the Latin of 2018 and that of 2021."""
    assert keys("Түркияның, Túrkııanyń, Türkiyanıñ", "kk") == ["TUR", "TUR", "TUR"]


def test_azerbaijani_names_are_the_same_in_both_alphabets():
    """Letter by letter."""
    assert keys("Газахыстанын Түркијәдән", "az") == keys("Qazaxıstanın Türkiyədən", "az") == ["KAZ", "TUR"]


def test_a_case_tells_how_a_name_stands():
    """With whom, of whom, to whom."""
    assert [one.cases for one in named("Ганой, Гане", "ru")] == [{"ins"}, {"dat", "loc"}]
    assert [one.cases for one in named("Gana'yla, Gana'ya, Gana'dan", "tr")] == [{"com"}, {"dat"}, {"abl"}]


@pytest.mark.parametrize(
    ("text", "code"),
    [
        ("Президент Казахстана Касым-Жомарт Токаев", "ru"), ("с Касым-Жомартом Токаевым", "ru"),
        ("Kazakistan Cumhurbaşkanı Kasım Cömert Tokayev'in", "tr"),
        ("Qazaxıstan Prezidenti Kasım-Jomart Tokayevin", "az"),
        ("Қасым-Жомарт Тоқаевпен", "kk"), ("Qasym-Jomart Toqaev", "kk"),
    ],
)  # fmt: skip
def test_a_leader_is_known_in_every_spelling(text: str, code: str):
    """By the consonants of the name."""
    assert "kassym-jomart-tokayev" in keys(text, code)


def test_an_office_without_a_name_has_the_key_of_the_english_reader():
    """Whose it is tells the adjective, before it or behind."""
    assert keys("министр обороны Ганы", "ru") == keys("Gana Savunma Bakanı", "tr") == ["ghanaian-defence-minister"]
    assert keys("Министерство обороны Ганы", "ru") == ["ministry-of-defence-of-ghana"]


def test_arms_are_known_by_their_designation_whatever_follows():
    """In Cyrillic letters, with a variant, with an ending."""
    assert keys("Су-30СМЭ и С-400", "ru") == ["su-30", "s-400"]
    assert keys("S-400'leri ve F-16'lar", "tr") == ["s-400", "f-16"]


def test_what_is_no_name_is_none():
    """A Turkish word for "financial" is no Mali; a month is nobody."""
    assert keys("Kurumun mali yapısı için yeni bir çad kuruldu.", "tr") == []


@pytest.mark.parametrize("folder", ["azerbaijani-tune", "kazakh-tune"])
def test_names_and_dates_of_the_coded_texts_are_found(folder: str):
    """At least nine of ten in the texts that may be looked at."""
    code = {"a": "az", "k": "kk"}[folder[0]]
    known = names_of(GOLD / folder)
    days = {row["source"]: row["published"] for row in table(folder, "sources")}
    texts = {
        key: (GOLD / folder / "documents" / f"{key}.txt").read_text(encoding="utf-8").split("\n\n") for key in days
    }
    hits = 0
    marks = table(folder, "names")
    for mark in marks:
        text = texts[mark["source"]][int(mark["block"]) - 1]
        if mark["type"] == "date":
            found = dates.find(tokens(text, code), text, code, days[mark["source"]])
            hits += mark["key"] in {one.mention.key for one in found}
        else:
            seen = {key for one in named(text, code) for key in (one.mention.key, one.mention.country)}
            hits += mark["key"] in {known.get(key, key) for key in seen}
    assert hits >= 0.9 * len(marks) > 0


def table(folder: str, name: str) -> list[dict[str, str]]:
    """A table of a folder of the gold standard."""
    with (GOLD / folder / f"{name}.csv").open(encoding="utf-8", newline="") as handle:
        return list(csv.DictReader(handle))
