"""What has changed from one edition of a site to the next: kept with the site, so that it goes on from there."""

from collections.abc import Collection, Iterable
from itertools import islice

import msgspec

from foedus.record import Record
from foedus.views.changes import Changed, Changes, changes
from foedus.views.site.citing import identity

FILE = "data/editions.json"
MOST, LINES = 12, 400
"""Editions that are told of, and lines of each."""


class Line(msgspec.Struct, frozen=True):
    """A claim or a conclusion that changed."""

    what: str
    """added | withdrawn | changed | concluded"""
    claim: str
    """'' for a conclusion."""
    event: str
    says: str
    """What the claim says; of a conclusion the event and what is concluded of it."""
    before: str = ""
    after: str = ""
    place: str = ""
    """Where a claim stands, as one cites it."""


class Edition(msgspec.Struct, frozen=True):
    """What an edition has that the one before it had not."""

    edition: str
    """The digits that tell this state of the case from others."""
    former: str
    """Those of the one before; '' for the first."""
    claims: int
    added: int = 0
    withdrawn: int = 0
    changed: int = 0
    concluded: int = 0
    events_new: int = 0
    events_gone: int = 0
    lines: tuple[Line, ...] = ()
    more: int = 0
    """Lines that are left out."""


def first(record: Record) -> Edition:
    """The first edition of a site: nothing is told of as changed."""
    (claims,) = record.con.execute("SELECT count(*) FROM claims").fetchall()[0]
    return Edition(identity(record), "", claims)


def edition(before: Record, after: Record, state: str, keeps: Collection[str] = ()) -> Edition:
    """What an edition has that another record, of the state `state`, has not; columns that are kept back count not."""
    found = _without(changes(before, after), keeps)
    lines = list(islice(_lines(found, after), LINES))
    told = len(found.added) + len(found.withdrawn) + len(found.changed) + len(found.turned)
    now = first(after)
    return msgspec.structs.replace(
        now,
        former=state,
        added=len(found.added),
        withdrawn=len(found.withdrawn),
        changed=len(found.changed),
        concluded=len(found.turned),
        events_new=len(found.events_new),
        events_gone=len(found.events_gone),
        lines=tuple(lines),
        more=max(0, told - len(lines)),
    )


def following(former: Iterable[Edition], new: Edition) -> list[Edition]:
    """The editions with a new one; the same case made again is no new one."""
    kept = [one for one in former if one.edition != new.edition]
    return [new, *kept][:MOST]


def read(data: bytes) -> list[Edition]:
    """Editions of a file. Raises `msgspec.MsgspecError` for what is none."""
    return msgspec.json.decode(data, type=list[Edition])


def written(found: Iterable[Edition]) -> bytes:
    """Editions as a file."""
    return msgspec.json.format(msgspec.json.encode(list(found)), indent=1) + b"\n"


def _without(found: Changes, keeps: Collection[str]) -> Changes:
    """Changes of what is shown."""
    changed = []
    for one in found.changed:
        cells = {name: both for name, both in one.cells.items() if name not in keeps}
        if cells:
            changed.append(Changed(one.claim, one.sentence, cells))
    return msgspec.structs.replace(found, changed=tuple(changed))


def _lines(found: Changes, after: Record) -> Iterable[Line]:
    for what, claims in (("added", found.added), ("withdrawn", found.withdrawn)):
        for one in claims:
            yield Line(what, one.claim, one.event, one.sentence, place=f"{one.cite} {one.locator}".strip())
    events = dict(after.con.execute("SELECT claim, event FROM claims").fetchall()) if found.changed else {}
    for changed in found.changed:
        cells = changed.cells
        before = "; ".join(f"{name}: {old or 'empty'}" for name, (old, _) in cells.items())
        now = "; ".join(f"{name}: {new or 'empty'}" for name, (_, new) in cells.items())
        yield Line("changed", changed.claim, events.get(changed.claim, ""), changed.sentence, before, now)
    for turned in found.turned:
        says = f"{turned.title}: {turned.label}"
        because = f"because of {', '.join(turned.because)}" if turned.because else ""
        yield Line("concluded", "", turned.event, says, turned.before or "", turned.after or "", because)
