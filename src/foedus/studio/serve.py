"""Opens the studio: finds a port, says where it is, serves until it is stopped."""

import socket
import threading
import webbrowser
from collections.abc import Callable
from pathlib import Path

import uvicorn

from foedus.case.folder import CaseError
from foedus.studio.app import app
from foedus.studio.safety import TOKEN, Guard
from foedus.watch.listen import LOOPBACK, bound
from foedus.watch.live import Live


def serve(
    case: Path,
    *,
    host: str | None = None,
    port: int | None = None,
    browser: bool = True,
    said: Callable[[str], None],
    progress: Callable[[str], None] = lambda _: None,
) -> None:
    """Serve the studio of a case until Ctrl-C.

    Raises `CaseError` where there is no case, `AskError` where the address or port cannot be had.
    """
    if not case.is_dir():
        raise CaseError(f"There is no case {case}.", "`foedus new DIR` starts one.")
    listening = bound(host or LOOPBACK, port)
    with listening:
        progress("reading the case")
        live = Live(case)
        try:
            live.open()
            progress("")
            guard = Guard.made(_named(host), token=host is not None and not _loopback(host))
            address = _address(host, listening.getsockname()[1], guard)
            said(address)
            server = uvicorn.Server(
                uvicorn.Config(
                    app(live, guard, warm=True),
                    log_level="warning",
                    access_log=False,
                    server_header=False,
                    timeout_graceful_shutdown=2,
                )
            )
            if browser:
                threading.Timer(0.5, webbrowser.open, [address]).start()
            server.run(sockets=[listening])
        finally:
            live.close()


def _address(host: str | None, port: int, guard: Guard) -> str:
    shown = _named(host) or LOOPBACK
    shown = f"[{shown}]" if ":" in shown else shown
    return f"http://{shown}:{port}/" + (f"?{TOKEN}={guard.token}" if guard.token else "")


def _named(host: str | None) -> str | None:
    """The name under which the studio is reached: that of the machine, where it listens on all its addresses."""
    return socket.gethostname() if host in ("0.0.0.0", "::") else host


def _loopback(host: str) -> bool:
    return host in ("localhost", LOOPBACK, "::1")
