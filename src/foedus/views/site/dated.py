"""Events with their dates as what they are: a day, some time within, from one to another, open at an end."""

from collections.abc import Iterable, Mapping, Sequence
from itertools import groupby
from typing import Any, Literal

import msgspec

from foedus.record import Record
from foedus.record.words import Words
from foedus.terms.dates import Date, parse, say
from foedus.views.history import MANNERS

Shape = Literal["point", "within", "range", "by", "from"]
"""A day; some time within; from one to another; at any time before; from then on."""
Form = Literal["done", "agreed", "soft"]


class Piece(msgspec.Struct, frozen=True):
    """A stage of an event at a date."""

    stage: str
    when: str
    start: str
    """First day; '' where it is not known."""
    end: str
    """Last day; '' where there is none."""
    shape: Shape
    form: Form
    """Carried out; agreed; only talked of, passed on, denied or over."""
    approximate: bool
    uncertain: bool
    manner: str


class Mark(msgspec.Struct, frozen=True):
    """An event in a lane, with its dated stages in order of time."""

    event: str
    title: str
    pieces: tuple[Piece, ...]
    claims: tuple[str, ...]

    @property
    def says(self) -> str:
        """The event and its stages in words."""
        told = [
            f"{piece.stage}{'' if piece.manner == 'told' else f' ({piece.manner})'} {piece.when}"
            for piece in self.pieces
        ]
        return f"{self.title}: {'; '.join(told)}"


def marks_of(record: Record, words: Words, rows: Sequence[Mapping[str, Any]]) -> dict[str, list[Mark]]:
    """Marks by lane, in order of time."""
    found: dict[str, list[Mark]] = {}
    for (lane, event), group in groupby(rows, key=lambda row: (row["lane"], row["event"])):
        claims = list(group)
        pieces = tuple(_pieces(record, claims))
        found.setdefault(lane, []).append(
            Mark(event, words.title(event), pieces, tuple(row["claim"] for row in claims))
        )
    for marks in found.values():
        marks.sort(key=lambda mark: (mark.pieces[0].start or mark.pieces[0].end, mark.event))
    return found


def _pieces(record: Record, claims: Iterable[Mapping[str, Any]]) -> Iterable[Piece]:
    """A piece for each stage and date, whoever says so; told first where several manners give the same."""
    made: dict[tuple[str, str, str], Piece] = {}
    for row in claims:
        key = (row["kind"], row["stage"], row["date"])
        piece = _piece(record, row, parse(row["date"]))
        if key not in made or made[key].form == "soft":
            made[key] = piece
    return sorted(made.values(), key=lambda piece: (piece.start or piece.end, piece.end))


def _piece(record: Record, row: Mapping[str, Any], when: Date) -> Piece:
    phase, told = row["phase"], row["assertion"] == "asserted"
    form: Form = "done" if told and phase == "done" else "agreed" if told and phase == "agreed" else "soft"
    return Piece(
        stage=record.codebook.kinds[row["kind"]].stage[row["stage"]].label,
        when=say(when),
        start=when.earliest.isoformat() if when.earliest else "",
        end=when.latest.isoformat() if when.latest else "",
        shape=_shape(when),
        form=form,
        approximate=when.approximate,
        uncertain=when.uncertain,
        manner=MANNERS[row["assertion"]],
    )


def _shape(when: Date) -> Shape:
    if when.precision == "day":
        return "point"
    if when.precision == "span":
        return "range"
    if when.precision == "open":
        return "by" if when.earliest is None else "from"
    return "within"
