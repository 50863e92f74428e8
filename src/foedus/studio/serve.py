"""Opens the studio: finds a port, says where it is, serves until it is stopped."""

import errno
import socket
import threading
import webbrowser
from collections.abc import Callable
from pathlib import Path

import uvicorn

from foedus.case.folder import CaseError
from foedus.record.ask import AskError
from foedus.studio.app import app
from foedus.studio.live import Live
from foedus.studio.safety import TOKEN, Guard

LOOPBACK = "127.0.0.1"
TAKEN = (errno.EADDRINUSE, errno.EACCES)
PORT = 8765
LAST_PORT = 65535
NEXT = 20
"""Ports after the usual one that are tried where it is taken."""


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
                    app(live, guard),
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


def bound(host: str, port: int | None) -> socket.socket:
    """A socket that listens; without a port, on the usual one or the next that is free.

    Raises `AskError` where there is none to be had.
    """
    if port is not None and not 0 <= port <= LAST_PORT:  # the system would take the remainder
        raise AskError(f"{port} is no port.", "Ports are 1 to 65535; 0 takes any that is free.")
    wanted = [port] if port is not None else [*range(PORT, PORT + NEXT), 0]
    failed = OSError()
    for number in wanted:
        try:
            return _listen(host, number)
        except socket.gaierror as error:
            raise AskError(f"There is no address “{host}” on this machine.", "Try --host 0.0.0.0.") from error
        except PermissionError as error:
            raise AskError(f"Port {number} is not for everyone.", "Choose one above 1023 with --port.") from error
        except OSError as error:
            failed = error
    if port is None or failed.errno not in TAKEN:
        raise AskError(f"The studio cannot listen on {host}: {failed.strerror}.", "Try another --host or --port.")
    raise AskError(
        f"Port {port} is taken: another program listens there, perhaps another studio.",
        "Choose another with --port, or leave it out.",
    )


def _listen(host: str, port: int) -> socket.socket:
    family, kind, protocol, _, address = socket.getaddrinfo(host, port, type=socket.SOCK_STREAM)[0]
    made = socket.socket(family, kind, protocol)
    try:
        made.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        made.bind(address)
        made.listen(128)
    except BaseException:
        made.close()
        raise
    return made


def _address(host: str | None, port: int, guard: Guard) -> str:
    shown = _named(host) or LOOPBACK
    shown = f"[{shown}]" if ":" in shown else shown
    return f"http://{shown}:{port}/" + (f"?{TOKEN}={guard.token}" if guard.token else "")


def _named(host: str | None) -> str | None:
    """The name under which the studio is reached: that of the machine, where it listens on all its addresses."""
    return socket.gethostname() if host in ("0.0.0.0", "::") else host


def _loopback(host: str) -> bool:
    return host in ("localhost", LOOPBACK, "::1")
