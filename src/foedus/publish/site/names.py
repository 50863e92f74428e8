"""Names of files: such as every disk can have, and that no two pages share on one that knows no capital letters."""

import hashlib
import re
from collections.abc import Iterable

from foedus.publish.folder import DEVICES
from foedus.terms.words import slug

Key = tuple[str, ...]
PLAIN = re.compile(r"[A-Za-z0-9](?:[A-Za-z0-9._+-]*[A-Za-z0-9_+-])?")
LONGEST, SLUG, DIGITS = 90, 50, 6
"""Characters of a name, of the readable part of one that had to be made up, and of its digest."""


def file_names(keys: Iterable[Key]) -> dict[Key, str]:
    """A name for each key of a page, without an ending: the key itself, or a readable part of it with a digest.

    Made up are names for keys that Windows has for devices, in other scripts, very long, or the same but for capitals.

    >>> file_names([("KAZ", "TUR"), ("con",), ("Ä/b",)])
    {('KAZ', 'TUR'): 'KAZ-TUR', ('con',): 'con~d41480', ('Ä/b',): 'a-b~d7035b'}
    """
    wanted = {key: "-".join(key) for key in keys}
    taken: dict[str, int] = {}
    for name in wanted.values():
        taken[name.casefold()] = taken.get(name.casefold(), 0) + 1
    return {
        key: name if _good(name) and taken[name.casefold()] == 1 else _made_up(key, name)
        for key, name in wanted.items()
    }


def _good(name: str) -> bool:
    return bool(PLAIN.fullmatch(name)) and len(name) <= LONGEST and not DEVICES.fullmatch(name)


def _made_up(key: Key, name: str) -> str:
    """Made of the key alone: another key that comes or goes does not change it."""
    digest = hashlib.blake2b("\0".join(key).encode("utf-8", "surrogatepass"), digest_size=DIGITS // 2).hexdigest()
    return f"{slug(name)[:SLUG].strip('-') or 'x'}~{digest}"
