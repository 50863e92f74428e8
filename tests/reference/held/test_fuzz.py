"""Whatever stands in a profile's folder, checking a case says what is wrong with it and never breaks."""

import shutil
from pathlib import Path
from random import Random

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as some

from foedus.case import profile
from foedus.record import Record
from foedus.reference.compare import compare
from foedus.reference.compare.model import Fit, Ours, Theirs
from foedus.reference.compare.pairing import Pairing
from foedus.reference.profile import Profile
from foedus.reference.store import Library
from tests.reference.held import north

SLOW = settings(suppress_health_check=[HealthCheck.function_scoped_fixture], deadline=None, max_examples=60)
ROW = some.lists(some.text(max_size=12), max_size=12)


@SLOW
@given(table=some.sampled_from(sorted(profile.TABLES)), content=some.binary(max_size=300))
def test_any_bytes_are_read_or_found_fault_with(tmp_path: Path, table: str, content: bytes) -> None:
    folder = tmp_path / profile.FOLDER
    shutil.rmtree(folder, ignore_errors=True)
    folder.mkdir()
    (folder / f"{table}.csv").write_bytes(content)
    found, findings = profile.read(tmp_path)
    assert findings or found.get(table) == []
    assert not Profile.read(tmp_path).pacts_among(["TUR", "AZE"])


@SLOW
@given(table=some.sampled_from(sorted(profile.TABLES)), rows=some.lists(ROW, max_size=6))
def test_any_rows_under_the_right_header_are_kept_or_found_fault_with(
    tmp_path: Path, table: str, rows: list[list[str]]
) -> None:
    from foedus.record.rows import csv_text

    folder = tmp_path / profile.FOLDER
    shutil.rmtree(folder, ignore_errors=True)
    folder.mkdir()
    text = csv_text([profile.TABLES[table].names, *rows])
    (folder / f"{table}.csv").write_text(text, encoding="utf-8", newline="", errors="replace")
    found, findings = profile.read(tmp_path)
    assert len(found.get(table, [])) <= len(rows)
    faulty = [row for row in rows if len(row) != len(profile.TABLES[table].names) and any(row)]
    assert not faulty or findings


RANKS = some.dictionaries(
    some.tuples(some.integers(0, 5), some.integers(0, 5)), some.integers(0, 3), min_size=1, max_size=20
)


@given(ranks=RANKS, seed=some.integers(0, 99))
def test_the_order_of_rows_changes_no_pair(ranks: dict[tuple[int, int], int], seed: int) -> None:
    """Pairs are of things, not of places; and no thing is in two of them."""

    def pairs(mix: Random | None) -> set[tuple[str, str]]:
        ours = [Ours(event=str(n), kind="", title="", states=(), claims=(), whens=(), stages=()) for n in range(6)]
        theirs = [Theirs(key=str(n), states=(), says="") for n in range(6)]
        if mix:
            mix.shuffle(ours)
            mix.shuffle(theirs)

        def fits(one: Ours, other: Theirs) -> Fit | None:
            rank = ranks.get((int(one.event), int(other.key)))
            return None if rank is None else Fit((float(rank),))

        found = Pairing(ours, theirs, fits).pairs
        return {(ours[at].event, theirs[to].key) for at, (to, _) in found.items()}

    first = pairs(None)
    assert first == pairs(Random(seed))
    assert len({one for one, _ in first}) == len({other for _, other in first}) == len(first)


@pytest.mark.parametrize("seed", range(3))
def test_the_order_of_a_datasets_rows_changes_no_comparison(record: Record, tmp_path: Path, seed: int) -> None:
    def pairs(mix: Random | None) -> dict[str, str]:
        header, *lines = north.FILES["dcad.csv"]
        if mix:
            mix.shuffle(lines)
        data = north.put(tmp_path / ("mixed" if mix else "plain"), {"dcad.csv": (header, *lines)})
        found = compare(record, Library([data], cache=tmp_path / "cache"), "dcad")
        return {line.ours.event: line.theirs.key for line in found.lines if line.ours and line.theirs}

    assert pairs(None) == pairs(Random(seed)) == {"school": "D-1", "shipyard": "D-2"}
