"""A case's profile: made from datasets, kept as facts, read without them; silence is never zero."""

import shutil
from pathlib import Path

import pytest

from foedus.case import check
from foedus.case import profile as layout
from foedus.case.check import Report
from foedus.record import Record, build
from foedus.reference.compare.offline import Unmentioned
from foedus.reference.profile import Profile
from foedus.reference.profile.make import Made, make
from foedus.reference.profile.write import changes, write
from foedus.reference.store import Library
from tests.reference.held import north


@pytest.fixture(scope="module")
def made(record: Record, books: Library) -> Made:
    return make(record, books)


@pytest.fixture(scope="module")
def profiled(folder: Path, record: Record, made: Made, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A copy of the case with its profile."""
    copy = tmp_path_factory.mktemp("profiled") / "north"
    shutil.copytree(folder, copy, ignore=shutil.ignore_patterns("build"))
    write(copy, made)
    return copy


@pytest.fixture(scope="module")
def profile(profiled: Path) -> Profile:
    return Profile.read(profiled)


def test_a_profile_is_checked_with_the_case_and_stands_in_its_record(profiled: Path, profile: Profile) -> None:
    assert check(profiled).findings == ()
    with Record(build(profiled, parquet=False).path) as record:
        assert Profile.of(record).tables == profile.tables
        assert record.query("SELECT count(*) AS n FROM profile_pacts")[0]["n"] == 4
        with record.at(known="2013-01-01") as earlier:
            assert not Profile.of(earlier)


def test_alliances_are_kept_by_member_with_their_obligations(profile: Profile) -> None:
    pacts = {pact.key: pact for pact in profile.pacts}
    assert set(pacts) == {"9001", "9002"}
    assert pacts["9001"].obligations == ("defense", "nonaggression")
    assert pacts["9002"].states == {"NOR": ("1995-01-01", "2004-01-01"), "SWE": ("1995-01-01", "2004-01-01")}
    assert [pact.key for pact in profile.pacts_among(["FIN", "NOR", "SWE"], year=2010)] == ["9001"]
    assert [pact.key for pact in profile.pacts_among(["NOR", "SWE"], obligation="consultation")] == ["9002"]


def test_outside_the_window_nothing_is_covered_and_inside_it_no_row_says_none(profile: Profile) -> None:
    assert profile.membership("NOR", "nato", 2000).status == "member"
    assert profile.membership("FIN", "nato", 2000).status == "none"
    assert profile.membership("FIN", "nato", 2020).status == "not covered"
    assert profile.membership("FIN", "north-pact").status == "not covered"
    assert profile.pair("NOR", "SWE", "igo_joint", 2000).value == 2
    assert profile.pair("SWE", "NOR", "igo_joint", 2020).reason == (
        "not covered: Intergovernmental Organizations ends in 2014"
    )
    assert profile.state("FIN", "cinc", 2000).reason == "not covered: the profile has no cinc"
    assert profile.covers("pacts", 2018)
    assert not profile.covers("pacts", 2019)
    assert not Profile({})
    assert Profile({}).state("FIN", "cinc", 2000).reason == "The case has no dataset profile."


def test_deliveries_are_summed_by_sort_and_year_with_what_is_uncertain(profile: Profile) -> None:
    rows = {(row["supplier"], row["recipient"], row["year"]): row for row in profile.tables["transfers"]}
    assert rows["SWE", "FIN", "2006"]["tiv"] == "3"
    otters = rows["SWE", "NOR", "2006"]
    assert (otters["category"], otters["tiv"], otters["deals"]) == ("armoured-vehicles", "8", "2")
    assert ("DEU", "FIN", "2011") in rows


def test_making_it_again_changes_nothing_and_another_dataset_shows(
    profiled: Path, record: Record, made: Made, tmp_path: Path
) -> None:
    assert changes(profiled, made) == []
    files = {**north.FILES, "dcad.csv": north.FILES["dcad.csv"][:-1]}
    fewer = make(record, Library([north.put(tmp_path / "data", files)], cache=tmp_path / "cache"))
    found = {change.file: change for change in changes(profiled, fewer)}
    assert set(found) == {"agreements.csv", "coverage.csv"}
    assert [line.split(",")[0] for line in found["agreements.csv"].removed] == ["D-3"]


def test_a_dataset_that_is_not_there_is_named(record: Record, tmp_path: Path) -> None:
    files = {"dcad.csv": north.FILES["dcad.csv"]}
    made = make(record, Library([north.put(tmp_path / "data", files)], cache=tmp_path / "cache"))
    assert {"atop", "sipri-transfers", "mme", "igo"} <= set(made.missing)
    assert [row[0] for row in made.tables["agreements"]] == ["D-1", "D-2", "D-3"]
    assert made.tables["pacts"] == []
    assert "kinne2020" in made.references
    assert "leeds2002" not in made.references


def test_writing_keeps_a_users_own_files_and_leaves_nothing_behind(profiled: Path, made: Made, tmp_path: Path) -> None:
    case = tmp_path / "north"
    shutil.copytree(profiled, case, ignore=shutil.ignore_patterns("build"))
    (case / layout.FOLDER / "notes.txt").write_text("mine")
    write(case, made)
    assert (case / layout.FOLDER / "notes.txt").read_text() == "mine"
    assert [path.name for path in case.iterdir() if path.name.startswith(".")] == []
    assert [finding.code for finding in check(case).findings] == ["profile-file"]


@pytest.fixture
def broken(profiled: Path, tmp_path: Path) -> Path:
    case = tmp_path / "north"
    shutil.copytree(profiled, case, ignore=shutil.ignore_patterns("build"))
    return case


def messages(report: Report) -> list[str]:
    return [f"{finding.file}:{finding.line}: {finding.message}" for finding in report.findings]


@pytest.mark.parametrize(
    ("file", "old", "new", "said"),
    [
        ("pacts.csv", "9001,FIN,1994-01-01", "9001,FIN,the nineties",
         "profile/pacts.csv:2: 'the nineties' in the column 'since' is not a date in EDTF, such as 1994-02-09."),
        ("pacts.csv", "9001,FIN", "9001,QQQ",
         "profile/pacts.csv:2: 'QQQ' in the column 'state' is not the key of a state, such as KAZ."),
        ("transfers.csv", ",3,0,", ",lots,0,",
         "'lots' in the column 'tiv' is not a number with a decimal point."),
        ("agreements.csv", "D-1,FIN", ",FIN", "profile/agreements.csv:2: The column 'row' is empty, and must not be."),
        ("agreements.csv", "D-2,", "D-1,", "The row is about the same as that of line 2."),
        ("agreements.csv", "row,state1", "row,first", "profile/agreements.csv:1: The header of agreements.csv is not"),
        ("exercises.csv", "FIN,NOR,2004,1", "FIN,NOR,2004", "The row has 6 cells, the header 7."),
        ("coverage.csv", ",mme,", ",other,", "The dataset 'mme' does not stand in coverage.csv."),
    ],
)  # fmt: skip
def test_a_fault_in_a_profile_is_a_finding_with_its_line(
    broken: Path, file: str, old: str, new: str, said: str
) -> None:
    path = broken / layout.FOLDER / file
    text = path.read_text(encoding="utf-8")
    assert old in text
    path.write_text(text.replace(old, new, 1), encoding="utf-8")
    found = messages(check(broken))
    assert any(said in one for one in found), found


def test_a_profile_that_is_no_text_is_a_finding(broken: Path) -> None:
    (broken / layout.FOLDER / "pacts.csv").write_bytes(b"\xff\xfe\x00\x00binary\x00")
    assert any("pacts.csv cannot be read as UTF-8 text" in one for one in messages(check(broken)))


def test_what_no_claim_mentions_is_what_no_claim_may_mean(profiled: Path, profile: Profile) -> None:
    """The oath of 1994 is claimed, the pact of 1995 is not; an undated claim would count as a mention."""
    with Record(build(profiled, parquet=False).path) as record:
        found = Unmentioned(record, profile)
        assert [pact.key for pact in found.pacts()] == ["9002"]
        assert [row["row"] for row in found.agreements()] == ["D-3"]
        assert [(row["state"], row["organisation"]) for row in found.memberships()] == []
        assert [one[:2] for one in found.deliveries()] == [("DEU", "FIN")]
        assert [one[:2] for one in found.exercises()] == [("FIN", "NOR"), ("NOR", "SWE")]
