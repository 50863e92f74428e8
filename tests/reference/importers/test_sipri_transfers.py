"""SIPRI's register: question marks, preambles, rows broken in two, and how deliveries are spread over years."""

import math
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from foedus.reference import shelf
from foedus.reference.errors import DataError
from foedus.reference.importers.sipri_transfers import category
from foedus.reference.store import Library
from tests.reference.importers.reading import Read, assert_described, read, written

HEADER = (
    "Recipient,Supplier,Year of order, ,Number ordered, ,Weapon designation,Weapon description,Number delivered, ,"
    "Year(s) of delivery,status,Comments,SIPRI TIV per unit,SIPRI TIV for total order,SIPRI TIV of delivered weapons"
)
PREAMBLE = (
    "Transfers of major conventional arms from All countries  to All countries . Deals with deliveries or orders made",
    "A '?' in a column indicates uncertain data.",
    "Figures may not add up to stated totals due to the conventions of rounding.",
    "",
    "Source: SIPRI Arms Transfers Database (c) SIPRI.",
    "Data generated: 13 Feb 2025 2:20:11 PM",
)
KITES = "Turkiye,Germany,1990,?,4,,Kite-1,combat helicopter,4,?,1991; 1993,New,,5,20,20"
SLEDS = "Chile,Finland,1992,,10,?,Sled,tank,0,,,New,none came,2,20,0"


def register(tmp_path: Path, *rows: str, preamble: tuple[str, ...] = PREAMBLE, encoding: str = "utf-8") -> Read:
    path = written(tmp_path / "register.csv", [*preamble, HEADER, *rows], encoding)
    return read(path, tmp_path / "cache", "sipri-transfers")


def test_a_deal_is_kept_as_sipri_states_it(tmp_path: Path):
    """What has a question mark is a number with a flag beside it; what was not delivered has no years."""
    made = register(tmp_path, KITES, SLEDS)
    assert made.codes == []
    assert_described(made, "sipri-transfers")
    kites, sleds = made.rows(
        "SELECT ordered, ordered_uncertain, number_ordered, number_ordered_uncertain, number_delivered, "
        "number_delivered_uncertain, delivered, tiv_delivered, category, ccode1, ccode2 "
        "FROM {sipri_deals} ORDER BY deal"
    )
    assert kites == (1990, True, 4, False, 4, True, "1991; 1993", 20, "Aircraft", 255, 640)
    assert sleds == (1992, False, 10, True, 0, False, None, 0, "Armoured vehicles", 375, 155)


def test_volume_is_spread_evenly_over_the_years_listed(tmp_path: Path):
    """20 over 1991 and 1993 is 10 in each and nothing in 1992; the other rules are one filter away."""
    made = register(tmp_path, KITES, SLEDS)
    assert made.rows("SELECT year, nth, years, number, tiv, uncertain, state1, state2 FROM {sipri_deliveries}") == [
        (1991, 1, 2, 2.0, 10.0, True, "DEU", "TUR"),
        (1993, 2, 2, 2.0, 10.0, True, "DEU", "TUR"),
    ]
    assert made.rows("SELECT year, tiv * years FROM {sipri_deliveries} WHERE nth = 1") == [(1991, 20.0)]
    assert made.rows("SELECT ccode1, ccode2, year, orders, tiv FROM {sipri_orders}") == [
        (255, 640, 1990, 1, 20.0),
        (375, 155, 1992, 1, 20.0),
    ]


@settings(max_examples=8, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(
    st.lists(
        st.tuples(st.sets(st.integers(1960, 2020), max_size=12), st.integers(0, 10**6).map(lambda n: n / 100)),
        min_size=1,
        max_size=30,
    )
)
def test_nothing_is_lost_or_added_by_spreading(tmp_path: Path, deals: list[tuple[set[int], float]]):
    """Whatever years a deal has: its deliveries sum to its volume, one for each year, all alike."""
    rows = [
        f"Chile,Finland,1959,,1,,Sled,tank,1,,{'; '.join(map(str, sorted(years)))},New,,1,1,{tiv}"
        for years, tiv in deals
    ]
    made = register(tmp_path, *rows)
    for deal, (years, tiv) in enumerate(deals, 1):
        spread = made.rows(f"SELECT year, tiv FROM {{sipri_deliveries}} WHERE deal = {deal} ORDER BY year")
        assert [year for year, _ in spread] == sorted(years)
        assert not years or math.isclose(sum(volume for _, volume in spread), tiv, abs_tol=1e-9)
        assert len({volume for _, volume in spread}) <= 1


def test_the_preamble_is_looked_past_and_says_the_release(tmp_path: Path):
    """Downloaded in February, before SIPRI's March release: the release of the year before, in Latin-1."""
    made = register(tmp_path, KITES.replace("Kite-1", "Bü-1"), encoding="latin-1")
    assert made.codes == []
    assert (made.made.version, made.made.span) == ("2024", (1950, 2023))
    assert made.one("SELECT weapon FROM {sipri_deals}") == "Bü-1"


def test_without_preamble_the_last_delivery_tells_the_release(tmp_path: Path):
    made = register(tmp_path, KITES.replace("1993", "2023"), preamble=())
    assert (made.made.version, made.made.span) == ("2024", (1950, 2023))
    assert made.codes == []


def test_a_part_of_the_register_is_not_taken_for_all_of_it(tmp_path: Path):
    part = (PREAMBLE[0].replace("to All countries", "to Chile"), *PREAMBLE[1:])
    made = register(tmp_path, SLEDS, preamble=part)
    assert made.codes == ["filtered"]


@pytest.mark.parametrize(
    "rest",
    [
        "2,20,8",  # as SIPRI's server sends it: the line goes on with the values
        "and more,2,20,8",
        ",2,20,8,,,,,,,,,,,,",  # as spreadsheet programs pad it
    ],
)
def test_a_deal_broken_by_a_line_break_is_put_together(tmp_path: Path, rest: str):
    """A line break in the comments moves the values to a row of their own, which has no recipient."""
    rest = f",{rest}" if rest == "2,20,8" else rest
    made = register(tmp_path, "Chile,Finland,1992,,10,,Sled,tank,4,?,1993,New,with", rest, KITES)
    assert made.codes == ["broken-rows"]
    assert "1 deals" in made.said("broken-rows")
    assert made.made.rows == 2
    assert made.rows("SELECT tiv_unit, tiv_order, tiv_delivered, number_delivered_uncertain FROM {sipri_deals}")[0] == (
        2.0,
        20.0,
        8.0,
        True,
    )
    assert made.one("SELECT comments FROM {sipri_deals} WHERE deal = 1") == f"with {rest.split(',')[0]}".strip()


@pytest.mark.parametrize("mark", ["({})", "[{}]", "{}?", "( {} )"])
def test_brackets_are_question_marks(tmp_path: Path, mark: str):
    """Earlier registers put uncertain values in brackets; they are the same values with the same flag."""
    plain = "Chile,Finland,1992,,10,,Sled,tank,4,,1993; 1994,New,,2,20,8"
    made = register(tmp_path, plain.replace("1992", mark.format(1992)).replace(",4,", f",{mark.format(4)},"))
    assert made.codes == []
    assert made.rows(
        "SELECT ordered, ordered_uncertain, number_ordered, number_ordered_uncertain, number_delivered, "
        "number_delivered_uncertain FROM {sipri_deals}"
    ) == [(1992, True, 10, False, 4, True)]
    made = register(tmp_path, plain.replace("1994", mark.format(1994)))
    assert made.codes == []
    assert made.rows("SELECT year, uncertain FROM {sipri_deliveries}") == [(1993, True), (1994, True)]


def test_rows_that_repeat_another_are_kept_and_marked(tmp_path: Path):
    """SIPRI lists two like orders as two deals; whoever takes them for slips can leave them out."""
    made = register(tmp_path, KITES, SLEDS, KITES, KITES.replace(",?,1991", ",,1991"))
    assert made.codes == ["repeated-rows"]
    assert made.rows("SELECT repeated FROM {sipri_deals} ORDER BY deal") == [(False,), (False,), (True,), (False,)]
    assert made.one("SELECT sum(tiv) FROM {sipri_deliveries}") == 60
    assert made.one("SELECT sum(tiv) FROM {sipri_deliveries} WHERE NOT repeated") == 40


@pytest.mark.parametrize(
    ("name", "year", "key", "ccode"),
    [
        ("Soviet Union", 1985, "SUN", 365),
        ("Germany", 1985, "DEU", 260),
        ("East Germany (GDR)", 1985, "DDR", 265),
        ("Serbia", 1999, "YUG", 345),
        ("Serbia", 2004, "SCG", 345),
        ("Viet Nam", 1966, "VDR", 816),
        ("Viet Nam", 1980, "VNM", 816),
        ("South Vietnam", 1966, "XSV", 817),
        ("North Yemen", 1966, "YEM", 678),
        ("Yemen", 1995, "YEM", 679),
        ("Czechoslovakia", 1985, "CSK", 315),
        ("Hezbollah (Lebanon)*", 2006, None, None),
        ("NATO**", 1985, None, None),
        ("unknown recipient(s)", 1985, None, None),
        ("Kuwait", 1955, None, None),
    ],
)
def test_who_is_meant_in_that_year(tmp_path: Path, name: str, year: int, key: str | None, ccode: int | None):
    made = register(tmp_path, f"{name},Finland,{year},,1,,Sled,tank,1,,{year},New,,1,1,1")
    assert made.codes == [], "known, if only as no state"
    assert made.rows("SELECT state2, ccode2 FROM {sipri_deliveries}") == [(key, ccode)]
    assert made.one("SELECT count(*) FROM {sipri_states} WHERE imports > 0") == (ccode is not None)


def test_a_name_that_nobody_knows_or_that_came_later_is_said(tmp_path: Path):
    made = register(
        tmp_path,
        "Atlantis,Finland,1985,,1,,Sled,tank,1,,1985,New,,1,1,1",
        "Kazakhstan,Finland,1984,,1,,Sled,tank,1,,1985,New,,1,1,1",
    )
    told = [finding.message for finding in made.made.findings if finding.code == "unmapped-state"]
    assert any("Atlantis" in message and "no state that foedus knows" in message for message in told)
    assert any("Kazakhstan" in message and "was no state" in message for message in told)
    assert made.rows("SELECT recipient, state2, tiv FROM {sipri_deliveries} ORDER BY 1") == [
        ("Atlantis", None, 1.0),
        ("Kazakhstan", None, 1.0),
    ]


def test_decimal_commas_are_an_error_that_says_so(tmp_path: Path):
    with pytest.raises(DataError, match=r'tiv_delivered.*"2,5"') as told:
        register(tmp_path, 'Chile,Finland,1992,,1,,Sled,tank,1,,1993,New,,1,1,"2,5"')
    assert "decimal commas" in told.value.hint


def test_a_register_that_is_cut_off_is_an_error(tmp_path: Path):
    with pytest.raises(DataError, match=r"row \d+: 5 cells"):
        register(tmp_path, KITES, "Chile,Finland,1992,,10")


def test_another_header_is_an_error_that_names_the_column(tmp_path: Path):
    rows = [HEADER.replace("Supplier,Year of order", "Year of order,Supplier"), KITES]
    path = written(tmp_path / "register.csv", rows)
    with pytest.raises(DataError, match="no header"):
        read(path, tmp_path / "cache", "sipri-transfers")
    path = written(tmp_path / "register.csv", [f"{HEADER},Price", f"{KITES},1"])
    with pytest.raises(DataError, match="Price"):
        read(path, tmp_path / "cache", "sipri-transfers")


def test_a_web_page_in_its_place_is_told(tmp_path: Path):
    path = written(tmp_path / "trade-register.csv", ["<!DOCTYPE html>", "<html><body>Too many requests</body></html>"])
    with pytest.raises(DataError, match="web page"):
        shelf.recognise(path)


@pytest.mark.parametrize(
    ("description", "expected"),
    [
        ("combat helicopter", "Aircraft"),
        ("tanker/transport aircraft", "Aircraft"),
        ("armed UAV", "Aircraft"),
        ("combat helicopter radar", "Sensors"),
        ("anti-radar missile", "Missiles"),
        ("portable SAM", "Missiles"),
        ("anti-submarine torpedo", "Missiles"),
        ("loitering munition", "Missiles"),
        ("torpedo boat", "Ships"),
        ("aircraft carrier", "Ships"),
        ("submarine", "Ships"),
        ("tank destroyer", "Armoured vehicles"),
        ("armoured engineer vehicle", "Armoured vehicles"),
        ("IFV turret", "Other"),
        ("naval gun", "Naval weapons"),
        ("towed gun", "Artillery"),
        ("SAM system", "Air-defence systems"),
        ("SAM system radar", "Sensors"),
        ("ASW MRL", "Anti-submarine warfare weapons"),
        ("ship nuclear reactor", "Engines"),
        ("recce satellite", "Satellites"),
        ("trebuchet", None),
    ],
)
def test_a_description_tells_the_category(description: str, expected: str | None):
    assert category(description) == expected


def test_a_weapon_of_no_category_is_said(tmp_path: Path):
    made = register(tmp_path, KITES.replace("combat helicopter", "trebuchet"))
    assert made.codes == ["unknown-weapon"]
    assert "trebuchet" in made.said("unknown-weapon")


REGISTERS = {
    "trade-register_1950-2024_noheader.csv": ("2025", (1950, 2024), 29_503, 4),
    "trade-register_native_gen2024-10-13.csv": ("2024", (1950, 2023), 27_951, 2),
}


def vintage(library: Library, name: str) -> Read:
    """One of the two registers of ../shared."""
    (found,) = [one for one in library.found["sipri-transfers", "register"] if one.path.name == name]
    return read(found.path, library.cache, "sipri-transfers")


@pytest.mark.needs("shared")
@pytest.mark.parametrize("name", REGISTERS)
def test_the_whole_register(library: Library, name: str):
    """Every row, every name and every description of both files is understood; what is odd is found."""
    version, span, deals, broken = REGISTERS[name]
    made = vintage(library, name)
    assert (made.made.version, made.made.span, made.made.rows) == (version, span, deals)
    assert_described(made, "sipri-transfers")
    assert made.codes == ["broken-rows", "repeated-rows"]
    assert f"{broken} deals" in made.said("broken-rows")
    assert "9 rows" in made.said("repeated-rows")
    assert made.one("SELECT count(*) FROM {sipri_deals} WHERE tiv_order IS NULL OR tiv_delivered IS NULL") == 0
    assert made.one("SELECT count(*) FROM {sipri_deals} WHERE category IS NULL") == 0
    lost = made.one("SELECT (SELECT sum(tiv_delivered) FROM {sipri_deals}) - (SELECT sum(tiv) FROM {sipri_deliveries})")
    assert abs(lost) < 0.01
    years = made.rows("SELECT min(year), max(year) FROM {sipri_deliveries}")
    assert years == [span]


SHARES = """
SELECT state2, supplier, sum(tiv{weight}) AS volume FROM {{sipri_deliveries}}
WHERE year BETWEEN 2014 AND 2023 AND {where} GROUP BY ALL
"""
RULES = {"even": ("", "TRUE"), "first": (" * years", "nth = 1"), "last": (" * years", "nth = years")}
STATES = ("KGZ", "KAZ", "HUN", "TUR")


def concentration(made: Read, rule: str = "even", where: str = "TRUE") -> dict[str, float]:
    """Herfindahl index of suppliers in 2014-23: the sum of squared shares of volume, by recipient."""
    weight, chosen = RULES[rule]
    shares = SHARES.format(weight=weight, where=f"{chosen} AND {where}")
    rows = made.rows(
        f"SELECT state2, sum(pow(volume / total, 2)) FROM (SELECT *, sum(volume) OVER (PARTITION BY state2) AS total "
        f"FROM ({shares})) WHERE state2 IN {STATES} GROUP BY ALL"
    )
    return {state: round(value, 3) for state, value in rows}


@pytest.mark.needs("shared")
def test_two_computations_of_concentration_differ_by_the_release(library: Library):
    """Settled (docs/explanation/transfers.md): the same rule on the releases of 2024 and of 2025 gives either figure.

    Not the spreading, not uncertain numbers left out, not unknown suppliers, and not repeated rows: none of these
    turns one set into the other.
    """
    later, earlier = (vintage(library, name) for name in REGISTERS)
    assert concentration(earlier) == {"KGZ": 0.576, "KAZ": 0.806, "HUN": 0.413, "TUR": 0.255}
    assert concentration(later) == {"KGZ": 0.378, "KAZ": 0.816, "HUN": 0.4, "TUR": 0.278}
    for made in (later, earlier):
        assert concentration(made, where="NOT repeated") == concentration(made)
        assert concentration(made, where="supplier <> 'unknown supplier(s)'") == concentration(made)
    assert concentration(later, "first") == {"KGZ": 0.378, "KAZ": 0.83, "HUN": 0.353, "TUR": 0.279}
    assert concentration(later, "last") == {"KGZ": 0.378, "KAZ": 0.815, "HUN": 0.607, "TUR": 0.279}
    assert concentration(later, where="NOT uncertain")["KGZ"] == 1.0


@pytest.mark.needs("shared")
def test_one_deal_makes_kyrgyzstans_difference(library: Library):
    """The release of 2025 added a delivery from Belarus in 2023; without it the old figure comes back."""
    later, earlier = (vintage(library, name) for name in REGISTERS)
    new = "SELECT DISTINCT supplier, tiv_delivered FROM {sipri_deals} WHERE state2 = 'KGZ' AND last_delivery >= 2014"
    assert set(later.rows(new)) - set(earlier.rows(new)) == {("Belarus", 30.0)}
    assert concentration(later, where="supplier <> 'Belarus'")["KGZ"] == concentration(earlier)["KGZ"]


CELLS = st.sampled_from(
    ["", "Chile", "1992", "(4", "?", "4", "2,5", '"', "1993; x", "-1", "\u00fc", "NaN", "9" * 30, "0.5"]
)


@settings(max_examples=25, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(st.lists(st.lists(CELLS, max_size=18).map(",".join), max_size=6))
def test_whatever_stands_in_a_register_it_is_read_or_refused(tmp_path: Path, rows: list[str]):
    """Never a traceback, and never a deal that is lost in silence."""
    try:
        made = register(tmp_path, KITES, *rows)
    except DataError:
        return
    assert made.made.rows >= 1
    assert made.one("SELECT count(*) FROM {sipri_deals}") == made.made.rows
