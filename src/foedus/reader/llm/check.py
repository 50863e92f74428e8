"""A claim of an answer held against the codebook and the text: a proposal, and what is wrong with it."""

import hashlib
import re
from collections.abc import Iterator, Mapping
from typing import Any, NamedTuple

import msgspec

from foedus.case.proposals import Proposed
from foedus.codebook import Column, Kind, load
from foedus.reader.llm.form import KIND, QUOTE, asked
from foedus.reader.llm.questions import Question
from foedus.reader.llm.quotes import locate, words
from foedus.reader.llm.resolve import Known
from foedus.reader.names.sentences import sentences
from foedus.reader.write_rows import clean
from foedus.terms import dates, numbers
from foedus.terms.currencies import CURRENCIES

PARTY = frozenset(["entity", "entities", "entities-or-sources"])
THING = frozenset(["entity-or-text", "entity-event-or-topic", "topic-or-event"])
LONGEST_QUOTE = 300
"""Characters, as the codebook has it."""
LONGEST_CELL = 300
LONGEST_SENTENCE = 1000
"""Characters around a quotation that are kept with the proposal."""
SILENT = frozenset(["", "unknown", "n/a", "na", "none", "null", "not specified", "unspecified", "not stated", "-"])
"""What models write where a text is silent."""
ALWAYS = ("stage", "assertion", "grain")


class Fault(NamedTuple):
    """What is wrong: a reason to count by, and a sentence for the model."""

    reason: str
    said: str


class Checked(NamedTuple):
    """A claim that was looked at: the proposal, where one can be made, and what is wrong with it."""

    proposal: Proposed | None
    faults: tuple[Fault, ...]


def checked(raw: Mapping[str, Any], question: Question, known: Known, model: str, coded: str = "") -> Checked:
    """A claim as a proposal. Where only a cell that can be done without is wrong, it is left out."""
    name = raw.get(KIND)
    kind = load().kinds.get(name) if isinstance(name, str) else None
    if kind is None:
        return _refused("no such kind", f"There is no kind {_short(name)}.")
    quote = raw.get(QUOTE)
    place = locate(question.text, quote) if isinstance(quote, str) else None
    if place is None:
        return _refused("quote not in the text", f"{kind.kind}: the quote {_short(quote)} is not in the block.")
    cells: dict[str, str] = {}
    faults: list[Fault] = []
    for column in asked(kind):
        try:
            cell = _cell(column, raw.get(column.name), question, known)
        except _WrongError as error:
            said = f"{kind.kind}, quote {_short(quote)}: {column.name} {error}"
            faults.append(Fault(_reason(column), said))
            if column.required or column.core or column.name in ALWAYS:
                return Checked(None, tuple(faults))
        else:
            cells |= {column.name: cell} if cell else {}
    missing = [column.name for column in asked(kind) if column.required and column.name not in cells]
    if missing:
        return _refused("cells missing", f"{kind.kind}, quote {_short(quote)}: {', '.join(missing)} must be filled.")
    if not any(cells.get(column.name) for column in kind.parties):
        return _refused("nobody named", f"{kind.kind}, quote {_short(quote)}: it names none of those who take part.")
    made = _proposed(kind, cells, place, question, model, coded)
    if made is None:
        return _refused(
            "cells that do not fit", f"{kind.kind}, quote {_short(quote)}: its columns contradict each other."
        )
    return Checked(made, tuple(faults))


def _refused(reason: str, said: str) -> Checked:
    return Checked(None, (Fault(reason, said),))


def _reason(column: Column) -> str:
    if column.type in PARTY:
        return "nobody of that name"
    return "no date" if column.type == "date" else "wrong cells"


class _WrongError(Exception):
    """A cell that the codebook does not allow."""


def _cell(column: Column, value: Any, question: Question, known: Known) -> str:
    """A cell as the codebook writes it; empty where the model is silent. Raises `_WrongError`."""
    values = list(dict.fromkeys(_values(column, value)))
    if column.type in PARTY:
        keys = [_party(one, question, known) for one in values]
        return "; ".join(dict.fromkeys(keys if column.many else keys[:1]))
    if column.words:
        for one in values:
            if one not in column.words:
                raise _WrongError(f"has no word {_short(one)}; it has: {', '.join(column.words)}.")
        return "; ".join(values)
    cell = "; ".join(values)
    if column.type in THING:
        return known.key(cell, question) or cell
    _form(column, cell)
    return cell


def _party(value: str, question: Question, known: Known) -> str:
    key = known.party(value, question)
    if not key:
        raise _WrongError(f"names {_short(value)}, whom the block does not name.")
    return key


def _form(column: Column, cell: str) -> None:
    """Raise where a cell has not the form of its column."""
    if not cell:
        return
    try:
        if column.type == "date":
            dates.parse(cell)
        elif column.type in ("number", "money") or (column.type == "number-or-word" and not cell[0].isalpha()):
            numbers.parse(cell)
    except dates.DateError as error:
        raise _WrongError(f"is no date: {error.message} {error.hint}") from None
    except numbers.NumberError:
        raise _WrongError(f"is no number as it is to be written, digits only: {_short(cell)}.") from None
    if column.name == "currency" and cell not in CURRENCIES:
        raise _WrongError(f"is no code of ISO 4217: {_short(cell)}.")
    if column.type == "coverage" and cell != "unknown":
        try:
            dates.parse(cell)
        except dates.DateError:
            raise _WrongError(f"is neither a date nor the word unknown: {_short(cell)}.") from None


def _values(column: Column, value: Any) -> Iterator[str]:
    """What stands in a cell, as texts; a list that has only one place counts as one text."""
    if isinstance(value, list):
        for one in value:
            yield from _values(column, one)
        return
    if value is None:
        return
    if isinstance(value, bool) or not isinstance(value, str | int | float):
        raise _WrongError("is neither a text nor a number.")
    whole = isinstance(value, float) and value.is_integer() and abs(value) < 1e15
    text = " ".join((str(int(value)) if whole else str(value)).split())
    text = "".join(char for char in text if char.isprintable())
    for one in text.split(";") if column.many else [text]:
        one = one.strip()
        if column.words:
            one = one if one in column.words else re.sub(r"[\s_]+", "-", one.casefold())
        if one.casefold() in SILENT and one not in column.words and column.type != "coverage":
            continue
        if len(one) > LONGEST_CELL:
            raise _WrongError(f"is longer than {LONGEST_CELL} characters.")
        if one[0] in "=+@|" or (one[0] == "-" and not one[1:2].isalnum()):
            raise _WrongError("begins like a formula.")  # cells end up in spreadsheets
        yield one


def _proposed(
    kind: Kind, cells: Mapping[str, str], place: tuple[int, int], question: Question, model: str, coded: str
) -> Proposed | None:
    start, end = _sentence(question.text, place)
    sentence = question.text[start:end]
    said = question.text[place[0] : place[1]]
    row = clean(kind, {
        **cells, "source": question.source,
        "locator": "; ".join(f"¶{number}" for number in question.passage.blocks(*place)),
        "quote": " ".join(said.split())[:LONGEST_QUOTE],
        "coder": f"model {model}", "coded": coded, "origin": "model",
    })  # fmt: skip
    if row is None:
        return None
    spans = dict(_spans(kind, row, (start, end), place, question))
    spans = {column: tuple((a - start, b - start) for a, b in found) for column, found in spans.items()}
    return Proposed(
        id=_id(kind, row, sentence), kind=kind.kind, row=row, sentence=sentence, spans=spans, by=(f"model {model}",),
        why=_why(kind, row, spans, model, said),
    )  # fmt: skip


def _sentence(text: str, place: tuple[int, int]) -> tuple[int, int]:
    """The sentences that a quotation touches, without white space at their ends; itself where they are too long."""
    touched = [(a, b) for a, b in sentences(text) if a < place[1] and b > place[0]]
    start, end = touched[0][0], touched[-1][1]
    if end - start > LONGEST_SENTENCE:
        start, end = place[0], min(place[1], place[0] + LONGEST_SENTENCE)
    return start, start + len(text[start:end].rstrip())


_Spans = tuple[tuple[int, int], ...]


def _spans(
    kind: Kind, row: Mapping[str, str], sentence: tuple[int, int], quote: tuple[int, int], question: Question
) -> Iterator[tuple[str, _Spans]]:
    """By column, the characters of the text in which its values stand: in the quotation, else in its sentence."""
    for column in asked(kind):
        if not column.words and column.name in row:
            values = row[column.name].split("; ")
            found = [_places(column, value, quote, question) or _places(column, value, sentence, question)
                     for value in values]  # fmt: skip
            if any(found):
                yield column.name, tuple(sorted({place for places in found for place in places}))


def _places(column: Column, value: str, within: tuple[int, int], question: Question) -> _Spans:
    start, end = within
    named = [
        one for one in question.mentions if start <= one.start and one.end <= end and value in (one.key, *one.keys)
    ]
    if named:
        return tuple((one.start, one.end) for one in named)
    names = [value]
    if column.type in PARTY:  # a key is no word of the text, but its name may be
        names = [question.keys.get(value, ""), *([value, value.replace("-", " ")] if value.islower() else [])]
    text = question.text[start:end]
    at = next((place for name in names if name and (place := words(text, name))), None)
    return ((start + at[0], start + at[1]),) if at else ()


def _why(kind: Kind, row: Mapping[str, str], spans: Mapping[str, object], model: str, said: str) -> str:
    """Who proposes it from what, and which cells nothing in the sentence was found for."""
    unseen = [
        column.label.lower() for column in asked(kind)
        if column.name in row and column.name not in spans and not column.words and column.name != "currency"
    ]  # fmt: skip
    told = f"The model {model} reads it from “{' '.join(said.split())[:LONGEST_QUOTE]}”."
    return told + (f" Not recognised in these words: {', '.join(unseen)}." if unseen else "")


def _id(kind: Kind, row: Mapping[str, str], sentence: str) -> str:
    """The same for the same claim, whichever model proposes it."""
    told = {column: cell for column, cell in row.items() if column not in ("coder", "coded", "event", "quote")}
    said = msgspec.json.encode([kind.kind, "model", sorted(told.items()), sentence])
    return hashlib.blake2b(said, digest_size=8).hexdigest()


def _short(value: object) -> str:
    text = " ".join(str(value).split())
    return f"“{text[:79]}…”" if len(text) > 80 else f"“{text}”"
