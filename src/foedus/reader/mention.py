"""What is named, counted or dated in a block: the common currency of names, expressions and frames."""

from typing import Literal

import msgspec

Type = Literal[
    "state", "organisation", "agency", "firm", "platform", "person", "group", "armed-group", "territory",
    "place", "facility", "item", "topic", "date", "money", "number", "collective",
]  # fmt: skip

PARTIES: tuple[Type, ...] = ("state", "organisation", "agency", "firm", "group", "territory", "armed-group")
"""Who can be a party to something."""


class Mention(msgspec.Struct, frozen=True):
    """A stretch of a block's text that stands for something.

    `key` is an entity's key, a state's alpha-3, an EDTF date, a number as the codebook writes it, or the words
    themselves (of an item). Of a `collective` ("the two countries"), `keys` are whom it stands for.
    """

    start: int
    end: int
    key: str
    type: Type
    form: str = "name"
    """As what: `name`, `alias`, `demonym`, `capital`, `office`, `pronoun`, `expression`..."""
    keys: tuple[str, ...] = ()
    country: str = ""
    """The state of a person's office, a firm, an agency, a platform's maker, a place."""
    category: str = ""
    """Of a platform or item, a word of the codebook's list; of money, its currency."""
