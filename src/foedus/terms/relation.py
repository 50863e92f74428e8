"""How two vague values stand to each other: the one answer `dates.compare` and `numbers.compare` share."""

import enum


class Relation(enum.StrEnum):
    """What is allowed by one value, seen from what is allowed by another.

    >>> Relation.INSIDE.inverse
    <Relation.CONTAINS: 'contains'>
    """

    EQUAL = "equal"
    INSIDE = "inside"  # the first lies within the second: it says the same, more exactly
    CONTAINS = "contains"  # the second lies within the first
    OVERLAPS = "overlaps"  # both can be true
    DISJOINT = "disjoint"  # both cannot be true

    @property
    def inverse(self) -> "Relation":
        """The relation with the two values exchanged."""
        return _INVERSE.get(self, self)


_INVERSE = {Relation.INSIDE: Relation.CONTAINS, Relation.CONTAINS: Relation.INSIDE}
