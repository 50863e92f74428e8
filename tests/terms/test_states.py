"""States by name, key and code, in time."""

import itertools
import time

import pytest
from hypothesis import given
from hypothesis import strategies as st

from foedus.terms import states as room
from foedus.terms.states import Code, StateError, find, from_cow, from_gw, lookup, state, states
from foedus.terms.words import fold, is_key

# Names that two states of the same time share, and why they stay.
SHARED = {
    "congo": "both states on the river are called so",
    "congolese": "of both Congos",
    "kongo": "German and Turkish for either Congo",
    "конго": "Russian for either Congo",
    "korea": "both states claim the name",
    "korean": "of both Koreas",
    "kore": "Turkish for either Korea",
    "корея": "Russian for either Korea",
    "dominican": "of Dominica and of the Dominican Republic",
    "germany": "West and East, 1949 to 1990",
    "german": "West and East, 1949 to 1990",
    "deutschland": "West and East, 1949 to 1990",
    "almanya": "West and East, 1949 to 1990",
    "германия": "West and East, 1949 to 1990",
    "vietnam": "North and South, to 1976",
    "vietnamese": "North and South, to 1976",
    "вьетнам": "North and South, to 1976",
    "yemen": "North and South, 1967 to 1990",
    "yemeni": "North and South, 1967 to 1990",
    "jemen": "North and South, 1967 to 1990",
    "иемен": "North and South, 1967 to 1990",
}


def key(name: str, on: int | None = None) -> str | None:
    found = find(name, on)
    return found.key if found else None


@pytest.mark.parametrize(
    ("name", "expected"),
    [
        ("Turkey", "TUR"), ("Türkiye", "TUR"), ("turkiye", "TUR"), ("Turkish", "TUR"), ("Ankara", "TUR"),
        ("Турция", "TUR"), ("Türkei", "TUR"), ("TUR", "TUR"), ("the Turks", "TUR"), ("Turkey's", "TUR"),
        ("Turkey’s", "TUR"), ("Kırgızistan", "KGZ"), ("Kyrgyz Republic", "KGZ"), ("Azeri", "AZE"),
        ("Baku", "AZE"),
        ("Nur-Sultan", "KAZ"), ("Alma-Ata", "KAZ"), ("Özbekistan", "UZB"), ("the Netherlands", "NLD"),
        ("The United States of America", "USA"), ("US", "USA"), ("U.S.", "USA"), ("US's", "USA"),
        ("us", None),
        ("car", None), ("CAR", "CAF"), ("США", "USA"), ("Cote d'Ivoire", "CIV"), ("Ivory Coast", "CIV"),
        ("Burma", "MMR"), ("Zaire", "COD"), ("Soviet Union", "SUN"), ("USSR", "SUN"), ("GDR", "DDR"),
        ("Germany", "DEU"), ("West Germany", "DEU"), ("Berlin", "DEU"), ("Moscow", "RUS"), ("Korea", None),
        ("Congo", None), ("DRC", "COD"), ("Dominican", None), ("TRNC", "XNC"), ("Northern Cyprus", "XNC"),
        ("Nagorno-Karabakh", "XAR"), ("Kosovo", "XKX"), ("Chinese Taipei", "TWN"), ("SADR", "ESH"),
        ("Atlantis", None),
        ("Niger", "NER"), ("Nigerien", "NER"), ("Nigerian", "NGA"), ("Guinea", "GIN"), ("Georgia", "GEO"),
        ("", None),
        ("Ottoman", "XOT"), ("Austria", "AUT"), ("Swedes", "SWE"),
    ],
)  # fmt: skip
def test_find(name: str, expected: str | None) -> None:
    """Any usual name leads to its state; one that may mean two leads to none."""
    assert key(name) == expected


@pytest.mark.parametrize(
    ("name", "on", "expected"),
    [
        ("Soviet Union", 1980, "SUN"), ("Russia", 1980, "SUN"), ("Russia", 2000, "RUS"),
        ("Russia", 1900, "XRE"),
        ("Soviet Union", 2000, None), ("Kazakhstan", 1980, None), ("Moscow", 1970, "SUN"),
        ("Germany", 1970, None),
        ("West Germany", 1970, "DEU"), ("Germany", 2000, "DEU"), ("Bonn", 1970, "DEU"), ("Bonn", 2010, None),
        ("Berlin", 1970, "DDR"), ("Berlin", 2010, "DEU"), ("Almaty", 1995, "KAZ"), ("Almaty", 2015, None),
        ("Astana", 2015, "KAZ"), ("Astana", 2020, None), ("Nur-Sultan", 2020, "KAZ"), ("Astana", 2023, "KAZ"),
        ("Turkey", 1900, "XOT"), ("Turkey", 1950, "TUR"), ("Yugoslavia", 1999, "YUG"),
        ("Serbia", 2005, "SCG"),
        ("Serbia", 2010, "SRB"), ("Vietnam", 1965, None), ("Vietnam", 1990, "VNM"),
        ("South Vietnam", 1965, "XSV"),
        ("Saigon", 1965, "XSV"), ("Hanoi", 1965, "VDR"), ("Yemen", 1980, None), ("Aden", 1980, "YMD"),
        ("Korea", 1900, "XKR"), ("Artsakh", 2020, "XAR"), ("Artsakh", 2024, None), ("TUR", 1900, None),
    ],
)  # fmt: skip
def test_find_in_time(name: str, on: int, expected: str | None) -> None:
    """With a year, only the states of that year are meant, and the capitals of that year."""
    assert key(name, on) == expected


@pytest.mark.parametrize(
    "name",
    ["Hesse", "Saxony", "Bavaria", "Hanover", "Baden", "Parma", "Modena", "Tuscany", "Munich", "Dresden", "Naples",
     "Bavarian", "Saxon", "Hessian", "Tuscan", "Papal", "Hyderabad", "Free State", "Saigon", "Constantinople"],
)  # fmt: skip
def test_a_region_or_town_of_today_is_no_former_state(name: str) -> None:
    """Saxony is a part of Germany, Parma a town: neither is a state that ended before anybody alive was born."""
    assert find(name) is None


@pytest.mark.parametrize(
    ("name", "on", "expected"),
    [
        ("Kingdom of Saxony", None, "XSX"), ("Hesse-Kassel", None, "XHE"), ("Kurhessen", None, "XHE"),
        ("Two Sicilies", 1850, "XSI"), ("Papal States", 1865, "XPA"), ("Papal States", 1900, None),
        ("Munich", 1850, "XBV"), ("Munich", 2000, None), ("Rome", 1850, "XPA"), ("Rome", 1900, "ITA"),
        ("Florence", 1850, "XTU"), ("Florence", 1868, "ITA"), ("Orange Free State", 1890, "XOF"),
    ],
)  # fmt: skip
def test_former_states_by_their_full_names(name: str, on: int | None, expected: str | None) -> None:
    """A former state is meant by its full name, and by its capital in a year in which it was one."""
    assert key(name, on) == expected


@pytest.mark.parametrize(
    ("number", "key", "last", "successor"),
    [
        (240, "XHV", 1866, "XPR"), (245, "XBV", 1871, "DEU"), (267, "XBD", 1871, "DEU"), (269, "XSX", 1867, "DEU"),
        (271, "XWU", 1871, "DEU"), (273, "XHE", 1866, "XPR"), (275, "XHD", 1871, "DEU"), (280, "XMS", 1867, "DEU"),
        (327, "XPA", 1870, "ITA"), (329, "XSI", 1861, "ITA"), (332, "XMO", 1860, "ITA"), (335, "XPM", 1860, "ITA"),
        (337, "XTU", 1860, "ITA"),
    ],
)  # fmt: skip
def test_states_that_germany_and_italy_were_made_of(number: int, key: str, last: int, successor: str) -> None:
    """Each bears its number until its end, and no longer; what came after it is written down."""
    known = state(key)
    assert from_cow(number, 1816) is from_cow(number, last) is known
    assert from_cow(number, last + 1) is None
    assert from_gw(number, 1850) is known
    assert (known.ends, known.successors) == (last, (successor,))


def test_lookup_tells_what_a_name_is() -> None:
    """Lookup gives every state that a name may mean, with the kind of name, the surest first."""
    forms = {name: [(m.state.key, m.form) for m in lookup(name)] for name in
             ("TUR", "Türkiye", "Turkey", "Türkei", "Turkish", "Ankara", "Congo", "Samoan",
             "Vatican")}  # fmt: skip
    assert forms == {
        "TUR": [("TUR", "code")],
        "Türkiye": [("TUR", "name")],
        "Turkey": [("TUR", "alias"), ("XOT", "alias")],
        "Türkei": [("TUR", "language")],
        "Turkish": [("TUR", "demonym"), ("XOT", "demonym")],
        "Ankara": [("TUR", "capital")],
        "Congo": [("COG", "alias"), ("COD", "alias")],
        "Samoan": [("WSM", "demonym")],
        "Vatican": [("VAT", "alias")],
    }
    assert [(m.state.key, m.form) for m in lookup("Germany", on=1970)] == [("DEU", "name"), ("DDR", "alias")]


def test_languages_can_be_limited() -> None:
    """A reader of Turkish text is not offered German names; keys belong to all languages."""
    assert find("Türkei", languages=["tr"]) is None
    assert find("Türkei", languages=["tr", "de"]) is not None
    assert find("Turkey", languages=["de"]) is None
    assert find("TUR", languages=[]) is not None


def test_unknown_key_suggests() -> None:
    """A key that no state has is refused with the one that may have been meant."""
    for wrong, hint in {
        "Turkey": "Write TUR for Türkiye.",
        "tur": "Write TUR for Türkiye.",
        "Kazahkstan": "Write KAZ for Kazakhstan.",
        "Congo": "Write COG for Republic of the Congo or COD for Democratic Republic of the Congo.",
        "XYZ": "",
    }.items():
        with pytest.raises(StateError) as caught:
            state(wrong)
        assert caught.value.hint == hint
        assert str(caught.value).startswith(f'There is no state "{wrong}".')
        assert isinstance(caught.value, KeyError)


@given(st.text(), st.none() | st.integers(-1, 3000))
def test_any_text_may_be_looked_for(text: str, on: int | None) -> None:
    """Whatever the text, looking for it finds something or nothing, and raises nothing."""
    assert isinstance(lookup(text, on), list)


@pytest.mark.parametrize(
    ("number", "year", "cow", "gw"),
    [
        (345, 1990, "YUG", "YUG"), (345, 2003, "SCG", "SCG"), (345, 2006, "SRB", None),
        (345, 1914, "SRB", None),
        (340, 2010, None, "SRB"), (365, 1900, "XRE", "XRE"), (365, 1991, "SUN", "SUN"),
        (365, 1992, "RUS", "RUS"),
        (255, 1850, "XPR", "XPR"), (255, 1930, "DEU", "DEU"), (255, 1970, None, None),
        (255, 2000, "DEU", None),
        (260, 1970, "DEU", "DEU"), (260, 2000, None, "DEU"), (265, 1970, "DDR", "DDR"),
        (640, 1900, "XOT", "XOT"),
        (640, 1923, "TUR", "TUR"), (678, 1980, "YEM", "YEM"), (679, 2000, "YEM", None),
        (678, 2000, None, "YEM"),
        (680, 1980, "YMD", "YMD"), (816, 1970, "VDR", "VDR"), (816, 1980, "VNM", "VNM"),
        (817, 1970, "XSV", "XSV"),
        (817, 1980, None, None), (955, 2000, "TON", None), (972, 2000, None, "TON"),
        (970, 2000, "NRU", "KIR"),
        (315, 1992, "CSK", "CSK"), (316, 1993, "CZE", "CZE"), (366, 1960, None, None),
        (999, 2000, None, None),
    ],
)  # fmt: skip
def test_codes_in_time(number: int, year: int, cow: str | None, gw: str | None) -> None:
    """A number means the state that bore it in that year."""
    by_cow, by_gw = from_cow(number, year), from_gw(number, year)
    assert (by_cow.key if by_cow else None, by_gw.key if by_gw else None) == (cow, gw)


def test_a_state_knows_its_code_of_a_year() -> None:
    """From the state to the number is the way back, in each year."""
    germany = state("DEU")
    codes = [germany.cow_in(year) for year in (1930, 1947, 1970, 1990, 2000)]
    numbers = [code and code.number for code in codes]
    assert numbers == [255, None, 260, 255, 255]
    assert state("SRB").gw_in(2010) == Code(340, "SER", 2006, None)
    assert state("VAT").cow_in(2000) is None


def test_every_code_belongs_to_one_state_a_year() -> None:
    """No year has two states with the same number, and each code leads back to its state."""
    for year in range(1816, 2030):
        for codes, back in (("cow", from_cow), ("gw", from_gw)):
            seen: dict[int, str] = {}
            for known in states().values():
                for code in getattr(known, codes):
                    if (code.begins or 0) <= year <= (code.ends or 9999):
                        assert seen.setdefault(code.number, known.key) == known.key, (year, code)
                        assert back(code.number, year) is known


def test_each_row_is_in_order() -> None:
    """Keys, years, successors and capitals of each row make sense."""
    for known in states().values():
        assert is_key(known.key)
        assert len(known.key) == 3
        assert known.begins is None or 1776 <= known.begins <= 2011
        assert known.ends is None or (known.begins or 0) <= known.ends
        assert (known.status == "former") == (known.ends is not None) or known.key == "XAR"
        assert all(other in states() and other != known.key for other in known.successors)
        assert not (known.successors and known.ends is None)
        assert known.capitals
        assert known.demonyms
        assert set(known.names) == {"de", "tr", "ru"}
        assert all(known.names.values())
        assert known.status != "territory" or "recogni" in known.note or "claimed" in known.note
        assert not known.key.startswith("X") or known.note
        for capital in known.capitals:
            assert (capital.begins or 0) <= (capital.ends or 9999)
        texts = [known.name, *known.aliases]
        assert len({text.casefold() for text in texts}) == len(texts), known.key
        for text in (known.name, *known.aliases, *known.demonyms, *known.names["ru"]):
            assert text == text.strip()
            assert fold(text)
            assert ";" not in text


def test_names_are_unambiguous() -> None:
    """No two states of the same time share a name, alias or demonym, save those listed with their reasons."""
    owners: dict[str, set[str]] = {}
    for known in states().values():
        for text in (known.name, *known.aliases, *known.demonyms, *itertools.chain(*known.names.values())):
            owners.setdefault(fold(text), set()).add(known.key)
    shared = set()
    for text, keys in owners.items():
        for one, other in itertools.combinations(map(state, keys), 2):
            begins = max(one.begins or 0, other.begins or 0)
            ends = min(one.ends or 9999, other.ends or 9999)
            if begins < ends:  # more than the year in which one took over from the other
                shared.add(text)
    assert shared == set(SHARED)


def test_every_name_leads_home() -> None:
    """Each name of a state, looked for, gives that state among others."""
    for known in states().values():
        for text in (
            known.key,
            known.name,
            *known.aliases,
            *known.demonyms,
            *(c.name for c in known.capitals),
        ):
            assert known.key in [match.state.key for match in lookup(text)], text
        for language, texts in known.names.items():
            for text in texts:
                assert known.key in [match.state.key for match in lookup(text, languages=[language])], text


def test_loading_is_quick() -> None:
    """The states are there within the time that a command line may take: 15 ms at the best of five."""
    best = 1.0
    for _ in range(5):
        begun = time.perf_counter()
        room.states.__wrapped__()
        best = min(best, time.perf_counter() - begun)
    assert best < 0.015
