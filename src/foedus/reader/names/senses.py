"""Whether a form may stand for what it usually stands for: capitals, everyday words, people called Jordan."""

import re
from collections.abc import Sequence

from foedus.reader.names.entries import Entry
from foedus.reader.names.hits import Stretch
from foedus.reader.names.lists import words

_WORD_BEFORE = re.compile(r"(?:^|[\s(\"“'‘])([^\W\d_][\w.'’-]*)\s$")
_WORD_AFTER = re.compile(r"\s([^\W\d_][\w'’-]*)")
_PREFIX = re.compile(r"(?:^|\W)(?:pro|anti|non|ex|post|pre|half|semi|inter|trans|de|un)[-‐‑]$", re.IGNORECASE)
_CAPITALISED = re.compile(r"(?<![\w])[^\W\d_]")
_ENGLISH = words("english_acronyms")
"""Acronyms that are words of a heading in capitals."""
_PEOPLE = words("people_and_states")
"""States and capitals that people are called as well."""
_GIVEN = words("given_names")
_MAY_FOLLOW = words("after_a_state")
"""Capitalised words that may follow the name of a state."""
_TITLES = words("before_a_surname")
_AMERICAN_GEORGIA = re.compile(
    r"\b(?:Atlanta|Savannah|Fort (?:Stewart|Moore|Benning|Gordon|Eisenhower)|Marietta|Kings Bay|Robins|Warner Robins|"
    r"Augusta|Macon|Alabama|Florida|Tennessee|Carolina|Republican|Democrat|Raffensperger|Kemp)\b"
)


def best(entries: Sequence[Entry], stretch: Stretch, start: int, end: int) -> Entry | None:
    """The first of the entries of a form that may stand at a place of a text."""
    for one in entries:
        if allowed(one, stretch, start, end):
            return one
    return None


def allowed(one: Entry, stretch: Stretch, start: int, end: int) -> bool:
    """Whether the form of an entry, at a place of a text, may be that entry."""
    found = stretch.text[start:end]
    if one.capitals and not _written_so(one, found, stretch):
        return False
    if one.article and not _behind_the(stretch.text, start, end):
        return False
    if one.near and not any(word in stretch.words for word in one.near):
        return False
    if one.type == "person":
        return not one.wary or _alone(stretch.text, start, end)
    if one.type not in ("state", "organisation", "territory"):
        return True
    if start and stretch.text[start - 1] in "-‐‑" and _PREFIX.search(stretch.text, max(0, start - 8), start):
        return False
    return one.type != "state" or _is_the_state(one, found, stretch.text, start, end)


def _behind_the(text: str, start: int, end: int) -> bool:
    if text[max(0, start - 4) : start].casefold() not in ("the ", "the\n"):
        return False
    after = _WORD_AFTER.match(text, end)
    return after is None or not after[1][0].isupper()


def _written_so(one: Entry, found: str, stretch: Stretch) -> bool:
    if one.capitals == "all":
        if stretch.shouts:
            return found.casefold() not in _ENGLISH
        letters = found.removesuffix("s") if one.text.endswith("s") else found
        return letters.isupper()
    if found.isupper():
        return True
    return len(_initials(found)) >= len(_initials(one.text))


def _initials(text: str) -> list[str]:
    return [char for char in _CAPITALISED.findall(text) if char.isupper()]


def _is_the_state(one: Entry, found: str, text: str, start: int, end: int) -> bool:
    name = found.casefold()
    if one.form == "capital":
        return not _part_of_a_name(text, end) and not _is_a_person(text, name, start, end)
    if name in _PEOPLE and _is_a_person(text, name, start, end):
        return False
    if name in ("georgia", "georgian"):
        return _AMERICAN_GEORGIA.search(text, max(0, start - 200), end + 200) is None
    return True


def _is_a_person(text: str, name: str, start: int, end: int) -> bool:
    before = _WORD_BEFORE.search(text, max(0, start - 30), start)
    if before and before[1].casefold().rstrip(".") in _GIVEN:
        return True
    after = _WORD_AFTER.match(text, end)
    if name in _PEOPLE and after and after[1][0].isupper() and not after[1].isupper():
        return after[1].casefold() not in _MAY_FOLLOW
    return False


_SIGNED_THERE = words("signed_there")
"""What is called after the town where it was signed or held: "the Pretoria agreement"."""


def _part_of_a_name(text: str, end: int) -> bool:
    """Whether a capital is the beginning of a longer name: "Warsaw Pact", "Beijing Olympics"."""
    after = _WORD_AFTER.match(text, end)
    if after is not None and after[1].casefold() in _SIGNED_THERE:
        return True
    return (
        after is not None
        and after[1][0].isupper()
        and not after[1].isupper()
        and after[1].casefold() not in _MAY_FOLLOW
    )


def _alone(text: str, start: int, end: int) -> bool:
    """Whether a surname stands by itself or behind a title, and not in another's name: "Hunter Biden"."""
    after = _WORD_AFTER.match(text, end)
    if after and after[1][0].isupper() and not after[1].isupper():
        return False
    before = _WORD_BEFORE.search(text, max(0, start - 30), start)
    if before is None or not before[1][0].isupper():
        return True
    word = before[1]
    if word.casefold().rstrip(".") in _TITLES or word.endswith(("'s", "’s")):
        return True
    lead = text[: before.start(1)].rstrip()
    return not lead or lead[-1] in '.!?:;"“”’)'
