"""Style sheets and modules: what lies in `static/`, all style sheets as one."""

import hashlib
from collections.abc import Mapping
from functools import cache
from importlib.resources import files

import msgspec

MEDIA = {".css": "text/css", ".mjs": "text/javascript", ".svg": "image/svg+xml"}
FIRST = ("tokens.css", "site.css")
SHEET = "site.css"


class Assets(msgspec.Struct, frozen=True):
    """Files by name, and what tells this version of them from others."""

    files: Mapping[str, bytes]
    version: str


@cache
def assets() -> Assets:
    """The files that pages need beside them. `site.css` is the tokens, the style of all pages, then those of some."""
    room = files("foedus.pages")
    found = {file.name: file.read_bytes() for file in (room / "static").iterdir() if _known(file.name)}
    sheets = {name: data for name, data in found.items() if name.endswith(".css")}
    sheets["tokens.css"] = (room / "tokens.css").read_bytes()
    order = [*FIRST, *sorted(sheets.keys() - set(FIRST))]
    made = {name: data for name, data in sorted(found.items()) if name not in sheets}
    made[SHEET] = b"\n".join(sheets[name] for name in order)
    digest = hashlib.blake2b(digest_size=6)
    for name, data in sorted(made.items()):
        digest.update(name.encode() + b"\0" + data)
    return Assets(made, digest.hexdigest())


def media(name: str) -> str:
    """The media type of a file."""
    return next(media for ending, media in MEDIA.items() if name.endswith(ending))


def _known(name: str) -> bool:
    return any(name.endswith(ending) for ending in MEDIA)
