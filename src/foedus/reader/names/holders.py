"""Office-holders: an office that stands beside a name is the person's, and so is "the minister" after it.

"Kenya's president, William Ruto, who welcomed it" is one speaker, not two; "Ruto, Kenya's president" as well.
"""

import re
from collections.abc import Iterator, Mapping, Sequence
from itertools import pairwise

import msgspec

from foedus.reader.mention import Mention
from foedus.reader.names.lists import either

_BETWEEN = re.compile(r"(?:\s?,)?\s(?:the\s)?(?:(?:Mr|Mrs|Ms|Dr|Sir|General|Gen|Admiral|Colonel)\.?\s)?")
_ENDS = re.compile(
    r"['’]s?\b|\s?[,.;:)]|\s(?:and|who|whose|as|in|on|at|to|with|has|had|will)\b|\s(?:[a-z]+ed|said|says)\b|$"
)
_AGAIN = re.compile(
    rf"\b[Tt]he (?P<noun>{either('the_holder')})\b(?!\s(?:of|for|to|in|from|[A-Z])\b|[-‐‑]|['’]s\s[A-Z])"
)
_BEFORE = re.compile(rf"\b(?P<noun>{either('the_holder')})(?:\s(?:of|for)\s(?:the\s)?\w+)?,?\s$", re.IGNORECASE)
_OFFICES = {
    "president": "president", "prime minister": "prime-minister", "premier": "prime-minister",
    "chancellor": "prime-minister", "foreign minister": "foreign-minister", "defence minister": "defence-minister",
    "defense minister": "defence-minister",
}  # fmt: skip
_HOME = re.compile(rf"\b[Tt]he (?P<office>{'|'.join(_OFFICES)})\b(?!\s(?:of|for)\b|(?-i:\s[A-Z])|[-‐‑])", re.IGNORECASE)
_LEFT = ("office", "pronoun", "again")


def holders(
    texts: Sequence[str],
    blocks: Sequence[Sequence[Mention]],
    offices: Mapping[str, frozenset[str]] | None = None,
    about: Sequence[str] = (),
) -> list[list[Mention]]:
    """The mentions of a document's blocks with offices given to those who hold them, in order.

    `offices`: by person's key the offices that he is known to have held, as slugs: "the Russian president" in a text
    that names one of them. `about`: for each block the state that it is about, whose president "the president" is.
    """
    named: dict[str, Mention] = {}
    held = _held(blocks, offices or {})
    done = []
    for text, mentions, state in zip(texts, blocks, about or [""] * len(texts), strict=True):
        told = [_only_one(one, held) for one in _told(text, _known(mentions, named))]
        all_named = sorted([*told, *_again(text, told, named)], key=lambda one: one.start)
        done.append(sorted([*all_named, *_at_home(text, all_named, held, state)], key=lambda one: one.start))
    return done


def _at_home(
    text: str, mentions: Sequence[Mention], held: Mapping[tuple[str, str], set[str]], state: str
) -> Iterator[Mention]:
    """ "The prime minister" of the state that a text is about, where it names just one who held the office."""
    for found in _HOME.finditer(text) if state else ():
        who = held.get((state, _OFFICES[found["office"].lower()]), set())
        if len(who) == 1 and all(_apart(found, one) for one in mentions):
            yield Mention(found.start(), found.end(), next(iter(who)), "person", "again", country=state)


def _held(
    blocks: Sequence[Sequence[Mention]], offices: Mapping[str, frozenset[str]]
) -> dict[tuple[str, str], set[str]]:
    """By state and office those whom a document names who held it."""
    found: dict[tuple[str, str], set[str]] = {}
    for one in (one for mentions in blocks for one in mentions if one.type == "person" and one.form not in _LEFT):
        for office in offices.get(one.key, ()):
            found.setdefault((one.country, office), set()).add(one.key)
    return found


def _only_one(one: Mention, held: Mapping[tuple[str, str], set[str]]) -> Mention:
    """An office with the person who held it, where the text names just one."""
    if one.type != "person" or one.form != "office":
        return one
    who = {
        key
        for (country, office), keys in held.items()
        if country == one.country and one.key.endswith(f"-{office}")
        for key in keys
        if not one.key.endswith((f"deputy-{office}", f"vice-{office}"))
    }
    return msgspec.structs.replace(one, key=who.pop(), form="held") if len(who) == 1 else one


def _known(mentions: Sequence[Mention], named: dict[str, Mention]) -> list[Mention]:
    """The mentions with the state whose office somebody was said to hold before."""
    return [
        msgspec.structs.replace(one, country=named[one.key].country)
        if one.type == "person" and not one.country and one.key in named
        else one
        for one in mentions
    ]


def _told(text: str, mentions: Sequence[Mention]) -> Iterator[Mention]:
    given: dict[int, Mention] = {}
    for one, other in pairwise(mentions):
        if one.type != "person" or other.type != "person" or not _BETWEEN.fullmatch(text, one.end, other.start):
            continue
        office, person = (one, other) if one.form == "office" else (other, one)
        if office.form != "office" or person.form in _LEFT or (person.country or office.country) != office.country:
            continue
        if office is other and (text[one.end] != "," or not _ENDS.match(text, other.end)):
            continue
        given[office.start] = msgspec.structs.replace(office, key=person.key, form="held")
        given[person.start] = msgspec.structs.replace(person, country=office.country)
    for one in mentions:
        yield given.get(one.start, one)


def _again(text: str, mentions: Sequence[Mention], named: dict[str, Mention]) -> Iterator[Mention]:
    """ "The minister", once one minister has been named with his office; `named` is filled on the way."""
    found = [hit for hit in _AGAIN.finditer(text) if all(_apart(hit, one) for one in mentions)]
    waiting: list[tuple[int, Mention | re.Match[str]]] = [(one.start, one) for one in mentions]
    waiting += [(hit.start(), hit) for hit in found]
    for _, one in sorted(waiting, key=lambda each: each[0]):
        if isinstance(one, Mention):
            held = text[one.start : one.end] if one.form == "held" else _office_before(text, one)
            if held:
                named.pop(one.key, None)
                named[one.key] = msgspec.structs.replace(one, category=held.casefold())
        else:
            fitting = [who for who in reversed(named.values()) if one["noun"].lower() in who.category.split()]
            if fitting:
                yield Mention(one.start(), one.end(), fitting[0].key, "person", "again", country=fitting[0].country)


def _office_before(text: str, one: Mention) -> str:
    """The office right before a person's name: "Defence Minister Güler"."""
    if one.type != "person" or one.form in _LEFT:
        return ""
    found = _BEFORE.search(text, max(0, one.start - 40), one.start)
    return found["noun"] if found else ""


def _apart(hit: re.Match[str], one: Mention) -> bool:
    return one.end <= hit.start() or hit.end() <= one.start
