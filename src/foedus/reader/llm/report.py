"""What came of asking a model, counted: nothing that was dropped or not sent goes unsaid."""

from collections.abc import Iterator, Mapping

import msgspec

from foedus.reader.llm.cost import Price, Spent, money
from foedus.reader.llm.wire import Usage


class Plan(msgspec.Struct, frozen=True, kw_only=True):
    """What would be asked, before anything is sent."""

    model: str
    url: str
    remote: bool
    readable_on_the_way: bool = False
    blocks: int = 0
    """To be asked about now."""
    kept: int = 0
    """Answered before: nothing is sent for them."""
    left: int = 0
    """Over the limit: left for another run."""
    sent: int = 0
    """Tokens, about."""
    received: int = 0
    sources: tuple[str, ...] = ()
    """Those of which blocks are sent."""
    not_sent: Mapping[str, str] = {}
    """Sources that stay here, and why."""
    price: Price | None = None

    def said(self) -> Iterator[str]:
        """In lines."""
        where = self.url if self.remote else f"{self.url}, on this machine"
        yield f"{self.model} at {where}: {self.blocks} blocks of {', '.join(self.sources) or 'no source'}."
        cost = "the price is unknown (--llm-price IN,OUT says it)"
        if self.price is not None:
            cost = f"about {money(self.price.of(Usage(self.sent, self.received)))} at your prices"
        amounts = f"{_round(self.sent):,} tokens sent and {_round(self.received):,} received"
        yield f"About {amounts}, by rule of thumb; {cost}."
        if self.kept:
            yield f"{self.kept} more were answered before and are not sent again."
        if self.left:
            yield f"{self.left} more are over the limit and are left for another run."
        for source, why in self.not_sent.items():
            yield f"{source} is not sent: {why}."
        if self.readable_on_the_way:
            yield "The address begins with http: what is sent, and the key, can be read on the way."


class Report(msgspec.Struct, frozen=True, kw_only=True):
    """What was asked and what came of it."""

    model: str
    url: str
    remote: bool
    blocks: int = 0
    """With an answer, from the model or kept."""
    kept: int = 0
    """Of these, answered in an earlier run."""
    left: int = 0
    """Over the limit."""
    unanswered: Mapping[str, int] = {}
    """Blocks without an answer, by the reason."""
    not_sent: Mapping[str, str] = {}
    """Sources that stayed here, and why."""
    proposals: int = 0
    repaired: int = 0
    """Blocks that were asked about a second time."""
    refused: int = 0
    """Blocks that the model would not read."""
    dropped: Mapping[str, int] = {}
    """Claims that were not taken over, by the reason."""
    cut: int = 0
    """Answers that broke off; their whole claims were taken."""
    spent: Spent = Spent()
    price: Price | None = None
    stopped: str = ""
    """Why asking ended early, if it did, and what to do."""
    notes: tuple[str, ...] = ()

    @property
    def complete(self) -> bool:
        """Whether every block that was to be asked about has an answer."""
        return not self.unanswered and not self.stopped

    def said(self) -> Iterator[str]:
        """In lines."""
        kept = f", {self.kept} of them kept from before" if self.kept else ""
        yield f"{self.model} answered for {self.blocks} blocks{kept}: {self.proposals} proposals."
        yield f"Spent: {self.spent.said(self.price)}."
        if self.dropped:
            yield f"Dropped: {_counts(self.dropped)}."
        told = {"asked twice": self.repaired, "refused": self.refused, "broken off": self.cut}
        if any(told.values()):
            yield f"Blocks: {_counts({what: number for what, number in told.items() if number})}."
        for source, why in self.not_sent.items():
            yield f"{source} was not sent: {why}."
        if self.left:
            yield f"{self.left} blocks are over the limit and were not asked about; the same command goes on with them."
        if self.unanswered:
            yield f"Without an answer: {_counts(self.unanswered)}. The same command asks again for these alone."
        if self.stopped:
            yield self.stopped
        yield from self.notes

    def as_dict(self) -> dict[str, object]:
        """For JSON; a cost that is unknown is null."""
        told: dict[str, object] = msgspec.to_builtins(self)
        cost = None if self.price is None or self.spent.uncounted else self.price.of(self.spent.usage)
        return {**told, "cost": cost, "complete": self.complete}


def _round(number: int) -> int:
    """A number as one says it that is not known better: two figures of it."""
    return round(number, 2 - len(str(number)))


def _counts(counted: Mapping[str, int]) -> str:
    return ", ".join(f"{what} {number}" for what, number in sorted(counted.items(), key=lambda item: -item[1]))
