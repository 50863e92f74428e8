"""Reference data: the datasets of ../shared imported once, an invented dataset, and a server that misbehaves."""

import os
import sys
import threading
import types
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path

import pytest

from foedus.reference import about, shelf, store
from foedus.reference.store import Library
from tests.conftest import SHARED, missing
from tests.reference import orchards as invented

__all__ = ["Server", "library", "orchards", "server"]


@pytest.fixture(scope="session")
def library(tmp_path_factory: pytest.TempPathFactory) -> Library:
    """The datasets of ../shared, each imported at most once in a run, for all its workers; skipped where absent."""
    if reason := missing("shared/data"):
        pytest.skip(reason)
    with pytest.MonkeyPatch.context() as patch:
        patch.setenv("FOEDUS_DATA_HOME", str(tmp_path_factory.mktemp("no-data") / "none"))
        patch.delenv("FOEDUS_DATA", raising=False)
        own = tmp_path_factory.getbasetemp()
        return Library(
            [SHARED / "data"], cache=(own.parent if "PYTEST_XDIST_WORKER" in os.environ else own) / "imported"
        )


def _forget() -> None:
    for known in (about.dataset, about.datasets, about.variables, about.stamp, store.reading):
        known.cache_clear()


@pytest.fixture
def orchards(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Callable[..., Path]]:
    """foedus knows one dataset only, `orchards`, which nobody published; its folders are empty.

    ``orchards(text)`` writes a file of it (text or bytes, as `name`) into a folder of its own and returns its path;
    ``orchards(address=...)`` says in its description where it can be fetched, ``sha256=`` what it then is.
    """
    for name in ("FOEDUS_CACHE", "FOEDUS_DATA_HOME"):
        monkeypatch.setenv(name, str(tmp_path / name.lower()))
    monkeypatch.delenv("FOEDUS_DATA", raising=False)
    here = tmp_path / "datasets"
    here.mkdir()
    monkeypatch.setattr(about, "HERE", here)
    monkeypatch.setattr(store, "HERE", here)
    module = types.ModuleType("foedus.reference.importers.orchards")
    exec(compile(invented.IMPORTER, "orchards.py", "exec"), module.__dict__)
    monkeypatch.setitem(sys.modules, module.__name__, module)

    def describe(address: str = "", sha256: str = "", extra: str = "") -> None:
        said = f'address = "{address}"\n' if address else ""
        said += f'sha256 = "{sha256}"\n' if sha256 else ""
        (here / "orchards.toml").write_text(invented.DATASET % {"address": said} + extra, encoding="utf-8")
        _forget()

    def make(content: str | bytes = "", name: str = "orchards.csv", **said: str) -> Path:
        if said:
            describe(**said)
        path = tmp_path / "files" / name
        path.parent.mkdir(exist_ok=True)
        if content or not said:
            path.write_bytes(content.encode() if isinstance(content, str) else content)
        return path

    describe()
    yield make
    _forget()


@pytest.fixture
def import_file(orchards: Callable[..., Path]) -> Callable[..., store.Imported]:
    """Recognises and imports a file of orchards, as `Library` does."""

    def imported(path: Path) -> store.Imported:
        found = shelf.recognise(path)
        assert found is not None, f"{path} is not recognised"
        return store.imported(found, store.cache_folder())

    return imported


@dataclass
class Answer:
    """What the server does when a path is asked for."""

    body: bytes = b""
    etag: str = '"one"'
    modified: str = ""
    knows_ranges: bool = True
    cuts: list[int] = field(default_factory=list)
    """After how many bytes the connection is cut: the first time, the second time, ..."""
    statuses: list[int] = field(default_factory=list)
    """With what it answers before it does as it should."""
    leads_to: str = ""
    says_length: bool = True


class Server:
    """Answers by path, and what was asked: `(path, Range or '')`."""

    def __init__(self, address: str) -> None:
        self.address = address
        self.answers: dict[str, Answer] = {}
        self.asked: list[tuple[str, str]] = []

    def put(self, path: str, body: bytes = b"", **said: object) -> str:
        """Serve something at a path; returns its address."""
        self.answers[path] = Answer(body, **said)  # type: ignore[arg-type]
        return self.address + path


def _handler(server: Server) -> type[BaseHTTPRequestHandler]:
    class Handler(BaseHTTPRequestHandler):
        def log_message(self, format: str, *args: object) -> None:
            """Nothing on the screen."""

        def do_GET(self) -> None:
            asked = self.headers.get("Range", "")
            server.asked.append((self.path, asked))
            answer = server.answers.get(self.path)
            if answer is None or answer.statuses:
                self.send_error(answer.statuses.pop(0) if answer else 404)
            elif answer.leads_to:
                self.send_response(302)
                self.send_header("Location", answer.leads_to)
                self.end_headers()
            else:
                self._send(answer, asked)

        def _send(self, answer: Answer, asked: str) -> None:
            start, size = 0, len(answer.body)
            same = self.headers.get("If-Range") in (answer.etag or None, answer.modified or None)
            if asked and answer.knows_ranges and same:
                start = int(asked.removeprefix("bytes=").rstrip("-"))
                if start >= size:
                    self.send_response(416)
                    self.send_header("Content-Range", f"bytes */{size}")
                    self.send_header("Content-Length", "0")
                    self.end_headers()
                    return
                self.send_response(206)
                self.send_header("Content-Range", f"bytes {start}-{size - 1}/{size}")
            else:
                self.send_response(200)
            if answer.says_length:
                self.send_header("Content-Length", str(size - start))
            if answer.etag:
                self.send_header("ETag", answer.etag)
            if answer.modified:
                self.send_header("Last-Modified", answer.modified)
            self.end_headers()
            cut = answer.cuts.pop(0) if answer.cuts else size
            self.wfile.write(answer.body[start:][:cut])

    return Handler


@pytest.fixture
def server(monkeypatch: pytest.MonkeyPatch) -> Iterator[Server]:
    """A web server on this machine, which does what it is told: also to break off, refuse, and mislead."""
    from foedus.reference import fetch

    monkeypatch.setattr(fetch, "PAUSE", 0.0)
    monkeypatch.setenv("NO_PROXY", "127.0.0.1")
    monkeypatch.setenv("no_proxy", "127.0.0.1")
    serving = ThreadingHTTPServer(("127.0.0.1", 0), BaseHTTPRequestHandler)
    serving.daemon_threads = True
    made = Server(f"http://127.0.0.1:{serving.server_port}")
    serving.RequestHandlerClass = _handler(made)
    thread = threading.Thread(target=serving.serve_forever, kwargs={"poll_interval": 0.01})
    thread.start()
    yield made
    serving.shutdown()
    thread.join()
    serving.server_close()
