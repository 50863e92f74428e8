"""People who are not in the gazetteer: a title or an office before a name, a name that says something.

"Defence Minister Yaşar Güler", "General Sadiq", "Mr Orbán": the title makes the name a person's. Of an office-holder
the state beside the office is the country. A surname alone is a person only where the document has named them.
"""

import re
from collections.abc import Iterable, Iterator, Mapping, Sequence

import msgspec

from foedus.reader.names.entries import Entry
from foedus.reader.names.hits import Hit, Row, Stretch
from foedus.reader.names.lists import either, words
from foedus.terms.words import fold, slug

_PARTICLE = r"(?:(?:al|el|ul|ur|bin|ibn|ben|van|von|der|den|de|da|do|dos|di|du|la|le|zu|ten|ter|y|e)[ -]|[ADL]['’])"
_CAP = r"[^\W\d_a-z](?:[^\W\d_]*(?:['’-][^\W\d_]+)*|\.)"
NAME = re.compile(rf"\s((?:{_PARTICLE})*{_CAP}(?:\s(?:{_PARTICLE})*{_CAP}){{0,3}}(?:\s(?:Jr|Sr|II|III|IV)\b\.?)?)")
_TITLE = re.compile(
    r"\b(?:Mr|Mrs|Ms|Dr|Prof|Professor|Sir|Lord|Lady|Gen|General|Lt\.? Gen|Lieutenant General|Maj\.? Gen|Major General|"
    r"Brig\.? Gen|Brigadier General|Brigadier|Col|Colonel|Lt\.? Col|Lieutenant Colonel|Major|Captain|Capt|Admiral|Adm|"
    r"Vice Admiral|Rear Admiral|Commodore|Commander|Marshal|Air Marshal|Air Chief Marshal|Senator|Governor|Sheikh|"
    r"Ayatollah|Minister|Secretary|Ambassador|Spokesman|Spokeswoman|Spokesperson|Chairman|Chairwoman)\.?(?=\s[^\W\d_a-z])"
)
_SAYS = either("says")
_SPEAKS = re.compile(
    rf"(?<![\w-])({_CAP}(?:\s(?:{_PARTICLE})*{_CAP}){{1,3}})(?=\s(?:{_SAYS})\b|, (?:an?|the|who|whose)\s)"
)
_SPOKEN = re.compile(rf"\b(?:{_SAYS}|[Aa]ccording to)\s({_CAP}(?:\s(?:{_PARTICLE})*{_CAP}){{1,3}})(?=[,.;])")
_GENITIVE = re.compile(r"['’]s?$")
_BESIDE = re.compile(r"(?:['’]s?)?\s(?:[a-z-]+\s){0,2}")
NOT_NAMES = words("leading", "not_names")


def people(
    stretch: Stretch, raw: Sequence[Hit], kept: Sequence[Hit], leaders: Mapping[tuple[str, str], tuple[str, str]]
) -> list[Hit]:
    """The persons that titles, offices and verbs of saying show, where nothing else has been found.

    `leaders` gives key and state of known office-holders by folded surname and state: "Uzbek President Karimov".
    """
    if stretch.shouts or stretch.titled:
        return []
    text, row, offices = stretch.text, Row(kept), Row(raw)
    found: list[Hit] = []
    for hit in raw:
        name = NAME.match(text, hit.end) if hit.entry.role == "office" else None
        if name is not None:
            country = _country(text, hit, offices)
            found += _named(row, name, Entry("", "person", "new", country, office=hit.entry.key), leaders)
    for title in _TITLE.finditer(text):
        name = NAME.match(text, title.end())
        if name is not None:
            found += _named(row, name, Entry("", "person", "new"), leaders)
    for name in (*_SPEAKS.finditer(text), *_SPOKEN.finditer(text)):
        found += _named(row, name, Entry("", "person", "new"), {})
    return found


def _named(
    row: Row, name: re.Match[str], who: Entry, leaders: Mapping[tuple[str, str], tuple[str, str]]
) -> Iterator[Hit]:
    """The person of a name, where it may be one and nothing else stands there."""
    text = name[1] if name[1].endswith(("Jr.", "Sr.")) else _GENITIVE.sub("", name[1].rstrip("."))
    words = text.split()
    if not words or not (words[0][0].isupper() or words[0].islower()) or not words[-1][0].isupper():
        return
    if any(word.casefold() in NOT_NAMES for word in words):
        return
    known = leaders.get((fold(text), who.country))
    if known is not None:
        entry = msgspec.structs.replace(who, key=known[0], country=known[1], form="surname", text=text)
    else:
        entry = msgspec.structs.replace(who, key=slug(text), text=text)
    hit = Hit(name.start(1), name.start(1) + len(text), entry)
    if entry.key and row.add(hit):
        yield hit


def _country(text: str, office: Hit, row: Row) -> str:
    """The state whose office it is: "Türkiye's defence minister"."""
    hit = row.before(office.start)
    if hit is None or hit.entry.type != "state" or hit.entry.role or not _BESIDE.fullmatch(text, hit.end, office.start):
        return ""
    return hit.entry.key


def surnames(mentions: Iterable[tuple[str, str, str]]) -> dict[str, tuple[str, str]]:
    """Key and country of a person by surname, from names, keys and countries; none where two share a surname."""
    found: dict[str, tuple[str, str]] = {}
    shared: set[str] = set()
    for name, key, country in mentions:
        words = [word for word in name.replace("Jr.", "Jr").split() if word not in ("Jr", "Sr", "II", "III", "IV")]
        if len(words) < 2:
            continue
        surname = words[-1]
        if found.get(surname, (key, ""))[0] != key:
            shared.add(surname)
        if len(surname) > 2 and surname.casefold() not in NOT_NAMES:
            found[surname] = (key, country)
    return {name: who for name, who in found.items() if name not in shared}
