"""TOML of plain data: what case.toml and the kind files hold, without the comments of whoever wrote them."""

import json
import re
from collections.abc import Iterator, Mapping
from typing import Any

_BARE = re.compile(r"[A-Za-z0-9_-]+")


def toml(data: Mapping[str, Any]) -> str:
    """The data as TOML: texts, numbers, truth values, lists of these, tables, and lists of tables.

    >>> print(toml({"title": "A \\"case\\"", "blocs": ["nato"], "waive": [{"code": "x"}]}), end="")
    title = "A \\"case\\""
    blocs = ["nato"]
    <BLANKLINE>
    [[waive]]
    code = "x"
    """
    return "".join(f"{line}\n" for line in _table(data, ())).lstrip("\n")


def _table(data: Mapping[str, Any], path: tuple[str, ...]) -> Iterator[str]:
    below = {key: value for key, value in data.items() if isinstance(value, Mapping) or _of_tables(value)}
    for key, value in data.items():
        if key not in below:
            yield f"{_key(key)} = {_value(value)}"
    for key, value in below.items():
        inner = (*path, key)
        name = ".".join(map(_key, inner))
        for one in [value] if isinstance(value, Mapping) else value:
            lines = [*_table(one, inner)]
            if not isinstance(value, Mapping) or not lines or lines[0]:  # a table of tables needs no head of its own
                yield ""
                yield f"[{name}]" if isinstance(value, Mapping) else f"[[{name}]]"
            yield from lines


def _of_tables(value: Any) -> bool:
    return isinstance(value, list | tuple) and bool(value) and all(isinstance(one, Mapping) for one in value)


def _key(key: str) -> str:
    return key if _BARE.fullmatch(key) else _text(key)


def _text(text: str) -> str:
    """A text as TOML's basic string: JSON's form, with the one control character that JSON leaves as it is."""
    return json.dumps(text, ensure_ascii=False).replace("\x7f", "\\u007F")


def _value(value: Any) -> str:
    if isinstance(value, bool):
        return "true" if value else "false"
    if isinstance(value, str):
        return _text(value)
    if isinstance(value, list | tuple):
        return f"[{', '.join(map(_value, value))}]"
    return repr(value)
