"""Proposals of the reader, one at a time beside the sentence that it was read from; what is left, and of what.

Proposals and decisions are files of the case's folder, read when the page is asked for.
"""

from collections import Counter
from collections.abc import Callable, Iterable, Mapping
from functools import lru_cache

import msgspec

from foedus.case import proposals as filed
from foedus.case.proposals import Proposed
from foedus.record import Rows
from foedus.views.site.asked import Asked
from foedus.views.site.edit_form import WHO, signer
from foedus.views.site.proposal import Names, Page, Shown
from foedus.views.site.row import drafted
from foedus.views.site.waiting import FILTERS, ID, files, narrowed

QUEUE = 8
"""Proposals that are named as coming next."""
SHORT = 110
LIKELY = (("0.8", "0.8 and more"), ("0.6", "0.6 and more"), ("0.4", "0.4 and more"))


class Waiting(msgspec.Struct, frozen=True):
    """A proposal that waits, in short."""

    id: str
    kind: str
    kind_label: str
    source: str
    locator: str
    score: float
    short: str
    scored: bool
    """Whether the scorer had a say."""


class Left(msgspec.Struct, frozen=True):
    """How many wait of a kind or source."""

    key: str
    label: str
    count: int


class Last(msgspec.Struct, frozen=True):
    """The latest decision, which can be taken back."""

    id: str
    what: str
    who: str
    when: str
    claim: str
    short: str


class Review(msgspec.Struct, frozen=True):
    """The proposals that wait, and the one that is looked at."""

    title: str
    left: int
    """That wait, of all."""
    chosen: int
    """That wait and meet what is chosen."""
    decided: int
    accepted: int
    edited: int
    rejected: int
    kind: str
    source: str
    by: str
    least: str
    order: str
    kinds: tuple[Left, ...]
    documents: tuple[Left, ...]
    readers: tuple[Left, ...]
    """Who proposes how many, where it is not the reader alone."""
    likely: tuple[tuple[str, str], ...]
    shown: Shown | None
    queue: tuple[Waiting, ...]
    last: Last | None
    who: str
    message: str
    hint: str
    readable: bool
    """Whether documents can be read here."""

    def at(self, proposal: str) -> tuple[tuple[str, str], ...]:
        """The page's own fields of an address that leads to a proposal, with what is chosen."""
        chosen = [(name, getattr(self, name)) for name in FILTERS]
        return tuple((name, value) for name, value in [*chosen, ("at", proposal)] if value)

    def rows(self) -> Rows:
        """The proposal that is shown and those that come next."""
        names = Waiting.__struct_fields__
        return Rows(names, [tuple(getattr(one, name) for name in names) for one in self.queue])


def review(asked: Asked) -> Review:
    """The proposals that wait, one of them in full. Raises `AskError` where they cannot be read."""
    found = files(asked.folder)
    draft = drafted(asked.folder)
    sent = asked.sent
    chosen = {name: sent.one(f"_{name}") if sent else asked.selection.asked(name) for name in FILTERS}
    narrow = narrowed(found.waiting, chosen)
    wanted = (sent.one(ID) if sent else "") or asked.selection.asked("at")
    place = next((at for at, one in enumerate(narrow) if one.id == wanted), 0)
    labels = {key: kind.label for key, kind in draft.book.kinds.items()}
    names = Names(asked, draft)
    queue = narrow[place : place + QUEUE]
    message, hint = (sent.message, sent.hint) if sent else ("", "")
    if not message and wanted and narrow and narrow[place].id != wanted and not sent:
        message, hint = "The proposal that this address names does not wait here any more.", "The first one is shown."
    return Review(
        title="Review",
        left=len(found.waiting),
        chosen=len(narrow),
        decided=sum(found.decided.values()),
        accepted=found.decided.get("accepted", 0),
        edited=found.decided.get("edited", 0),
        rejected=found.decided.get("rejected", 0),
        **chosen,
        kinds=_left(found.waiting, lambda one: one.kind, labels),
        documents=_left(found.waiting, lambda one: one.row.get("source", ""), names.sources),
        readers=_readers(found.waiting),
        likely=LIKELY,
        shown=Page(asked, draft, names, narrow, place).shown() if narrow else None,
        queue=tuple(_waiting(one, labels) for one in queue),
        last=_last(found.last),
        who=(sent.one(WHO) if sent else "") or signer(draft.folder),
        message=message,
        hint=hint.replace("`", ""),
        readable=_readable(),
    )


def _left(waiting: Iterable[Proposed], of: Callable[[Proposed], str], labels: Mapping[str, str]) -> tuple[Left, ...]:
    counts = Counter(map(of, waiting))
    return tuple(Left(key, labels.get(key, key), count) for key, count in counts.most_common())


def _readers(waiting: Iterable[Proposed]) -> tuple[Left, ...]:
    """Who proposes how many of those that wait; what both propose counts for each, and once more as such."""
    counts = Counter(reader for one in waiting for reader in (*one.readers, *("both",) * (len(one.readers) > 1)))
    if not counts.keys() - {"reader"}:
        return ()
    labels = {"reader": "the reader", "both": "both"}
    return tuple(Left(key.removeprefix("model "), labels.get(key, key), count) for key, count in counts.most_common())


def _waiting(one: Proposed, labels: Mapping[str, str]) -> Waiting:
    return Waiting(
        one.id, one.kind, labels.get(one.kind, one.kind), one.row.get("source", ""), one.row.get("locator", ""),
        one.score, _short(one.sentence), one.scored,
    )  # fmt: skip


def _short(text: str) -> str:
    return text if len(text) <= SHORT else text[: SHORT - 1].rsplit(" ", 1)[0] + "…"


def _last(one: filed.Review | None) -> Last | None:
    if one is None:
        return None
    when = f"{one.when[:10]} {one.when[11:16]}"
    return Last(one.proposal.id, one.what, one.who, when, one.claim, _short(one.proposal.sentence))


@lru_cache(maxsize=1)
def _readable() -> bool:
    from importlib.util import find_spec

    return find_spec("spacy") is not None
