"""What the gazetteer knows, read from `data/*.csv`, `foedus.terms.states` and a case's entities: forms and entries.

A form is a name as it may stand in a text; an entry says what it stands for. `data/README.md` has the conventions.
"""

import csv
import re
from collections.abc import Iterator, Mapping
from functools import cache
from pathlib import Path

import msgspec

from foedus.reader.mention import Type
from foedus.terms.states import State, states
from foedus.terms.words import slug

DATA = Path(__file__).with_name("data")
FILES = ("organisations", "groups", "bodies", "leaders", "firms", "platforms", "armed-groups", "events", "places")
_ACRONYM = re.compile(r"[^a-z]*[A-Z][^a-z]*")
_PLURAL = re.compile(r"(?:s|sh|ch|ese|x|z|men|man|é)$")
_CLOSE = ("Congo", "Congolese", "Korea", "Korean", "Dominican", "Vietnam", "Vietnamese", "Yemen", "Yemeni")
"""Names of several states, and (in `_USUAL`) which of them is meant where the text does not say."""
_USUAL = frozenset(["COD", "KOR", "DOM", "VNM", "YEM"])


class Entry(msgspec.Struct, frozen=True):
    """What a form stands for."""

    key: str
    type: Type
    form: str = "name"
    country: str = ""
    category: str = ""
    office: str = ""
    years: tuple[str, str] = ("", "")
    """Of an office, its first and last day as far as known, EDTF."""
    capitals: str = ""
    """How it must be written: `all` in capitals, `first` with the capitals that `text` has, or any way."""
    text: str = ""
    """The form as it is written."""
    wary: bool = False
    """An everyday word too, which counts only beside arms or where the document has it in full elsewhere."""
    near: tuple[str, ...] = ()
    """Words of which one must stand in the block."""
    members: tuple[str, ...] = ()
    article: bool = False
    """Whether it counts only behind "the": "the West"."""
    role: str = ""
    """Of words that make a mention only together with others: `agency`, `office`, `modifier`, `side`, `block`."""
    case: bool = False
    """Whether the case has it."""


def entry(key: str, type: str, text: str, **more: object) -> Entry:
    """An entry for a form as it is written; how it must be written follows from its capitals."""
    article, text = text.startswith("the "), text.removeprefix("the ")
    capitals = "all" if _ACRONYM.fullmatch(text) else "first" if text != text.lower() else ""
    return msgspec.convert(
        {"key": key, "type": type, "text": text, "capitals": capitals, "article": article, **more}, Entry
    )


def cell(text: str | None) -> tuple[str, ...]:
    """The values of a cell."""
    return tuple(part.strip() for part in text.split(";") if part.strip()) if text else ()


def rows(name: str) -> Iterator[dict[str, str]]:
    """The rows of a file of `data/`."""
    with (DATA / f"{name}.csv").open(encoding="utf-8", newline="") as file:
        yield from csv.DictReader(file)


@cache
def shipped() -> tuple[Entry, ...]:
    """All that comes with foedus."""
    return (*_of_states(), *(one for name in FILES for row in rows(name) for one in of_row(row)), *_words())


def of_row(row: Mapping[str, str]) -> Iterator[Entry]:
    """The entries of a row of `data/`: its name and aliases. A form that begins with `?` is an everyday word too."""
    near = tuple(word.casefold() for word in cell(row.get("near")))
    for place, text in enumerate((row["name"], *cell(row.get("aliases")))):
        wary, text = text.startswith("?"), text.removeprefix("?")
        for written in dict.fromkeys((text, american(text), *plurals(text, row["type"]))):
            yield entry(
                row["entity"], row["type"], written, form="alias" if place else "name",
                country=(cell(row.get("country")) or ("",))[0], category=row.get("category") or "",
                office=row.get("office") or "", near=near, members=cell(row.get("members")),
                years=(row.get("begins") or "", row.get("ends") or ""),
                wary=wary and not (written != text and written[-2:-1].isdigit()),
            )  # fmt: skip


def plurals(text: str, type: str) -> tuple[str, ...]:
    """The plural of a model: "F-16s", "Leopard 2s", "Su-30MKIs"."""
    return (f"{text}s",) if type == "platform" and not text.endswith(("s", "class")) else ()


def _of_states() -> Iterator[Entry]:
    for code, known in states().items():
        key, type = (slug(known.name), "territory") if is_territory(known) else (code, "state")
        if known.status == "former":
            key = slug(known.name)  # the codebook's: alpha-3 is today's list
        for text, form in _texts(known):
            if known.status == "former" and form == "capital":
                continue
            if known.status == "former" and form == "demonym":
                form = "former-demonym"
            if text in _CLOSE and key not in _USUAL:
                form = f"other-{form}"
            yield entry(key, type, text, form=form)


def is_territory(known: State) -> bool:
    """Whether it goes by a slug, as all but states do: those without a code of their own, and Western Sahara."""
    return known.status == "territory" and (known.key == "ESH" or (known.key[0] == "X" and known.key != "XKX"))


def _texts(known: State) -> Iterator[tuple[str, str]]:
    yield known.name, "name"
    for text in known.aliases:
        yield text, "alias"
        if _ACRONYM.fullmatch(text) and "." not in text and len(text) < 4:
            yield ".".join(text) + ".", "alias"
    for text in known.demonyms:
        yield text, "demonym"
        if not _PLURAL.search(text):
            yield f"{text}s", "demonym"
        elif text.endswith("man"):
            yield f"{text[:-3]}men", "demonym"
    for capital in known.capitals:
        yield capital.name, "capital"


def _words() -> Iterator[Entry]:
    for row in rows("items"):
        word = row["word"]
        plural = row["plural"] or f"{word}s"
        others = (f"{word}s",) if word.endswith("craft") else ()
        for text in dict.fromkeys((word, plural, american(word), american(plural), *others)):
            role = "bound" if row["bare"] == "no" else ""
            yield Entry(row["word"], "item", category=row["category"], capitals=_capitals(text), text=text, role=role)
    for row in rows("blocks"):
        yield entry("", "topic", row["text"], role="block")
    for row in rows("modifiers"):
        form = "loose" if row["licenses"] == "no" else "name"
        for text in dict.fromkeys((row["word"], american(row["word"]))):
            yield Entry(row["word"], "item", form, text=text, role="modifier")
    for row in rows("roles"):
        for place, text in enumerate((row["name"], *cell(row["aliases"]))):
            for written in dict.fromkeys((text, american(text))):
                acronym = " " not in written and not written.islower() and not written.istitle()
                yield msgspec.structs.replace(
                    entry(row["entity"], row["type"], written, form="alias" if place else "name", role=row["role"]),
                    capitals="first" if acronym else "",
                )


def _capitals(text: str) -> str:
    return "all" if text.removesuffix("s").isupper() else ""


_SPELLINGS = (("armour", "armor"), ("defence", "defense"), ("manoeuvre", "maneuver"), ("aeroplane", "airplane"))


def american(text: str) -> str:
    """The text in American spelling."""
    for british, other in _SPELLINGS:
        text = text.replace(british, other).replace(british.capitalize(), other.capitalize())
    return text


def british(text: str) -> str:
    """The text in British spelling, as far as it concerns arms."""
    for ours, other in _SPELLINGS:
        text = text.replace(other, ours).replace(other.capitalize(), ours.capitalize())
    return text
