"""Proposals as rows that a check lets pass: cells that are no dates, numbers or words of their lists are left out."""

import hashlib
from collections.abc import Iterator, Mapping, Sequence

import msgspec

from foedus.case.proposals import Proposed
from foedus.codebook import Column, Kind, load
from foedus.reader.proposal import Proposal
from foedus.terms import dates, numbers

Place = tuple[int, tuple[int, int], tuple[tuple[int, int], ...]]
"""Where a proposal stands: its block, its sentence and its trigger in the passage."""


def place_of(one: Proposal) -> Place:
    """Where a proposal stands: what tells its passage among those of a document."""
    return one.block, one.sentence, one.spans["trigger"]


def proposed(source: str, found: Sequence[Proposal], texts: Mapping[Place, str], coded: str = "") -> Iterator[Proposed]:
    """The proposals of a source as they are kept. `texts`: the passage of each; `coded`: the day, EDTF.

    Those that no row can say are left out.
    """
    book = load()
    for one in found:
        kind = book.kinds[one.kind]
        row = clean(kind, {**one.row, "source": source, "coder": "foedus", "coded": coded, "origin": "reader"})
        if row is None:
            continue
        text = texts[place_of(one)]
        start, end = one.sentence
        words = text[start:end]
        spans = {
            column: kept
            for column, pieces in one.spans.items()
            if (kept := tuple((a - start, b - start) for a, b in pieces if start <= a < b <= end))
        }
        yield Proposed(
            id=_id(one.kind, row, words), kind=one.kind, row=row, sentence=words, spans=spans, score=one.score,
            why=_why(one, kind, text), frame=one.frame, features=one.features,
            language=one.language,
        )  # fmt: skip


def clean(kind: Kind, row: Mapping[str, str]) -> dict[str, str] | None:
    """The row with cells that the codebook does not allow left out; None where what is left says nothing."""
    kept = {column.name: row[column.name] for column in kind.columns if row.get(column.name)}
    for column in kind.columns:
        if column.name in kept and not _allowed(column, kept[column.name]):
            del kept[column.name]
    for money in [column.name for column in kind.columns if column.type == "money"]:
        if (money in kept) != ("currency" in kept):
            kept.pop(money, None)
            kept.pop("currency", None)
    if any(
        column.required and column.name not in kept and column.name not in ("claim", "event") for column in kind.columns
    ):
        return None
    if any(_share(kept.get(a, ""), kept.get(b, "")) for a, b in kind.distinct):
        return None
    return kept


def _allowed(column: Column, cell: str) -> bool:
    if column.words:
        return all(value in column.words for value in (cell.split("; ") if column.many else [cell]))
    try:
        if column.type == "date":
            dates.parse(cell)
        elif column.type in ("number", "money"):
            numbers.parse(cell)
    except (dates.DateError, numbers.NumberError):
        return False
    return True


def _share(one: str, other: str) -> bool:
    return bool(set(one.split("; ")) & set(other.split("; ")) - {""})


def _id(kind: str, row: Mapping[str, str], sentence: str) -> str:
    told = {column: value for column, value in row.items() if column not in ("coded", "event")}
    said = msgspec.json.encode([kind, sorted(told.items()), sentence])
    return hashlib.blake2b(said, digest_size=8).hexdigest()


def _why(one: Proposal, kind: Kind, text: str) -> str:
    """What made it a claim, in a sentence."""
    (start, end), *_ = one.spans["trigger"]
    read = []
    for column, pieces in one.spans.items():
        if pieces and column != "trigger" and column in kind.by_name:
            words = ", ".join(f"“{' '.join(text[a:b].split())}”" for a, b in pieces)
            read.append(f"{kind.by_name[column].label.lower()} {words}")
    roles = f", with {'; '.join(read)}" if read else ""
    return f"“{text[start:end]}” says {kind.plural} (frame {one.frame}){roles}."
