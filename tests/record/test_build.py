"""Building: the same case gives the same bytes, and whatever stops a build, the record that was there stays."""

import csv
import errno
import hashlib
import io
import os
import random
import shutil
import signal
import subprocess
import sys
import time
from collections.abc import Callable
from pathlib import Path

import duckdb
import pytest

import foedus
from bench import synthetic
from foedus.case.folder import CaseError
from foedus.record import BuildError, Record, build, fresh
from foedus.record.build import NAME, NEW
from tests.record.small import write

DELIVERED = {
    "claims/transfers.csv": "claim,event,stage,date,supplier,recipient\ntra-001,a-deal,delivered,2020,TUR,KGZ\n"
}
ORDERED = {"claims/transfers.csv": "claim,event,stage,date,supplier,recipient\ntra-001,a-deal,ordered,2019,TUR,KGZ\n"}
WRONG = {"claims/transfers.csv": "claim,event,stage,date,supplier,recipient\ntra-001,a-deal,sunk,2019,TUR,KGZ\n"}

built_by = sys.modules["foedus.record.build"]  # the name of the package is the function's


def parquet_bytes(folder: Path) -> dict[str, str]:
    """A digest of each Parquet file."""
    files = sorted((folder / "parquet").glob("*.parquet"))
    return {file.name: hashlib.sha256(file.read_bytes()).hexdigest() for file in files}


def stage(folder: Path) -> str:
    """The stage of the only claim in the record that lies in a case's build folder."""
    with Record(folder / "build" / NAME) as record:
        return str(record.claims()[0]["stage"])


def rubbish(folder: Path) -> list[str]:
    """What is in a build folder that should not be."""
    return sorted(file.name for file in folder.glob("*") if file.name not in {NAME, "parquet"})


@pytest.fixture(scope="module")
def built_once(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = write(tmp_path_factory.mktemp("built") / "case", DELIVERED)
    build(folder)
    return folder


@pytest.fixture
def case(tmp_path: Path, built_once: Path) -> Path:
    """A small case whose record says that a deal was delivered."""
    return Path(shutil.copytree(built_once, tmp_path / "case"))


# -- the same bytes --------------------------------------------------------------------------------------------


def test_the_bundled_case_gives_the_same_parquet_bytes_elsewhere(copy_case: Callable[..., Path], built_case: Path):
    """Two people who build the same case can compare checksums: the folder's place leaves no trace."""
    copy = copy_case()
    build(copy)
    assert len(parquet_bytes(copy / "build")) > 20
    assert parquet_bytes(copy / "build") == parquet_bytes(built_case / "build")


def test_a_case_of_many_claims_gives_the_same_parquet_bytes_again(tmp_path: Path, monkeypatch: pytest.MonkeyPatch):
    """With 20,000 claims DuckDB works in several threads, and conclusions may be drawn in several processes."""
    folder = synthetic.write(tmp_path / "synthetic", 20_000)
    first = parquet_bytes(build(folder, tmp_path / "one").path.parent)
    monkeypatch.setattr(built_by, "SHARED_OUT", 0)
    monkeypatch.setattr("os.cpu_count", lambda: 3)
    second = parquet_bytes(build(folder, tmp_path / "two").path.parent)
    assert len(first) > 20
    assert first == second


def shuffled(path: Path, rng: random.Random) -> None:
    """Put the rows of a table into another order, below its header."""
    header, *rows = csv.reader(io.StringIO(path.read_text(encoding="utf-8"), newline=""))
    rng.shuffle(rows)
    with path.open("w", encoding="utf-8", newline="") as out:
        csv.writer(out, lineterminator="\n").writerows([header, *rows])


def test_the_order_of_rows_changes_nothing_but_their_lines(copy_case: Callable[..., Path], built_case: Path):
    """Sorting a table in a spreadsheet is no change of the case: only `line` and the order of rows follow it."""
    folder = copy_case()
    rng = random.Random(3)
    for path in [*folder.glob("*.csv"), *(folder / "claims").glob("*.csv")]:
        shuffled(path, rng)
    with Record(build(folder, parquet=False).path) as after, Record(built_case / "build" / NAME) as before:
        for table, columns in before.tables().items():
            names = ", ".join(f'"{name}"' for name in columns if name != "line")
            question = f"SELECT {names} FROM \"{table}\" WHERE '{table}' <> 'meta' ORDER BY ALL"
            alike = zip(after.query(question), before.query(question), strict=True)
            assert next(((one, other) for one, other in alike if one != other), None) is None, table
        for table in ("events", "stages", "ties", "roles", "members"):
            everything = f"SELECT * FROM {table}"  # these have an order of their own
            assert after.query(everything).to_dicts() == before.query(everything).to_dicts(), table


# -- what stops a build ----------------------------------------------------------------------------------------


def test_a_case_with_errors_is_not_built(case: Path):
    """Somebody mistypes a stage and builds: the error is named, and yesterday's record still answers."""
    before = parquet_bytes(case / "build")
    write(case, WRONG)
    with pytest.raises(BuildError, match="The case has 1 error, so no record was built") as raised:
        build(case)
    assert f"foedus check {case}" in raised.value.hint
    assert [finding.severity for finding in raised.value.findings] == ["error"]
    assert (stage(case), parquet_bytes(case / "build"), rubbish(case / "build")) == ("delivered", before, [])


def steps_of(case: Path) -> list[str]:
    steps: list[str] = []
    build(case, progress=steps.append)
    return steps


STEPS = (
    "attributions", "dates and numbers", "claims: memberships", "claims: indicators", "all claims", "who is in them",
    "events", "parquet: claims", "parquet: ties", "swapping in",
)  # fmt: skip


def test_the_steps_at_which_builds_are_stopped_below_are_there(case: Path):
    """If a step is renamed, the next test would stop at none and pass for the wrong reason."""
    assert set(STEPS) <= set(steps_of(case))


@pytest.mark.parametrize("step", STEPS)
def test_a_build_that_is_stopped_at_a_step_leaves_what_was_there(case: Path, step: str):
    """Ctrl-C or a fault at any step: the old record and its Parquet files are as they were, and nothing is left."""
    before = parquet_bytes(case / "build")
    write(case, ORDERED)
    stop: BaseException = KeyboardInterrupt() if STEPS.index(step) % 2 else RuntimeError("a fault")

    def progress(name: str) -> None:
        if name == step:
            raise stop

    with pytest.raises(type(stop)):
        build(case, progress=progress)
    assert (stage(case), parquet_bytes(case / "build"), rubbish(case / "build")) == ("delivered", before, [])


def test_a_first_build_that_is_stopped_leaves_no_record(tmp_path: Path):
    """Half a record is worse than none: whoever asks next builds it."""
    folder = write(tmp_path / "case", DELIVERED)

    def progress(name: str) -> None:
        if name == "events":
            raise KeyboardInterrupt

    with pytest.raises(KeyboardInterrupt):
        build(folder, progress=progress)
    assert list((folder / "build").iterdir()) == []
    assert fresh(folder) is None


INTERRUPTIBLE = """
import signal
signal.signal(signal.SIGINT, signal.default_int_handler)
from foedus.cli import main
main()
"""


def started(*arguments: str) -> subprocess.Popen[str]:
    """A process that Ctrl-C reaches, even where the tests themselves run in the background."""
    return subprocess.Popen(
        [sys.executable, "-c", INTERRUPTIBLE, *arguments],
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        text=True,
    )


@pytest.mark.parametrize("moment", ["reading", "begun", "filling", "exporting"])
def test_ctrl_c_during_a_build_on_the_command_line(case: Path, moment: str):
    """Somebody presses Ctrl-C: exit code 130, one sentence, no traceback, the old record whole, nothing left."""
    for _ in range(5):  # a build as small as this may be done before the key is pressed: then once more
        write(case, ORDERED)
        process = started("build", str(case))
        wait_for(moment, case / "build")
        process.send_signal(signal.SIGINT)
        out, err = process.communicate(timeout=60)
        if process.returncode != 0:
            break
        write(case, DELIVERED)
        subprocess.run([sys.executable, "-m", "foedus", "build", str(case)], check=True, capture_output=True)
    assert (process.returncode, out, err) == (130, "", "foedus: Stopped. Nothing was changed.\n")
    assert (stage(case), rubbish(case / "build")) == ("delivered", [])


SHARING = """
import signal, sys
signal.signal(signal.SIGINT, signal.default_int_handler)
import foedus.record
build = sys.modules["foedus.record.build"]
build.SHARED_OUT, really = 0, build._share_out
def share_out(*arguments):
    print("sharing", flush=True)
    really(*arguments)
build._share_out = share_out
from foedus.cli import main
main()
"""


@pytest.mark.skipif(not Path("/proc/self/cmdline").exists(), reason="looks for processes where Linux lists them")
@pytest.mark.parametrize("delay", [0.1, 0.25])
def test_ctrl_c_ends_the_processes_that_draw_conclusions(case: Path, delay: float):
    """A large case shares its conclusions out: they are ended too, and say nothing of their own."""
    process = subprocess.Popen(
        [sys.executable, "-c", SHARING, "build", str(case)], stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True
    )
    assert process.stdout
    assert process.stdout.readline() == "sharing\n"
    time.sleep(delay)
    process.send_signal(signal.SIGINT)
    out, err = process.communicate(timeout=60)
    assert (process.returncode, out, err) == (130, "", "foedus: Stopped. Nothing was changed.\n")
    assert (stage(case), rubbish(case / "build")) == ("delivered", [])
    assert not [place for place in Path("/proc").glob("[0-9]*/cmdline") if str(case) in commanded(place)]


def commanded(place: Path) -> str:
    """The command of a process, '' where it has ended meanwhile."""
    try:
        return place.read_bytes().decode(errors="replace")
    except OSError:
        return ""


def wait_for(moment: str, folder: Path) -> None:
    """Until a build that another process makes is so far; an early moment is not awaited but slept for."""
    wanted = {"begun": f"{NEW}*", "filling": f"{NEW}*/*", "exporting": f"{NEW}*/parquet"}.get(moment)
    end = time.monotonic() + 60
    if wanted is None:
        time.sleep(0.3)
    else:
        while not list(folder.glob(wanted)):
            assert time.monotonic() < end, f"never {moment}"
            time.sleep(0.002)


DIES = """
import os, signal, sys
from pathlib import Path
from foedus.record import build

left = 0

def tick(*_):
    global left
    left -= 1
    if left == 0:
        os.kill(os.getpid(), signal.SIGKILL)

really = Path.replace

def replace(self, target):
    tick()
    return really(self, target)

Path.replace = replace
for argument in sys.argv[1:]:
    folder, moment = argument.rsplit(":", 1)
    child = os.fork()
    if child == 0:
        left = int(moment)
        build(folder, progress=tick)
        os._exit(0)
    print(os.waitstatus_to_exitcode(os.waitpid(child, 0)[1]))
"""
"""Builds cases in processes that are killed at the nth step, the swapping in of each file being one."""


@pytest.mark.parametrize("part", [0, 1])
def test_a_killed_build_loses_nothing_whenever_it_dies(case: Path, part: int):
    """Twenty power cuts, four while files are swapped in: the old record always opens; the next build tidies."""
    ticks = len(steps_of(case)) + len(parquet_bytes(case / "build")) + 1
    write(case, ORDERED)
    swaps = [ticks - 3, ticks - 2, ticks - 1, ticks]
    moments = [*random.Random(7).sample(range(ticks - 70, ticks - 3), 16), *swaps][part::2]
    copies = {moment: shutil.copytree(case, case.parent / f"killed-{moment}") for moment in moments}
    arguments = [f"{folder}:{moment}" for moment, folder in copies.items()]
    died = subprocess.run([sys.executable, "-c", DIES, *arguments], stdout=subprocess.PIPE, text=True, check=True)
    assert died.stdout.split() == [str(-signal.SIGKILL)] * 10
    for moment, folder in copies.items():
        assert stage(folder) == "delivered", moment
        assert len(rubbish(folder / "build")) == 1, moment
        for file in (folder / "build" / "parquet").glob("*.parquet"):
            content = file.read_bytes()
            assert content[:4] == content[-4:] == b"PAR1", (moment, file.name)
    last = copies[moments[-1]]
    build(last)
    assert (stage(last), rubbish(last / "build")) == ("ordered", [])


def test_only_what_a_dead_build_left_is_cleared_away(case: Path):
    """A folder that merely looks like ours, and the work of a build that still runs, are not touched."""
    place = case / "build"
    dead = subprocess.run([sys.executable, "-c", "import os; print(os.getpid())"], stdout=subprocess.PIPE, check=True)
    names = [
        f"{NEW}{dead.stdout.decode().strip()}-abc",
        f"{NEW}{os.getpid()}-abc",
        f"{NEW}things",
        f"{NEW}2024-my work",
    ]
    for name in names:
        (place / name).mkdir()
    build(case)
    assert rubbish(place) == sorted(names[1:])


# -- where it is written ---------------------------------------------------------------------------------------


def test_a_reader_keeps_the_record_it_has_opened(case: Path):
    """A notebook is open while the case is built anew: it goes on with what it had; who opens now sees the new."""
    with Record(case / "build" / NAME) as reader:
        assert reader.claims().column("stage") == ["delivered"]
        write(case, ORDERED)
        build(case)
        assert reader.claims().column("stage") == ["delivered"]
        assert stage(case) == "ordered"


def test_two_readers_share_a_record(case: Path):
    """It is opened read-only, so nobody locks anybody out, in this process or in another."""
    question = f"import foedus; print(len(foedus.open({str(case / 'build' / NAME)!r}).claims()))"
    with Record(case / "build" / NAME), Record(case / "build" / NAME) as second:
        other = subprocess.run([sys.executable, "-c", question], stdout=subprocess.PIPE, text=True, check=True)
        assert (other.stdout, len(second.claims())) == ("1\n", 1)


def test_the_record_can_lie_elsewhere(tmp_path: Path):
    """A case on a read-only share is built into a folder of one's own; the case's folder stays as it is."""
    folder = write(tmp_path / "case", DELIVERED)
    built = build(folder, tmp_path / "far" / "away")
    assert built.path == tmp_path / "far" / "away" / NAME
    assert built.path.is_file()
    assert not (folder / "build").exists()
    assert fresh(folder, tmp_path / "far" / "away") == built.path
    assert fresh(folder) is None


@pytest.mark.parametrize(
    ("fault", "said"),
    [
        (OSError(errno.EROFS, "Read-only file system"), "Read-only file system"),
        (PermissionError(errno.EACCES, "Permission denied"), "Permission denied"),
        (duckdb.IOException("IO Error: No space left on device"), "No space left on device"),
    ],
)
def test_a_disk_that_takes_nothing_is_named_with_the_way_out(
    case: Path, monkeypatch: pytest.MonkeyPatch, fault: Exception, said: str
):
    """Read-only disk, no rights, disk full: one clear sentence, `--out` as the way out, and the old record stays."""
    before = parquet_bytes(case / "build")

    def refuse(*_: object) -> None:
        raise fault

    monkeypatch.setattr(built_by, "fill", refuse)
    with pytest.raises(BuildError, match=said) as raised:
        build(case)
    assert str(case / "build") in raised.value.message
    assert f"foedus build {case} --out DIR" in raised.value.hint
    assert (stage(case), parquet_bytes(case / "build"), rubbish(case / "build")) == ("delivered", before, [])


def test_a_folder_that_cannot_be_made_is_named(case: Path):
    """`--out` leads below a file: nothing can be made there, and it is said."""
    (case / "note.txt").write_text("not a folder", encoding="utf-8")
    for out in (case / "note.txt", case / "note.txt" / "deeper"):
        with pytest.raises(BuildError, match=r"The record cannot be written to .*note\.txt"):
            build(case, out)
    assert (case / "note.txt").read_text(encoding="utf-8") == "not a folder"


@pytest.mark.skipif(not hasattr(os, "geteuid") or os.geteuid() == 0, reason="whoever runs this may write everywhere")
def test_a_folder_without_write_permission(case: Path):
    """The case lies in a folder that is somebody else's: the record is written elsewhere, as the hint says."""
    shutil.rmtree(case / "build")
    case.chmod(0o555)
    try:
        with pytest.raises(BuildError, match="Permission denied"):
            build(case)
        assert build(case, case.parent / "elsewhere").path.is_file()
    finally:
        case.chmod(0o755)


def test_deleting_the_build_folder_loses_nothing(case: Path):
    """The database is a build product: delete it, build again, get the same bytes."""
    before = parquet_bytes(case / "build")
    shutil.rmtree(case / "build")
    assert fresh(case) is None
    build(case)
    assert parquet_bytes(case / "build") == before


def test_parquet_files_never_tell_of_another_state_than_the_record(case: Path):
    """Built once with Parquet and then without: no old table is left beside the new record; one's own file is."""
    place = case / "build" / "parquet"
    (place / "mine.parquet").write_bytes(b"my own")
    write(case, ORDERED)
    build(case, parquet=False)
    assert [file.name for file in place.iterdir()] == ["mine.parquet"]


def test_a_kind_that_is_gone_takes_its_parquet_file_along(case: Path):
    """A case's own kind is removed again: its table does not linger among the others."""
    own = (Path(foedus.__file__).parent / "codebook" / "kinds" / "training.toml").read_text(encoding="utf-8")
    (case / "kinds").mkdir()
    (case / "kinds" / "seminars.toml").write_text(own.replace('prefix = "trn"', 'prefix = "sem"'), encoding="utf-8")
    build(case)
    assert "seminars.parquet" in parquet_bytes(case / "build")
    shutil.rmtree(case / "kinds")
    build(case)
    assert "seminars.parquet" not in parquet_bytes(case / "build")


# -- whether it is fresh ---------------------------------------------------------------------------------------


def changed(case: Path) -> None:
    write(case, ORDERED)


def added(case: Path) -> None:
    write(case, {"topics.csv": "topic,label\nneutrality,Neutrality\n"})


def added_claims(case: Path) -> None:
    (case / "claims" / "transfer.csv").write_text("claim\n", encoding="utf-8")


def added_kind(case: Path) -> None:
    (case / "kinds").mkdir()
    (case / "kinds" / "seminars.toml").write_text("", encoding="utf-8")


def removed(case: Path) -> None:
    (case / "entities.csv").unlink()


def retitled(case: Path) -> None:
    with (case / "case.toml").open("a", encoding="utf-8") as out:
        out.write("# a comment is a change too\n")


@pytest.mark.parametrize("change", [changed, added, added_claims, added_kind, removed, retitled])
def test_a_record_is_stale_when_a_file_of_the_case_is_another(case: Path, change: Callable[[Path], None]):
    """Whatever is changed, added or removed, by hand or by git: the next question is not answered from yesterday."""
    assert fresh(case) == case / "build" / NAME
    change(case)
    assert fresh(case) is None


def test_a_record_of_another_version_is_stale(case: Path, monkeypatch: pytest.MonkeyPatch):
    """After an update of foedus its tables may be others: the record is built anew."""
    monkeypatch.setattr(built_by, "made_by", lambda: "foedus of tomorrow")
    assert fresh(case) is None


@pytest.mark.parametrize("content", [b"", b"no database", b"SQLite format 3\0" + bytes(100)])
def test_a_file_that_is_no_record_is_stale(case: Path, content: bytes):
    """Something else lies under the record's name: it is built anew over it, and not asked."""
    (case / "build" / NAME).write_bytes(content)
    assert fresh(case) is None


def test_a_database_of_somebody_else_is_stale(case: Path):
    """A DuckDB file with a table `meta` of its own is still no record."""
    (case / "build" / NAME).unlink()
    with duckdb.connect(str(case / "build" / NAME)) as con:
        con.execute("CREATE TABLE meta AS SELECT 'colour' AS key, 'blue' AS value")
    assert fresh(case) is None


def test_files_of_one_s_own_beside_the_tables_change_nothing(case: Path):
    """A bibliography in the folder, or a spreadsheet's lock file, does not make every question build anew."""
    (case / "bibliography.csv").write_text("a,b\n", encoding="utf-8")
    (case / "claims" / ".~lock.transfers.csv").write_text("me", encoding="utf-8")
    (case / "notes.md").write_text("to do", encoding="utf-8")
    build(case)
    assert fresh(case) == case / "build" / NAME


def test_without_a_case_there_is_nothing_to_build(tmp_path: Path):
    """A folder that is not there, a file, an empty folder: said, and nothing is made."""
    (tmp_path / "file").write_text("x", encoding="utf-8")
    (tmp_path / "empty").mkdir()
    for name in ("nowhere", "file", "empty"):
        with pytest.raises(CaseError):
            build(tmp_path / name)
    assert sorted(path.name for path in tmp_path.iterdir()) == ["empty", "file"]
