"""A process that reads documents one after the other, with the model and the names loaded once.

The parent writes a message (see `pipes`) with a document's path; the worker answers with what was read. A document that
takes too long, or that kills the process, is set aside with the reason, and the next is read in a new process. A worker
whose parent is gone ends: an executor that was killed leaves none behind.
"""

import os
import subprocess
import sys
import threading
from collections.abc import Sequence
from concurrent.futures import Future
from pathlib import Path
from typing import Any

import msgspec

from foedus.reader.pipes import end, receive, send
from foedus.reader.proposal import Proposal
from foedus.reader.read import Part
from foedus.reader.workers import Batch, Pool, answered, model

SECONDS = 300.0
"""That a document may take: a book of a thousand pages does not take so long."""
STARTING = 120.0
"""Seconds that the first may take beside, while the model is loaded on a busy machine."""
SERVES = 2_000
"""Documents after which a worker is replaced: spaCy keeps every word it has seen."""
RUN = "from foedus.reader.archive.worker import serve; serve()"
"""What the process runs."""


class Job(msgspec.Struct, frozen=True):
    """What a worker is asked."""

    path: str
    sources: tuple[dict[str, str], ...] = ()
    coded: str = ""


class Answer(msgspec.Struct, frozen=True):
    """What was read, or why nothing can be on this machine: a package is missing."""

    part: Part | None = None
    missing: str = ""


class MissingError(Exception):
    """A package is missing; without it no document is read."""


class Worker:
    """A worker as its parent sees it; its process is started when first needed."""

    def __init__(self, seconds: float = SECONDS) -> None:
        self.seconds = seconds
        self._served = 0
        self._process: subprocess.Popen[bytes] | None = None

    def read(self, path: Path, sources: Sequence[dict[str, str]] = (), coded: str = "") -> Part:
        """What is in a document; one that cannot be read is a failure of the part. Raises `MissingError`."""
        late = threading.Event()
        process = self._started()

        def stop() -> None:
            late.set()
            process.kill()

        timer = threading.Timer(self.seconds + (0 if self._served else STARTING), stop)
        timer.daemon = True
        timer.start()
        try:
            assert process.stdin is not None
            assert process.stdout is not None
            send(process.stdin, msgspec.msgpack.encode(Job(str(path), tuple(sources), coded)))
            reply = receive(process.stdout)
        except OSError:
            reply = None
        finally:
            timer.cancel()
        self._served += 1
        if reply is None:
            code = process.wait()
            self.close()
            what = (
                f"It was not read within {self.seconds:g} seconds"
                if late.is_set()
                else f"It ended the reader (code {code})"
            )
            return Part(failures=((path.name, f"{what}, and was set aside.", "Read it by itself, or split it."),))
        answer = msgspec.msgpack.decode(reply, type=Answer)
        if answer.part is None:
            self.close()
            raise MissingError(answer.missing)
        if self._served >= SERVES:
            self.close()
        return answer.part

    def _started(self) -> subprocess.Popen[bytes]:
        if self._process is None:
            self._served = 0
            threads = dict.fromkeys(("OMP_NUM_THREADS", "OPENBLAS_NUM_THREADS", "MKL_NUM_THREADS"), "1")
            self._process = subprocess.Popen(
                [sys.executable, "-c", RUN],
                stdin=subprocess.PIPE, stdout=subprocess.PIPE, stderr=subprocess.DEVNULL,
                env=os.environ | threads | {"PYTHONPATH": os.pathsep.join(one for one in sys.path if one)},
            )  # fmt: skip
        return self._process

    def close(self) -> None:
        """End the process."""
        if self._process is not None:
            end(self._process)
            self._process = None


class _Here(Pool):
    """Parses in this very process, when asked for the result."""

    def __init__(self) -> None:
        super().__init__(1)
        self.parser: Any = None

    def submit(self, batch: Batch) -> "Future[tuple[tuple[Proposal, ...], ...]]":
        """The proposals of each passage."""
        self.parser = self.parser or model()
        future: Future[tuple[tuple[Proposal, ...], ...]] = Future()
        future.set_result(answered(batch, self.parser))
        return future


def serve() -> None:
    """What the process does: read documents until its parent is gone."""
    answers, jobs = os.fdopen(os.dup(1), "wb"), os.fdopen(os.dup(0), "rb")
    os.dup2(os.open(os.devnull, os.O_WRONLY), 1)  # what a library prints must not mix with the answers
    pool, names = _Here(), None
    while (message := receive(jobs)) is not None:
        job = msgspec.msgpack.decode(message, type=Job)
        try:
            from foedus.reader.names import Gazetteer
            from foedus.reader.read import read_part

            names = names or Gazetteer()
            answer = Answer(read_part([Path(job.path)], names, sources=job.sources, coded=job.coded, pool=pool))
        except ImportError as error:
            answer = Answer(missing=error.name or str(error))
        except MemoryError:
            os._exit(86)
        send(answers, msgspec.msgpack.encode(answer))
