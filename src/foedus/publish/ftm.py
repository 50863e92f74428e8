"""Entities, memberships and events of a case as FollowTheMoney has them: one JSON object a line.

Sources: the schemata of FollowTheMoney 4 (Thing, Organization, Company, Person, PublicBody, Territory, Asset, Address,
Event, Membership), https://followthemoney.tech/explorer/schemata/. The mapping of ours to theirs is in `ftm.toml`.
"""

import re
import tomllib
from collections.abc import Iterator, Mapping, Sequence
from functools import cache
from importlib.resources import files
from typing import Any

import msgspec

from foedus.publish.events import TOLD
from foedus.publish.losses import Losses
from foedus.publish.withheld import withheld
from foedus.record import Record
from foedus.record.words import Words
from foedus.terms.words import slug

_PLAIN = re.compile(r"[0-9]{4}(?:-[0-9]{2}(?:-[0-9]{2})?)?")
LEGAL = frozenset({"Organization", "PublicBody", "Company", "Person"})
"""Schemata of what can be a member, or take part: legal entities."""
BODIES = LEGAL - {"Person"}
MEMBERSHIPS = "memberships"
ALWAYS = (
    "Stages: how far something got stands in the words of its description only.",
    "That sources disagree, what the record concludes, and how independent they are of each other.",
    "Roles in an event: supplier, recipient, host and guest are all `involved`.",
    "Figures: quantities, sums, people, indicators; reasons (arguments).",
    "Sources as documents: their addresses and publishers stand at the events and memberships that rest on them.",
)

Entity = dict[str, Any]


@cache
def _mapping() -> Mapping[str, Any]:
    return tomllib.loads((files("foedus.publish") / "ftm.toml").read_text(encoding="utf-8"))


def ftm(record: Record) -> tuple[str, Losses]:
    """The entities as JSON lines, in order of their identifiers, and what was lost."""
    losses = Losses(f"FollowTheMoney entities of “{record.settings.title}”", "", always=ALWAYS)
    writer = _Writer(record, losses)
    found = [*writer.things(), *writer.groups(), *writer.memberships(), *writer.events()]
    counts: dict[str, int] = {}
    for one in found:
        counts[one["schema"]] = counts.get(one["schema"], 0) + 1
    losses.taken = f"{len(found)} entities: " + ", ".join(f"{n} {schema}" for schema, n in sorted(counts.items())) + "."
    lines = [
        msgspec.json.encode(one, order="sorted").decode() + "\n" for one in sorted(found, key=lambda one: one["id"])
    ]
    return "".join(lines), losses


class _Writer:
    def __init__(self, record: Record, losses: Losses) -> None:
        self.record, self.losses, self.words = record, losses, Words.of(record)
        self.prefix = slug(record.settings.title) or "case"
        self.schemata: dict[str, str] = {}
        self.keeps = withheld(record.settings.publish)
        self.sources = {row["source"]: row for row in record.rows("SELECT * FROM sources")}

    def id(self, key: str, what: str = "") -> str:
        """An identifier that is the same whenever the case is exported."""
        return "-".join(part for part in (self.prefix, what, key) if part)

    def things(self) -> Iterator[Entity]:
        """States, organisations, firms, persons, platforms, places."""
        types = _mapping()["types"]
        for row in self.record.rows("SELECT * FROM entities ORDER BY entity"):
            theirs = types.get(row["type"])
            if theirs is None:
                self.losses.leave(f"Entities of a type without a schema: {row['type']}")
                continue
            self.schemata[row["entity"]] = theirs["schema"]
            if theirs["lost"]:
                self.losses.change(f"{row['type']} as {theirs['schema']}: {theirs['lost']}")
            states = row["country"] or ([row["entity"]] if row["type"] in ("state", "territory") else [])
            properties = {
                "name": [row["name"]],
                "alias": [alias.strip() for alias in (row["aliases"] or "").split(";") if alias.strip()],
                theirs["country"]: self._countries(states),
                "notes": [row["note"]] if row["note"] and "note" not in self.keeps else [],
            }
            if theirs["schema"] == "Person" and row["office"]:
                properties["position"] = [row["office"]]
            if theirs["schema"] == "Address":
                properties["full"] = [row["name"]]
            yield self._entity(self.id(row["entity"]), theirs["schema"], properties)

    def _countries(self, states: Sequence[str]) -> list[str]:
        codes = _mapping()["countries"]
        for state in states:
            if state not in codes:
                self.losses.leave("Countries for which FollowTheMoney has no code")
        return [codes[state] for state in states if state in codes]

    def groups(self) -> Iterator[Entity]:
        """The members of groups, as the case has them."""
        for row in self.record.rows("SELECT * FROM members ORDER BY entity, member"):
            yield from self._member(
                self.id(f"{row['entity']}-{row['member']}", "member"), row["member"], row["entity"], {}
            )

    def memberships(self) -> Iterator[Entity]:
        """Claims that a member is in an organisation, or was."""
        if MEMBERSHIPS not in self.record.codebook.kinds:
            return
        for row in self._told(MEMBERSHIPS):
            more = self._claimed([row]) | {"role": [row["role"]] if row["role"] else [], "status": [row["stage"]]}
            for one in row["member"] or ():
                for other in row["organisation"] or ():
                    yield from self._member(self.id(f"{row['claim']}-{one}-{other}", "claim"), one, other, more)

    def _member(self, id: str, member: str, body: str, more: Mapping[str, list[str]]) -> Iterator[Entity]:
        if self.schemata.get(member) in LEGAL and self.schemata.get(body) in BODIES:
            properties = {"member": [self.id(member)], "organization": [self.id(body)], **more}
            yield self._entity(id, "Membership", properties)
        else:
            self.losses.leave("Memberships of or in what is no legal entity there")

    def events(self) -> Iterator[Entity]:
        """What single events claims tell of, each event once."""
        named: dict[str, list[str]] = {}
        for claim, entity in self.record.con.execute(
            "SELECT DISTINCT claim, entity FROM roles WHERE via = 'named' ORDER BY ALL"
        ).fetchall():
            named.setdefault(claim, []).append(entity)
        by_event: dict[str, list[Mapping[str, Any]]] = {}
        for kind in self.record.codebook.kinds.values():
            if kind.parties and kind.contestable and not kind.periodic and kind.kind != MEMBERSHIPS:
                for row in self._told(kind.kind):
                    by_event.setdefault(row["event"], []).append(row)
            elif kind.kind != MEMBERSHIPS:
                rows = self.record.rows(f'SELECT count(*) AS n FROM "{kind.kind}"')[0]["n"]
                self.losses.leave(f"Claims of a kind that tells of no event: {kind.kind}", rows)
        self.words.read(by_event)
        for event in sorted(by_event):
            rows = by_event[event]
            every = dict.fromkeys(key for row in rows for key in named.get(row["claim"], ()))
            involved = [key for key in every if self.schemata.get(key) in LEGAL]
            if len(involved) < len(every):
                self.losses.leave("Parties of events that are no legal entities there", len(every) - len(involved))
            places = [self.words.label(row["place"]) for row in rows if row.get("place")]
            properties = self._claimed(rows) | {
                "name": [self.words.title(event)],
                "involved": [self.id(key) for key in involved],
                "location": [*dict.fromkeys(places)],
                "keywords": [*dict.fromkeys(row["kind"] for row in rows)],
                "recordId": [event],
            }
            yield self._entity(self.id(event, "event"), "Event", properties)

    def _told(self, kind: str) -> Iterator[Mapping[str, Any]]:
        """The claims of a kind that say of a single event that it came to pass."""
        for row in self.record.rows(f'SELECT * FROM "{kind}" ORDER BY event, step, claim'):
            if row["assertion"] not in TOLD:
                self.losses.leave(f"Claims that are only {row['assertion']}")
            elif row["grain"] != "single":
                self.losses.leave("Claims on series of events, or general statements")
            else:
                yield row

    def _claimed(self, rows: Sequence[Mapping[str, Any]]) -> dict[str, list[str]]:
        """What claims say, when, and where they stand."""
        found: dict[str, list[str]] = {"date": [], "startDate": [], "endDate": []}
        for row in rows:
            for name, text in _dates(row["date"] or ""):
                found[name].append(text)
            if row["date"] and not _dates(row["date"]):
                self.losses.leave("Dates that are no day, month, year or span of these")
            found.setdefault("description", []).append(self._sentence(row))
            source = self.sources.get(row["source"], {})
            for column, name in (("url", "sourceUrl"), ("publisher", "publisher")):
                if source.get(column):
                    found.setdefault(name, []).append(source[column])
        found["recordId"] = [row["claim"] for row in rows]
        return {name: [*dict.fromkeys(values)] for name, values in found.items()}

    def _sentence(self, row: Mapping[str, Any]) -> str:
        place = f", {row['locator']}" if row["locator"] else ""
        return f"{self.words.sentence(row)} ({self.words.label(row['source'])}{place}; {row['claim']})"

    def _entity(self, id: str, schema: str, properties: Mapping[str, list[str]]) -> Entity:
        kept = {name: values for name, values in properties.items() if values}
        return {"id": id, "schema": schema, "properties": kept}


def _dates(text: str) -> list[tuple[str, str]]:
    """A date as properties; nothing where there is no form for it.

    >>> _dates("2016/.."), _dates("2022-05"), _dates("199X")
    ([('startDate', '2016')], [('date', '2022-05')], [])
    """
    if _PLAIN.fullmatch(text):
        return [("date", text)] if int(text[5:7] or 0) <= 12 else []
    first, slash, last = text.partition("/")
    if not slash or not all(
        end == ".." or (_PLAIN.fullmatch(end) and int(end[5:7] or 0) <= 12) for end in (first, last)
    ):
        return []
    return [(name, end) for name, end in (("startDate", first), ("endDate", last)) if end != ".."]
