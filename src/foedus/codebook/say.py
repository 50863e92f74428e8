"""Claims in plain words: one row of a table as an English sentence.

The words come from the kind files (see `template`); this module fills them and puts around them what the
claim's assertion asks for. A claim that is denied, expected or weighed never reads as a fact: its marker
comes before its clause, in `sentence` and in `clause` alike.
"""

from collections.abc import Callable, Mapping
from functools import lru_cache
from typing import Protocol

from foedus.codebook import template
from foedus.codebook.grammar import Tense, at, bare, capital, choose, conjugate, plural_head
from foedus.codebook.model import Column, Kind
from foedus.terms import dates, numbers
from foedus.terms.words import join_words, slug

SEPARATOR = "; "
RANK = "rank"
"""The unit of a place in a ranking, which goes without saying."""
SEVERAL = " (more than one)"
"""What is added to a claim on several events that are not told apart, or it would read as one."""
HEADING = "heading"
"""The part that names an event in a few words."""


class Names(Protocol):
    """What an entity, event, source or topic is called within a sentence."""

    def __call__(self, key: str) -> str:
        """The name for a key, with its article where it needs one; the text itself where it is no key."""
        ...


Plural = Callable[[str], bool]
"""Whether a key names several at once, as a group does."""


def _one(key: str) -> bool:
    return False


def sentence(kind: Kind, row: Mapping[str, str], name: Names, plural: Plural = _one, *, source: bool = True) -> str:
    """The claim in `row` as a sentence, with a capital letter and a full stop.

    `row` holds cells by column; missing columns count as empty. With `source`, the source is named where it
    alone speaks against something ("According to Kuzio (2024), it is not so that ..."). Never fails: where
    the row is too empty for the kind's own sentences, or holds a word that the codebook does not know, a
    plainer sentence is made.
    """
    claim = _Claim(kind, row, name, plural)
    assertion = row.get("assertion", "")
    said = claim.names("attribution") if assertion != "asserted" else ""
    origin = claim.names("source") if source and assertion != "asserted" else ""
    match assertion:
        case "asserted":
            text = claim.fact()
        case "denied" if said:
            text = f"{said} denied that {claim.fact()}"
        case "denied":
            text = f"according to {origin}, it is not so that {claim.fact()}" if origin else claim.denial()
        case "expected":
            text = _on_word("it is expected that " + claim.future("will"), said)
        case "hypothetical":
            text = _on_word("it is weighed as a possibility that " + claim.future("might"), said)
        case _ if said:  # attributed, or a word that is not of the list
            text = f"according to {said}, {claim.fact()}"
        case _:
            text = f"it is reported{f', {origin} says,' if origin else ''} that {claim.fact()}"
    text = capital(text)
    if row.get("grain") == "series":
        text += SEVERAL
    return text if text.endswith((".", "!", "?", ".”")) else text + "."


def _on_word(text: str, said: str) -> str:
    if not said:
        return text
    clear = not any(sign in text for sign in (":", "(", "“")) and "according to" not in text
    return f"{text}, according to {said}" if clear else f"according to {said}, {text}"


def clause(kind: Kind, row: Mapping[str, str], name: Names, plural: Plural = _one, *, dated: bool = False) -> str:
    """What the claim says, without who says so, a capital letter or a full stop; `dated` adds the date.

    A claim that is denied, expected or weighed keeps a word that shows it: "will", "might", "it is not so".
    """
    claim = _Claim(kind, row, name, plural, dated=dated)
    match row.get("assertion", ""):
        case "denied":
            text = claim.denial()
        case "expected":
            text = claim.future("will")
        case "hypothetical":
            text = claim.future("might")
        case _:
            text = claim.fact()
    return text.removesuffix(".")


def title(kind: Kind, row: Mapping[str, str], name: Names, plural: Plural = _one) -> str:
    """A short heading for the event of a claim, for events without a title: "Anka: Türkiye to Kazakhstan".

    It names the matter and its parties and says nothing of how far it got.
    """
    claim = _Claim(kind, row, name, plural)
    text = claim.first(kind.parts.get(HEADING, ()))
    if not text:
        text = f"{kind.label}: {claim.listed()}".removesuffix(": ")
    text = text.replace(_WHEN, "")
    return capital(bare(text).removesuffix("."))


def titling(kind: Kind) -> tuple[str, ...]:
    """The columns of a kind that `title` looks at."""
    found = dict.fromkeys(["stage", "date", *(column.name for column in kind.own)])
    stack, seen = [*kind.parts.get(HEADING, ())], set[str]()
    while stack:
        text = stack.pop()
        if text in seen:
            continue
        seen.add(text)
        for piece in template.walk(template.parse(text)):
            names = {template.Blank: ("name", "how"), template.Condition: ("column", "word")}.get(type(piece), ())
            for name in (getattr(piece, one) for one in names):
                stack += kind.parts.get(name, ())
                found.update(dict.fromkeys([name] if name in kind.by_name else []))
    return tuple(found)


class _Claim:
    """One row, with what is needed to put it in words."""

    def __init__(self, kind: Kind, row: Mapping[str, str], name: Names, plural: Plural, *, dated: bool = True) -> None:
        self.kind, self.row, self.name, self.plural, self.dated = kind, row, name, plural, dated
        self.will = ""
        stage = kind.stage.get(row.get("stage", ""))
        self.stage_label = stage.label if stage else row.get("stage", "") or "not stated"
        self.lasting = bool(stage and stage.lasting)
        self.tense: Tense = self._tense()

    def _tense(self) -> Tense:
        """Undated: present; since a date: perfect, of what lasts; else past."""
        date = self.row.get("date", "")
        if not date:
            return "present"
        return "perfect" if self.lasting and date.endswith("/..") else "past"

    def fact(self) -> str:
        """The claim as something that is or was."""
        self.will, self.tense = "", self._tense()
        told = self.kind.say.get(self.row.get("stage", ""))
        return self._with_date(told.fact if told else (), "reached")

    def future(self, will: str) -> str:
        """The claim as something that `will` or `might` be."""
        self.will, self.tense = will, "base"
        told = self.kind.say.get(self.row.get("stage", ""))
        return self._with_date(told.future if told else (), f"{will} reach")

    def denial(self) -> str:
        """The claim as something that is said not to be."""
        return f"it is not so that {self.fact()}"

    def _with_date(self, templates: tuple[str, ...], reached: str) -> str:
        filled = self.first(templates)
        if not filled or not filled.strip():
            known = self.listed()
            matter = f"an event of the kind “{self.kind.label}”" + (f" ({known})" if known else "")
            filled = f"{matter} {reached} the stage “{self.stage_label}”"
        return (filled if _WHEN in filled else filled + _WHEN).replace(_WHEN, self.when())

    def when(self) -> str:
        """The date with a space in front, as it fits the tense; empty where there is none to say."""
        text = self.row.get("date", "")
        covered = [column.name for column in self.kind.own if column.type == "coverage"]
        if not text or not self.dated or any(self.row.get(name) == text for name in covered):
            return ""
        try:
            date = dates.parse(text)
        except dates.DateError:
            return f" ({text})"
        said = dates.say(date, preposition=True)
        if said.startswith("since ") and self.tense != "perfect":
            said = f"from {said.removeprefix('since ')} on"
        elif text.startswith("../") and self.lasting and not self.will:
            said = dates.say(date)
        return f" {said}"

    def first(self, templates: tuple[str, ...], said: str = "") -> str | None:
        """The first template whose blanks can all be filled, filled; None where there is none."""
        for text in templates:
            filled = self._fill(template.parse(text), said)
            if filled is not None:
                return filled
        return None

    def _fill(self, pieces: tuple[template.Piece, ...], said: str) -> str | None:
        """The pieces as text; None where a blank stays empty. `said` is what the sentence has already."""
        text = ""
        for piece in pieces:
            if isinstance(piece, template.Text):
                text += piece.text
            elif isinstance(piece, template.Blank):
                value = self._blank(piece.name, piece.how, said + text)
                if value is None:
                    return None
                text += value
            elif isinstance(piece, template.Condition):
                if not self._holds(piece.column, piece.word):
                    return None
            else:
                filled = self._fill(piece.pieces, said + text)
                if filled and not (piece.new and self._repeats(piece.pieces, said + text)):
                    text += filled
        return text

    def _holds(self, column: str, word: str) -> bool:
        cell = self.row.get(column, "")
        if word == template.ANY_NUMBER:
            return _is_number(cell)
        return bool(cell) and (cell == word or cell == self.row.get(word))

    def _repeats(self, pieces: tuple[template.Piece, ...], said: str) -> bool:
        blanks = [piece for piece in template.walk(pieces) if isinstance(piece, template.Blank)]
        values = [bare(self._blank(piece.name, "", "") or "") for piece in blanks]
        return any(value.casefold() in said.casefold() for value in values if value)

    def _blank(self, blank: str, how: str, said: str) -> str | None:
        """What fills a blank; None where nothing does."""
        if blank == "when":
            return _WHEN
        if blank == "will":
            return self.will or None
        if blank in self.kind.parts:
            return self.first(self.kind.parts[blank], said)
        column = self.kind.by_name.get(blank)
        if column is None or not self.row.get(blank):
            return None
        match how:
            case "":
                return self._value(column) or None
            case template.BARE:
                return bare(self._value(column)) or None
            case template.AT:
                return at(self._value(column))
            case template.ITS:
                return "their" if self._several(column) else "its"
            case template.GUESTS:
                return self._guests(column)
        other = self.kind.by_name.get(how)
        if other is None:
            return conjugate(how, self.tense, self._several(column))
        word = self.row.get(how, "")
        phrase = other.phrases.get(word, other.words.get(word, word))
        return choose(phrase, self.tense, self._several(column)) or None

    def _guests(self, column: Column) -> str | None:
        """Those in `column` that are not the hosts; None unless the hosts are among them and others are too."""
        parties, hosts = self._keys(column.name), self._keys(template.HOST)
        guests = [key for key in parties if key not in hosts]
        if not hosts or not guests or len(guests) + len(hosts) != len(parties):
            return None
        return join_words([self.name(key) for key in guests])

    def _several(self, column: Column) -> bool:
        if column.many:
            keys = self._keys(column.name)
            return len(keys) > 1 or any(self.plural(key) for key in keys)
        if column.type == "text":
            return plural_head(_plain(self.row.get(column.name, "")))
        phrase = self._value(column) if column.type == "word" and column.phrases else ""
        return phrase == bare(phrase) and plural_head(f"several {phrase}")

    def _keys(self, column: str) -> tuple[str, ...]:
        return _parted(self.row.get(column, ""))

    def names(self, column: str) -> str:
        """The names in a cell as a list in a sentence."""
        return join_words([self.name(key) for key in self._keys(column)])

    def _value(self, column: Column) -> str:
        """A cell in words, by the type of its column; empty for a word that goes without saying."""
        cell = self.row.get(column.name, "").strip()
        match column.type:
            case "entity" | "entities" | "event" | "events" | "source" | "sources" | "entities-or-sources" | "claims":
                return self.names(column.name)
            case "entity-or-text" | "entity-event-or-topic" | "topic-or-event":
                return self.names(column.name)
            case "word" | "words":
                return join_words([_phrase(column, word) for word in self._keys(column.name)])
            case "number":
                return "one" if cell == "1" else _number(cell)
            case "money":
                return _number(cell, self.row.get("currency", ""))
            case "number-or-word":
                return _number(cell, self._unit())
            case "date":
                return _date(cell)
            case "coverage":
                return _date(cell) if _is_date(cell) else self.names(column.name)
            case "key":
                return cell
            case "text":
                return self._text(cell)

    def _unit(self) -> str:
        """The unit beside a value, unless the measure names it already: 5 of "firms in the top 100"."""
        unit = self.row.get("unit", "").strip()
        measure = _plain(self.row.get("measure", "")).casefold().split(" ")
        return "" if unit == RANK or unit.casefold() in measure else unit

    def _text(self, cell: str) -> str:
        """Free text as it is; a slug in words, names in it by their names: `rank-in-nato`."""
        if "-" not in cell or " " in cell or cell != cell.casefold():
            return cell
        words, out = cell.split("-"), []
        while words:
            for size in range(len(words), 0, -1):
                key = "-".join(words[:size])
                called = bare(self.name(key))
                if size == 1 or (called != key and slug(called) == key):
                    out.append(_ABBREVIATIONS.get(called, called))
                    words = words[size:]
                    break
        return " ".join(out)

    def listed(self) -> str:
        """All that the row says in the kind's own columns: "supplier Türkiye, item drones"."""
        told = ((column, self._value(column)) for column in self.kind.own if column.name != "currency")
        return ", ".join(f"{column.label.lower()} {value}" for column, value in told if value)


_WHEN = "\N{NULL}"
"""Stands for the date while a sentence is put together."""
_ABBREVIATIONS = {"rd": "R&D", "uav": "UAV", "uavs": "UAVs", "gdp": "GDP"}


@lru_cache(maxsize=4096)
def _parted(cell: str) -> tuple[str, ...]:
    return tuple([key.strip() for key in cell.split(SEPARATOR.strip()) if key.strip()])


def _plain(text: str) -> str:
    return text.replace("-", " ")


def _phrase(column: Column, word: str) -> str:
    return choose(column.phrases.get(word, column.words.get(word, word)), "present", False)


def _number(cell: str, unit: str = "") -> str:
    try:
        number = numbers.parse(cell)
    except numbers.NumberError:
        return cell
    return numbers.say(number, unit or None)


@lru_cache(maxsize=4096)
def _is_number(cell: str) -> bool:
    try:
        numbers.parse(cell)
    except numbers.NumberError:
        return False
    return True


@lru_cache(maxsize=4096)
def _is_date(cell: str) -> bool:
    try:
        dates.parse(cell)
    except dates.DateError:
        return False
    return True


def _date(cell: str) -> str:
    return dates.say(dates.parse(cell)) if _is_date(cell) else cell
