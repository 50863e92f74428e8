"""One block asked about, its answer checked, and, where something is wrong with it, asked about once more."""

from collections import Counter
from collections.abc import Callable, Iterator, Sequence

import msgspec

from foedus.case.proposals import Proposed
from foedus.reader.llm import prompt
from foedus.reader.llm.answers import claims
from foedus.reader.llm.cache import Cache, key_of
from foedus.reader.llm.chat import Chat, FailedError, Message, Reply, Way
from foedus.reader.llm.check import Checked, checked
from foedus.reader.llm.cost import tokens
from foedus.reader.llm.questions import Question
from foedus.reader.llm.resolve import Known
from foedus.reader.llm.wire import Usage

SHORT = 0.5
"""Share of the tokens that we count below which a server cannot have read it all: tokenisers differ less."""
TOLD = 10
"""Faults of which a model is told at once."""


Messages = Callable[[Way], Sequence[Message]]


class Outcome(msgspec.Struct, kw_only=True):
    """What came of one block."""

    proposals: list[Proposed] = []
    dropped: Counter[str] = msgspec.field(default_factory=Counter)
    usages: list[Usage | None] = []
    """Of what was asked now."""
    asked: bool = False
    """Whether anything was asked now."""
    repaired: bool = False
    refused: bool = False
    cut: bool = False
    failed: str = ""
    short: bool = False
    """Whether the server counted far fewer tokens than were sent: some cut off what is too long for them."""
    served: str = ""
    """The model that answered, as the server says it."""


class Asker:
    """Asks one model about blocks."""

    def __init__(self, chat: Chat, cache: Cache, known: Known, coded: str = "") -> None:
        self.chat, self.cache, self.known, self.coded = chat, cache, known, coded

    def kept(self, question: Question) -> bool:
        """Whether the first answer about a block is at hand."""
        return self.cache.get(key_of(self.chat.model, prompt.messages(question, "schema"))) is not None

    def ask(self, question: Question) -> Outcome:
        """What a model reads from a block. Raises `StoppedError`."""
        out = Outcome()
        try:
            reply = self._reply(lambda way: prompt.messages(question, way), out)
        except FailedError as error:
            out.failed = str(error)
            return out
        if reply.usage is not None:
            sent = sum(tokens(one["content"]) for one in prompt.messages(question, "schema"))
            out.short = 0 < reply.usage.sent < SHORT * sent
        if reply.refusal:
            out.refused = True
            return out
        first, wrong = self._read(reply, question, out)
        good = [one.proposal for one in first if one.proposal and not one.faults]
        bad = [one for one in first if one.faults]
        second: list[Checked] | None = None
        if bad or wrong:
            faults = [*([wrong] if wrong else []), *(fault.said for one in bad for fault in one.faults)]
            second = self._repaired(question, reply, faults, out)
            out.cut = out.cut or (bool(wrong) and second is None)
        last = bad if second is None else second
        good += [one.proposal for one in last if one.proposal]
        out.dropped.update(reason for one in last for reason in _lost(one))
        if second is not None and len(second) < len(bad):
            out.dropped["taken back"] += len(bad) - len(second)
        out.proposals = list({one.id: one for one in good}.values())
        return out

    def _repaired(self, question: Question, reply: Reply, faults: Sequence[str], out: Outcome) -> list[Checked] | None:
        """The claims that the model gives instead; None where it does not."""
        out.repaired = True
        shown = reply.text[:20_000]
        try:
            again = self._reply(lambda way: prompt.again(question, way, shown, faults[:TOLD]), out)
        except FailedError:
            return None
        if again.refusal:
            return None
        found, wrong = self._read(again, question, out)
        out.cut = bool(wrong)
        return None if wrong and not found else found

    def _read(self, reply: Reply, question: Question, out: Outcome) -> tuple[list[Checked], str]:
        """The claims of an answer, each with what is wrong with it; and what is wrong with the whole."""
        answer = claims(reply.text)
        if answer.over:
            out.dropped["too many in one block"] += answer.over
        found = [checked(raw, question, self.known, self.chat.model, self.coded) for raw in answer.found]
        return found, answer.fault

    def _reply(self, messages: Messages, out: Outcome) -> Reply:
        """The answer that is kept, else the model's, which is then kept."""
        key = key_of(self.chat.model, messages("schema"))
        reply = self.cache.get(key)
        if reply is None:
            reply = self.chat.ask(messages)
            self.cache.put(key, reply)
            out.asked = True
            out.usages = [*out.usages, reply.usage]
        out.served = reply.model or out.served
        return reply


def _lost(one: Checked) -> Iterator[str]:
    """What was dropped of a claim, by reasons: all of it, or cells."""
    if one.proposal is None:
        yield one.faults[-1].reason
    else:
        yield from ("cells left out" for _ in one.faults)
