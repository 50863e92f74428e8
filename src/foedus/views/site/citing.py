"""How a record is cited, on a page and in a picture: whose it is, in which state, at which clocks."""

import hashlib

import msgspec

from foedus.record import Record
from foedus.record.build import NAME
from foedus.terms.dates import from_days, parse, say

DIGITS = 8


class Cited(msgspec.Struct, frozen=True):
    """A record as one cites it."""

    title: str
    question: str
    made_by: str
    build: str
    """Hexadecimal digits that are the same for the same files of the case."""
    claims: int
    sources: int
    clocks: str
    """The clocks in words; '' where everything is shown."""

    @property
    def line(self) -> str:
        """The line under a picture."""
        at = f" {self.clocks}" if self.clocks else ""
        counts = f"{self.claims} {'claim' if self.claims == 1 else 'claims'}"
        return f"{self.title}, {self.made_by}, record {self.build}: {counts} from {_sources(self.sources)}.{at}"


def cited(record: Record) -> Cited:
    """The record as one cites it; worked out once."""
    found = record.kept.get(Cited)
    if isinstance(found, Cited):
        return found
    claims, sources = record.con.execute("SELECT count(*), count(DISTINCT source) FROM claims").fetchall()[0]
    made = Cited(
        title=record.settings.title or NAME,
        question=record.settings.question,
        made_by=record.meta["foedus"].split(",")[0],
        build=identity(record),
        claims=claims,
        sources=sources,
        clocks=clocks_in_words(record),
    )
    record.kept[Cited] = made
    return made


def identity(record: Record) -> str:
    """What tells one state of a case from another: the same files give the same digits."""
    text = record.meta["files"] + record.meta["foedus"]
    return hashlib.blake2b(text.encode(), digest_size=DIGITS // 2).hexdigest()


def clocks_in_words(record: Record) -> str:
    """The record's clocks as a sentence; '' where there are none."""
    parts = []
    if record.as_of:
        parts.append(f"the state of the world on {say(parse(from_days(record.as_of, record.as_of)))}")
    if record.known:
        parts.append(f"what was published by {say(parse(from_days(record.known, record.known)))}")
    return f"Shown is {' and '.join(parts)}." if parts else ""


def _sources(count: int) -> str:
    return f"{count} {'source' if count == 1 else 'sources'}"
