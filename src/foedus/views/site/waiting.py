"""The proposals of a case that wait: read from its files, narrowed and put in order, with what comes with them."""

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from functools import lru_cache
from pathlib import Path
from urllib.parse import urlencode

import msgspec

from foedus.case import proposals as filed
from foedus.case.proposals import ProposalsError, Proposed
from foedus.codebook import Codebook
from foedus.record.ask import AskError
from foedus.views.site.fields import typed
from foedus.views.site.row import NOT_THERE

FILTERS = ("kind", "source", "by", "least", "order")
"""What narrows the proposals that wait, and in which order they come."""
ID, LAST, DO = "_id", "_last", "_do"
"""Fields of the form that are no columns: the proposal, the one last decided about, and what is to be done."""
TABLES = ("sources", "entities", "topics")
NOT_SHOWN = ("claim", "coder", "coded", "origin")
"""Columns that are not typed: the desk fills them."""


class Files(msgspec.Struct, frozen=True):
    """What lies in the folder: those that wait in their order, and how many were decided about in which way."""

    waiting: tuple[Proposed, ...]
    decided: Mapping[str, int]
    last: filed.Review | None


def files(folder: Path | None) -> Files:
    """The proposals of a case and the decisions. Raises `AskError` where they cannot be read."""
    if folder is None or not folder.is_dir():
        raise AskError(f"{NOT_THERE}: {folder or ''}.", "What is shown elsewhere is its last state.")
    paths = folder / filed.FOLDER / filed.NAME, folder / filed.REVIEWS
    try:
        return _files(folder, *(_state(path) for path in paths))
    except ProposalsError as error:
        raise AskError(error.message, error.hint.replace("`", "")) from error


def _state(path: Path) -> tuple[int, int]:
    try:
        about = path.stat()
    except OSError:
        return 0, 0
    return about.st_mtime_ns, about.st_size


@lru_cache(maxsize=4)
def _files(folder: Path, *_: tuple[int, int]) -> Files:
    reviews = filed.reviews(folder)
    decided = filed.standing(reviews)
    waiting = tuple(one for one in filed.read(folder / filed.FOLDER) if one.id not in decided)
    return Files(waiting, Counter(one.what for one in decided.values()), reviews[-1] if reviews else None)


def narrowed(waiting: Iterable[Proposed], chosen: Mapping[str, str]) -> list[Proposed]:
    """Those that meet what is chosen (see `FILTERS`), in the text's order or the likeliest first."""
    kind, source, by, least = (chosen.get(name, "") for name in ("kind", "source", "by", "least"))
    found = [
        one for one in waiting
        if kind in ("", one.kind) and source in ("", one.row.get("source", "")) and one.score >= _number(least)
        and (not by or one.proposed_by(by))
    ]  # fmt: skip
    return sorted(found, key=lambda one: -one.score) if chosen.get("order") == "best" else found


def _number(text: str) -> float:
    try:
        return float(text or 0)
    except ValueError:
        return 0.0


def address(chosen: Mapping[str, str], at: str = "") -> str:
    """The page with what is chosen, at a proposal."""
    pairs = [(name, chosen[name]) for name in FILTERS if chosen.get(name)]
    query = urlencode([*pairs, *([("at", at)] if at else [])])
    return f"/review?{query}" if query else "/review"


def offered(folder: Path) -> dict[str, list[dict[str, str]]]:
    """The rows of other tables that came with proposals. Raises `ProposalsError`."""
    return {name: filed.rows(folder / filed.FOLDER / f"{name}.csv") for name in TABLES}


def changes(book: Codebook, one: Proposed, sent: Mapping[str, Sequence[str]]) -> dict[str, str]:
    """The cells of a proposal that somebody has typed otherwise."""
    kind = book.kinds.get(one.kind)
    columns = [column for column in kind.columns if column.name not in NOT_SHOWN] if kind else []
    cells = typed(columns, sent, one.row)
    return {column: cell for column, cell in cells.items() if one.row.get(column, "") != cell}
