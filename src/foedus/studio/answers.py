"""Answers: packed where the browser can unpack, not sent twice, and kept while the case stays as it is."""

import gzip
import hashlib
import threading
from collections import OrderedDict
from collections.abc import Mapping

import msgspec
from starlette.requests import Request
from starlette.responses import Response

SMALL = 500
"""Bytes up to which packing is not worth it."""
LEVEL = 5
MOST_KEPT = 16 << 20
"""Bytes of answers that are kept."""
LARGEST_KEPT = 2 << 20
PACKED = ("text/", "application/json", "image/svg+xml", "application/xml")
ALWAYS_ANEW = "no-cache"
"""Kept by the browser, but asked for each time: an answer is often `304 Not Modified`."""
FOR_GOOD = "public, max-age=31536000, immutable"


class Answer(msgspec.Struct, frozen=True):
    """A body with its media type, packed where that is worth it: packed it takes a sixth of the room."""

    held: bytes
    media: str
    tag: str
    packed: bool = False
    status: int = 200
    name: str = ""
    """The name under which a browser saves it; '' where it shows it."""

    @property
    def body(self) -> bytes:
        """What is answered, unpacked."""
        return gzip.decompress(self.held) if self.packed else self.held


def answer(body: str | bytes, media: str, *, status: int = 200, name: str = "") -> Answer:
    """An answer of a text or bytes."""
    data = body.encode("utf-8") if isinstance(body, str) else body
    worth = len(data) > SMALL and media.startswith(PACKED)
    tag = hashlib.blake2b(data, digest_size=12).hexdigest()
    return Answer(gzip.compress(data, LEVEL, mtime=0) if worth else data, media, tag, worth, status, name)


def respond(request: Request, made: Answer, *, cache: str = ALWAYS_ANEW) -> Response:
    """The answer as this browser can take it."""
    headers = {"ETag": f'"{made.tag}"', "Cache-Control": cache, "Vary": "Accept-Encoding"}
    if made.status == 200 and _has(request.headers, made.tag):
        return Response(status_code=304, headers=headers)
    if made.name:
        headers["Content-Disposition"] = f'attachment; filename="{made.name}"'
    media = f"{made.media}; charset=utf-8" if made.media.startswith(PACKED) else made.media
    if made.packed and "gzip" in request.headers.get("accept-encoding", ""):
        headers |= {"Content-Encoding": "gzip", "ETag": f'"{made.tag}-gz"'}
        return Response(made.held, made.status, headers, media_type=media)
    return Response(made.body, made.status, headers, media_type=media)


def _has(headers: Mapping[str, str], tag: str) -> bool:
    given = [one.strip().removeprefix("W/").strip('"') for one in headers.get("if-none-match", "").split(",")]
    return any(one.removesuffix("-gz") == tag for one in given)


class Kept:
    """Answers that are kept, those not asked for longest going first."""

    def __init__(self) -> None:
        self._lock = threading.Lock()
        self._held: OrderedDict[tuple[str, ...], Answer] = OrderedDict()
        self._size = 0

    def get(self, key: tuple[str, ...]) -> Answer | None:
        """The answer to a question, if it is kept."""
        with self._lock:
            found = self._held.get(key)
            if found is not None:
                self._held.move_to_end(key)
            return found

    def put(self, key: tuple[str, ...], made: Answer) -> None:
        """Keep an answer, unless it is very large."""
        size = len(made.held)
        if size > LARGEST_KEPT:
            return
        with self._lock:
            before = self._held.pop(key, None)
            self._held[key] = made
            self._size += size - (len(before.held) if before else 0)
            while self._size > MOST_KEPT:
                self._size -= len(self._held.popitem(last=False)[1].held)

    def clear(self) -> None:
        """Forget them all."""
        with self._lock:
            self._held.clear()
            self._size = 0
