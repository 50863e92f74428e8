"""Every answer is kept, so that a run that was stopped goes on where it was and nothing is paid for twice.

A file of lines, each an answer, written in one piece and to the disk before it is used; a line that was cut off by a
crash is passed over. An answer is found by the model and everything that it was told: another text, model or codebook
is another question. The file may be deleted: then all is asked anew.
"""

import contextlib
import errno
import hashlib
import os
import threading
from collections.abc import Sequence
from pathlib import Path

import msgspec

from foedus.reader.llm.chat import Message, Reply


class _Line(msgspec.Struct, frozen=True):
    key: str
    reply: Reply


class Cache:
    """The answers in a file, which need not be there yet. To be closed."""

    def __init__(self, path: Path) -> None:
        self.path = path
        self.lock = threading.Lock()
        self.replies: dict[str, Reply] = {}
        self.handle: int | None = None
        for line in path.read_bytes().split(b"\n") if path.exists() else []:
            with contextlib.suppress(msgspec.DecodeError, UnicodeDecodeError):
                found = msgspec.json.decode(line, type=_Line)
                self.replies[found.key] = found.reply

    def get(self, key: str) -> Reply | None:
        """The answer to a question that was asked before."""
        with self.lock:
            return self.replies.get(key)

    def put(self, key: str, reply: Reply) -> None:
        """Keep an answer: it is on the disk when this returns."""
        line = msgspec.json.encode(_Line(key, reply)) + b"\n"
        with self.lock:
            if self.handle is None:
                self.path.parent.mkdir(parents=True, exist_ok=True)
                self.handle = os.open(self.path, os.O_RDWR | os.O_APPEND | os.O_CREAT, 0o600)
                size = os.fstat(self.handle).st_size
                if size and os.pread(self.handle, 1, size - 1) != b"\n":
                    line = b"\n" + line  # behind what a crash has cut off
            if os.write(self.handle, line) < len(line):
                raise OSError(errno.ENOSPC, os.strerror(errno.ENOSPC), str(self.path))
            os.fsync(self.handle)
            self.replies[key] = reply

    def close(self) -> None:
        """Close the file."""
        with self.lock:
            if self.handle is not None:
                os.close(self.handle)
                self.handle = None


def key_of(model: str, messages: Sequence[Message]) -> str:
    """What an answer is found by."""
    said = msgspec.json.encode([model, [[one["role"], one["content"]] for one in messages]])
    return hashlib.blake2b(said, digest_size=16).hexdigest()
