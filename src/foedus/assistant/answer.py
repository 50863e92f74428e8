"""What an assistant gets: items, and the claims and sources behind them, cut to a size and with what was cut off."""

from collections.abc import Iterable, Sequence
from typing import Any, Generic, TypeVar

import msgspec

from foedus.assistant.evidence import Claim, Pool, Source, size_of
from foedus.record import Record
from foedus.views.site.citing import cited

LARGEST = 32_000
"""Characters of an answer as JSON, some 8,000 tokens; its frame and one item always fit."""
IN_WORDS = 40
"""Claims of one item that are given in words; it names all of them."""


class Stand(msgspec.Struct, frozen=True):
    """Which state of the case was asked, at which clocks."""

    case: str
    build: str
    """The same for the same files of the case."""
    as_of: str | None
    known: str | None
    notices: tuple[str, ...] = ()
    """What whoever relies on the answer must know: rows left out because of errors, files that changed since."""


About = TypeVar("About")
Item = TypeVar("Item")


class Answer(msgspec.Struct, Generic[About, Item], frozen=True):
    """An answer. What an item names in `claims` stands in `claims` in words, and its source in `sources`."""

    answer: str
    """In a sentence or two."""
    about: About
    items: tuple[Item, ...]
    claims: tuple[Claim, ...]
    sources: tuple[Source, ...]
    coverage: tuple[str, ...]
    """What was looked at, and what the answer therefore does not say."""
    left_out: str
    """What was left out for want of room, and how to ask for it; '' where the answer is whole."""
    record: Stand


class Told(msgspec.Struct, frozen=True):
    """What a tool has to tell, before it is cut to size."""

    answer: str
    items: Sequence[Any] = ()
    """From the one asked for on. In items and in `about`, whatever is called `claims` is identifiers."""
    about: Any = None
    start: int = 1
    """The number of the first of them, from 1."""
    total: int = 0
    what: str = "items"
    in_words: int = IN_WORDS
    """Claims of one item that are given in words, where a tool has rows with very many."""
    sources: tuple[str, ...] = ()
    """Sources beyond those of the claims."""
    coverage: tuple[str, ...] = ()


class Nothing(msgspec.Struct, frozen=True):
    """There is nothing to say here."""


def sized(record: Record, told: Told, stand: Stand, largest: int = LARGEST) -> Answer[Any, Any]:
    """The answer with as many of the items as there is room for, and the claims and sources behind them."""
    pool = Pool(record)
    first = named(told.about)
    pool.add(first[: told.in_words])
    pool.add_sources(told.sources)
    frame: Answer[Any, Any] = Answer(
        answer=told.answer,
        about=Nothing() if told.about is None else told.about,
        items=(),
        claims=(),
        sources=(),
        coverage=(*told.coverage, scope(record)),
        left_out="",
        record=stand,
    )
    room = largest - size_of(frame) - pool.size
    shown: list[Any] = []
    short = first[told.in_words :]
    for item in told.items:
        behind = named(item)
        more = pool.more(behind[: told.in_words])
        need = size_of(item) + 1 + more
        if shown and need > room:
            break
        pool.add(behind[: told.in_words])
        short += behind[told.in_words :]
        room -= need
        shown.append(item)
    return msgspec.structs.replace(
        frame,
        items=tuple(shown),
        claims=pool.claims,
        sources=pool.sources,
        left_out=_left_out(told, len(shown), short, {one.claim for one in pool.claims}),
    )


def counted(number: int, noun: str, more: str = "") -> str:
    """A number with its noun: '1 claim', '2 claims'."""
    return f"{number:,} {noun if number == 1 else more or f'{noun}s'}"


def named(told: Any) -> list[str]:
    """The claims that are named in what is told, each once, however deep they stand in it."""
    return list(dict.fromkeys(_named(msgspec.to_builtins(told))))


def _named(value: Any) -> Iterable[str]:
    if isinstance(value, dict):
        for key, inner in value.items():
            if key == "claims" and isinstance(inner, list | tuple):
                yield from inner
            else:
                yield from _named(inner)
    elif isinstance(value, list | tuple):
        for inner in value:
            yield from _named(inner)


def _left_out(told: Told, shown: int, unsaid: Sequence[str], said: set[str]) -> str:
    total = max(told.total, told.start - 1 + len(told.items))
    last = told.start + shown - 1
    parts = []
    if last < total and shown:
        parts.append(f"{told.start} to {last} of {total} {told.what} are shown; the next begin with start={last + 1}.")
    missing = [claim for claim in dict.fromkeys(unsaid) if claim not in said]
    if missing:
        parts.append(
            f"Named, but not put into words: {counted(len(missing), 'claim')}, such as {missing[0]}; open_claim shows "
            "each."
        )
    return " ".join(parts)


def scope(record: Record) -> str:
    """What the case's claims can say at all: whose word they are, and that silence is no denial."""
    found = cited(record)
    first, last = record.con.execute(
        "SELECT min(known), max(known) FROM sources WHERE source IN (SELECT source FROM claims)"
    ).fetchall()[0]
    span = f", which became known from {first} to {last}" if first and last else ""
    return (
        f"The record has {found.claims} claims of {found.sources} sources{span}. It says what these sources say: what "
        "is not in it may have happened all the same. Unknown is not zero."
    )
