"""Read a codebook: the package's own kinds, and those that a case adds as `kinds/<kind>.toml`."""

import hashlib
import tomllib
from collections.abc import Iterable, Mapping
from functools import lru_cache
from pathlib import Path
from typing import Any

import msgspec

from foedus.codebook.faults import faults
from foedus.codebook.model import Codebook, Column, Kind, Table

HERE = Path(__file__).parent


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
        hint = "Compare it with a kind of the codebook: `foedus codebook transfers --json`."
        raise CodebookError(path, f"The kind file does not have the form of a kind: {error}.", hint) from error
    for message in faults(kind, path):
        raise CodebookError(path, message)
    return kind


RESERVED = frozenset(
    [
        "claims",
        "stages",
        "conclusions",
        "contradictions",
        "members",
        "titles",
        "roles",
        "ties",
        "meta",
        "event_actors",
        "dates",
        "numbers",
        "origins",
        "source_known",
        "source_table",
        "stage_list",
        "belongs",
        "state_like",
        "out",
        "store",
        "main",
        "memory",
    ]
)
"""Names of the record's own tables: a kind cannot have one of them."""


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


def fingerprint() -> str:
    """What tells this codebook from any other: BLAKE2 of its files, 16 hexadecimal digits."""
    state = hashlib.blake2b(digest_size=8)
    for path in sorted(HERE.rglob("*.toml")):
        state.update(path.read_bytes())
    return state.hexdigest()


def load(extra: Iterable[Path] = ()) -> Codebook:
    """The codebook, with the kinds in the files `extra` added.

    Raises `CodebookError` where a file is no usable kind, or takes the name or prefix of another one.
    """
    book = _package()
    kinds: dict[str, Kind] = dict(book.kinds)
    for path in extra:
        kind = _kind(path, book.common)
        taken: Mapping[str, Kind] = {other.prefix: other for other in kinds.values()}
        if kind.kind in kinds or kind.kind in book.tables or kind.kind in RESERVED:
            raise CodebookError(path, f"There is a kind or table called '{kind.kind}' already.")
        if kind.prefix in taken:
            owner = taken[kind.prefix].kind
            raise CodebookError(path, f"The prefix '{kind.prefix}' belongs to {owner} already.")
        kinds[kind.kind] = kind
    return Codebook(kinds=kinds, tables=book.tables, common=book.common)
