"""What a record keeps of its strands and titles is what its claims say, at whatever clocks it is asked."""

import shutil
from collections.abc import Iterator
from pathlib import Path

import msgspec
import pytest

from foedus.record import Record, build
from foedus.record import whole as held
from foedus.record.conclude import Strand, conclude, kept
from foedus.record.whole import Whole
from foedus.record.words import Words

CLOCKS = [{}, {"known": "2022-06-01"}, {"as_of": "2020-10-01"}, {"known": "2024-01-01", "as_of": "2022-04-28"}]


@pytest.fixture(params=CLOCKS, ids=str)
def two(
    request: pytest.FixtureRequest, built_case: Path, monkeypatch: pytest.MonkeyPatch
) -> Iterator[tuple[Record, Record]]:
    """A record whose claims are all held, and the same as if it were too large for that."""
    path = built_case / "build" / "record.duckdb"
    with Record(path, **request.param) as small, Record(path, **request.param) as large:
        assert Whole.of(small) is not None
        monkeypatch.setattr(held, "SMALL", 0)
        assert Whole.of(large) is None
        yield small, large


def short(strand: Strand) -> Strand:
    """A strand with the conclusions that are kept."""
    return msgspec.structs.replace(
        strand, conclusions=tuple(one for one in strand.conclusions if one.field in kept.LABELS)
    )


def test_kept_strands_are_those_that_the_claims_give(two: tuple[Record, Record]):
    small, large = two
    whole = [short(strand) for strand in conclude(small)]
    assert whole
    assert list(conclude(large, fields=["date", "role", "value"])) == whole


def test_only_the_fields_that_are_asked_for_come_with_some_events(two: tuple[Record, Record]):
    small, large = two
    events = sorted({strand.event for strand in conclude(small, kinds=["transfers", "agreements"])})[::3]
    wanted = [short(one) for one in conclude(small, events, ["agreements", "transfers"])]
    found = list(conclude(large, events, ["agreements", "transfers"], fields=["date"]))
    assert [one.claims for one in found] == [one.claims for one in wanted]
    assert {c.field for one in found for c in one.conclusions} == {"stage", "date"}


@pytest.fixture(scope="module")
def untitled(built_case: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The record of the bundled case without the titles that it gives its events."""
    case = tmp_path_factory.mktemp("untitled") / "case"
    shutil.copytree(built_case, case, ignore=shutil.ignore_patterns("build", "events.csv"))
    return build(case, parquet=False).path


@pytest.mark.parametrize("clocks", CLOCKS, ids=str)
def test_titles_come_from_the_first_claim_that_is_there(
    untitled: Path, clocks: dict[str, str], monkeypatch: pytest.MonkeyPatch
):
    with Record(untitled, **clocks) as small, Record(untitled, **clocks) as large:
        assert Whole.of(small) is not None
        monkeypatch.setattr(held, "SMALL", 0)
        events = [row[0] for row in large.con.execute("SELECT event FROM events ORDER BY 1").fetchall()]
        made = [Words(small), Words(large)]
        for words in made:
            words.read(events)
        titles = [[words.title(event) for event in events] for words in made]
        assert titles[0] == titles[1]
        assert not set(titles[1]) & set(events)
