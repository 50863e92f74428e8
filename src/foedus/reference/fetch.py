"""A file from its address, with what was cut off taken up where it ended.

What has come so far lies in `<target>.part`, and beside it which file of the server's that is (its ETag or time of
change). The next attempt asks for the rest with `Range` and `If-Range`, so that a file that has changed meanwhile, or
a server that knows no ranges, sends the whole again: two halves of different files are never put together.
"""

import errno
import json
import re
import ssl
import time
import urllib.error
import urllib.request
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from http.client import HTTPException, HTTPResponse
from pathlib import Path
from typing import BinaryIO, NamedTuple

from foedus import __version__
from foedus.reference.errors import DataError, writing
from foedus.terms.words import quoted

Progress = Callable[[int, int | None], None]
"""Told how many bytes have come, and of how many, where that is known."""

CHUNK = 1 << 18
PATIENCE = 30.0
"""Seconds without a byte after which a connection is given up."""
TRIES = 4
"""Attempts in a row that bring nothing, before it is given up."""
PAUSE = 1.0
"""Seconds before the second attempt; each further one waits twice as long."""
_PASSING = {408, 425, 429, 500, 502, 503, 504}
_HTML = re.compile(rb"\s*(?:\xef\xbb\xbf)?<(?:!doctype\s+html|html|head|body)", re.IGNORECASE)
_RANGE = re.compile(r"bytes (?:(\d+)-\d+|\*)/(\d+|\*)")


class _CutError(Exception):
    """A connection that ended too early, or a server that is busy: to be tried again."""

    def __init__(self, says: str, hint: str) -> None:
        super().__init__(says)
        self.says, self.hint = says, hint


class _Start(NamedTuple):
    """Where what a server sends belongs, and how long the whole is."""

    at: int
    total: int | None


def fetch(address: str, target: Path, homepage: str = "", progress: Progress = lambda done, total: None) -> Path:
    """Bring the file at an address to `target`, going on where an earlier attempt was cut off.

    Raises `DataError` with what the server said, or how far it came; what has come then stays for the next time.
    A web page in place of the file is an error: many publishers send to a form.
    """
    if not address.startswith(("https://", "http://")):
        raise DataError(f"{quoted(address)} is no address of a file.", "It begins with https://.")
    part = target.with_name(target.name + ".part")
    failed = 0
    with writing(target.parent, "FOEDUS_DATA_HOME"), _alone(part) as file:
        while True:
            before = file.seek(0, 2)
            try:
                _attempt(address, file, _Note(part), homepage, progress)
                break
            except _CutError as cut:
                failed = 0 if file.seek(0, 2) > before else failed + 1
                if failed >= TRIES:
                    raise DataError(cut.says, cut.hint) from cut
                time.sleep(PAUSE * 2 ** max(failed - 1, 0))
    with writing(target.parent, "FOEDUS_DATA_HOME"):
        part.replace(target)
        _Note(part).forget()
    return target


@contextmanager
def _alone(part: Path) -> Iterator[BinaryIO]:
    """The file for what comes, which no other process writes to meanwhile."""
    with part.open("a+b") as file:
        try:
            import fcntl

            fcntl.flock(file, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except ImportError:  # no such locks on this system
            pass
        except OSError as error:
            if error.errno not in (errno.EAGAIN, errno.EACCES):
                raise
            raise DataError("Another process is fetching the same file.", "Wait until it is done.") from error
        yield file


class _Note:
    """Which file of a server's a part is of."""

    def __init__(self, part: Path) -> None:
        self._path = part.with_name(part.name + ".json")

    def read(self, address: str) -> str:
        """What the server called the file (`ETag` or `Last-Modified`); '' where nothing is known of it."""
        try:
            said = json.loads(self._path.read_text(encoding="utf-8"))
            return str(said["validator"]) if said["address"] == address else ""
        except (OSError, ValueError, KeyError, TypeError):
            return ""

    def write(self, address: str, response: HTTPResponse) -> None:
        """Note what the server calls the file."""
        tag = response.headers.get("ETag", "")
        validator = tag if tag and not tag.startswith("W/") else response.headers.get("Last-Modified", "")
        self._path.write_text(json.dumps({"address": address, "validator": validator}), encoding="utf-8")

    def forget(self) -> None:
        """The part is whole, or of no use."""
        self._path.unlink(missing_ok=True)


def _attempt(address: str, file: BinaryIO, note: _Note, homepage: str, progress: Progress) -> None:
    size = file.seek(0, 2)
    validator = note.read(address)
    headers = {"User-Agent": f"foedus/{__version__}", "Accept-Encoding": "identity"}
    if size and validator:
        headers |= {"Range": f"bytes={size}-", "If-Range": validator}
    response, start = _open(urllib.request.Request(address, headers=headers), size, homepage)
    if response is None:
        return
    with response:
        if start.at != size:
            file.truncate(start.at)
        if start.at == 0:
            note.write(address, response)
        done = start.at
        progress(done, start.total)
        while chunk := _read(response):
            if done == 0 and _HTML.match(chunk):
                note.forget()
                raise _page(address, response.url, homepage)
            file.write(chunk)
            done += len(chunk)
            progress(done, start.total)
    file.flush()
    if start.total is not None and done < start.total:
        raise _cut(done, start.total)
    if start.total is not None and done > start.total:
        file.truncate(0)
        raise _CutError(f"{address} sends more than it says.", "Try again later.")


def _read(response: HTTPResponse) -> bytes:
    try:
        return response.read(CHUNK)
    except (HTTPException, OSError) as error:
        raise _CutError(f"The connection was cut ({error}).", "Say the same again to go on where it ended.") from error


def _cut(done: int, total: int) -> _CutError:
    return _CutError(
        f"The connection was cut after {done:,} of {total:,} bytes.", "Say the same again to go on where it ended."
    )


def _open(request: urllib.request.Request, size: int, homepage: str) -> tuple[HTTPResponse | None, _Start]:
    """The answer of a server, and where it belongs; no answer where nothing is left to be sent."""
    try:
        response: HTTPResponse = urllib.request.urlopen(request, timeout=PATIENCE)
    except urllib.error.HTTPError as error:
        with error:
            return _refused(request, error, size, homepage)
    except urllib.error.URLError as error:
        raise _unreached(request, error.reason) from error
    except (HTTPException, OSError) as error:
        raise _unreached(request, error) from error
    length = response.headers.get("Content-Length", "")
    total = int(length) if length.isdigit() else None
    if response.status != 206:
        return response, _Start(0, total)
    said = _RANGE.match(response.headers.get("Content-Range", ""))
    if said is None or int(said[1] or -1) != size:
        response.close()
        raise DataError(
            f"{request.full_url} sends another part of the file than was asked for.",
            "Say `foedus data get` with --anew to fetch it from its beginning.",
        )
    return response, _Start(size, int(said[2]) if said[2] != "*" else total and size + total)


def _refused(
    request: urllib.request.Request, error: urllib.error.HTTPError, size: int, homepage: str
) -> tuple[HTTPResponse | None, _Start]:
    address, code = request.full_url, error.code
    if code == 416 and request.has_header("Range"):
        said = _RANGE.match(error.headers.get("Content-Range", ""))
        if said and said[2] == str(size):
            return None, _Start(size, size)
        request.remove_header("Range")
        request.remove_header("If-range")
        return _open(request, 0, homepage)
    by_hand = f"Open {homepage} in a browser" if homepage else "Open it in a browser"
    if code in (401, 403, 407, 451):
        raise DataError(
            f"{address} is refused to programs ({code}).",
            f"{by_hand}, download it there, and say `foedus data add NAME FILE`.",
        )
    if code in (404, 410):
        raise DataError(
            f"There is nothing at {address} any more ({code}).",
            f"It may have moved. {by_hand}, download it there, and say `foedus data add NAME FILE`.",
        )
    if code in _PASSING:
        raise _CutError(f"The server of {address} is in trouble ({code}).", "Try again later.")
    raise DataError(f"The server of {address} answered {code} {error.reason}.", f"{by_hand} to see what it is.")


def _unreached(request: urllib.request.Request, reason: object) -> Exception:
    server = request.host
    if isinstance(reason, ssl.SSLCertVerificationError):
        return DataError(
            f"{server} cannot prove who it is ({reason.verify_message}).",
            "Nothing was fetched. Look at it in a browser.",
        )
    what = reason.strerror if isinstance(reason, OSError) and reason.strerror else reason
    return _CutError(
        f"{server} cannot be reached ({what}).",
        "Is this machine on the network? Files already here are read without it.",
    )


def _page(address: str, came_to: str, homepage: str) -> DataError:
    moved = f" (it leads to {came_to})" if came_to and came_to != address else ""
    return DataError(
        f"{address} sends a web page in place of the file{moved}: perhaps a form to fill in.",
        f"Open {homepage or address} in a browser, download it there, and say `foedus data add NAME FILE`.",
    )
