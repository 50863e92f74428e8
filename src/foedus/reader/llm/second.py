"""The second reader: plans what is asked, has it agreed to, asks with a few threads, and counts what came of it."""

import queue
import threading
import time
from collections import Counter
from collections.abc import Callable, Iterable, Mapping, Sequence
from pathlib import Path
from typing import TYPE_CHECKING

import msgspec

from foedus.case.proposals import Proposed
from foedus.reader.llm import prompt
from foedus.reader.llm.asking import Asker, Outcome
from foedus.reader.llm.cache import Cache
from foedus.reader.llm.chat import Chat, StoppedError
from foedus.reader.llm.cost import ANSWER, Price, Spent, tokens
from foedus.reader.llm.endpoint import Endpoint, EndpointError
from foedus.reader.llm.form import schema
from foedus.reader.llm.permission import Permission
from foedus.reader.llm.questions import Question, questions, too_long
from foedus.reader.llm.report import Plan, Report
from foedus.reader.llm.resolve import Known
from foedus.reader.llm.wire import Wire, WireError

if TYPE_CHECKING:
    from foedus.reader.names import Gazetteer
    from foedus.reader.read import Source, Told

AT_ONCE = 2


class Options(msgspec.Struct, frozen=True, kw_only=True):
    """How a model is asked."""

    price: Price | None = None
    blocks: int | None = None
    """Asked about at most, in this run."""
    tokens: int | None = None
    """Spent at most, in this run, about: what is on its way is not called back."""
    at_once: int = AT_ONCE
    coded: str = ""
    alone: bool = False
    """Whether the reader's own frames are left out."""


class SecondReader:
    """A model as a reader beside ours. `agree` is asked before anything is sent, and says no by raising."""

    def __init__(
        self,
        endpoint: Endpoint,
        cache: Path,
        permission: Permission,
        options: Options | None = None,
        *,
        agree: Callable[[Plan], object] = lambda plan: None,
        sleep: Callable[[float], object] = time.sleep,
    ) -> None:
        self.endpoint, self.cache, self.permission = endpoint, cache, permission
        self.options = options or Options()
        self.agree, self.sleep = agree, sleep
        self.report: Report | None = None

    @property
    def alone(self) -> bool:
        """Whether it is the only reader."""
        return self.options.alone

    def read(
        self, sources: Sequence["Source"], names: "Gazetteer", entities: Iterable[Mapping[str, str]], told: "Told"
    ) -> list[Proposed]:
        """What the model proposes for sources, in the text's order; `report` then says what came of it.

        Raises `EndpointError` where it cannot be asked at all, and what `agree` raises.
        """
        wire = Wire(self.endpoint)
        cache = Cache(self.cache)
        try:
            chat = Chat(wire, self.endpoint.model or _only(wire), schema(), sleep=self.sleep)
            asker = Asker(chat, cache, Known(names, entities), self.options.coded)
            self.permission.known(sources)
            refused = {one.key: self.permission.refusal(one, self.endpoint) for one in sources}
            refused = {source: why for source, why in refused.items() if why}
            every = [each for one in sources if one.key not in refused for each in questions(one, names)]
            fresh = [one for one in every if not asker.kept(one)]
            allowed = fresh[: self.options.blocks]
            over = {id(one) for one in fresh[len(allowed) :]}
            if allowed or refused:
                self.agree(self._plan(chat.model, every, allowed, len(over), refused))
            run = _Run(asker, [one for one in every if id(one) not in over], self.options, told)
            run.through()
        finally:
            cache.close()
            wire.close()
        notes = [
            f"{one.key}: {number} blocks are too long to be asked about."
            for one in sources
            if one.key not in refused and (number := too_long(one))
        ]
        self.report = run.report(self, chat.model, refused, len(over), notes)
        if run.stopped and not self.report.blocks:
            raise EndpointError(run.stopped.said, run.stopped.hint)
        return [each for one in run.outcomes if one for each in one.proposals]

    def _plan(
        self, model: str, every: Sequence[Question], fresh: Sequence[Question], left: int, refused: Mapping[str, str]
    ) -> Plan:
        fixed = tokens(prompt.rules("schema"))
        sent = sum(fixed + tokens(prompt.messages(one, "schema")[1]["content"]) for one in fresh)
        return Plan(
            model=model, url=self.endpoint.url, remote=self.endpoint.remote,
            readable_on_the_way=self.endpoint.readable_on_the_way, blocks=len(fresh),
            kept=len(every) - len(fresh) - left, left=left, sent=sent, received=len(fresh) * ANSWER,
            sources=tuple(dict.fromkeys(one.source for one in fresh)), not_sent=refused, price=self.options.price,
        )  # fmt: skip


def _only(wire: Wire) -> str:
    """The name of the only model that is served. Raises `EndpointError` where there are several, or none is told."""
    try:
        names = wire.models()
    except WireError as error:
        raise EndpointError(
            f"{wire.endpoint.url} does not say which models it has: {error.said}.",
            error.hint or "See that it runs and how its address ends, or name a model with --llm-model.",
        ) from error
    if len(names) != 1:
        shown = ", ".join(sorted(names)[:20]) or "none"
        raise EndpointError(f"Which model? {wire.endpoint.url} has: {shown}.", "Name one with --llm-model.")
    return names[0]


class _Run:
    """Threads that ask about blocks, in their order; the first block is asked about alone, to learn what is spoken."""

    def __init__(self, asker: Asker, every: Sequence[Question], options: Options, told: "Told") -> None:
        self.asker, self.every, self.options, self.told = asker, every, options, told
        self.outcomes: list[Outcome | None] = [None] * len(every)
        self.stopped: StoppedError | None = None
        self.spent = Spent()
        self.lock = threading.Lock()
        self.ending = threading.Event()
        self.broken: Exception | None = None
        """What a thread could not go on for: raised where the run was begun."""
        self.unasked = 0
        """Over the limit of tokens."""

    def through(self) -> None:
        """Ask about all; returns when nothing is under way any more."""
        waiting: queue.SimpleQueue[int] = queue.SimpleQueue()
        done: queue.SimpleQueue[int | None] = queue.SimpleQueue()
        rest = iter(range(len(self.every)))
        for at in rest:
            self.told(at, len(self.every), f"asking {self.asker.chat.model}")
            self._one(at)
            outcome = self.outcomes[at]
            if self.ending.is_set() or (outcome is not None and outcome.asked):
                break
        ahead = list(rest)
        for at in ahead:
            waiting.put(at)
        threads = [
            threading.Thread(target=self._work, args=(waiting, done), daemon=True)
            for _ in range(min(self.options.at_once, len(ahead)))
        ]
        for thread in threads:
            thread.start()
        working, finished = len(threads), len(self.every) - len(ahead)
        try:
            while working:
                if done.get() is None:
                    working -= 1
                else:
                    finished += 1
                    self.told(finished, len(self.every), f"asking {self.asker.chat.model}")
        finally:
            self.ending.set()  # after Ctrl-C nothing more is begun
        if self.broken is not None:
            raise self.broken

    def _work(self, waiting: "queue.SimpleQueue[int]", done: "queue.SimpleQueue[int | None]") -> None:
        try:
            while not self.ending.is_set():
                at = waiting.get_nowait()
                self._one(at)
                done.put(at)
        except queue.Empty:
            pass
        except Exception as error:  # noqa: BLE001 - raised again where the run was begun
            self.broken = self.broken or error
            self.ending.set()
        finally:
            done.put(None)

    def _one(self, at: int) -> None:
        question = self.every[at]
        with self.lock:
            used = self.spent.usage.sent + self.spent.usage.received
            if self.options.tokens is not None and used >= self.options.tokens and not self.asker.kept(question):
                self.unasked += 1
                return
        try:
            outcome = self.asker.ask(question)
        except StoppedError as error:
            with self.lock:
                self.stopped = self.stopped or error
            self.ending.set()
            return
        with self.lock:
            self.outcomes[at] = outcome
            for usage in outcome.usages:
                self.spent += usage

    def report(
        self, reader: SecondReader, model: str, refused: Mapping[str, str], left: int, notes: Sequence[str]
    ) -> Report:
        """What came of it."""
        outcomes = [one for one in self.outcomes if one is not None]
        answered = [one for one in outcomes if not one.failed]
        unanswered = Counter(one.failed for one in outcomes if one.failed)
        missing = len(self.every) - len(outcomes) - self.unasked
        if missing:
            unanswered["not asked"] = missing
        stopped = f"{self.stopped.said} {self.stopped.hint}".strip() if self.stopped else ""
        others = sorted({one.served for one in answered if one.served and not _alike(one.served, model)})
        wrong = [f"Asked for {model}, the server says that {', '.join(others)} answered."] if others else []
        short = sum(one.short for one in answered)
        if short:
            wrong.append(
                f"For {short} blocks the server counted far fewer tokens than were sent: it may have cut off the "
                "codebook or the block. Give the model a longer context (for Ollama OLLAMA_CONTEXT_LENGTH=16384), "
                f"delete {reader.cache}, and ask again."
            )
        return Report(
            model=model, url=reader.endpoint.url, remote=reader.endpoint.remote, blocks=len(answered),
            kept=sum(not one.asked for one in answered), left=left + self.unasked, unanswered=dict(unanswered),
            not_sent=dict(refused), proposals=sum(len(one.proposals) for one in answered),
            repaired=sum(one.repaired for one in answered), refused=sum(one.refused for one in answered),
            dropped=dict(sum((one.dropped for one in answered), Counter())), cut=sum(one.cut for one in answered),
            spent=self.spent, price=self.options.price, stopped=stopped, notes=(*wrong, *notes),
        )  # fmt: skip


def _alike(served: str, asked: str) -> bool:
    """Whether a server answers with the model asked for: dated versions and paths are taken for it."""
    one, other = served.casefold(), asked.casefold()
    return one in other or other in one
