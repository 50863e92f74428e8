"""Events in order of time, dates as vague as they are; those without a date are counted, not placed."""

from typing import Any

import msgspec

from foedus.record import Record
from foedus.record.rows import plain
from foedus.record.words import Words
from foedus.views.evidence import Evidence, of

COLUMNS = (
    "date", "earliest", "begun_by", "latest", "event", "title", "kind", "stage", "assertion", "claim", "source",
    "locator", "sentence",
)  # fmt: skip
"""What an entry has for `--json` and `--csv`."""


class Entry(msgspec.Struct, frozen=True):
    """One dated claim on the line, with the span of days it may mean."""

    earliest: str | None
    begun_by: str
    latest: str | None
    year: int | None
    """The year it is put under: that of the earliest day, else of the last by which it had begun."""
    title: str
    claim: Evidence


class Timeline(msgspec.Struct, frozen=True):
    """Dated claims in order, and how many there are without a date."""

    entries: tuple[Entry, ...]
    undated: int

    def as_dict(self) -> dict[str, Any]:
        """For `--json`."""
        entries = [
            {
                "date": entry.claim.date,
                "earliest": entry.earliest,
                "begun_by": entry.begun_by,
                "latest": entry.latest,
                "event": entry.claim.event,
                "title": entry.title,
                "kind": entry.claim.kind,
                "stage": entry.claim.stage,
                "assertion": entry.claim.assertion,
                "claim": entry.claim.claim,
                "source": entry.claim.source,
                "locator": entry.claim.locator,
                "sentence": entry.claim.sentence,
            }
            for entry in self.entries
        ]
        return {"entries": plain(entries), "undated": self.undated}


def timeline(record: Record, kind: str | None = None, **filters: Any) -> Timeline:
    """The claims that meet the filters of `Record.claims`, in order of time."""
    words = Words.of(record)
    chosen = record.claims(kind, **filters)
    ids = chosen.column("claim")
    # What has no date is outside of every span, and counted all the same: it may belong in it.
    anywhen = {name: value for name, value in filters.items() if name not in ("start", "end")}
    undated = sum(not row["date"] for row in record.claims(kind, **anywhen))
    entries = []
    for name in record.codebook.kinds:
        rows = record.query(
            f'SELECT * FROM "{name}" WHERE date IS NOT NULL AND list_contains(?::VARCHAR[], claim)', [ids]
        )
        for row in rows:
            start = row["earliest"] or row["begun_by"]
            entries.append(
                Entry(
                    earliest=row["earliest"].isoformat() if row["earliest"] else None,
                    begun_by=row["begun_by"].isoformat() if row["begun_by"] else "",
                    latest=row["latest"].isoformat() if row["latest"] else None,
                    year=start.year if start else None,
                    title=words.title(row["event"]),
                    claim=of(words, row),
                )
            )
    entries.sort(key=lambda e: (e.earliest or e.begun_by, e.begun_by, e.claim.event, e.claim.claim))
    return Timeline(tuple(entries), undated)
