"""The folder in which a site is made: what lies in it, and what makes pages there."""

from pathlib import Path

import msgspec

from foedus.publish.site.making import Maker
from foedus.publish.site.out import Out
from foedus.publish.site.plan import Plan
from foedus.record import Record

PLAN, BEFORE, NEW, SPANS = "plan.json", "before.json", "new", "spans"
FAILED = "failed "
"""What a line begins with that says why the disk did not take a file."""


def maker(work: Path, record: Record, plan: Plan) -> Maker:
    """What makes the pages of a plan."""
    before = msgspec.json.decode((work / BEFORE).read_bytes(), type=dict[str, str])
    return Maker(plan, record, work, Out(work / NEW, before))


def read(work: Path) -> Plan:
    """The plan of a site that is being made."""
    return msgspec.json.decode((work / PLAN).read_bytes(), type=Plan)
