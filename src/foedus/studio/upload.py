"""A document that is sent to the studio: kept in the case's folder `documents/`, and handed to the reader.

Its body is the file as it is, its name stands in the address. One is read at a time.
"""

import re
import secrets
import threading
from collections.abc import Callable
from pathlib import Path

from starlette.concurrency import run_in_threadpool
from starlette.requests import Request
from starlette.responses import JSONResponse, Response

from foedus.studio.reading import Read, apart
from foedus.studio.safety import CSRF_HEADER, Guard, genuine
from foedus.terms.words import slug

PATH = "/documents"
LARGEST = 20 << 20
"""Bytes of a document."""
ENDINGS = (".html", ".htm", ".pdf", ".docx", ".txt", ".md")
LONGEST_NAME = 80
FOLDER = "documents"


class UploadError(Exception):
    """A document that is not taken: what is wrong, what to do, and the status that says so."""

    def __init__(self, message: str, hint: str = "", status: int = 400) -> None:
        super().__init__(message)
        self.message, self.hint, self.status = message, hint, status


class Upload:
    """What answers to a document that is sent."""

    def __init__(self, case: Path, guard: Guard, read: Callable[[Path, Path], Read] = apart) -> None:
        self.case, self.guard, self.read = case, guard, read
        self._busy = threading.Lock()

    async def take(self, request: Request) -> Response:
        """Keep and read the document of a request; says as JSON what came of it."""
        try:
            if not genuine(request, request.headers.get(CSRF_HEADER, ""), self.guard):
                raise UploadError(
                    "The page is from an earlier session.", "Load it anew, then send the file again.", 403
                )
            name = named(request.query_params.get("name", ""))
            data = await _body(request)
            read, status = await run_in_threadpool(self._kept_and_read, name, data), 200
        except UploadError as error:
            read, status = Read(error.message, error.hint), error.status
        said = {"message": read.message, "hint": read.hint, "source": read.source, "proposals": read.proposals}
        return JSONResponse(said, status_code=status, headers={"Cache-Control": "no-store"})

    def _kept_and_read(self, name: str, data: bytes) -> Read:
        if not self.case.is_dir():
            raise UploadError("The case is not there any more.", "Put its folder back.", 409)
        if not self._busy.acquire(blocking=False):
            raise UploadError("Another document is being read.", "Wait until it is done, then send this one.", 409)
        try:
            file, new = keep(self.case, name, data)
            done = self.read(self.case, file)
            if done.source is None and new:
                file.unlink(missing_ok=True)
            return done
        except OSError as error:
            raise UploadError(f"The document cannot be kept: {error.strerror or error}.", "", 409) from error
        finally:
            self._busy.release()


def named(name: str) -> str:
    """The name under which a document is kept: that of the file, in letters that a key may have.

    Raises `UploadError` for what the reader does not take.

    >>> named("../Ankara Report (final).PDF")
    'ankara-report-final.pdf'
    """
    last = Path(re.split(r"[/\\]", name)[-1])
    stem, ending = last.stem, last.suffix
    if ending.casefold() not in ENDINGS:
        raise UploadError("Documents are HTML, PDF, Word (.docx) or plain text.", "Save it as one of these.", 415)
    key = slug(stem)[:LONGEST_NAME].strip("-")
    if not key:
        raise UploadError("The file's name has no letter to call the source by.", "Rename the file: report-2024.pdf.")
    return key + ending.casefold()


async def _body(request: Request) -> bytes:
    body = bytearray()
    async for chunk in request.stream():
        body += chunk
        if len(body) > LARGEST:
            raise UploadError(
                "The file has more than 20 MB.", "On the command line foedus read takes larger ones.", 413
            )
    if not body:
        raise UploadError("The file is empty.", "Save the document again.")
    return bytes(body)


def keep(case: Path, name: str, data: bytes) -> tuple[Path, bool]:
    """Put a document into the case's folder; whether it is new there. Raises OSError.

    Raises `UploadError` where another document has the name, and where the folder leads out of the case.
    """
    folder = case / FOLDER
    if not folder.resolve().is_relative_to(case.resolve()):
        raise UploadError("The folder documents/ leads out of the case.", "Make it a folder of the case's own.", 409)
    file = folder / name
    if file.exists() or file.is_symlink():
        if file.is_file() and not file.is_symlink() and file.read_bytes() == data:
            return file, False
        raise UploadError(f"Another document is called {name}.", "Rename the file, then send it again.", 409)
    folder.mkdir(exist_ok=True)
    waiting = folder / f".{name}.{secrets.token_hex(4)}"
    try:
        waiting.write_bytes(data)
        waiting.replace(file)
    finally:
        waiting.unlink(missing_ok=True)
    return file, True
