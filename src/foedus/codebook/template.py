"""The small language in which kind files put claims into words.

    {recipient} {is:recipient} testing {thing}[ in {place}]

- `{col}` is a blank, filled from a column of the row or from a part of sentences (`[parts]`).
- `{verb:col}` is a verb in its third person singular, put into the number of `col` and the tense of the
  claim: `{is:member}` gives is, are, was, were, has been. Where the word in front is itself a column, the
  phrase of that column's word is put into that number and tense: `{position:speaker}` gives "oppose".
- `{bare:col}` is a name without its article, `{at:col}` one with "in" or "on" in front, `{its:col}` its or
  their, `{guests:col}` the parties in `col` that are not in `host`.
- `{col=word}` is a condition and prints nothing: the cell must hold that word, or the same as the column
  called `word`, or for `#` a number.
- `{will}` is "will" or "might"; `{when}` is the place of the date, with a space in front. Without it the
  date comes last.
- `[...]` is left out as a whole where a blank in it stays empty; `[~...]` also where it would repeat a name
  that the sentence has had already.
"""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache

SENTENCE_WORDS = frozenset({"will", "when"})
"""Blanks that stand for a word of the sentence itself, not for a column."""
ANY_NUMBER = "#"
"""In the place of the word in a condition: any number."""
BARE, AT, ITS, GUESTS = "bare", "at", "its", "guests"
"""What may stand before the colon and is no verb."""
HOST = "host"
"""The column whose parties are no guests."""

_PIECES = re.compile(
    r"\{(?P<column>[a-z_]+)=(?P<word>[^{}\[\]]+)\}"
    r"|\{(?:(?P<how>[a-z_]+):)?(?P<blank>[a-z_]+)\}"
    r"|(?P<open>\[~?)|(?P<close>\])|(?P<text>[^\[\]{}]+)|(?P<stray>.)",
    re.DOTALL,
)


class TemplateError(ValueError):
    """A template that cannot be read; the message says where."""


@dataclass(frozen=True, slots=True)
class Text:
    """Words that stay as they are."""

    text: str


@dataclass(frozen=True, slots=True)
class Blank:
    """A blank: the column or part that fills it, and how."""

    name: str
    how: str = ""


@dataclass(frozen=True, slots=True)
class Condition:
    """What must hold for the template to be used."""

    column: str
    word: str


@dataclass(frozen=True, slots=True)
class Group:
    """A piece that may be left out; `new` where it must not repeat a name."""

    pieces: "tuple[Piece, ...]"
    new: bool = False


Piece = Text | Blank | Condition | Group


@cache
def parse(template: str) -> tuple[Piece, ...]:
    """Read a template; raise `TemplateError` where a bracket or brace has no partner.

    >>> parse("{recipient} {will} wait[ in {place}]")[0]
    Blank(name='recipient', how='')
    >>> parse("{recipient")
    Traceback (most recent call last):
    foedus.codebook.template.TemplateError: The sentence '{recipient' has a '{' that opens or closes nothing.
    """
    levels: list[tuple[list[Piece], bool]] = [([], False)]
    for found in _PIECES.finditer(template):
        here = levels[-1][0]
        if found["column"]:
            here.append(Condition(found["column"], found["word"]))
        elif found["blank"]:
            here.append(Blank(found["blank"], found["how"] or ""))
        elif found["text"]:
            here.append(Text(found["text"]))
        elif found["open"]:
            levels.append(([], found["open"] == "[~"))
        elif found["close"] and len(levels) > 1:
            pieces, new = levels.pop()
            levels[-1][0].append(Group(tuple(pieces), new))
        else:
            raise TemplateError(f"The sentence '{template}' has a '{found[0]}' that opens or closes nothing.")
    if len(levels) > 1:
        raise TemplateError(f"The sentence '{template}' has a '[' that opens or closes nothing.")
    return tuple(levels[0][0])


def walk(pieces: tuple[Piece, ...]) -> Iterator[Piece]:
    """All pieces, those inside groups too."""
    for piece in pieces:
        yield piece
        if isinstance(piece, Group):
            yield from walk(piece.pieces)
