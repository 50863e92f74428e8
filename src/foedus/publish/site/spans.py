"""A page with a brush at each span of time that there is, as one script: packed, what they share is in it once."""

import base64
import json
import re
import zlib
from collections.abc import Iterable
from pathlib import Path

from foedus.publish.site.search import held

LEVEL = 9
PIECE = re.compile(r"<[^<]*")
"""A tag with what follows it: the countries of a map are the same whatever is chosen."""


def bundled(name: str, texts: Iterable[tuple[str, str]]) -> bytes:
    """Pages by the query that they answer to, as a script."""
    places: dict[str, int] = {}
    pages = {query: [places.setdefault(piece, len(places)) for piece in PIECE.findall(text)] for query, text in texts}
    data = json.dumps({"pieces": [*places], "pages": pages}, ensure_ascii=False, separators=(",", ":"))
    return held(f"{name}.spans", base64.b64encode(zlib.compress(data.encode("utf-8"), LEVEL)).decode("ascii"))


def of_folder(folder: Path, name: str, spans: Iterable[str]) -> bytes:
    """The script of a page whose spans were written into a folder."""
    texts = [("", (folder / f"{name}.html").read_text(encoding="utf-8"))]
    texts += [
        (span, (folder / f"{name}.{number}.html").read_text(encoding="utf-8")) for number, span in enumerate(spans)
    ]
    return bundled(name, texts)
