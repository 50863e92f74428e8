"""What is counted, on either engine: the rule of one event, who is meant, and every row accounted for."""

import random
from pathlib import Path

import pytest

from foedus.signals.count import count
from foedus.signals.engines import DuckDB, Engine
from foedus.signals.expression import SERIES
from tests.conftest import SHARED
from tests.signals.conftest import Count, Counted
from tests.signals.files import gdelt, icews, written

SAMPLES = SHARED / "data" / "events"


def accounted(found: Counted) -> None:
    """No row is lost: each is counted, repeated, or left out for a reason."""
    report = found.report
    assert report.counted + report.repeated + sum(one.rows for one in report.left_out) == report.rows


def test_reports_of_one_day_pair_code_and_place_are_one_event(counts: Count, tmp_path: Path):
    """Three rows tell of talks on one day in one place; a fourth of another place, a fifth of the other side acting."""
    found = counts([
        written(tmp_path / "day.csv", [
            gdelt(1, NumArticles="3"), gdelt(2, NumArticles="4"), gdelt(3, NumArticles="1", IsRootEvent="0"),
            gdelt(4, ActionGeo_FeatureID="-2000"),
            gdelt(5, Actor1CountryCode="CHL", Actor2CountryCode="NOR"),
            gdelt(6, SQLDATE="20160713", DATEADDED="20160713"),
            gdelt(7, EventCode="042"),
        ]),
    ])  # fmt: skip
    assert list(found.rows[0]) == list(SERIES)
    assert found.rows == [
        {"dataset": "gdelt-1.0", "month": "2016-07", "state1": one, "state2": other, "type": "CONSULT",
         "class": "verbal-cooperation", "tone": "cooperation", "reports": reports, "events": events, "days": "2"}
        for one, other, reports, events in (("CHL", "NOR", "3", "1"), ("NOR", "CHL", "17", "4"))
    ]  # fmt: skip
    accounted(found)


def test_whatever_is_left_out_is_counted_under_its_reason(counted: Count, tmp_path: Path):
    found = counted([
        written(tmp_path / "day.csv", [
            gdelt(1),
            gdelt(2, Actor2CountryCode=""), gdelt(3, Actor1CountryCode=""),
            gdelt(4, Actor2CountryCode="QQQ"), gdelt(5, Actor2CountryCode="AFR"),
            gdelt(6, Actor2CountryCode="NOR"),
            gdelt(7, EventCode="999"), gdelt(8, EventCode=""), gdelt(9, EventCode="010"),
            gdelt(10, SQLDATE="20161399"), gdelt(11, SQLDATE="20160920"), gdelt(12, NumArticles=""), gdelt(0)[1:],
            "\t".join(["a row", "cut", "short"]), "", gdelt(13) + "\r",
        ]),
    ])  # fmt: skip
    assert found.left_out == {
        "width": 1, "no-number": 1, "no-day": 1, "day-after-report": 1, "no-reports": 1, "one-side": 2,
        "unknown-actor": 1, "no-state": 1, "within-a-state": 1, "unknown-code": 2, "no-type": 1,
    }  # fmt: skip
    assert found.cells("state1", "state2", "type", "events") == [("NOR", "CHL", "CONSULT", "1")]
    assert dict(found.report.unknown_actors) == {"QQQ": 1}
    assert dict(found.report.unknown_codes) == {"999": 1, "": 1}
    assert {(code, lines) for _, code, _, lines in found.report.faults} >= {("width", (14,)), ("no-day", (10,))}
    accounted(found)


def test_an_actor_is_whoever_bore_the_code_in_that_year(counts: Count, tmp_path: Path):
    """GDELT writes RUS for 1982, when that was the Soviet Union, and KAZ, when Kazakhstan was no state."""
    old = {"SQLDATE": "19820103", "DATEADDED": "20130203", "NumArticles": "1"}
    found = counts([
        written(tmp_path / "1982.csv", [
            gdelt(1, 57, Actor1CountryCode="RUS", **old), gdelt(2, 57, Actor1CountryCode="KAZ", **old),
        ]),
        written(tmp_path / "2016.csv", [gdelt(3, Actor1CountryCode="RUS"), gdelt(4, Actor1CountryCode="KAZ")]),
    ])  # fmt: skip
    assert found.cells("month", "state1", "days") == [
        ("1982-01", "SUN", "1"), ("2016-07", "KAZ", "1"), ("2016-07", "RUS", "1"),
    ]  # fmt: skip
    assert found.left_out == {"no-state": 1}


def test_datasets_are_never_added_to_each_other(counted: Count, tmp_path: Path):
    """The same talks in GDELT 1.0, in 2.0 and in ICEWS are three rows; ICEWS counts each sentence as a report."""
    found = counted([
        written(tmp_path / "20160712.export.CSV.zip", [gdelt(1)]),
        written(tmp_path / "20160712000000.export.CSV", [gdelt(1, 61)]),
        written(tmp_path / "events.2016.tab", [
            icews(1), icews(2, Sentence_Number="4"), icews(3, Target_Country="None"), icews(4, Source_Country="Norge"),
        ]),
    ])  # fmt: skip
    assert found.cells("dataset", "reports", "events") == [
        ("gdelt-1.0", "3", "1"), ("gdelt-2.0", "3", "1"), ("icews", "2", "1"),
    ]  # fmt: skip
    assert found.left_out == {"one-side": 1, "unknown-actor": 1}
    accounted(found)


def made_up(folder: Path, rows: int = 600) -> Path:
    """Files of three months with all that occurs: empty cells, unknown codes, repeated records, either width."""
    chance = random.Random(5)
    countries = ["NOR", "CHL", "TUR", "GHA", "RUS", "AFR", "QQQ", "", "SRB"]
    lines = [
        gdelt(
            chance.randrange(rows * 2), chance.choice([57, 58, 61]),
            SQLDATE=day, DATEADDED=day, Actor1CountryCode=chance.choice(countries),
            Actor2CountryCode=chance.choice(countries),
            EventCode=chance.choice(["040", "057", "190", "010", "777", "0871"]),
            ActionGeo_FeatureID=chance.choice(["", "-1", "-2"]), NumArticles=str(chance.randint(1, 2_000_000_000)),
        )
        for day in (f"2005{chance.choice(['05', '06', '07'])}{chance.randint(1, 28)}" for _ in range(rows))
    ]  # fmt: skip
    for number in range(3):
        written(folder / f"file-{number}.csv.zip", lines[number::3])
    return folder


def test_either_engine_writes_the_same_bytes(tmp_path: Path, engine: Engine):
    """To the last row and the last report, over sums that no 32 bits hold; each engine takes the files in itself."""
    folder = made_up(tmp_path / "files")
    ours, theirs = (
        Counted(count([str(folder)], tmp_path / f"{number}.csv", one))
        for number, one in enumerate((DuckDB(threads=1), engine))
    )
    assert len(ours.rows) > 100
    assert max(int(row["reports"]) for row in ours.rows) > 2**31
    assert ours.text == theirs.text
    assert ours.left_out == theirs.left_out
    assert ours.report.repeated == theirs.report.repeated > 0
    accounted(ours)


@pytest.mark.needs("shared/data/events")
def test_the_samples_of_gdelt_and_icews(tmp_path: Path):
    """Every code and name that stands in the published samples is known, and no row is lost."""
    names = ("gdelt1_sample_20160728.export.tsv", "icews_events.2018.sample.tab")
    found = Counted(count([str(SAMPLES / name) for name in names], tmp_path / "series.csv", DuckDB(threads=1)))
    assert found.report.rows == 710 + 3705
    assert (found.report.unknown_actors, found.report.unknown_codes, found.report.faults) == ((), (), ())
    assert {row["dataset"] for row in found.rows} == {"gdelt-1.0", "icews"}
    assert set(found.left_out) == {"one-side", "no-state", "within-a-state", "no-type"}
    accounted(found)
