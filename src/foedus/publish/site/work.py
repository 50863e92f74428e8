"""The folder in which a site is made: what lies in it, what makes pages there, and how processes are told of them."""

import os
import sys
from pathlib import Path

import msgspec

from foedus.publish.site.making import Maker
from foedus.publish.site.out import Out
from foedus.publish.site.plan import Plan
from foedus.record import Record

PLAN, BEFORE, NEW, SPANS, SUMS = "plan.json", "before.json", "new", "spans", "sums-"
FAILED = "failed "
"""What a line begins with that says why the disk did not take a file."""
FORKS = sys.platform == "linux"
"""Whether a process parts itself in several, once it has loaded what all of them need."""
TOGETHER = 12
"""Pages of which a process is told at once."""
ALONE = 120
"""Of the first pages, which take longest, each is told by itself."""
LENGTH = 8
"""Bytes of a message: read at a stroke, so that several processes can read from one pipe."""


def maker(work: Path, record: Record, plan: Plan) -> Maker:
    """What makes the pages of a plan."""
    before = msgspec.json.decode((work / BEFORE).read_bytes(), type=dict[str, str])
    return Maker(plan, record, work, Out(work / NEW, before))


def read(work: Path) -> Plan:
    """The plan of a site that is being made."""
    return msgspec.json.decode((work / PLAN).read_bytes(), type=Plan)


def portions(total: int) -> list[range]:
    """The places of all tasks, one by one where they take long, then some at a time."""
    first = min(total, ALONE)
    return [range(place, place + 1) for place in range(first)] + [
        range(begin, min(begin + TOGETHER, total)) for begin in range(first, total, TOGETHER)
    ]


def message(number: int) -> bytes:
    """A number as it is told to a process."""
    return number.to_bytes(LENGTH, "big")


def told(pipe: int) -> int | None:
    """The next number that comes from a pipe; None when no more come."""
    found = b""
    while len(found) < LENGTH:
        more = os.read(pipe, LENGTH - len(found))
        if not more:
            return None
        found += more
    return int.from_bytes(found, "big")


def sums_in(work: Path) -> dict[str, str]:
    """SHA-256 by name of what all processes have made."""
    found: dict[str, str] = {}
    for path in sorted(work.glob(f"{SUMS}*.json")):
        found |= msgspec.json.decode(path.read_bytes(), type=dict[str, str])
    return found
