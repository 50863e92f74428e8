"""Kills writers at random moments, and says what each kill left behind. Run by test_kills.py, in a process of its own.

A child goes round four states: it renames a key in three files, changes one cell, renames the key back, changes
the cell back. It is killed with SIGKILL at a random moment, sometimes again while clearing up. Afterwards the
case must be exactly in one of the four states, and its log must lead there.
"""

import json
import os
import random
import signal
import sys
import time
from pathlib import Path

from foedus.desk import journal, log
from foedus.desk.draft import Draft, drafting
from foedus.desk.lock import PRIVATE, locked
from foedus.desk.log import Signature
from foedus.desk.rename import rename
from foedus.desk.undo import take_back

NAMES = ("claims/transfers.csv", "claims/statements.csv", "entities.csv", "case.toml")
ME = Signature("ada")
Draft.check = lambda *_: []  # type: ignore[method-assign]  # the rules are tested elsewhere


def state(folder: Path) -> tuple[bytes, ...]:
    return tuple((folder / name).read_bytes() for name in NAMES)


def step(folder: Path) -> None:
    """Go on to the next state."""
    with drafting(folder) as draft:
        sheet = draft.table("transfers")
        row = sheet.row(sheet.find("tra-001"))
    renamed, rich = row["manufacturer"] != "baykar", row["quantity"] == "7"
    if renamed == rich:
        rename(folder, *(("baykar-works", "baykar") if renamed else ("baykar", "baykar-works"))).carry_out(ME)
        return
    with drafting(folder) as draft:
        sheet = draft.table("transfers")
        sheet.change(sheet.find("tra-001"), {"quantity": "" if rich else "7"})
        draft.carry_out("change", "The quantity.", ["tra-001"], ME)


def clear_up(folder: Path) -> None:
    with locked(folder):
        journal.recover(folder)


def killed_deciding(folder: Path, chance: random.Random, took: float) -> float:
    """Let a child go round and kill it within its first three steps; returns how long a step took it."""
    hears, tells = os.pipe()
    child = os.fork()
    if child == 0:
        try:
            while True:
                os.write(tells, b".")
                step(folder)
        finally:
            os._exit(1)
    os.close(tells)
    begins = []
    for _ in range(chance.randint(1, 3)):
        assert os.read(hears, 1), "the child ended by itself"
        begins.append(time.monotonic())
    time.sleep(chance.uniform(0, took))
    os.kill(child, signal.SIGKILL)
    assert os.WIFSIGNALED(os.waitpid(child, 0)[1]), "the child ended by itself"
    os.close(hears)
    return begins[-1] - begins[-2] if len(begins) > 1 else took


def killed_clearing_up(folder: Path, after: float) -> None:
    child = os.fork()
    if child == 0:
        try:
            clear_up(folder)
        finally:
            os._exit(0)
    time.sleep(after)
    os.kill(child, signal.SIGKILL)
    os.waitpid(child, 0)


def main(folder: Path, kills: int, seed: int) -> None:
    chance = random.Random(seed)
    states = [state(folder)]
    for _ in range(4):
        begin = time.monotonic()
        step(folder)
        took = time.monotonic() - begin
        states.append(state(folder))
    assert states[0] == states[4], "four steps lead back to the begin"
    assert len(set(states)) == 4
    cut_short = torn = left = 0
    for number in range(kills):
        took = killed_deciding(folder, chance, took)
        cut_short += journal.pending(folder)
        torn += state(folder) not in states
        left += any(folder.rglob(f"*{journal.SUFFIX}"))
        if number % 4 == 0:
            killed_clearing_up(folder, chance.uniform(0, took / 2))
        clear_up(folder)
        assert state(folder) in states, f"after kill {number} the case is neither old nor new"
        assert not any(folder.rglob(f"*{journal.SUFFIX}")), f"after kill {number} something is left over"
        assert [path.name for path in (folder / PRIVATE).glob("*.json")] == []
    # The log has a line for each decision that was carried through, and for no other.
    draft = Draft(folder)
    entries = log.read(folder)
    for entry in reversed(entries):
        take_back(draft, entry)
    first = tuple(draft.sheet(name).data for name in NAMES)
    assert first == states[0], "undoing all that the log tells of leads back to the begin"
    sys.stdout.write(json.dumps({"cut short": cut_short, "torn": torn, "left": left, "decisions": len(entries)}))


if __name__ == "__main__":
    main(Path(sys.argv[1]), int(sys.argv[2]), int(sys.argv[3]))
