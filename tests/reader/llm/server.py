"""A server on this machine that speaks OpenAI's protocol, as well or as badly as a test wants it to."""

import contextlib
import json
import threading
from collections.abc import Callable, Iterator
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from typing import Any, NamedTuple


class Answer(NamedTuple):
    """What the server sends."""

    body: bytes
    status: int = 200
    headers: tuple[tuple[str, str], ...] = ()
    kind: str = "application/json"
    longer: int = 0
    """Bytes that are announced and do not come."""
    wait: threading.Event | None = None
    """What is waited for before anything is sent."""


def said(
    content: object, *, end: str = "stop", model: str = "small-1", usage: bool = True, tokens: int = 3000,
    **message: object,
) -> Answer:  # fmt: skip
    """An answer of a model: a text as it is, anything else as JSON."""
    text = content if isinstance(content, str | None) else json.dumps(content, ensure_ascii=False)
    body: dict[str, Any] = {
        "model": model,
        "choices": [{"index": 0, "finish_reason": end, "message": {"role": "assistant", "content": text, **message}}],
    }
    if usage:
        body["usage"] = {"prompt_tokens": tokens, "completion_tokens": 10, "total_tokens": tokens + 10}
    return Answer(json.dumps(body).encode())


def claims(*found: object) -> Answer:
    """An answer with claims."""
    return said({"claims": list(found)})


def refused(status: int, message: str, code: str = "", **headers: str) -> Answer:
    """An error, as the protocol has it."""
    body = {"error": {"message": message, "type": "invalid_request_error", "code": code or None}}
    pairs = tuple((name.replace("_", "-"), value) for name, value in headers.items())
    return Answer(json.dumps(body).encode(), status, pairs)


class Asked(NamedTuple):
    """A request."""

    path: str
    headers: dict[str, str]
    body: dict[str, Any]

    @property
    def text(self) -> str:
        """Everything that was sent, as one text."""
        return json.dumps(self.body, ensure_ascii=False)

    @property
    def block(self) -> str:
        """The block that it asks about."""
        user: str = self.body["messages"][1]["content"]
        return user.rpartition("The block:\n")[2].partition(">\n")[2].rpartition("\n</")[0]


class Server:
    """A server whose answers a test decides upon: `answer` is given each request and its number, from 0."""

    def __init__(self) -> None:
        self.asked: list[Asked] = []
        self.answer: Callable[[Asked, int], Answer] = lambda asked, number: claims()
        self.models: list[str] = ["small-1"]
        self.lock = threading.Lock()
        server = self

        class Handler(BaseHTTPRequestHandler):
            protocol_version = "HTTP/1.1"
            disable_nagle_algorithm = True

            def do_GET(self) -> None:
                rows = [{"id": name, "object": "model"} for name in server.models]
                self.give(Answer(json.dumps({"object": "list", "data": rows}).encode()))

            def do_POST(self) -> None:
                body = json.loads(self.rfile.read(int(self.headers["content-length"])))
                asked = Asked(self.path, {k.lower(): v for k, v in self.headers.items()}, body)
                with server.lock:
                    number = len(server.asked)
                    server.asked.append(asked)
                self.give(server.answer(asked, number))

            def give(self, answer: Answer) -> None:
                if answer.wait is not None:
                    answer.wait.wait(20)
                with contextlib.suppress(OSError):  # whoever asked has gone
                    self.send_response(answer.status)
                    for name, value in answer.headers:
                        self.send_header(name, value)
                    self.send_header("Content-Type", answer.kind)
                    self.send_header("Content-Length", str(len(answer.body) + answer.longer))
                    self.end_headers()
                    self.wfile.write(answer.body)
                if answer.longer:
                    self.close_connection = True

            def log_message(self, *_: object) -> None:
                pass

        self.http = ThreadingHTTPServer(("127.0.0.1", 0), Handler)
        self.http.daemon_threads = True
        self.url = f"http://127.0.0.1:{self.http.server_port}/v1"

    @property
    def blocks(self) -> list[str]:
        """The blocks that were asked about, one for each request."""
        return [one.block for one in self.asked]


@contextlib.contextmanager
def serving() -> Iterator[Server]:
    """A server that runs."""
    server = Server()
    thread = threading.Thread(target=lambda: server.http.serve_forever(poll_interval=0.01), daemon=True)
    thread.start()
    try:
        yield server
    finally:
        server.http.shutdown()
        server.http.server_close()
