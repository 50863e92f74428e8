"""Files that are damaged, changed, or something else: told, set aside, and never in the way of the rest."""

import glob
import gzip
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from foedus.signals import stage
from foedus.signals.count import count
from foedus.signals.engines import DuckDB
from foedus.signals.errors import SignalsError
from foedus.signals.inputs import Input, UnusableError, texts
from foedus.signals.shelf import Shelf
from tests.signals.conftest import Counted
from tests.signals.files import gdelt, icews, written


def counted(tmp_path: Path, *paths: object, name: str = "series.csv") -> Counted:
    return Counted(count([str(path) for path in paths], tmp_path / name, DuckDB(threads=1)))


def events(found: Counted) -> int:
    return sum(int(row["events"]) for row in found.rows)


def test_damaged_and_foreign_files_are_set_aside_with_the_reason(tmp_path: Path):
    """A folder with a zip cut short, one that holds no table, a gz cut short, a file of mentions, an empty file."""
    folder = tmp_path / "files"
    written(folder / "good.export.CSV.zip", [gdelt(1)])
    whole = written(folder / "cut.CSV.zip", [gdelt(2, Actor1Name=str(n)) for n in range(500)]).read_bytes()
    (folder / "cut.CSV.zip").write_bytes(whole[: len(whole) // 2])
    broken = written(folder / "broken.CSV.zip", [gdelt(3, Actor1Name=str(n)) for n in range(500)])
    data = bytearray(broken.read_bytes())
    data[200:260] = bytes(60)
    broken.write_bytes(data)
    written(folder / "picture.zip", [gdelt(4)])
    (folder / "cut.csv.gz").write_bytes(gzip.compress((gdelt(5) + "\n").encode() * 50)[:60])
    (folder / "good.csv.gz").write_bytes(
        gzip.compress((gdelt(6, SQLDATE="20160713", DATEADDED="20160713") + "\n").encode())
    )
    written(folder / "mentions.csv", ["\t".join(["1"] * 16)])
    (folder / "empty.csv").write_bytes(b"")
    written(folder / "other.tab", ["Event ID\tEvent Date\tCAMEO Code", "1\t2016-07-12\t040"])
    (folder / "readme.md").write_text("not looked at")
    found = counted(tmp_path, folder)
    assert events(found) == 2
    said = dict(found.report.unusable)
    assert set(said) == {
        "cut.CSV.zip", "broken.CSV.zip", "picture.zip", "cut.csv.gz", "mentions.csv", "empty.csv", "other.tab",
    }  # fmt: skip
    assert "cut short" in said["cut.CSV.zip"]
    assert "holds no file" in said["picture.zip"]
    assert "16 columns" in said["mentions.csv"]
    assert (
        "no column Source Country" in said["other.tab"].replace("Source Name, ", "")[:80]
        or "Source Country" in said["other.tab"]
    )


def test_a_file_is_taken_whole_or_not_at_all(tmp_path: Path, monkeypatch: pytest.MonkeyPatch):
    """Of a zip with two tables, the second of them damaged, nothing is counted; mended, it is read again."""
    import zipfile

    path = tmp_path / "two.zip"
    with zipfile.ZipFile(path, "w") as box:
        box.writestr("a.csv", gdelt(1) + "\n")
        box.writestr("b.csv", "no event\n")
    beside = written(tmp_path / "day.csv", [gdelt(9)])
    assert events(counted(tmp_path, path, beside)) == 1
    with zipfile.ZipFile(path, "w") as box:
        box.writestr("a.csv", gdelt(1, ActionGeo_FeatureID="-9") + "\n")
    again = counted(tmp_path, path, beside)
    assert (events(again), again.report.new, again.report.unusable) == (2, 1, ())


def test_the_form_may_change_from_file_to_file_and_from_row_to_row(tmp_path: Path):
    found = counted(
        tmp_path,
        written(tmp_path / "files" / "a.csv", [gdelt(1, 57, DATEADDED="20130201"), gdelt(2, 58), gdelt(3, 61)]),
        written(tmp_path / "files" / "b.tab", [icews(1)]),
    )
    assert found.cells("dataset", "events") == [("gdelt-1.0", "1"), ("gdelt-2.0", "1"), ("icews", "1")]
    assert found.report.rows == 4


def test_letters_that_are_no_utf8_cost_no_row(tmp_path: Path):
    path = tmp_path / "latin.csv"
    path.write_bytes("\n".join([gdelt(1, Actor1Name="Århus"), gdelt(2, ActionGeo_FeatureID="-8")]).encode("latin-1"))
    found = counted(tmp_path, path)
    assert events(found) == 2
    assert found.report.notes == ("latin.csv had 1 characters that were no UTF-8.",)


def test_a_record_that_stands_in_several_files_counts_once(tmp_path: Path):
    """The day's file again within the month's; of the two rows the one with more articles counts."""
    day = written(tmp_path / "day.csv", [gdelt(1), gdelt(2, ActionGeo_FeatureID="-8")])
    month = written(tmp_path / "month.csv", [gdelt(1, NumArticles="10"), gdelt(3, ActionGeo_FeatureID="-9")])
    found = counted(tmp_path, day, month)
    assert found.cells("reports", "events") == [("16", "3")]
    assert found.report.repeated == 1


def test_work_goes_on_where_it_was(tmp_path: Path, monkeypatch: pytest.MonkeyPatch):
    """Killed after the first of two batches, and again before a month is listed: the next run does the rest, once."""
    files = [written(tmp_path / f"{n}.csv", [gdelt(n, ActionGeo_FeatureID=str(n))]) for n in range(1, 4)]
    monkeypatch.setattr(stage, "MOST_FILES", 1)
    whole = counted(tmp_path, *files, name="whole.csv")

    def killed(*_: object) -> None:
        raise KeyboardInterrupt

    real, calls = stage.take, []

    def once(*arguments: object) -> stage.Done:
        calls.append(arguments)
        if len(calls) == 2:
            killed()
        return real(*arguments)  # type: ignore[arg-type]

    monkeypatch.setattr("foedus.signals.engines.take", once)
    with pytest.raises(KeyboardInterrupt):
        counted(tmp_path, *files)
    with monkeypatch.context() as patch:
        patch.setattr(Shelf, "_save", killed)
        with pytest.raises(KeyboardInterrupt):
            counted(tmp_path, *files)
    found = counted(tmp_path, *files)
    assert found.text == whole.text
    assert found.report.repeated == 0
    assert not (tmp_path / "series.work" / "parts").exists() or not list((tmp_path / "series.work" / "parts").iterdir())
    assert counted(tmp_path, *files).report.new == 0


def test_a_month_that_was_half_written_is_left_out_and_told(tmp_path: Path):
    day = "20160801"
    path = written(
        tmp_path / "day.csv", [gdelt(1), gdelt(2, SQLDATE=day, DATEADDED=day), gdelt(3, SQLDATE=day, DATEADDED=day)]
    )
    assert len(counted(tmp_path, path).rows) == 2
    (month,) = (tmp_path / "series.work" / "months" / "gdelt-1.0").glob("201608-*.parquet")
    month.write_bytes(month.read_bytes()[:100])
    found = counted(tmp_path, path)
    assert found.cells("month") == [("2016-07",)]
    assert found.left_out == {"damaged-month": 2}
    assert "2016-08 is not counted" in found.report.notes[0]


def test_a_file_that_changed_is_told(tmp_path: Path):
    path = written(tmp_path / "day.csv", [gdelt(1)])
    counted(tmp_path, path)
    written(path, [gdelt(1), gdelt(2)])
    assert "another file than the one" in counted(tmp_path, path).report.notes[0]


@pytest.mark.parametrize(
    ("paths", "out", "says"),
    [
        (["nowhere.csv"], "series.csv", "is not there"),
        (["."], "series.csv", "has no event files"),
        (["ftp://host/x.csv"], "series.csv", "no address that can be read"),
        (["day.csv"], "series.xlsx", "is not written to series.xlsx"),
        (["day.csv"], "none/series.csv", "folder that is not there"),
        (["bad.csv"], "series.csv", "nothing to count"),
    ],
)
def test_a_question_that_cannot_be_answered_says_why(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, paths: list[str], out: str, says: str
):
    monkeypatch.chdir(tmp_path)
    (tmp_path / "empty").mkdir()
    if paths == ["."]:
        monkeypatch.chdir(tmp_path / "empty")
    else:
        written(tmp_path / "day.csv", [gdelt(1)])
        written(tmp_path / "bad.csv", ["nothing"])
    with pytest.raises(SignalsError, match=says) as caught:
        count(paths, Path(out), DuckDB(threads=1))
    assert caught.value.hint
    assert not Path(out).exists()


def test_addresses_folders_and_patterns_lead_to_the_same_files(tmp_path: Path):
    pytest.importorskip("pyarrow", reason="needs pyarrow, of the frames")
    tmp_path = tmp_path / "what's [1] here"
    folder = tmp_path / "files"
    written(folder / "deep" / "a[1].csv.zip", [gdelt(1)])
    written(folder / "b.csv", [gdelt(2, ActionGeo_FeatureID="-8")])
    whole = counted(tmp_path, folder, name="1.csv").text
    assert whole == counted(tmp_path, folder.as_uri(), name="2.csv").text
    assert whole == counted(tmp_path, f"{glob.escape(str(folder))}/**/*.csv*", name="3.csv").text
    assert events(counted(tmp_path, f"{folder.as_uri()}/*.csv", name="4.csv")) == 1


def test_a_folder_with_something_else_is_not_used_for_the_work(tmp_path: Path):
    path = written(tmp_path / "day.csv", [gdelt(1)])
    with pytest.raises(SignalsError, match="no work of signals"):
        count([str(path)], tmp_path / "series.csv", DuckDB(), work=tmp_path)


@settings(max_examples=10, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(lines=st.lists(st.text(st.characters(codec="utf-8", exclude_characters="\n\r"), max_size=30), max_size=6))
def test_no_text_is_too_odd(tmp_path: Path, lines: list[str]):
    """Whatever stands among the rows of a file, the others are counted and every row is accounted for."""
    path = tmp_path / "odd.csv"
    path.write_text("\n".join([gdelt(1), *lines, gdelt(2, ActionGeo_FeatureID="-8")]), encoding="utf-8")
    import shutil

    shutil.rmtree(tmp_path / "series.work", ignore_errors=True)
    found = counted(tmp_path, path)
    assert events(found) == 2
    assert found.report.counted + sum(one.rows for one in found.report.left_out) == found.report.rows


def test_a_file_elsewhere_is_copied_here_before_it_is_read(tmp_path: Path):
    """As from S3 or HDFS: through Arrow, plain or zipped, and gone when it has been read."""
    pytest.importorskip("pyarrow", reason="needs pyarrow, of the frames")
    scratch = tmp_path / "scratch"
    scratch.mkdir()
    for name in ("day.csv", "day.csv.zip"):
        path = written(tmp_path / name, [gdelt(1)])
        (text,) = [read.path.read_text() for read in texts(Input(path.as_uri(), path.stat().st_size, ""), scratch)]
        assert text == f"{gdelt(1)}\n"
    assert list(scratch.iterdir()) == []
    with pytest.raises(UnusableError, match="cannot be read"):
        list(texts(Input((tmp_path / "gone.csv").as_uri(), 1, ""), scratch))
