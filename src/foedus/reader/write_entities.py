"""Who and what proposals name, as rows of entities.csv; what they are about that is no entity, of topics.csv."""

import re
from collections.abc import Iterable, Iterator, Mapping, Sequence

import msgspec

from foedus.case.proposals import Proposed
from foedus.codebook import Column, load
from foedus.reader.names import Gazetteer
from foedus.reader.names.entries import Entry
from foedus.terms.states import states
from foedus.terms.words import is_key, slug

_TYPES = frozenset(load().tables["entities"].by_name["type"].words)
_PARTY = ("entity", "entities", "entities-or-sources")
_FREE = ("entity-or-text", "entity-event-or-topic", "topic-or-event")


class Entities:
    """What the keys of proposals stand for: of the case, a state, of the gazetteer, an author, or new in the text."""

    def __init__(
        self,
        names: Gazetteer,
        given: Sequence[Mapping[str, str]],
        authors: Iterable[str],
        proposals: Sequence[Proposed],
        sources: Iterable[str] = (),
    ) -> None:
        self.given = {row["entity"] for row in given if row.get("entity")}
        self.entries = _by_key(names)
        self.authors = {slug(name): name for name in authors}
        self.sources = frozenset(sources)
        self.used: dict[str, dict[str, str]] = {}
        self.about: dict[str, dict[str, str]] = {}
        self.proposals = [kept for one in proposals if (kept := self._settled(one)) is not None]

    def settled(self) -> list[Proposed]:
        """The proposals with keys only where there is something that they stand for."""
        return self.proposals

    def rows(self) -> Iterator[dict[str, str]]:
        """The rows of entities.csv, by key, states first."""
        yield from (self.used[key] for key in sorted(self.used, key=lambda key: (not key.isupper(), key)))

    def topics(self) -> Iterator[dict[str, str]]:
        """The rows of topics.csv, by key."""
        yield from (self.about[key] for key in sorted(self.about))

    def _settled(self, one: Proposed) -> Proposed | None:
        row = dict(one.row)
        for column in load().kinds[one.kind].columns:
            cell = row.get(column.name)
            if not cell:
                continue
            if column.type in _PARTY:
                row[column.name] = "; ".join(self._party(column, value, one) for value in cell.split("; "))
            elif column.type in _FREE:
                row[column.name] = self._free(column, cell)
        if row["source"] in row.get("attribution", "").split("; "):  # nobody passes on his own word
            del row["attribution"]
            row["assertion"] = "asserted" if row["assertion"] == "attributed" else row["assertion"]
        return msgspec.structs.replace(one, row=row)

    def _party(self, column: Column, key: str, one: Proposed) -> str:
        if key in self.given or key in self.used or (column.type == "entities-or-sources" and key in self.sources):
            return key
        name, _ = _words(one, column.name)
        key = key if is_key(key) else slug(key) or "unnamed"
        self.used[key] = self._row(key) or {
            "entity": key, "type": _guess(column.name), "name": name if slug(name) == key else key.replace("-", " "),
        }  # fmt: skip
        return key

    def _free(self, column: Column, cell: str) -> str:
        if cell in self.given or cell in self.used:
            return cell
        known = self._row(cell) if is_key(cell) else None
        if known:
            self.used[cell] = known
        elif column.type != "entity-or-text":
            key = slug(cell) or "unnamed"
            self.about[key] = {"topic": key, "label": cell if cell != key else key.replace("-", " ").capitalize()}
            return key
        return cell

    def _row(self, key: str) -> dict[str, str] | None:
        """What a key stands for, where that is known."""
        if key in states():
            return {"entity": key, "type": "state", "name": states()[key].name}
        if key in self.authors:
            return {"entity": key, "type": "person", "name": self.authors[key]}
        entry = self.entries.get(key)
        if entry is None:
            return None
        row = {"entity": key, "type": entry.type, "name": entry.text}
        if entry.country and entry.type in ("firm", "agency", "place", "facility", "platform", "person"):
            country = entry.country
            row["country"] = country
            if country not in self.given and country not in self.used and country != key:
                self.used[country] = self._row(country) or {"entity": country, "type": "state", "name": country}
        if entry.office and entry.type == "person":
            row["office"] = entry.office
        return row


def _by_key(names: Gazetteer) -> dict[str, Entry]:
    """The best entry of each key: its name, else an alias."""
    found: dict[str, Entry] = {}
    for known in names.entries.values():
        for one in known:
            if one.key and one.type in _TYPES and not one.role:
                before = found.get(one.key)
                if before is None or (one.form == "name" and before.form != "name"):
                    found[one.key] = one
    return found


def _words(one: Proposed, column: str) -> tuple[str, int]:
    """The words from which a column was read, the first of them, and how many there are."""
    spans = one.spans.get(column, ())
    text = re.sub(r"\s+", " ", one.sentence[spans[0][0] : spans[0][1]]) if spans else ""
    return text, len(spans)


def _guess(column: str) -> str:
    """The type of somebody or something whom nothing is known of, by the column in which it stands."""
    if column in ("speaker", "by", "persons", "attribution"):
        return "person"
    return "firm" if column == "manufacturer" else "organisation"
