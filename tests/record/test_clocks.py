"""Two clocks: what had happened by a day, and what was known by a day. Neither ever shows what lies behind it."""

import csv
import datetime
import io
from collections.abc import Callable
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from foedus.record import Record, build
from foedus.record.ask import AskError

AFFAIR = "tjk-bayraktar-2022"
"""In April 2022 a Kyrgyz minister says that Tajikistan has bought drones; three days later his own state denies it."""

DAYS = st.dates(datetime.date(1985, 1, 1), datetime.date(2025, 12, 31))
SIDES = ("claims", "against")
TABLES = ("events", "stages", "roles", "ties", "conclusions", "contradictions")


def ids(record: Record, where: str = "true") -> set[str]:
    return set(record.query(f"SELECT claim FROM claims WHERE {where}").column("claim"))


def affair(record: Record) -> set[str]:
    return ids(record, f"event = '{AFFAIR}'")


SAID_ON_27_APRIL = {"arg-081", "arg-082", "sta-073", "sta-074", "sta-076", "tra-041", "tra-042"}
DENIED_ON_30_APRIL = {"sta-078", "tra-043"}
SOME_DAY_OF_APRIL_OR_2022 = {"sta-077", "sta-080", "tra-040", "tra-044"}
UNDATED_IN_MAY = {"arg-079", "arg-080", "mee-030", "sta-079"}
READ_IN_JUNE = {"sta-080", "tra-044"}


def test_the_world_before_and_after_the_denial(bundled: Record):
    """As of 27 April the drones are said to be there; the denial joins on the 30th; the undated wait for a source."""
    with bundled.at(as_of="2022-04-26") as before:
        assert affair(before) == SOME_DAY_OF_APRIL_OR_2022
    with bundled.at(as_of="2022-04-27") as said:
        assert affair(said) == SOME_DAY_OF_APRIL_OR_2022 | SAID_ON_27_APRIL
        assert "denied" not in said.stages(AFFAIR).column("assertion")
    with bundled.at(as_of="2022-04-30") as denied:
        assert affair(denied) == SOME_DAY_OF_APRIL_OR_2022 | SAID_ON_27_APRIL | DENIED_ON_30_APRIL
        assert "denied" in denied.stages(AFFAIR).column("assertion")


def test_what_could_be_known_and_when(bundled: Record):
    """On 1 May nobody had published on it; on 26 May the blog had; the June piece joins in July."""
    everything = SAID_ON_27_APRIL | DENIED_ON_30_APRIL | SOME_DAY_OF_APRIL_OR_2022 | UNDATED_IN_MAY
    assert affair(bundled) == everything
    with bundled.at(known="2022-05-01") as early:
        assert affair(early) == set()
        with pytest.raises(AskError, match=f"Nothing on '{AFFAIR}' was there at these clocks") as raised:
            early.stages(AFFAIR)
        assert "later --known" in raised.value.hint
    with bundled.at(known="2022-05-26") as may:
        assert affair(may) == everything - READ_IN_JUNE
    with bundled.at(known="2022-07-01") as july:
        assert affair(july) == everything


def test_both_clocks_together(bundled: Record):
    """What the blog of May lets one say of 27 April: neither the later denial nor the June piece."""
    with bundled.at(known="2022-05-26", as_of="2022-04-27") as both:
        assert affair(both) == SAID_ON_27_APRIL | (SOME_DAY_OF_APRIL_OR_2022 - READ_IN_JUNE)
        assert both.clocks == {"as_of": "2022-04-27", "known": "2022-05-26"}


def test_a_month_or_a_year_stands_for_its_last_day(bundled: Record):
    """`--known 2022-05` is the end of May: the blog of the 25th is known."""
    with bundled.at(known="2022-05") as month, bundled.at(known="2022-05-31") as day:
        assert ids(month) == ids(day)
        assert month.clocks["known"] == "2022-05-31"
    with bundled.at(as_of="2021") as year:
        assert year.clocks["as_of"] == "2021-12-31"


def test_clocks_are_days_and_take_days(bundled: Record):
    """From Python one gives a date or a moment as well; the time of day does not matter."""
    day = datetime.date(2022, 6, 1)
    with bundled.at(known=day) as one, bundled.at(known=datetime.datetime(2022, 6, 1, 13, 30)) as other:
        assert ids(one) == ids(other) == ids(bundled, "known <= DATE '2022-06-01'")


@pytest.mark.parametrize("text", ["2022-13-01", "yesterday", "2022/..", "", "[2022..]"])
def test_a_clock_needs_a_day(built_case: Path, text: str):
    """What is no date, or has no end, cannot be a clock: it is said which one, and how to write it."""
    with pytest.raises(AskError, match=r"^--known: ") as raised:
        Record(built_case / "build" / "record.duckdb", known=text)
    assert raised.value.hint


@settings(max_examples=12, deadline=None)
@given(one=DAYS, other=DAYS)
def test_nothing_that_was_known_is_forgotten(bundled: Record, one: datetime.date, other: datetime.date):
    """What is known on a day is known on every later one, claims and sources alike."""
    with bundled.at(known=min(one, other)) as early, bundled.at(known=max(one, other)) as late:
        assert ids(early) <= ids(late) <= ids(bundled)
        assert set(early.sources().column("source")) <= set(late.sources().column("source"))


@settings(max_examples=12, deadline=None)
@given(one=DAYS, other=DAYS)
def test_nothing_that_has_happened_is_undone(bundled: Record, one: datetime.date, other: datetime.date):
    """The state of the world only grows: as of a later day there is all that was there before."""
    with bundled.at(as_of=min(one, other)) as early, bundled.at(as_of=max(one, other)) as late:
        assert ids(early) <= ids(late) <= ids(bundled)


@settings(max_examples=12, deadline=None)
@given(known=DAYS, as_of=DAYS)
def test_both_clocks_are_each_of_them(bundled: Record, known: datetime.date, as_of: datetime.date):
    """With both set there is what is there with each; and every other table speaks of these claims only."""
    with (
        bundled.at(known=known) as one,
        bundled.at(as_of=as_of) as other,
        bundled.at(known=known, as_of=as_of) as both,
    ):
        there = ids(both)
        assert there == ids(one) & ids(other)
        for table in ("roles", "ties"):
            assert set(both.query(f"SELECT claim FROM {table}").column("claim")) <= there
        assert set(both.query("SELECT unnest(claims) AS c FROM stages").column("c")) == there
        counts = both.query("SELECT coalesce(sum(claims), 0) AS n FROM events")[0]["n"]
        assert counts == len(there) == sum(len(both.claims(kind)) for kind in both.codebook.kinds)


def kept(path: Path, claims: set[str], gone: set[str]) -> None:
    """Leave only these claims in a table of claims; notes the events of the others."""
    header, *rows = csv.reader(io.StringIO(path.read_text(encoding="utf-8"), newline=""))
    with path.open("w", encoding="utf-8", newline="") as out:
        writer = csv.writer(out, lineterminator="\n")
        writer.writerow(header)
        for row in rows:
            if row[0] in claims:
                writer.writerow(row)
            else:
                gone.add(row[1])


def disputed(path: Path, claims: set[str]) -> None:
    """Leave only these claims on the sides of disagreements, and only those that have two sides then."""
    with path.open(encoding="utf-8", newline="") as file:
        rows = list(csv.DictReader(file))
    for row in rows:
        row |= {side: "; ".join(claim for claim in row[side].split("; ") if claim in claims) for side in SIDES}
    with path.open("w", encoding="utf-8", newline="") as out:
        writer = csv.DictWriter(out, list(rows[0]), lineterminator="\n")
        writer.writeheader()
        writer.writerows(row for row in rows if all(row[side] for side in SIDES))


@pytest.mark.parametrize(
    "clocks", [{"known": "2022-06-01"}, {"as_of": "2015"}, {"known": "2022-08-31", "as_of": "2022-04-28"}]
)
def test_a_clock_gives_what_a_case_without_the_later_claims_would(
    bundled: Record, copy_case: Callable[..., Path], clocks: dict[str, str]
):
    """Strike out by hand what came later and build that: events, stages, ties and conclusions are the same."""
    folder = copy_case()
    gone: set[str] = set()
    with bundled.at(**clocks) as record:
        for path in (folder / "claims").glob("*.csv"):
            kept(path, ids(record), gone)
        disputed(folder / "disagreements.csv", ids(record))
        with (folder / "events.csv").open("a", encoding="utf-8") as out:
            titled = set(record.query("SELECT event FROM titles").column("event"))
            out.writelines(
                f"{event},,,\n" for event in sorted(gone - titled)
            )  # so that what prompted others is still known
        with Record(build(folder, parquet=False).path) as struck:
            assert ids(struck) == ids(record)
            for table in TABLES:
                question = f"SELECT * FROM {table} ORDER BY ALL"
                alike = zip(struck.query(question), record.query(question), strict=True)
                assert next(((one, other) for one, other in alike if one != other), None) is None, table
