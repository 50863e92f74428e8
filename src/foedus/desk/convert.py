"""A spreadsheet's cell as the codebook writes it: names become keys, labels become words; faults say why not."""

from collections.abc import Mapping
from functools import cached_property

from foedus.codebook import Column
from foedus.codebook.model import MANY
from foedus.desk.draft import Draft
from foedus.desk.references import keys
from foedus.terms import dates, numbers
from foedus.terms.states import find, states
from foedus.terms.words import fold, is_key, nearest, slug


class CellError(Exception):
    """A cell that cannot be taken over: why, and what to write."""

    def __init__(self, message: str, hint: str = "") -> None:
        super().__init__(message)
        self.message, self.hint = message, hint


class Converter:
    """Converts cells for one case: its entities and sources are known by key, name and alias."""

    def __init__(self, draft: Draft) -> None:
        self.draft = draft

    @cached_property
    def entities(self) -> Mapping[str, str]:
        """Folded names, aliases and keys of the case's entities; a name of two leads to neither."""
        sheet = self.draft.table("entities")
        found: dict[str, set[str]] = {}
        for _, record in sheet.rows():
            key = sheet.cell(record, "entity")
            names = [key, sheet.cell(record, "name"), *sheet.cell(record, "aliases").split(";")]
            for name in names:
                found.setdefault(fold(name), set()).add(key)
        return {name: next(iter(its)) for name, its in found.items() if name and len(its) == 1}

    @cached_property
    def sources(self) -> Mapping[str, str]:
        """Folded keys and titles of the case's sources."""
        sheet = self.draft.table("sources")
        return {
            fold(sheet.cell(record, column)): sheet.cell(record, "source")
            for _, record in sheet.rows()
            for column in ("title", "source")
        }

    @cached_property
    def own(self) -> set[str]:
        """The keys of the case's entities."""
        return keys(self.draft, "entities")

    def cell(self, column: Column, text: str) -> str:
        """The cell as the codebook writes it. Raises `CellError`."""
        if not text:
            return ""
        if column.type in MANY or column.type in ("entity-or-text", "entity", "word", "source", "event"):
            parts = [part.strip() for part in text.split(";") if part.strip()] if column.type in MANY else [text]
            return "; ".join(dict.fromkeys(one for part in parts for one in self._one(column, part)))
        try:
            if column.type == "date":
                return dates.parse(text).text
            if column.type in ("number", "money"):
                numbers.parse(text)
        except (dates.DateError, numbers.NumberError) as error:
            raise CellError(error.message, error.hint) from error
        return text

    def _one(self, column: Column, part: str) -> list[str]:
        match column.type:
            case "word" | "words":
                return [self._word(column, part)]
            case "source" | "sources":
                return [self._named(self.sources, part, "source", "sources.csv")]
            case "event" | "events":
                return [part if is_key(part) else slug(part)]
            case "entities-or-sources":
                return [self._entity(part) or self._named(self.sources, part, "entity or source", "entities.csv")]
        if key := self._entity(part):
            return [key]
        if column.type == "entity-or-text":
            return [part]
        several = [self._entity(name.strip()) for name in part.split(",")]
        if len(several) > 1 and all(several):
            return [key for key in several if key]
        return [self._named(self.entities, part, "entity", "entities.csv")]

    def _entity(self, name: str) -> str | None:
        if name in self.own or name in states():
            return name
        if key := self.entities.get(fold(name)):
            return key
        state = find(name)
        return state.key if state else None

    def _named(self, names: Mapping[str, str], text: str, what: str, file: str) -> str:
        if key := names.get(fold(text)):
            return key
        near = nearest(text, names)
        hint = f"Did you mean '{names[near]}'? Otherwise add" if near else "Add"
        raise CellError(f"There is no {what} '{text}'.", f"{hint} it to {file} first.")

    def _word(self, column: Column, text: str) -> str:
        words = {fold(label): word for word, label in column.words.items()}
        words |= {fold(word): word for word in column.words}
        if word := words.get(fold(text)):
            return word
        near = nearest(text, column.words)
        hint = f"Did you mean '{near}'?" if near else "It is one of: " + ", ".join(column.words) + "."
        raise CellError(f"'{text}' is no word for {column.name}.", hint)
