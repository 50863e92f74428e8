"""An archive read in pieces, by workers here or on Spark, is what reading all of it at once gives."""

import csv
from collections.abc import Sequence
from pathlib import Path
from typing import TYPE_CHECKING

import duckdb
import pytest

from foedus.case.proposals import ProposalsError
from foedus.case.proposals import read as proposals
from foedus.reader.archive import read_archive, run
from foedus.reader.archive import worker as workers
from foedus.reader.archive.worker import Worker
from foedus.reader.read import read
from tests.conftest import on_spark

if TYPE_CHECKING:
    from pyspark.sql import SparkSession

pytest.importorskip("spacy", reason="needs spaCy, of the extra read")

SAID = (
    "Norway delivered twelve patrol boats to Ghana in 2014, the ministry in Oslo said.",
    "Chile and Peru signed an agreement on military cooperation in 2016.",
    "Officers from Kenya and Jordan held a joint exercise off the coast in 2018.",
    "Poland and Oman signed a memorandum on defence cooperation in Warsaw in May 2019.",
)


@pytest.fixture
def archive(tmp_path: Path) -> Path:
    """Five documents in two folders, two of one name, and one that holds nothing."""
    folder = tmp_path / "archive"
    (folder / "deep").mkdir(parents=True)
    for number, sentence in enumerate(SAID):
        (folder / f"report-{number}.txt").write_text(f"{sentence}\n\nThe museum was closed.\n", encoding="utf-8")
    (folder / "deep" / "report-0.txt").write_text(SAID[1] + "\n", encoding="utf-8")
    (folder / "empty.txt").write_bytes(b"")
    return folder


def files(folder: Path) -> list[Path]:
    return sorted(one for one in folder.rglob("*.txt"))


def test_two_workers_give_what_reading_at_once_gives(archive: Path, tmp_path: Path):
    """The same proposals in the same order, the same sources and events; a second run has nothing left to read."""
    whole = read(files(archive), coded="2026-11-21", workers=1)
    found = read_archive([archive], tmp_path / "out", workers=2, coded="2026-11-21", chunk=2)
    assert (found.documents, found.new) == (6, 6)
    assert found.reading.sources == whole.sources
    assert [(one.kind, one.row, one.score) for one in found.reading.proposals] == [
        (one.kind, one.row, one.score) for one in whole.proposals
    ]
    assert found.reading.entities == whole.entities
    assert [name for name, _, _ in found.reading.failures] == ["empty.txt"]
    assert len(found.reading.proposals) >= 4
    assert len(proposals(tmp_path / "out")) == len(found.reading.proposals)
    with duckdb.connect() as con:
        rows = con.execute(f"SELECT id, kind FROM '{tmp_path}/out/proposals.parquet'").fetchall()
    assert rows == [(one.id, one.kind) for one in found.reading.proposals]
    assert read_archive([archive], tmp_path / "out", workers=1, coded="2026-11-21").new == 0


def test_a_parquet_file_of_documents_is_an_archive(archive: Path, tmp_path: Path):
    """Name and content in columns, the content as bytes or as text: the same proposals as from the files."""
    names, texts = zip(*((one.name, one.read_text(encoding="utf-8")) for one in files(archive)[1:]), strict=True)
    path = tmp_path / "documents.parquet"
    with duckdb.connect() as con:
        con.execute("CREATE TABLE d AS SELECT unnest(?::VARCHAR[]) AS name, unnest(?::VARCHAR[]) AS content",
                    [list(names), list(texts)])  # fmt: skip
        con.execute(f"COPY d TO '{path}' (FORMAT parquet)")
    found = read_archive([path], tmp_path / "out", workers=1, chunk=4)
    assert found.documents == len(names)
    assert {one.row["source"] for one in found.reading.proposals} == {f"report-{number}" for number in range(4)}


def dies_of(name: str) -> str:
    """What a worker runs that a document of this name kills, once it has been handed over."""
    return (
        "import os\nfrom foedus.reader import read as reader\nreal = reader.read_part\n"
        f"def fragile(files, *rest, **more):\n    if files[0].name == {name!r}: os._exit(139)\n"
        "    return real(files, *rest, **more)\n"
        "reader.read_part = fragile\nfrom foedus.reader.archive.worker import serve\nserve()"
    )


def test_a_poison_document_is_set_aside_and_the_others_are_read(
    archive: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
):
    monkeypatch.setattr(workers, "RUN", dies_of("report-2.txt"))
    found = read_archive([archive], tmp_path / "out", workers=1)
    said = {name: message for name, message, _ in found.reading.failures}
    assert set(said) == {"empty.txt", "report-2.txt"}
    assert "ended the reader (code 139)" in said["report-2.txt"]
    assert len(found.reading.sources) == 4


def test_a_document_that_takes_too_long_is_set_aside(archive: Path, monkeypatch: pytest.MonkeyPatch):
    monkeypatch.setattr(workers, "RUN", "import time\ntime.sleep(600)")
    monkeypatch.setattr(workers, "STARTING", 0.0)
    worker = Worker(seconds=0.2)
    ((name, message, _),) = worker.read(archive / "report-0.txt").failures
    assert (name, "not read within 0.2 seconds" in message) == ("report-0.txt", True)


def test_work_that_was_stopped_goes_on(archive: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch):
    """Stopped after the first chunk, and with a file half written beside it: only the rest is read."""
    real, calls = run.take, []

    def stopped(*arguments: object) -> int:
        calls.append(arguments)
        if len(calls) > 1:
            raise KeyboardInterrupt
        return real(*arguments)  # type: ignore[arg-type]

    with monkeypatch.context() as patch:
        patch.setattr(run, "take", stopped)
        with pytest.raises(KeyboardInterrupt):
            read_archive([archive], tmp_path / "out", workers=1, chunk=4)
    assert not (tmp_path / "out").exists()
    (tmp_path / "out.work" / "0123456789abcdef.read").write_bytes(b"\x93half")
    found = read_archive([archive], tmp_path / "out", workers=1, chunk=4)
    assert (found.documents, found.new) == (6, 2)
    assert len(found.reading.sources) == 5


def test_rows_of_sources_say_what_a_document_is(archive: Path, tmp_path: Path):
    given = [{"source": "daily-2016", "document": "report-1.txt", "published": "2016-03-01", "type": "press"}]
    found = read_archive([archive / "report-1.txt"], tmp_path / "out", sources=given, workers=1)
    assert [row["source"] for row in found.reading.sources] == ["daily-2016"]
    with (tmp_path / "out" / "sources.csv").open(encoding="utf-8", newline="") as file:
        assert next(csv.DictReader(file))["published"] == "2016-03-01"


@pytest.mark.parametrize(
    ("paths", "says"),
    [(["gone"], "no file or folder"), (["bare"], "no document to read"), (["odd.parquet"], "no Parquet of documents")],
)
def test_an_archive_that_is_none_is_refused(tmp_path: Path, paths: Sequence[str], says: str):
    (tmp_path / "bare").mkdir()
    (tmp_path / "odd.parquet").write_bytes(b"PAR1")
    with pytest.raises(ProposalsError, match=says) as refused:
        read_archive([tmp_path / path for path in paths], tmp_path / "out")
    assert refused.value.hint


@on_spark
def test_executors_give_what_reading_at_once_gives(archive: Path, tmp_path: Path, spark: "SparkSession"):
    """Two executors, each with a worker of its own that loads the model once."""
    whole = read(files(archive), coded="2026-11-21", workers=1)
    found = read_archive([archive], tmp_path / "out", spark=spark, coded="2026-11-21", chunk=3)
    assert [(one.kind, one.row) for one in found.reading.proposals] == [(one.kind, one.row) for one in whole.proposals]
    assert found.reading.sources == whole.sources
    assert (found.documents, found.new) == (6, 6)
