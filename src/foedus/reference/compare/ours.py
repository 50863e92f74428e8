"""What the case has: its transfers, agreements and exercises, each event once with all that its claims say."""

from collections.abc import Iterable, Mapping, Sequence
from functools import cached_property
from typing import Any

from foedus.record import Record
from foedus.record.words import Words
from foedus.reference.compare.model import Cited, Ours, When

TOLD = ("asserted", "attributed")
STATES = ("state", "territory")
GRAINS = {
    "series": "Its claims speak of several, not told apart.",
    "summary": "Its claims are a general statement, not of one event.",
}


def several(cell: Any) -> tuple[str, ...]:
    """The keys in a cell, whether its column holds one or several."""
    return () if not cell else (cell,) if isinstance(cell, str) else tuple(cell)


class Case:
    """A record, as it is held against datasets."""

    def __init__(self, record: Record) -> None:
        self.record, self.words = record, Words.of(record)
        self.denied: dict[tuple[str, str], int] = {
            (event, kind): step
            for event, kind, step in record.con.execute(
                "SELECT event, kind, min(step) FROM claims WHERE assertion = 'denied' GROUP BY ALL"
            ).fetchall()
        }

    @cached_property
    def _belongs(self) -> dict[str, tuple[str, ...]]:
        rows = self.record.con.execute("SELECT entity, country FROM entities WHERE country IS NOT NULL").fetchall()
        return {entity: tuple(country) for entity, country in rows}

    def states(self, keys: Iterable[str]) -> tuple[str, ...]:
        """The states among parties, firms and bodies standing for theirs; each once, in order of key."""
        found: set[str] = set()
        for key in keys:
            entity = self.words.entities.get(key)
            is_state = entity[1] in STATES if entity else len(key) == 3 and key.isupper()
            found |= {key} if is_state else set(self._belongs.get(key, ()))
        return tuple(sorted(found))

    def governments(self, keys: Iterable[str]) -> tuple[str, ...]:
        """The states that are parties themselves or through an agency or a person, not through a firm."""
        return self.states(key for key in keys if self.words.entities.get(key, ("", ""))[1] != "firm")

    @cached_property
    def _aliases(self) -> dict[str, tuple[str, ...]]:
        rows = self.record.con.execute("SELECT entity, aliases FROM entities WHERE aliases IS NOT NULL").fetchall()
        return {
            entity: tuple(part.strip() for part in (text.split(";") if isinstance(text, str) else text))
            for entity, text in rows
        }

    def called(self, key: str) -> tuple[str, ...]:
        """What a thing is called: the name and aliases of an entity, or the plain words of a claim."""
        entity = self.words.entities.get(key)
        return (entity[0], *self._aliases.get(key, ())) if entity else (key,)

    def is_named(self, key: str) -> bool:
        """Whether a thing has an entry of its own."""
        return key in self.words.entities

    def events(self, kind: str) -> dict[str, list[dict[str, Any]]]:
        """The claims of a kind by event, each in order of stage and time."""
        found: dict[str, list[dict[str, Any]]] = {}
        order = "ORDER BY event, step, coalesce(earliest, begun_by), claim"
        for row in self.record.query(f'SELECT * FROM "{self.record.kind(kind).kind}" {order}'):
            found.setdefault(row["event"], []).append(dict(row))
        return found

    def ours(
        self, kind: str, event: str, rows: Sequence[Mapping[str, Any]], states: tuple[str, ...], **more: Any
    ) -> Ours:
        """A thing of the case from its claims; `aside` where they do not tell of one event that came about."""
        told = [row for row in rows if row["assertion"] in TOLD and row["grain"] == "single"]
        denied = self.denied.get((event, kind))
        aside = more.pop("aside", "")
        title = more.pop("title", "") or self.words.title(event)
        if not aside and not told:
            grains = [row["grain"] for row in rows if row["assertion"] in TOLD]
            aside = GRAINS.get(grains[0], "") if grains else "No source tells of it as having come about."
        elif not aside and denied is not None and all(row["step"] >= denied for row in told):
            aside = "Claims tell of it and deny it."
        return Ours(
            event=event,
            kind=kind,
            title=title,
            states=states,
            claims=tuple(self._cited(row) for row in rows),
            whens=tuple(
                When(row["stage"], row["earliest"] or row["begun_by"], row["begun_by"], row["date"], row["assertion"])
                for row in rows
                if row["date"] and row["assertion"] in (*TOLD, "expected") and row["begun_by"]
            ),
            stages=tuple(dict.fromkeys(row["stage"] for row in told)),
            aside=aside,
            **more,
        )

    def _cited(self, row: Mapping[str, Any]) -> Cited:
        cite = self.words.label(row["source"])
        return Cited(row["claim"], cite, row["locator"] or "", row["stage"], row["assertion"])
