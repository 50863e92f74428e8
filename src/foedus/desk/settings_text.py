"""A key in case.toml: the texts in its lists, changed where they stand; comments and layout stay."""

import re
import tomllib
from collections.abc import Collection, Iterator
from typing import Any, NamedTuple

from foedus.desk.errors import DeskError
from foedus.desk.file import Sheet

_TOKEN = re.compile(
    r'"""(?:[^\\]|\\.)*?"{3,5}'
    r"|'''.*?'{3,5}"
    r'|"(?:[^"\\\n]|\\.)*"'
    r"|'[^'\n]*'"
    r"|\#[^\n]*|[\w-]+|=|\[|\]|,|\s+|.",
    re.DOTALL,
)


class Named(NamedTuple):
    """A text in a list of case.toml that was changed."""

    line: int
    field: str
    before: str
    after: str


def draft_names(sheet: Sheet, fields: Collection[str], old: str, new: str) -> Iterator[Named]:
    """Draft `new` for `old` in the lists called so (`members`, `blocs`, `subjects`), once in each list.

    Raises `DeskError` where the file would not come to say exactly that: then it is to be changed by hand.
    """
    text = "".join(record.text for record in sheet.records)
    changed, named = _renamed(text, fields, old, new)
    if changed == text:
        return
    try:
        right = tomllib.loads(changed) == _wanted(tomllib.loads(text), fields, old, new)
    except tomllib.TOMLDecodeError:
        right = False
    if not right:
        raise DeskError(
            f"case.toml names '{old}' in a way that cannot be changed safely.", "Change it there by hand, then again."
        )
    for before, after in zip(list(sheet.records), sheet.pieces(changed), strict=True):
        sheet.replace(before, after)
    yield from named


def _renamed(text: str, fields: Collection[str], old: str, new: str) -> tuple[str, list[Named]]:
    """The text with `new` for `old`, and where."""
    tokens = _TOKEN.findall(text)
    named = []
    field = last = ""
    for at, token in enumerate(tokens):
        if token == "=":
            field = last
        elif token.strip() and not token.startswith("#"):
            if field in fields and at and _says(token, old) and _in_list(tokens, at):
                line = "".join(tokens[:at]).count("\n") + 1
                if _listed(tokens, at, new):
                    named.append(Named(line, field, old, ""))
                    _take_out(tokens, at)
                else:
                    named.append(Named(line, field, old, new))
                    tokens[at] = token[0] + new + token[-1]
            last = token.strip("\"'")
    return "".join(tokens), named


def _says(token: str, text: str) -> bool:
    return token in (f'"{text}"', f"'{text}'")


def _in_list(tokens: list[str], at: int) -> bool:
    before = next((token for token in reversed(tokens[:at]) if token.strip() and not token.startswith("#")), "")
    return before in ("[", ",")


def _listed(tokens: list[str], at: int, text: str) -> bool:
    """Whether a text stands in the list around a token."""
    begin = next(i for i in range(at, -1, -1) if tokens[i] == "[")
    end = next(i for i in range(at, len(tokens)) if tokens[i] == "]")
    return any(_says(token, text) for token in tokens[begin:end])


def _take_out(tokens: list[str], at: int) -> None:
    """Empty a token with the comma that parts it from its neighbour; line breaks stay."""
    tokens[at] = ""
    after = next((i for i in range(at + 1, len(tokens)) if tokens[i].strip()), at)
    if tokens[after] == ",":
        tokens[after] = ""
        if after + 1 < len(tokens) and not tokens[after + 1].strip() and "\n" not in tokens[after + 1]:
            tokens[after + 1] = ""
        return
    before = next((i for i in range(at - 1, -1, -1) if tokens[i].strip()), at)
    if tokens[before] == ",":
        tokens[before] = ""
        if at - before == 2 and "\n" not in tokens[at - 1]:
            tokens[at - 1] = ""


def _wanted(data: Any, fields: Collection[str], old: str, new: str, field: str = "") -> Any:
    """The settings as they ought to come out."""
    if isinstance(data, dict):
        return {key: _wanted(value, fields, old, new, key) for key, value in data.items()}
    if isinstance(data, list) and field in fields and old in data:
        kept = [item for item in data if item != old] if new in data else [new if x == old else x for x in data]
        return list(kept)
    if isinstance(data, list):
        return [_wanted(item, fields, old, new, field) for item in data]
    return data
