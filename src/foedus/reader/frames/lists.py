"""Enumerations, read off the text, where a parse is least to be relied on: "Kenya, Uganda and the two Sudans"."""

import re
from collections.abc import Iterator, Mapping

from foedus.reader.frames.grammar import PASSIVE, SUBJECTS
from foedus.reader.frames.tree import Token
from foedus.reader.mention import PARTIES, Mention, Type

_BETWEEN = re.compile(
    r"(?:['’]s?)?(?:\s*\([^()]{1,30}\))?"
    r"(?:\s*,\s*(?:and|or|as well as|plus|along with)?|\s+(?:and|or|as well as|along with|&)"
    r"|\s*[-–‐/]|\s*;\s*(?:and)?)"
    r"\s*(?:(?:the|a|an|its|their|new|then|also|later|both|more|some|(?:the )?republic of|\d[\d,]*|two|three|four|five"
    r"|six|seven|eight|nine|ten|twelve|dozens? of)\s+)*"
)
"""What stands between two things in an enumeration."""
_THINGS: tuple[Type, ...] = ("platform", "item")
_TIMES: tuple[Type, ...] = ("date",)
_ACTORS: tuple[Type, ...] = (*PARTIES, "person", "collective")


def lists(text: str, heads: Mapping[Mention, Token]) -> Iterator[tuple[Mention, tuple[Mention, ...]]]:
    """Enumerations, read off the text, where a parse is least to be relied on: each mention with all of its list."""
    for types in (_ACTORS, _THINGS, _TIMES):
        run: list[Mention] = []
        for one in sorted((one for one in heads if one.type in types), key=lambda mention: mention.start):
            if run and not _goes_on(text, run[-1], one, heads):
                if len(run) > 1:
                    yield from ((member, tuple(run)) for member in run)
                run = []
            run.append(one)
        if len(run) > 1:
            yield from ((member, tuple(run)) for member in run)


def _goes_on(text: str, one: Mention, other: Mention, heads: Mapping[Mention, Token]) -> bool:
    if one.type == "person" and other.type in ("person", "agency") and _same_one(text, one, other):
        return False
    if one.key == other.key:  # "the AU (African Union)"
        return text[one.end : other.start].strip() in ("(", "")
    gap = text[one.end : other.start].lstrip(")")
    if other.start - one.end > 60 or not _BETWEEN.fullmatch(gap):
        return False
    subject = SUBJECTS | PASSIVE
    return heads[other].dep_ not in subject or heads[one].dep_ in subject


def _same_one(text: str, one: Mention, other: Mention) -> bool:
    """Whether two names are one's own and his office, set between commas: "Ruto, Kenya's president, said"."""
    offices = [each for each in (one, other) if each.form in ("office", "unnamed")]
    return bool(offices) and one.country == other.country and text[one.end : other.start].strip() in (",", "")
