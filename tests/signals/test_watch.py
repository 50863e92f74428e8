"""The reading list: pairs that move without a claim of that time; months without files count for nothing."""

import csv
from collections.abc import Callable
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from foedus.record import Record
from foedus.signals.errors import SignalsError
from foedus.signals.expression import SERIES
from foedus.signals.watch import scored, watch
from tests.record.small import Files

Series = Callable[..., Path]

CASE: Files = {
    "entities.csv": "entity,name,type\n",
    "claims/agreements.csv": """
        claim,event,stage,date,parties,instrument
        agr-001,nor-chl-pact,signed,2010-05-01,NOR; CHL,agreement
        agr-002,nor-gha-pact,signed,2016-05-01,NOR; GHA,agreement
    """,
}
"""Norway has signed something with Chile long ago, and with Ghana in the months looked at."""


USUAL = {("NOR", "CHL"): 10, ("GHA", "NOR"): 10, ("GHA", "CHL"): 20, ("JPN", "BRA"): 4000}
"""Events of a month; the last pair is all the rest of the world."""


def months(first: int = 0, count: int = 30) -> list[str]:
    return [f"{2014 + at // 12}-{at % 12 + 1:02d}" for at in range(first, first + count)]


@pytest.fixture
def series(tmp_path: Path) -> Series:
    """Thirty months: pairs that go on as they were, unless `events` says otherwise from a month on."""

    def make(moved: dict[tuple[str, str], int], since: str = "2016-01", days: dict[str, int] | None = None) -> Path:
        path = tmp_path / "series.csv"
        with path.open("w", encoding="utf-8", newline="") as file:
            out = csv.writer(file)
            out.writerow(SERIES)
            for at, month in enumerate(months()):
                for pair, usual in USUAL.items():
                    now = moved.get(pair, usual) if month >= since else usual
                    now += (at % 3) - 1
                    covered = (days or {}).get(month, 31)
                    out.writerow(["gdelt-1.0", month, *pair, "CONSULT", "verbal-cooperation", "cooperation", 3 * now,
                                  now, covered])  # fmt: skip
                    out.writerow(
                        ["gdelt-1.0", month, *pair, "ASSAULT", "material-conflict", "conflict", 9, 900, covered]
                    )
        return path

    return make


def test_a_pair_that_moves_without_a_claim_is_on_the_list(record_of: Callable[[Files], Record], series: Series):
    """Chile and Norway treble, with a claim of 2010 alone; Ghana and Norway treble, with one of 2016."""
    path = series({("NOR", "CHL"): 30, ("GHA", "NOR"): 30})
    found = watch(record_of(CASE), path)
    assert [(one.a, one.b, one.types, one.last_claim) for one in found.moving][:1] == [
        ("CHL", "NOR", ("CONSULT",), "2010-05-01")
    ]
    assert all((one.a, one.b) != ("GHA", "NOR") for one in found.moving)
    assert found.with_claims == 1
    assert (found.windows[0].months[0], found.windows[0].months[-1]) == ("2016-01", "2016-06")
    every = watch(record_of(CASE), path, every=True)
    assert {("CHL", "NOR"), ("GHA", "NOR")} <= {(one.a, one.b) for one in every.moving}


def test_less_is_a_move_too_and_no_move_is_none(record_of: Callable[[Files], Record], series: Series):
    record = record_of(CASE)
    assert watch(record, series({})).moving == ()
    (fallen, *_) = watch(record, series({("NOR", "CHL"): 1})).moving
    assert (fallen.a, fallen.b) == ("CHL", "NOR")
    assert fallen.score < -3


def test_what_files_do_not_cover_counts_for_nothing(record_of: Callable[[Files], Record], series: Series):
    """The last two months have files of three days only: they are no fall, the window ends before them."""
    path = series({("NOR", "CHL"): 1}, since="2016-05", days={"2016-05": 3, "2016-06": 3})
    found = watch(record_of(CASE), path)
    assert found.windows[0].months[-1] == "2016-04"
    assert found.moving == ()


def test_only_with_an_actor_or_among_some(record_of: Callable[[Files], Record], series: Series):
    path = series({("NOR", "CHL"): 40, ("GHA", "CHL"): 60})
    record = record_of(CASE)
    assert {(one.a, one.b) for one in watch(record, path, actors={"GHA"}).moving} == {("CHL", "GHA")}
    assert {(one.a, one.b) for one in watch(record, path, among={"NOR", "CHL"}).moving} == {("CHL", "NOR")}


def test_nothing_is_written_into_the_record_or_the_case(record_of: Callable[[Files], Record], series: Series):
    record = record_of(CASE)
    before = record.rows("SELECT count(*) AS n FROM claims"), record.path.stat().st_mtime_ns
    watch(record, series({("NOR", "CHL"): 90}))
    assert (record.rows("SELECT count(*) AS n FROM claims"), record.path.stat().st_mtime_ns) == before


def test_what_cannot_be_asked_is_said(record_of: Callable[[Files], Record], series: Series, tmp_path: Path):
    record = record_of(CASE)
    with pytest.raises(SignalsError, match="There is no file"):
        watch(record, tmp_path / "gone.parquet")
    (tmp_path / "other.csv").write_text("a,b\n1,2\n")
    with pytest.raises(SignalsError, match="This is no series"):
        watch(record, tmp_path / "other.csv")
    with pytest.raises(SignalsError, match="covers too few months"):
        watch(record, series({}), months=28)


@given(
    before=st.lists(st.integers(0, 50), min_size=6, max_size=40),
    others=st.integers(1, 1000),
    now=st.integers(0, 400),
)
def test_the_score_grows_with_what_is_reported(before: list[int], others: int, now: int):
    """More events are never a lower score; the press as a whole growing makes the same number less remarkable."""
    totals = [one + others for one in before]
    expected, score = scored(before, totals, now, 6 * others + now)
    assert expected > 0
    assert scored(before, totals, now + 1, 6 * others + now)[1] > score
    assert scored(before, totals, now, 12 * others + now + 400)[0] > expected
