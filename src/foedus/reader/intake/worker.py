"""A process of its own for parsers: what runs out of time or memory there is reported, and the others go on.

The parent writes a message (its length in four bytes, then msgpack) with a path and limits; the worker answers with
the document, or with the kind, message and hint of an error. It is started when first needed, serves one document
after the other, and is started anew after one that killed it.
"""

import atexit
import os
import queue
import subprocess
import sys
import threading
import time
from pathlib import Path

import msgspec

from foedus.reader.document import Document
from foedus.reader.intake.errors import KINDS, IntakeError, ParserDiedError
from foedus.reader.intake.limits import MIB, Limits
from foedus.reader.pipes import end, receive, send

OUT_OF_MEMORY = 86
"""Exit code of a worker that found itself too large."""
SERVES = 200
"""Documents after which a worker is replaced, so that what parsers leak goes with it."""
STARTING = 30.0
"""Seconds that a start may take on a busy machine, beside those of the document."""


class Job(msgspec.Struct, frozen=True):
    """What a worker is asked."""

    path: str
    name: str
    limits: Limits


class Answer(msgspec.Struct, frozen=True):
    """What it answers: a document, or an error's kind, message and hint."""

    document: Document | None = None
    error: tuple[str, str, str] | None = None


class Worker:
    """A running worker process, as its parent sees it."""

    def __init__(self, limits: Limits) -> None:
        self.limits = limits
        self.served = 0
        self.process = subprocess.Popen(
            [sys.executable, "-m", "foedus.reader.intake", str(limits.memory)],
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            stderr=subprocess.DEVNULL,
            env=os.environ | {"PYTHONPATH": os.pathsep.join(path for path in sys.path if path)},
        )
        self.answers: queue.SimpleQueue[bytes | None] = queue.SimpleQueue()
        threading.Thread(target=self._listen, daemon=True).start()

    def ask(self, job: Job) -> Answer:
        """The answer to a job. Raises ParserDiedError where the worker dies of it; it is then gone."""
        self.served += 1
        allowed = job.limits.seconds + (STARTING if self.served == 1 else 0.0)
        try:
            assert self.process.stdin is not None
            send(self.process.stdin, msgspec.msgpack.encode(job))
            reply = self.answers.get(timeout=allowed)
        except queue.Empty:
            self.close()
            raise ParserDiedError(
                f"{job.name} was not read within {job.limits.seconds:g} seconds.",
                "Split it, or save it in another format.",
            ) from None
        except OSError:
            reply = None
        if reply is None:
            self.close()
            raise _died(job, self.process.returncode)
        return msgspec.msgpack.decode(reply, type=Answer)

    def close(self) -> None:
        """End the process."""
        end(self.process)

    def _listen(self) -> None:
        assert self.process.stdout is not None
        try:
            while (message := receive(self.process.stdout)) is not None:
                self.answers.put(message)
        except (OSError, ValueError):
            pass
        self.answers.put(None)


def _died(job: Job, code: int | None) -> ParserDiedError:
    if code == OUT_OF_MEMORY:
        what = f"needs more than {job.limits.memory // MIB} MiB of memory to be read"
    else:
        what = f"made its parser crash (exit code {code})"
    return ParserDiedError(f"{job.name} {what}.", "Split it, or save it in another format.")


class _Current:
    """The worker in use, one for each process: after a fork the child starts its own."""

    def __init__(self) -> None:
        self.lock = threading.Lock()
        self.worker: Worker | None = None
        self.owner = 0

    def ask(self, job: Job) -> Answer:
        with self.lock:
            worker = self.worker
            if worker is None or self.owner != os.getpid() or worker.limits.memory != job.limits.memory:
                if worker is not None and self.owner == os.getpid():
                    worker.close()
                worker = self.worker = Worker(job.limits)
                self.owner = os.getpid()
            try:
                answer = worker.ask(job)
            except BaseException:
                worker.close()
                self.worker = None
                raise
            if worker.served >= SERVES:
                self.close()
            return answer

    def close(self) -> None:
        if self.worker is not None and self.owner == os.getpid():
            self.worker.close()
        self.worker = None


_current = _Current()
atexit.register(_current.close)


def ask(path: Path, name: str, limits: Limits) -> Document:
    """The document at `path`, read in a worker. Raises an `IntakeError` for what cannot be read."""
    answer = _current.ask(Job(str(path), name, limits))
    if answer.document is not None:
        return answer.document
    kind, message, hint = answer.error or ("IntakeError", f"{name} could not be read.", "")
    raise KINDS.get(kind, IntakeError)(message, hint)


def serve(memory: int) -> None:
    """What the worker process does: answer jobs until its parent is gone."""
    answers, jobs = os.fdopen(os.dup(1), "wb"), os.fdopen(os.dup(0), "rb")
    os.dup2(os.open(os.devnull, os.O_WRONLY), 1)  # what a library prints must not mix with the answers
    _bound(memory)
    while (message := receive(jobs)) is not None:
        answer = _answered(msgspec.msgpack.decode(message, type=Job))
        try:
            reply = msgspec.msgpack.encode(answer)
        except MemoryError:
            os._exit(OUT_OF_MEMORY)
        send(answers, reply)


def _answered(job: Job) -> Answer:
    from foedus.reader.intake.parse import parse

    try:
        return Answer(document=parse(Path(job.path).read_bytes(), job.name, job.limits))
    except IntakeError as error:
        return Answer(error=(type(error).__name__, error.message, error.hint))
    except OSError as error:
        what = f"{job.name} cannot be read: {error.strerror or error}."
        return Answer(error=("MissingError", what, "See whether it is there and may be read."))
    except ImportError as error:
        what = f"{job.name} cannot be read without the package {error.name}, which is not installed."
        return Answer(error=("NeedsPackageError", what, 'Install it with: pip install "foedus[read]"'))
    except MemoryError:
        os._exit(OUT_OF_MEMORY)
    except RecursionError:
        return Answer(error=("DamagedError", f"{job.name} is nested too deeply.", "Save it again."))


def _bound(memory: int) -> None:
    """Limit this process's memory, by the system where it can, and by watching it everywhere."""
    try:
        import resource

        if sys.platform != "darwin":  # macOS takes the limit and does not keep it
            resource.setrlimit(resource.RLIMIT_AS, (memory * 2, memory * 2))  # libraries reserve more than they use
    except (ImportError, ValueError, OSError):
        pass
    threading.Thread(target=_watch, args=(memory,), daemon=True).start()


def _watch(memory: int) -> None:
    while True:
        if used() > memory:
            os._exit(OUT_OF_MEMORY)
        time.sleep(0.05)


def used() -> int:
    """Bytes of memory that this process uses; 0 where the system does not say."""
    if sys.platform == "win32":
        return _used_on_windows()
    try:
        pages = int(Path("/proc/self/statm").read_text(encoding="ascii").split()[1])
        return pages * os.sysconf("SC_PAGE_SIZE")
    except (OSError, ValueError, IndexError):
        import resource

        most = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss
        return most if sys.platform == "darwin" else most * 1024


def _used_on_windows() -> int:
    import ctypes

    class Counters(ctypes.Structure):
        _fields_ = [("cb", ctypes.c_ulong), ("faults", ctypes.c_ulong), *((f"n{n}", ctypes.c_size_t) for n in range(8))]

    counters = Counters()
    counters.cb = ctypes.sizeof(counters)
    windll = getattr(ctypes, "windll")  # noqa: B009 - there is none elsewhere, and mypy knows it
    process = windll.kernel32.GetCurrentProcess()
    if not windll.psapi.GetProcessMemoryInfo(ctypes.c_void_p(process), ctypes.byref(counters), counters.cb):
        return 0
    return int(counters.n1)  # the working set
