"""Read a codebook: the package's own kinds, and those that a case adds as `kinds/<kind>.toml`."""

import re
import tomllib
from collections.abc import Iterable, Mapping
from functools import lru_cache
from pathlib import Path
from typing import Any

import msgspec

from foedus.codebook import template
from foedus.codebook.model import Codebook, Column, Kind, Table
from foedus.terms.words import nearest

HERE = Path(__file__).parent
KEYWORD = re.compile(r"[a-z][a-z0-9_]*")
PREFIX = re.compile(r"[a-z]{3}")


class CodebookError(Exception):
    """A kind file that cannot be used: which file, what is wrong with it, and how to mend it."""

    def __init__(self, path: Path, message: str, hint: str = "") -> None:
        super().__init__(message)
        self.path, self.message, self.hint = path, message, hint


def _toml(path: Path) -> dict[str, Any]:
    try:
        return tomllib.loads(path.read_text(encoding="utf-8"))
    except OSError as error:
        raise CodebookError(path, f"The kind file cannot be read: {error.strerror}.") from error
    except UnicodeDecodeError as error:
        raise CodebookError(path, "The kind file is not UTF-8 text.", "Save it as UTF-8.") from error
    except tomllib.TOMLDecodeError as error:
        raise CodebookError(path, f"The kind file is not valid TOML: {error}.") from error


def _kind(path: Path, common: tuple[Column, ...]) -> Kind:
    data = _toml(path)
    data.setdefault("kind", path.stem)
    data["common"] = msgspec.to_builtins(common)
    try:
        kind = msgspec.convert(data, Kind)
    except msgspec.ValidationError as error:
        hint = "Compare it with a kind of the codebook: `foedus codebook show transfers --toml`."
        raise CodebookError(path, f"The kind file does not have the form of a kind: {error}.", hint) from error
    for message in _faults(kind, path):
        raise CodebookError(path, message)
    return kind


def _faults(kind: Kind, path: Path) -> Iterable[str]:
    """What is wrong with a kind that has the right form: names that lead nowhere."""
    if kind.kind != path.stem:
        yield f"The file is called {path.stem} but its kind is {kind.kind}."
    if not KEYWORD.fullmatch(kind.kind):
        yield f"'{kind.kind}' cannot name a kind: use small letters, digits and underscores."
    if not PREFIX.fullmatch(kind.prefix):
        yield f"The prefix '{kind.prefix}' is not three small letters."
    names = [column.name for column in (*kind.common, *kind.own)]
    for name in names:
        if not KEYWORD.fullmatch(name):
            yield f"'{name}' cannot name a column: use small letters, digits and underscores."
        if names.count(name) > 1:
            yield f"The column '{name}' is there twice."
    known = set(names)
    mentioned = [name for pair in kind.distinct for name in pair]
    if kind.ties:
        mentioned += [name for name in (kind.ties.among, kind.ties.source, kind.ties.target) if name]
    stages = [stage.word for stage in kind.stages]
    if not stages:
        yield "It has no stages: give it at least one under [[stages]]."
    for stage in kind.stages:
        if stages.count(stage.word) > 1:
            yield f"The stage '{stage.word}' is there twice."
        for earlier in stage.after:
            if earlier not in stages:
                yield f"Stage '{stage.word}' is said to come after '{earlier}', which is no stage."
        if stage.word not in kind.say:
            yield f"There is no sentence for the stage '{stage.word}' under [say.{stage.word}]."
    for word in kind.say:
        if word not in stages:
            yield f"There is a sentence for '{word}', which is no stage."
    for column in kind.own:
        if column.type in ("word", "words") and not column.words:
            yield f"The column '{column.name}' is a closed list without words."
        for word in (*column.phrases, *column.wider, *column.wider.values()):
            if word not in column.words:
                yield f"The column '{column.name}' has no word '{word}'."
    yield from _template_faults(kind)
    for name in mentioned:
        if name not in known:
            yield _no_column(name, known)


def _no_column(name: str, known: Iterable[str]) -> str:
    near = nearest(name, known)
    return f"There is no column '{name}'" + (f"; '{near}' is near." if near else ".")


def _template_faults(kind: Kind) -> Iterable[str]:
    """What is wrong with the sentences of a kind."""
    by_name = {column.name: column for column in (*kind.common, *kind.own)}
    for name in kind.parts:
        if name in by_name or name in template.SENTENCE_WORDS:
            yield f"The part '{name}' has the name of a column or of a word of sentences."
    futures = [text for clause in kind.say.values() for text in clause.future]
    facts = [text for clause in kind.say.values() for text in clause.fact]
    inside: dict[str, set[str]] = {}
    for owner, texts in (("", (*facts, *futures)), *kind.parts.items()):
        for text in texts:
            try:
                pieces = list(template.walk(template.parse(text)))
            except template.TemplateError as error:
                yield str(error)
                continue
            for piece in pieces:
                match piece:
                    case template.Blank(name, how):
                        inside.setdefault(owner, set()).add(name)
                        if name not in {*by_name, *kind.parts, *template.SENTENCE_WORDS}:
                            yield _no_column(name, [*by_name, *kind.parts])
                        if how and name not in by_name:
                            yield f"In '{text}', '{how}:' must stand before a column, and '{name}' is none."
                    case template.Condition(name, word):
                        column = by_name.get(name)
                        if column is None:
                            yield _no_column(name, by_name)
                        elif column.words and word not in {*column.words, *by_name}:
                            yield f"In '{text}', '{word}' is no word of the column '{name}'."
    for text in futures:
        if "{will}" not in text:
            yield f"The future '{text}' lacks {{will}}: what is only expected would read as a fact."
    for text in facts:
        if "{will}" in text:
            yield f"The fact '{text}' has {{will}}, which belongs in a future."
    for name in kind.parts:
        reached: set[str] = set()
        ahead = set(inside.get(name, ()))
        while ahead:
            reached |= ahead
            ahead = {deeper for part in ahead for deeper in inside.get(part, ())} - reached
        if name in reached:
            yield f"The part '{name}' contains itself."


@lru_cache
def _package() -> Codebook:
    common = msgspec.convert(_toml(HERE / "common.toml")["columns"], tuple[Column, ...])
    kinds = [_kind(path, common) for path in sorted((HERE / "kinds").glob("*.toml"))]
    order = _toml(HERE / "common.toml")["order"]
    kinds.sort(key=lambda kind: order.index(kind.kind))
    tables = msgspec.convert(_toml(HERE / "tables.toml"), dict[str, tuple[Table, ...]])["tables"]
    return Codebook(
        kinds={kind.kind: kind for kind in kinds},
        tables={table.table: table for table in tables},
        common=common,
    )


def load(extra: Iterable[Path] = ()) -> Codebook:
    """The codebook, with the kinds in the files `extra` added.

    Raises `CodebookError` where a file is no usable kind, or takes the name or prefix of another one.
    """
    book = _package()
    kinds: dict[str, Kind] = dict(book.kinds)
    for path in extra:
        kind = _kind(path, book.common)
        taken: Mapping[str, Kind] = {other.prefix: other for other in kinds.values()}
        if kind.kind in kinds or kind.kind in book.tables:
            raise CodebookError(path, f"There is a kind or table called '{kind.kind}' already.")
        if kind.prefix in taken:
            owner = taken[kind.prefix].kind
            raise CodebookError(path, f"The prefix '{kind.prefix}' belongs to {owner} already.")
        kinds[kind.kind] = kind
    return Codebook(kinds=kinds, tables=book.tables, common=book.common)
