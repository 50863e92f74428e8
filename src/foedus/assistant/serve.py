"""Opens the server: on standard input and output for a client that starts it, or on this machine's own address."""

import logging
import socket
import sys
from collections.abc import Callable
from importlib.util import find_spec
from pathlib import Path
from typing import TYPE_CHECKING

from foedus.assistant.door import Door
from foedus.case.folder import CaseError
from foedus.record.ask import AskError
from foedus.watch.listen import LOOPBACK, bound
from foedus.watch.live import Live

if TYPE_CHECKING:
    from starlette.applications import Starlette

PORT = 8775
PATH = "/mcp"
WAITING = "A client is awaited on standard input. Ctrl-C stops; with --http it listens on an address instead.\n"
LARGEST_REQUEST = 1 << 20
"""Bytes of a request."""
MOST_SESSIONS = 32


def over_stdio(case: Path) -> None:
    """Serve a client that has started us, until it hangs up. Standard output is the protocol's alone.

    Raises `AskError` without the extra, `CaseError` where there is no case.
    """
    _must_be_possible(case)
    import anyio
    from mcp.server.stdio import stdio_server

    from foedus.assistant.server import server

    logging.basicConfig(stream=sys.stderr, level=logging.WARNING)
    if sys.stdin.isatty():
        sys.stderr.write(WAITING)

    async def run() -> None:
        async with stdio_server() as (read, write):  # from here on whatever is printed goes to standard error
            door = Door(Live(case))  # the record is had with the first question: a client does not wait long for us
            try:
                made = server(door)
                await made.run(read, write, made.create_initialization_options())
            finally:
                door.close()

    anyio.run(run)


def over_http(case: Path, *, port: int | None = None, said: Callable[[str], None]) -> None:
    """Serve programs of this machine at `http://127.0.0.1:PORT/mcp` until Ctrl-C.

    Raises `AskError` without the extra or where the port cannot be had, `CaseError` where there is no case.
    """
    _must_be_possible(case)
    import uvicorn

    with bound(LOOPBACK, port, PORT) as listening:
        door = Door(Live(case))
        try:
            door.open()
            app = application(door, listening)
            said(f"http://{LOOPBACK}:{listening.getsockname()[1]}{PATH}")
            config = uvicorn.Config(
                app, log_level="warning", access_log=False, server_header=False, timeout_graceful_shutdown=2
            )
            uvicorn.Server(config).run(sockets=[listening])
        finally:
            door.close()


def application(door: Door, listening: socket.socket) -> "Starlette":
    """The server as an application that answers to this machine's own names only.

    A page of the web whose name points here sends its own name as Host, and a page anywhere its own as Origin: both
    are told no.
    """
    from mcp.server.transport_security import TransportSecuritySettings

    from foedus.assistant.server import server

    names = [f"{name}:{listening.getsockname()[1]}" for name in (LOOPBACK, "localhost")]
    return server(door).streamable_http_app(
        streamable_http_path=PATH,
        json_response=True,
        max_request_body_size=LARGEST_REQUEST,
        max_sessions=MOST_SESSIONS,
        transport_security=TransportSecuritySettings(
            allowed_hosts=names, allowed_origins=[f"http://{name}" for name in names]
        ),
    )


def _must_be_possible(case: Path) -> None:
    if find_spec("mcp") is None:
        raise AskError(
            "The server for assistants needs the package mcp, which is not installed.",
            "Install it with: pip install 'foedus[mcp]'",
        )
    if not case.is_dir():
        raise CaseError(f"There is no case {case}.", "`foedus new DIR` starts one.")
