"""Makes pages of a site that it is told of: `python -m foedus.publish.site WORK`.

Comes in, as numbers: first into how many processes this one is to part itself, then portions of the list of tasks. Goes
out, a line for each of these: how many pages were made, or why they could not be. At the end SHA-256 of all that a
process has made lies in `sums-NUMBER.json`.
"""

import gc
import os
import sys
import traceback
from pathlib import Path

import msgspec

from foedus.pages.site.render import compiled
from foedus.publish.site.plan import shown, tasks
from foedus.publish.site.work import FAILED, SUMS, maker, portions, read, told
from foedus.record import Record

TELL, SAY = 0, 1


def main(work: Path) -> int:
    """Make what is asked for until nothing more is."""
    gc.set_threshold(100_000, 50, 100)  # pages are many small things that soon go: looking for rings takes a fifth
    shown()
    compiled()
    count = told(TELL)
    if count is None:  # nothing is to be made
        return 0
    return _made(work) if count == 1 else _parted(work, count)


def _parted(work: Path, count: int) -> int:
    """The same in several processes, which share what has been loaded."""
    gc.freeze()
    children = []
    for _ in range(count):
        child = os.fork()
        if not child:
            code = None
            try:
                code = _made(work)
            finally:  # whatever went wrong: it must not go on as its parent
                if code is None:
                    traceback.print_exc()
                os._exit(1 if code is None else code)
        children.append(child)
    return max([os.waitpid(child, 0)[1] != 0 for child in children])


def _made(work: Path) -> int:
    plan = read(work)
    wanted = list(tasks(plan))
    parts = portions(len(wanted))
    with Record(plan.record) as record:
        made = maker(work, record, plan)
        while (number := told(TELL)) is not None:
            try:
                for place in parts[number]:
                    made.make(wanted[place])
            except OSError as error:
                _say(f"{FAILED}{error.errno or 0} {error.strerror or error}")
                return 1
            _say(str(len(parts[number])))
        (work / f"{SUMS}{os.getpid()}.json").write_bytes(msgspec.json.encode(made.out.sums))
        return 0


def _say(line: str) -> None:
    os.write(SAY, f"{line}\n".encode())  # at a stroke: several write here


if __name__ == "__main__":
    code = main(Path(sys.argv[1]))
    sys.stdout.flush()
    os._exit(code)  # what DuckDB holds need not be taken apart
