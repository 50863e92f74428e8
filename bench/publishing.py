"""Publishing: the site of the bundled case and of a synthetic one, and their data packages, each as a user calls it.

Time on the clock and of the processors, what the processes held at most, how many pages, how many bytes. The site is
made a second time in the same place, where nothing has changed.
"""

import json
import os
import resource
import shutil
import subprocess
import sys
import tempfile
import threading
import time
from pathlib import Path
from typing import NamedTuple

from bench import synthetic

CASE = Path(__file__).parent.parent / "cases" / "turkic-states"
LARGE = 100_000
SMALL_SECONDS, SMALL_BYTES = 10.0, 15_000_000
LARGE_SECONDS, LARGE_MEGABYTES = 180.0, 3_000
EVERY = 0.2


class Run(NamedTuple):
    """A call: seconds on the clock and of the processors, megabytes that all its processes held at most, its answer."""

    wall: float
    cpu: float
    held: float
    said: str


def call(*arguments: str) -> Run:
    """Call foedus, and watch what it and the processes that it starts hold."""
    began, before = time.perf_counter(), _cpu()
    process = subprocess.Popen([sys.executable, "-m", "foedus", *arguments], stdout=subprocess.PIPE, text=True)
    most, done = [0.0], threading.Event()

    def watch() -> None:
        while not done.wait(EVERY):
            most[0] = max(most[0], _held(process.pid))

    watching = threading.Thread(target=watch)
    watching.start()
    said, _ = process.communicate()
    done.set()
    watching.join()
    if process.returncode:
        raise SystemExit(f"foedus {' '.join(arguments)} failed.")
    return Run(time.perf_counter() - began, _cpu() - before, most[0], said)


def _cpu() -> float:
    used = resource.getrusage(resource.RUSAGE_CHILDREN)
    return used.ru_utime + used.ru_stime


def _held(pid: int) -> float:
    """Megabytes that a process and those that it has started hold, as far as the system tells."""
    try:
        pages = int(Path(f"/proc/{pid}/statm").read_text().split()[1])
        below = Path(f"/proc/{pid}/task/{pid}/children").read_text().split()
    except (OSError, IndexError):
        return 0.0
    return pages * os.sysconf("SC_PAGE_SIZE") / 1e6 + sum(_held(int(child)) for child in below)


def measured(name: str, case: Path, folder: Path, seconds: float, size: float, megabytes: float) -> bool:
    """Publish a case twice and export it; print what came of it."""
    call("build", str(case))
    first = call("publish", str(case), str(folder / "site"), "--json")
    again = call("publish", str(case), str(folder / "site"), "--json")
    package = call("export", str(case), str(folder / "package"))
    told, twice = json.loads(first.said), json.loads(again.said)
    good = first.wall <= seconds and told["bytes"] <= size and first.held <= megabytes and not twice["written"]
    print(f"{name}: {'within' if good else 'OVER'}")
    print(f"  site: {first.wall:.1f} s (bound {seconds:.0f}), {first.cpu:.1f} s of the processors; "
          f"load {os.getloadavg()[0]:.1f}; held at most {first.held:.0f} MB")  # fmt: skip
    print(f"  {told['pages']:,} pages, {told['files']:,} files, {told['bytes'] / 1e6:.1f} MB")
    print(f"  again, nothing changed: {again.wall:.1f} s, {twice['written']} files written")
    print(f"  data package: {package.wall:.1f} s, {_size(folder / 'package') / 1e6:.1f} MB")
    sys.stdout.flush()
    return good


def _size(folder: Path) -> int:
    return sum(path.stat().st_size for path in folder.rglob("*") if path.is_file())


def report(claims: int = LARGE) -> bool:
    """Print the figures of the bundled and of a synthetic case against the bounds."""
    infinite = float("inf")
    with tempfile.TemporaryDirectory(prefix="foedus-bench-") as work:
        folder = Path(work)
        small = shutil.copytree(CASE, folder / "case", ignore=shutil.ignore_patterns("build"))
        good = measured("publishing, bundled case", small, folder / "small", SMALL_SECONDS, SMALL_BYTES, infinite)
        large = synthetic.write(folder / "large", min(claims, LARGE))
        name = f"publishing, {min(claims, LARGE):,} claims"
        return measured(name, large, folder / "big", LARGE_SECONDS, infinite, LARGE_MEGABYTES) and good
