"""A kill at any moment loses nothing: the case is as it was or as it was decided, never in between."""

import errno
import json
import os
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path

import pytest

from foedus.desk import journal
from foedus.desk.errors import DeskError
from foedus.desk.file import digest
from foedus.desk.lock import PRIVATE, locked

KILLS = 200


@pytest.mark.skipif(not hasattr(os, "fork"), reason="kills children that share a process's modules")
def test_two_hundred_kills_leave_the_old_case_or_the_new_one(case: Path):
    done = subprocess.run(
        [sys.executable, str(Path(__file__).with_name("kills.py")), str(case), str(KILLS), "7"],
        capture_output=True, text=True, check=False,
    )  # fmt: skip
    assert done.returncode == 0, done.stderr
    told = json.loads(done.stdout)
    assert told["cut short"] > 5, f"the kills came at no bad moment: {told}"
    assert told["decisions"] > KILLS / 4, f"the children came to nothing: {told}"


class Killed(BaseException):
    """Stands for the end of the process: nothing cleans up behind it."""


@pytest.mark.parametrize("call", ["replace", "unlink", "fsync", "write", "open"])
def test_killed_at_each_single_step_all_or_nothing_is_written(
    case: Path, call: str, monkeypatch: pytest.MonkeyPatch, contents: Callable[[Path], dict[str, bytes]]
):
    """The n-th time that something is asked of the disk the process ends there; for every n."""
    names = ["entities.csv", "claims/transfers.csv", "topics.csv"]
    old = contents(case)
    new = {**old, names[0]: b"entity,name\n", names[1]: b"claim\n"}
    del new["topics.csv"]
    real = getattr(os, call)

    def decide() -> None:
        with locked(case):
            journal.recover(case)
            files = {name: journal.Write(digest(old[name]), new.get(name)) for name in names}
            journal.write(case, files, {"log": b"a line\n"})

    outcomes = set()
    for nth in range(1, 100):
        count = 0

        def failing(*args: object, **more: object) -> object:
            nonlocal count
            count += 1
            if count >= nth:  # noqa: B023
                raise Killed
            return real(*args, **more)

        with monkeypatch.context() as patch:
            patch.setattr(os, call, failing)
            for name in ("replace", "unlink"):
                if call == name:
                    patch.setattr(Path, name, lambda self, *to, **_: failing(self, *to))
            try:
                decide()
            except Killed:
                finished = False
            else:
                finished = True
        with locked(case):
            journal.recover(case)
        now = contents(case)
        logged = now.pop("log", b"")
        assert (now, logged) in [(old, b""), (new, b"a line\n")], f"{call} number {nth}"
        outcomes.add(bool(logged))
        for name, data in old.items():
            (case / name).write_bytes(data)
        (case / "log").unlink(missing_ok=True)
        if finished:
            break
    assert finished
    assert outcomes == {True} if call == "unlink" else {True, False}


def test_a_full_disk_changes_nothing(
    case: Path, monkeypatch: pytest.MonkeyPatch, contents: Callable[[Path], dict[str, bytes]]
):
    before = contents(case)

    def full(*_: object) -> int:
        raise OSError(errno.ENOSPC, "No space left on device")

    with locked(case):
        monkeypatch.setattr(os, "write", full)
        with pytest.raises(OSError, match="No space"):
            journal.write(case, {"entities.csv": journal.Write(digest(before["entities.csv"]), b"x")}, {})
    assert contents(case) == before
    assert not any(case.rglob(f"*{journal.SUFFIX}"))


def test_a_file_that_changed_underneath_is_not_written_over(case: Path):
    before = (case / "entities.csv").read_bytes()
    (case / "entities.csv").write_bytes(b"entity\nby-hand\n")
    with locked(case), pytest.raises(DeskError, match="changed underneath") as refused:
        journal.write(case, {"entities.csv": journal.Write(digest(before), b"x")}, {})
    assert refused.value.hint
    assert (case / "entities.csv").read_bytes() == b"entity\nby-hand\n"


def test_a_file_changed_by_hand_after_a_kill_is_not_lost(case: Path, monkeypatch: pytest.MonkeyPatch):
    old = (case / "entities.csv").read_bytes()
    with locked(case):
        monkeypatch.setattr(journal, "_carry_through", lambda _: None)
        journal.write(case, {"entities.csv": journal.Write(digest(old), b"decided")}, {})
        monkeypatch.undo()
        assert journal.pending(case)
        (case / "entities.csv").write_bytes(b"by hand")
        with pytest.raises(DeskError, match="changed by hand since") as stuck:
            journal.recover(case)
        assert str(case / PRIVATE / journal.NAME) in stuck.value.hint
        assert (case / "entities.csv").read_bytes() == b"by hand"
        (case / "entities.csv").write_bytes(old)
        assert journal.recover(case)
    assert (case / "entities.csv").read_bytes() == b"decided"


def test_a_link_that_leads_out_of_the_case_is_not_written_through(case: Path, tmp_path: Path):
    outside = tmp_path / "outside.csv"
    outside.write_bytes(b"theirs")
    (case / "entities.csv").unlink()
    (case / "entities.csv").symlink_to(outside)
    with locked(case), pytest.raises(DeskError, match="leads out"):
        journal.write(case, {"entities.csv": journal.Write(digest(b"theirs"), b"ours")}, {})
    assert outside.read_bytes() == b"theirs"


def test_a_link_inside_the_case_stays_a_link_and_the_mode_stays(case: Path):
    (case / "entities.csv").rename(case / "real.csv")
    (case / "real.csv").chmod(0o640)
    (case / "entities.csv").symlink_to("real.csv")
    with locked(case):
        before = (case / "real.csv").read_bytes()
        journal.write(case, {"entities.csv": journal.Write(digest(before), b"new")}, {})
    assert (case / "entities.csv").is_symlink()
    assert (case / "real.csv").read_bytes() == b"new"
    assert (case / "real.csv").stat().st_mode & 0o777 == 0o640


def test_two_do_not_write_at_once_and_a_dead_ones_lock_is_free(case: Path):
    hold = "import sys, time; from pathlib import Path; from foedus.desk.lock import locked\n"
    hold += "with locked(Path(sys.argv[1])):\n print('held', flush=True); time.sleep(60)"
    with subprocess.Popen([sys.executable, "-c", hold, str(case)], stdout=subprocess.PIPE, text=True) as other:
        assert other.stdout is not None
        assert other.stdout.readline() == "held\n"
        with pytest.raises(DeskError, match=f"process {other.pid}"), locked(case, wait=0.1):
            pass
        other.kill()
    with locked(case, wait=5):
        pass


def test_what_writes_files_is_light():
    code = "import sys, foedus.desk.journal; sys.exit(bool({'duckdb', 'msgspec', 'typer'} & set(sys.modules)))"
    assert subprocess.run([sys.executable, "-c", code], check=False).returncode == 0
