"""What is wrong with a kind that has the right form: names that lead nowhere, sentences that cannot be said."""

import re
from collections.abc import Iterable, Iterator, Mapping
from pathlib import Path

from foedus.codebook import template
from foedus.codebook.model import Column, Kind
from foedus.terms.words import nearest

KEYWORD = re.compile(r"[a-z][a-z0-9_]*")
PREFIX = re.compile(r"[a-z]{3}")
WORD = re.compile(r"[A-Za-z0-9]+(?:[-_][A-Za-z0-9]+)*")


def faults(kind: Kind, path: Path) -> Iterator[str]:
    """The faults of the kind read from `path`, each a full sentence."""
    if kind.kind != path.stem:
        yield f"The file is called {path.stem} but its kind is {kind.kind}."
    if not KEYWORD.fullmatch(kind.kind):
        yield f"'{kind.kind}' cannot name a kind: use small letters, digits and underscores."
    if not PREFIX.fullmatch(kind.prefix):
        yield f"The prefix '{kind.prefix}' is not three small letters."
    yield from _columns(kind)
    yield from _stages(kind)
    yield from _sentences(kind)
    yield from _parts(kind)
    known = {column.name for column in (*kind.common, *kind.own)}
    mentioned = [name for pair in kind.distinct for name in pair]
    if kind.ties:
        mentioned += [name for name in (kind.ties.among, kind.ties.source, kind.ties.target) if name]
    yield from (_no_column(name, known) for name in mentioned if name not in known)


def _columns(kind: Kind) -> Iterator[str]:
    names = [column.name for column in (*kind.common, *kind.own)]
    for name in dict.fromkeys(names):
        if not KEYWORD.fullmatch(name):
            yield f"'{name}' cannot name a column: use small letters, digits and underscores."
        if names.count(name) > 1:
            yield f"The column '{name}' is there twice."
    for column in kind.own:
        if column.type in ("word", "words") and not column.words:
            yield f"The column '{column.name}' is a closed list without words."
        for word in column.words:
            if not WORD.fullmatch(word):
                yield f"'{word}' cannot be a word of '{column.name}': use letters, digits and hyphens."
        for word in (*column.phrases, *column.wider, *column.wider.values()):
            if word not in column.words:
                yield f"The column '{column.name}' has no word '{word}'."


def _stages(kind: Kind) -> Iterator[str]:
    words = [stage.word for stage in kind.stages]
    if not words:
        yield "The kind has no stages: give it at least one under [[stages]]."
    for stage in kind.stages:
        if words.count(stage.word) > 1:
            yield f"The stage '{stage.word}' is there twice."
        if not WORD.fullmatch(stage.word):
            yield f"'{stage.word}' cannot name a stage: use letters, digits and hyphens."
        if stage.word not in kind.say:
            yield f"There is no sentence for the stage '{stage.word}' under [say.{stage.word}]."
        for earlier in stage.after:
            if earlier not in words:
                yield f"Stage '{stage.word}' is said to come after '{earlier}', which is no stage."
    for word in kind.say:
        if word not in words:
            yield f"There is a sentence for '{word}', which is no stage."


def _sentences(kind: Kind) -> Iterator[str]:
    """Faults of the templates: blanks that nothing fills, futures that would read as facts."""
    by_name = kind.by_name
    for text in _templates(kind):
        try:
            pieces = template.parse(text)
        except template.TemplateError as error:
            yield str(error)
            continue
        for piece in template.walk(pieces):
            if isinstance(piece, template.Blank):
                yield from _blank(piece, text, by_name, kind.parts)
            elif isinstance(piece, template.Condition):
                yield from _condition(piece, text, by_name)
    for said in kind.say.values():
        for text in said.future:
            if "{will}" not in text:
                yield f"The future '{text}' lacks {{will}}: what is only expected would read as a fact."
        for text in said.fact:
            if "{will}" in text:
                yield f"The fact '{text}' has {{will}}, which belongs in a future."


def _templates(kind: Kind) -> Iterator[str]:
    for said in kind.say.values():
        yield from (*said.fact, *said.future)
    for part in kind.parts.values():
        yield from part


def _blank(blank: template.Blank, text: str, by_name: Mapping[str, Column], parts: Iterable[str]) -> Iterator[str]:
    known = {*by_name, *parts, *template.SENTENCE_WORDS}
    if blank.name not in known:
        yield _no_column(blank.name, known)
    elif blank.how and blank.name not in by_name:
        yield f"In '{text}', '{blank.how}:' must stand before a column, and '{blank.name}' is none."


def _condition(condition: template.Condition, text: str, by_name: Mapping[str, Column]) -> Iterator[str]:
    column = by_name.get(condition.column)
    if column is None:
        yield _no_column(condition.column, by_name)
    elif column.words and condition.word not in {*column.words, *by_name}:
        yield f"In '{text}', '{condition.word}' is no word of the column '{column.name}'."


def _parts(kind: Kind) -> Iterator[str]:
    taken = {*(column.name for column in (*kind.common, *kind.own)), *template.SENTENCE_WORDS}
    inside = {name: _blanks(texts) for name, texts in kind.parts.items()}
    for name in kind.parts:
        if name in taken:
            yield f"The part '{name}' has the name of a column or of a word of sentences."
        reached: set[str] = set()
        ahead = inside[name]
        while ahead:
            reached |= ahead
            ahead = {deeper for part in ahead for deeper in inside.get(part, ())} - reached
        if name in reached:
            yield f"The part '{name}' contains itself."


def _blanks(texts: Iterable[str]) -> set[str]:
    """The blanks in the templates that can be read."""
    names: set[str] = set()
    for text in texts:
        try:
            pieces = template.parse(text)
        except template.TemplateError:
            continue
        names |= {piece.name for piece in template.walk(pieces) if isinstance(piece, template.Blank)}
    return names


def _no_column(name: str, known: Iterable[str]) -> str:
    near = nearest(name, known)
    return f"There is no column '{name}'" + (f"; '{near}' is near." if near else ".")
