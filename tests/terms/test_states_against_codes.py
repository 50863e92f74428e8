"""Our states held to published lists of codes: ISO 3166, the Correlates of War, Gleditsch and Ward."""

import csv
from pathlib import Path

import pytest

from foedus.terms.states import from_cow, from_gw, states

SHARED = Path(__file__).parents[2] / ".." / "shared" / "data"
CODELIST = SHARED / "codes" / "countrycode_codelist.csv"
CONVERTER = SHARED / "codes" / "country_converter_country_data.tsv"
MEMBERS = SHARED / "cow" / "cow_states.csv"

pytestmark = pytest.mark.skipif(
    not (CODELIST.exists() and CONVERTER.exists() and MEMBERS.exists()),
    reason=f"the published code lists are not in {SHARED}",
)

# Where the lists give one code for a state that has had several, or none.
COW_ELSEWHERE = {"SRB"}  # countrycode leaves 345 to Yugoslavia; COW's own list continues it
# countrycode gives 817 for VNM, which was South Vietnam's and ended in 1975; country_converter gives
# Czechoslovakia's 315 for CZE and South Yemen's 680 for YEM. Gleditsch and Ward have 816, 316 and 678.
GW_WRONG = {("VNM", 817), ("CZE", 315), ("YEM", 680)}
# Whom COW's number meant before the state that bears it began: Sardinia, the Serbia of 1878, Soviet Russia.
CONTINUED = {"ITA": range(1816, 1861), "SRB": range(1878, 1918), "SUN": range(1918, 1922)}


def rows(path: Path, delimiter: str = ",") -> list[dict[str, str]]:
    with path.open(encoding="utf-8-sig", newline="") as file:
        return list(csv.DictReader(file, delimiter=delimiter))


def wrong_for(key: str) -> list[int]:
    return [number for wrong, number in GW_WRONG if wrong == key]


def un_members() -> set[str]:
    return {row["ISO3"] for row in rows(CONVERTER, "\t") if row["UNmember"] and not row["obsolete"]}


def test_every_un_member_is_there() -> None:
    """All 193 members of the United Nations have a row under their ISO code, in being."""
    members = un_members()
    assert len(members) == 193
    ours = {key for key, known in states().items() if known.status == "state"}
    assert ours == members | {"VAT"}


def test_iso_codes_exist() -> None:
    """A key that does not begin with X is ISO's, of today or of the past."""
    iso = {row["iso3c"] for row in rows(CODELIST)} | {"SUN", "YUG", "SCG", "DDR", "CSK", "YMD", "VDR"}
    assert {key for key in states() if not key.startswith("X")} <= iso


def test_every_number_of_the_list_is_a_state_of_ours() -> None:
    """Each COW and Gleditsch and Ward number of the published list is borne by one of our states in some year."""
    nobody = []
    for row in rows(CODELIST):
        for column, find in (("cown", from_cow), ("gwn", from_gw)):
            if row[column].isdigit() and not any(find(int(row[column]), year) for year in range(1816, 2025)):
                nobody.append((column, row[column], row["country.name.en"]))
    assert not nobody


def test_cow_codes_of_un_members() -> None:
    """Today's COW number and abbreviation of each member are those of the published list."""
    wrong = []
    for row in rows(CODELIST):
        known = states().get(row["iso3c"])
        if known and known.key in un_members() - COW_ELSEWHERE:
            code = known.cow_in(2016)
            assert code, known.key
            if (str(code.number), code.abbreviation) != (row["cown"], row["cowc"]):
                wrong.append((known.key, code, row["cown"], row["cowc"]))
    assert not wrong


def test_gw_codes_of_un_members() -> None:
    """Today's Gleditsch and Ward number of each member is that of both lists, where they give one."""
    wrong = []
    converter = {row["ISO3"]: row["GWcode"] for row in rows(CONVERTER, "\t") if not row["obsolete"]}
    for row in rows(CODELIST):
        known = states().get(row["iso3c"])
        if known and known.key in un_members():
            code = known.gw_in(2016)
            assert code, known.key
            listed = [int(float(number)) for number in (row["gwn"], converter[known.key]) if number]
            if not set(listed) <= {code.number, *wrong_for(known.key)}:
                wrong.append((known.key, code, row["gwn"], converter[known.key]))
            if row["gwc"] and known.key != "VNM" and row["gwc"] != code.abbreviation:
                wrong.append((known.key, code, row["gwc"], ""))
    assert not wrong


def test_every_cow_member_is_a_state_of_ours() -> None:
    """Each member of COW's state system maps to one of our states in each of its years since 1816."""
    missing = []
    for row in rows(MEMBERS):
        number = int(float(row["ccode"]))
        for year in range(int(float(row["styear"])), int(float(row["endyear"])) + 1):
            known = from_cow(number, year)
            if known is None or not (known.exists(year) or year in CONTINUED.get(known.key, ())):
                missing.append((row["stateabb"], year, known and known.key))
            elif row["stateabb"] not in {code.abbreviation for code in known.cow}:
                missing.append((row["stateabb"], year, known.key))
    assert not missing


def test_states_are_there_when_cow_has_them() -> None:
    """Our years of existence cover COW's years of membership, as far back as our codes go."""
    early = []
    for row in rows(MEMBERS):
        first = int(float(row["styear"]))
        known = from_cow(int(float(row["ccode"])), first)
        if known and not known.exists(first):
            early.append((row["stateabb"], first, known.key, known.begins))
    # COW begins Italy with Sardinia, Serbia with the kingdom, and the USSR's years with Soviet Russia.
    assert {abbreviation for abbreviation, *_ in early} <= {"ITA", "YUG"}
