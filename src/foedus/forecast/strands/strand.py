"""What is known of one strand: the evidence by side, pairs, places of states, and what datasets add."""

from typing import Literal

import msgspec

from foedus.record.figure import Figure

Stance = Literal["for", "against", "expected", "denied"]
STANCES: tuple[Stance, ...] = ("for", "against", "expected", "denied")
"""for: told of as agreed, done or in force; against: ended, cancelled; expected: proposed, planned, awaited, weighed;
denied: said not to be."""
Form = Literal["full", "light", "dashed", "open", "none"]
"""How a state stands in a strand: named where it is so; only through a group or an organisation; only expected; only
denied or over; in no claim."""
FORMS: tuple[Form, ...] = ("full", "light", "dashed", "open", "none")


class Side(msgspec.Struct, frozen=True, kw_only=True):
    """The evidence of one stance in a strand."""

    stance: Stance
    facts: tuple[str, ...]
    """Claims on events and bodies."""
    voices: tuple[str, ...]
    """Claims that are positions or reasons, on these events and bodies."""
    inferred: tuple[str, ...]
    """Those of the facts whose obligation a coder inferred."""
    roots: int
    """Independent roots behind all of them."""
    undated: int
    """Facts without a date."""
    first: int | None
    last: int | None
    """Years of the dated facts; None where there are none."""

    @property
    def claims(self) -> tuple[str, ...]:
        """Facts and voices."""
        return (*self.facts, *self.voices)


class Between(msgspec.Struct, frozen=True):
    """Two states of the set, and the claims by which they are tied by name."""

    pair: tuple[str, str]
    claims: tuple[str, ...]


class Place(msgspec.Struct, frozen=True):
    """How a state stands in a strand, and by how many claims of that form."""

    state: str
    form: Form
    claims: int


class Strand(msgspec.Struct, frozen=True, kw_only=True):
    """A strand of closeness among the states asked about."""

    name: str
    short: str
    label: str
    says: str
    evaluated: bool
    """Whether a probability of it has been evaluated."""
    sides: tuple[Side, ...]
    """By stance, in the order of `STANCES`."""
    events: int
    """Single events that a source itself says were agreed or done, and nobody denies."""
    softer: int
    """Single events only talked of, passed on, or disputed."""
    pairs: tuple[Between, ...]
    """Pairs named together in claims that are for it, most claims first."""
    through: tuple[str, ...]
    """Groups and organisations through which other states are tied."""
    bodies: tuple[str, ...]
    places: tuple[Place, ...]
    left_out: tuple[str, ...]
    """Claims that it is so, but on an obligation that a coder inferred: not counted."""
    aside: tuple[str, ...]
    """Claims that take no side: preconditions, neutral positions, ends that are only weighed."""
    data: Figure

    def side(self, stance: Stance) -> Side:
        """The evidence of one stance."""
        return next(side for side in self.sides if side.stance == stance)
