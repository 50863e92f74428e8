"""What rests on what: for each source how much stands in it, and what would fall with it."""

from typing import Any

import msgspec

from foedus.record import Record
from foedus.record.words import Words


class Resting(msgspec.Struct, frozen=True):
    """What rests on one root: a source, or somebody whose word sources pass on."""

    root: str
    name: str
    type: str
    claims: int
    """Claims that rest on it, alone or with others."""
    events: int
    alone: int
    """Events of which every claim rests on it: they fall if it is withdrawn."""

    def as_dict(self) -> dict[str, Any]:
        """For `--json`."""
        return dict(msgspec.to_builtins(self))


def resting(record: Record) -> list[Resting]:
    """Every root with what rests on it, the one with most events alone on it first."""
    words = Words.of(record)
    rows = record.query(
        "WITH rooted AS (SELECT event, claim, unnest(roots) AS root FROM claims), "
        "sizes AS (SELECT event, count(*) AS claims FROM claims GROUP BY event), "
        "sole AS (SELECT event, roots[1] AS only_root, count(*) AS claims FROM claims WHERE len(roots) = 1 "
        "GROUP BY event, only_root) "
        "SELECT r.root, count(DISTINCT r.claim) AS claims, count(DISTINCT r.event) AS events, "
        "count(DISTINCT r.event) FILTER (s.claims = z.claims) AS alone "
        "FROM rooted r JOIN sizes z USING (event) LEFT JOIN sole s ON s.event = r.event AND s.only_root = r.root "
        "GROUP BY r.root ORDER BY alone DESC, claims DESC, r.root"
    )
    types = dict(record.con.execute("SELECT source, type FROM store.sources").fetchall())
    types |= {entity: kind for entity, (_, kind) in words.entities.items()}
    return [
        Resting(
            row["root"],
            words.label(row["root"]),
            types.get(row["root"], ""),
            row["claims"],
            row["events"],
            row["alone"],
        )
        for row in rows
    ]
