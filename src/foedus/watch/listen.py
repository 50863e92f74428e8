"""Sockets on which a door listens: a port that was asked for, or the next that is free."""

import errno
import socket

from foedus.record.ask import AskError

LOOPBACK = "127.0.0.1"
TAKEN = (errno.EADDRINUSE, errno.EACCES)
PORT = 8765
LAST_PORT = 65535
NEXT = 20
"""Ports after the usual one that are tried where it is taken."""


def bound(host: str, port: int | None, usual: int = PORT) -> socket.socket:
    """A socket that listens; without a port, on the usual one or the next that is free.

    Raises `AskError` where there is none to be had.
    """
    if port is not None and not 0 <= port <= LAST_PORT:  # the system would take the remainder
        raise AskError(f"{port} is no port.", "Ports are 1 to 65535; 0 takes any that is free.")
    wanted = [port] if port is not None else [*range(usual, usual + NEXT), 0]
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
        raise AskError(f"Nothing can listen on {host}: {failed.strerror}.", "Try another --host or --port.")
    raise AskError(
        f"Port {port} is taken: another program listens there, perhaps another foedus.",
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
