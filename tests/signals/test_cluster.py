"""An executor that is killed on the way loses nothing and doubles nothing; and the rule, against plain Python."""

import os
import signal
from collections import defaultdict
from collections.abc import Mapping
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from foedus.cluster import ClusterError
from foedus.codebook.event_data import cameo_types
from foedus.signals import engines, stage
from foedus.signals.count import count
from foedus.signals.engines import DuckDB, Engine
from foedus.terms.bearers import bearer
from tests.conftest import on_spark
from tests.signals.conftest import Counted
from tests.signals.files import gdelt, written


@on_spark
def test_a_killed_executor_loses_nothing_and_doubles_nothing(
    tmp_path: Path, spark_engine: Engine, monkeypatch: pytest.MonkeyPatch
):
    """The first batch is written, and then its executor dies before it can say so: another does the batch again."""
    files = [
        str(written(tmp_path / f"{n}.csv", [gdelt(10 * n + k, ActionGeo_FeatureID=str(k % 3)) for k in range(9)]))
        for n in range(4)
    ]
    monkeypatch.setattr(stage, "MOST_FILES", 1)
    ours = Counted(count(files, tmp_path / "ours.csv", DuckDB(threads=1)))
    marker = str(tmp_path / "killed")
    real = engines._task

    def dying(work: str, batch: stage.Batch) -> stage.Done:
        done = real(work, batch)
        try:
            os.close(os.open(marker, os.O_CREAT | os.O_EXCL))
        except FileExistsError:
            return done
        with open(f"/proc/{os.getppid()}/stat") as file:  # noqa: PTH123 - our parent is pyspark's, its parent the JVM
            executor = int(file.read().rpartition(")")[2].split()[1])
        os.kill(executor, signal.SIGKILL)
        return done

    monkeypatch.setattr(engines, "_task", dying)
    theirs = Counted(count(files, tmp_path / "theirs.csv", spark_engine))
    assert Path(marker).exists()
    assert theirs.text == ours.text
    assert (theirs.report.rows, theirs.report.repeated) == (36, ours.report.repeated)


@on_spark
def test_what_fails_on_every_executor_is_one_sentence(
    tmp_path: Path, spark_engine: Engine, monkeypatch: pytest.MonkeyPatch
):
    def failing(work: str, batch: stage.Batch) -> stage.Done:
        raise PermissionError(f"{work} is not ours")

    monkeypatch.setattr(engines, "_task", failing)
    path = written(tmp_path / "day.csv", [gdelt(1)])
    with pytest.raises(ClusterError, match=r"gave the work up: PermissionError: .*series\.work is not ours") as caught:
        count([str(path)], tmp_path / "series.csv", spark_engine)
    assert "run the same again" in caught.value.hint
    assert not (tmp_path / "series.csv").exists()


def plainly(rows: list[Mapping[str, str]]) -> dict[tuple[str, str, str], tuple[int, int]]:
    """The rule of `expression` once more, as one would write it without a database: reports and events by pair."""
    events: dict[tuple[str, str, str], set[tuple[str, ...]]] = defaultdict(set)
    reports: dict[tuple[str, str, str], int] = defaultdict(int)
    for row in rows:
        sides = [bearer("gdelt", row[f"Actor{at}CountryCode"], int(row["Year"])).key for at in (1, 2)]
        sort = cameo_types().get(row["EventCode"])
        if sides[0] and sides[1] and sides[0] != sides[1] and sort:
            key = (sides[0], sides[1], sort)
            events[key].add((row["SQLDATE"], row["EventCode"], row["ActionGeo_FeatureID"]))
            reports[key] += int(row["NumArticles"])
    return {key: (reports[key], len(events[key])) for key in events}


ROWS = st.lists(
    st.fixed_dictionaries(
        {
            "SQLDATE": st.sampled_from(["20160701", "20160702"]),
            "Year": st.just("2016"),
            "Actor1CountryCode": st.sampled_from(["NOR", "CHL", "ROM", "ROU", "AFR", ""]),
            "Actor2CountryCode": st.sampled_from(["NOR", "CHL", "ROU", "QQQ", ""]),
            "EventCode": st.sampled_from(["040", "042", "0871", "190", "010", "9"]),
            "ActionGeo_FeatureID": st.sampled_from(["-1", "-2"]),
            "NumArticles": st.integers(1, 9).map(str),
        }
    ),
    min_size=1,
    max_size=40,
)


@settings(max_examples=10, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(rows=ROWS)
def test_the_expression_counts_what_the_rule_says(tmp_path: Path, rows: list[dict[str, str]]):
    """Romania has two codes in GDELT: under either it is one actor, and what it does is one event."""
    import tempfile

    with tempfile.TemporaryDirectory(dir=tmp_path) as folder:
        path = written(Path(folder) / "day.csv", [gdelt(number, **row) for number, row in enumerate(rows)])
        found = Counted(count([str(path)], Path(folder) / "series.csv", DuckDB(threads=1)))
    counted = {
        (row["state1"], row["state2"], row["type"]): (int(row["reports"]), int(row["events"])) for row in found.rows
    }
    assert counted == plainly(list(rows))
