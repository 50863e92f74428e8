"""An actor's page: what it belongs to, with whom it is tied and how, and its latest events."""

from typing import Any

import msgspec

from foedus.record import Record
from foedus.record.rows import plain
from foedus.record.words import Words
from foedus.views import counting
from foedus.views.event import claim_dict
from foedus.views.evidence import Evidence, chosen


class Partner(msgspec.Struct, frozen=True):
    """Somebody the actor is tied to, and by how many events, counted as `counting` says: firm, soft."""

    actor: str
    name: str
    firm: int
    soft: int
    kinds: dict[str, tuple[int, int]]
    conflicts: dict[str, tuple[int, int]]
    claims: tuple[str, ...]


class ActorView(msgspec.Struct, frozen=True):
    """An actor at the record's clocks."""

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


def partners(record: Record, actor: str, claims: list[Evidence]) -> list[Partner]:
    """Everybody an actor is tied to by counted events, most firm events first."""
    words, kinds = Words.of(record), record.codebook.kinds
    by_claim = {claim.claim: claim for claim in claims}
    found = []
    for (a, b), ids in counting.tied(record, actor=actor).items():
        mine = [by_claim[claim] for claim in ids if claim in by_claim]
        counts = counting.counted(kinds, mine)
        quarrels = counting.counted(kinds, mine, tone="conflict")
        all_of = counting.total(counts.values())
        either = counting.total([*counts.values(), *quarrels.values()])
        if not (either.firm or either.soft):
            continue
        other = b if a == actor else a
        found.append(
            Partner(
                actor=other,
                name=words.label(other),
                firm=len(all_of.firm),
                soft=len(all_of.soft),
                kinds={kind: (len(of.firm), len(of.soft)) for kind, of in counts.items() if of.firm or of.soft},
                conflicts={kind: (len(of.firm), len(of.soft)) for kind, of in quarrels.items() if of.firm or of.soft},
                claims=tuple(claim.claim for claim in either.counted),
            )
        )
    return sorted(found, key=lambda p: (-p.firm, -p.soft, p.actor))


def actor(record: Record, text: str, kind: str | None = None, **filters: Any) -> ActorView:
    """An actor by key, name or alias, with the claims of a kind that meet the filters of `Record.claims`.

    Raises `AskError` where there is no such actor.
    """
    key = record.entity(text)
    words = Words.of(record)
    row = record.query("SELECT * FROM entities WHERE entity = ?", [key])
    details = row[0] if row else {"type": "group", "aliases": "", "name": key}
    claims = chosen(words, "claim IN (SELECT claim FROM roles WHERE actor = ?)", [key], kind, filters)
    memberships = [claim for claim in claims if claim.kind == "memberships" and key in claim.row["member"]]
    return ActorView(
        actor=key,
        name=details["name"],
        type=details["type"],
        aliases=details["aliases"] or "",
        memberships=tuple(memberships),
        partners=tuple(partners(record, key, claims)),
        claims=tuple(claims),
        undated=sum(not claim.date for claim in claims),
    )
