"""Bodies and offices of whoever is spoken of: "its foreign ministry", "Ghana, whose army", "our navy"."""

import re
from collections.abc import Callable, Iterator, Sequence
from functools import cache

from foedus.reader.focus import foci
from foedus.reader.mention import Mention
from foedus.reader.names.hits import Hit
from foedus.reader.names.lists import either
from foedus.reader.names.roles import BEFORE, agency_key, office

_WHOSE = re.compile(r",?\s(?:\([^()]{1,30}\),?\s)?whose(?=\s)")
_OUR = re.compile(rf"\b(?:our|my|this)\s(?:own\s|small\s|little\s)?(?:{either('our')})\b", re.IGNORECASE)
_OURS = re.compile(r"\b(?:our|my)(?=\s)", re.IGNORECASE)
_QUOTES = str.maketrans("“”„«»", '"""""')
_NAME_NEXT = re.compile(r"\s[^\W\d_a-z]")


def owned(
    texts: Sequence[str], blocks: Sequence[Sequence[Mention]], bodies: Callable[[str], Sequence[Hit]]
) -> list[list[Mention]]:
    """The mentions of a document's blocks with the bodies and offices of those whom a reference stands for.

    `bodies` finds the words for them in a text. "Our country" is the state that the document names most.
    """
    bodies = cache(bodies)
    named: dict[str, Mention] = {}
    done: list[list[Mention]] = []
    for text, mentions, about in zip(texts, blocks, foci(texts, blocks), strict=True):
        found = _with_owned(text, mentions, about, bodies)
        done.append(list(_named_again(text, found, named, bodies)))
    return done


_AGAIN = re.compile(r"\b[Tt]he\s$")
_OTHERS = ("agency", "person")


def _named_again(
    text: str, mentions: Sequence[Mention], named: dict[str, Mention], bodies: Callable[[str], Sequence[Hit]]
) -> Iterator[Mention]:
    """The mentions with bodies and offices that were named with their state before: "the defence ministry".

    `named` holds those so far, by key.
    """
    words = [hit for hit in bodies(text) if _AGAIN.search(text, max(0, hit.start - 4), hit.start)] if named else []
    words = [hit for hit in words if not _NAME_NEXT.match(text, hit.end) and not _OF_ANOTHER.match(text, hit.end)]
    waiting: list[tuple[int, int, Mention | Hit]] = [(one.start, -one.end, one) for one in mentions]
    waiting += [(hit.start, -hit.end, hit) for hit in words if not _taken(hit, mentions)]
    for _, _, one in sorted(waiting, key=lambda each: each[:2]):
        if isinstance(one, Mention):
            if one.type in _OTHERS and one.form == "office":
                named.pop(one.key, None)
                named[one.key] = one
            yield one
        else:
            again = next((o for o in reversed(named.values()) if o.key == _body(0, one, o.country).key), None)
            if again is not None:
                yield Mention(one.start, one.end, again.key, again.type, "again", country=again.country)


def _taken(hit: Hit, mentions: Sequence[Mention]) -> bool:
    return any(one.start < hit.end and hit.start < one.end for one in mentions)


_OF_ANOTHER = re.compile(r"\s(?:of|in|for)\s")


def _with_owned(
    text: str, mentions: Sequence[Mention], about: str, bodies: Callable[[str], Sequence[Hit]]
) -> list[Mention]:
    owners = list(_owners(text, mentions, about))
    if not owners:
        return list(mentions)
    words = bodies(text)
    made: list[Mention] = []
    for start, end, country, own in owners:
        word = next((hit for hit in words if hit.start >= end and BEFORE.fullmatch(text, end, hit.start)), None)
        if word is not None and not _NAME_NEXT.match(text, word.end):
            made.append(_body(start, word, country))
        elif own:
            made.append(Mention(start, end, country, "state", "pronoun"))
    kept = [one for one in mentions if all(one.end <= other.start or other.end <= one.start for other in made)]
    return sorted([*kept, *made], key=lambda one: one.start)


def _owners(text: str, mentions: Sequence[Mention], about: str) -> Iterator[tuple[int, int, str, bool]]:
    """Where somebody is spoken of as an owner: start, end, state, and whether this is a reference by itself."""
    for one in mentions:
        country = one.key if one.type == "state" and not one.keys else one.country if one.type == "agency" else ""
        if not country:
            continue
        said = text[one.start : one.end].lower()
        if one.form == "pronoun" and (said == "its" or text[one.end : one.end + 1] in ("'", "’")):
            yield one.start, one.end, country, False
        whose = _WHOSE.match(text, one.end) if one.type == "state" else None
        if whose is not None:
            yield whose.end() - 5, whose.end(), country, False
    if not about:
        return
    plain = text.translate(_QUOTES)
    ends = []
    for found in _OUR.finditer(text):
        if plain.count('"', 0, found.start()) % 2 == 0:
            ends.append(found.start())
            yield found.start(), found.end(), about, True
    for found in _OURS.finditer(text):
        if found.start() not in ends and plain.count('"', 0, found.start()) % 2 == 0:
            yield found.start(), found.end(), about, False


def _body(start: int, word: Hit, country: str) -> Mention:
    role = word.entry
    if role.role == "office":
        holder = office(role, country)
        return Mention(start, word.end, holder.key, "person", "office", country=country)
    return Mention(start, word.end, agency_key(role.key, country), "agency", "office", country=country)
