"""An actor's page: what it belongs to, with whom it is tied and how, and its latest events."""

from typing import Any

import msgspec

from foedus.record import Record
from foedus.record.rows import plain
from foedus.record.words import Words
from foedus.views.event import claim_dict
from foedus.views.evidence import Evidence, evidence


class Partner(msgspec.Struct, frozen=True):
    """Somebody the actor is tied to, and by how many events of each kind."""

    actor: str
    name: str
    kinds: dict[str, int]
    conflicts: dict[str, int]
    events: int
    """Cooperative events, each once even where claims of two kinds are on it."""
    claims: tuple[str, ...]


class ActorView(msgspec.Struct, frozen=True):
    """An actor at the record's clocks. Counts are of events told of as single; series and summaries are left out."""

    actor: str
    name: str
    type: str
    aliases: str
    memberships: tuple[Evidence, ...]
    partners: tuple[Partner, ...]
    claims: tuple[Evidence, ...]
    undated: int
    """How many of the claims have no date."""

    def as_dict(self) -> dict[str, Any]:
        """For `--json`."""
        data = msgspec.to_builtins(self, builtin_types=(object,))
        data["memberships"] = [claim_dict(claim) for claim in self.memberships]
        data["claims"] = [claim_dict(claim) for claim in self.claims]
        return {key: plain(value) for key, value in data.items()}


COUNTED = "c.grain = 'single' AND c.assertion IN ('asserted', 'attributed')"
"""What is counted as an event that ties: one identifiable event that somebody says is so, or was agreed upon."""


def partners(record: Record, actor: str) -> list[Partner]:
    """Everybody an actor is tied to by counted events, most events first."""
    rows = record.query(
        "SELECT partner, tone, t.kind, list(DISTINCT t.event) AS events, "
        "list(DISTINCT t.claim ORDER BY t.claim) AS claims "
        "FROM (SELECT *, CASE WHEN a = ? THEN b ELSE a END AS partner FROM ties WHERE a = ? OR b = ?) t "
        f"JOIN claims c USING (claim) WHERE {COUNTED} GROUP BY ALL ORDER BY partner, t.kind",
        [actor, actor, actor],
    )
    words = Words(record)
    grouped: dict[str, list[dict[str, Any]]] = {}
    for row in rows:
        grouped.setdefault(row["partner"], []).append(row)
    found = []
    for partner, of in grouped.items():
        kinds = {row["kind"]: len(row["events"]) for row in of if row["tone"] == "cooperation"}
        conflicts = {row["kind"]: len(row["events"]) for row in of if row["tone"] == "conflict"}
        events = {event for row in of if row["tone"] == "cooperation" for event in row["events"]}
        claims = tuple(claim for row in of for claim in row["claims"])
        found.append(Partner(partner, words.label(partner), kinds, conflicts, len(events), claims))
    return sorted(found, key=lambda p: (-p.events, p.actor))


def actor(record: Record, text: str) -> ActorView:
    """An actor by key, name or alias. Raises `AskError` where there is none."""
    key = record.entity(text)
    words = Words(record)
    row = record.query("SELECT * FROM entities WHERE entity = ?", [key])
    details = row[0] if row else {"type": "group", "aliases": "", "name": key}
    claims = evidence(words, where="claim IN (SELECT claim FROM roles WHERE actor = ?)", values=[key])
    memberships = [claim for claim in claims if claim.kind == "memberships" and key in claim.row["member"]]
    return ActorView(
        actor=key,
        name=details["name"],
        type=details["type"],
        aliases=details["aliases"] or "",
        memberships=tuple(memberships),
        partners=tuple(partners(record, key)),
        claims=tuple(claims),
        undated=sum(not claim.date for claim in claims),
    )
