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
_SPOKEN = re.compile(
    rf"\b(?:{_SAYS}|[Aa]ccording to)\s({_CAP}(?:\s(?:{_PARTICLE})*{_CAP}){{1,3}})(?=[,.;]|\s(?:of|from|at|who|told)\b)"
)
_FULL = rf"{_CAP}(?:\s(?:{_PARTICLE})*{_CAP}){{1,3}}"
_CALLED = re.compile(
    rf"\b(?:{either('callings')})(?:\s(?:{_FULL})(?=[\s,.;:)])|(?:\s(?:of|for|to|in|at)\s[^,.;:()]{{2,50}})?,\s(?:{_FULL})(?=[,;.)]))"
)
"""Somebody named behind what he is, as a noun in small letters: "the analyst Ana Ruiz", "Peru's envoy, Ana Ruiz,"."""
_APPOSED = re.compile(
    rf",(?:\s(?:Mr|Mrs|Ms|Dr|Sir|Gen|General|Admiral|Colonel|Sheikh|Sayyid|Prince)\.?(?=\s{_CAP}[,;.\s]))?"
    rf"\s({_CAP}(?:\s(?:{_PARTICLE})*{_CAP}){{0,3}})(?=[,;.)]|\s(?:{_SAYS})\b)"
)
_AHEAD = re.compile(rf"(?<![\w.-])({_FULL}),\s(?:the\s)?$")
_CLOSED = re.compile(r"\s?[,.;)]|$")
_LAST = re.compile(rf"{_FULL}$")
_PLACED = re.compile(r"\b(?:in|at|near|from|to|of|across|through|into|over|off|around|outside|via)\s(?:the\s)?$")
_BELONGS = re.compile(r"(?:['’]s?)?\s(?:[a-z'’-]+\s){0,4}(?:of the\s)?")
_GENITIVE = re.compile(r"['’]s?$")
_BESIDE = re.compile(r"(?:['’]s?)?\s(?:[a-z-]+\s){0,2}")
NOT_NAMES = words("leading", "not_names")


MONARCHS = frozenset(["king", "queen", "emir", "sultan", "crown prince", "emperor"])
"""Offices whose holders go by their first names."""
Monarchs = Mapping[tuple[str, str], Sequence[tuple[str, str]]]


def people(
    stretch: Stretch,
    raw: Sequence[Hit],
    kept: Sequence[Hit],
    leaders: Mapping[tuple[str, str], tuple[str, str]],
    monarchs: Monarchs,
) -> list[Hit]:
    """The persons that titles, offices and verbs of saying show, where nothing else has been found.

    `leaders` gives key and state of known office-holders by folded surname and state: "Uzbek President Karimov";
    `monarchs` those who go by their first names, by title and name.
    """
    if stretch.shouts or stretch.titled:
        return []
    text, row, offices = stretch.text, Row(kept), Row(raw)
    found: list[Hit] = []
    for hit in raw:
        name = NAME.match(text, hit.end) if hit.entry.role == "office" else None
        if name is not None:
            country = _country(text, hit, offices)
            who = Entry("", "person", "new", country, office=hit.entry.key)
            if hit.entry.key.replace("-", " ") in MONARCHS:
                found += _crowned(row, hit, name, who, monarchs)
            else:
                found += _named(row, name, who, leaders)
    for title in _TITLE.finditer(text):
        name = NAME.match(text, title.end())
        if name is not None:
            found += _named(row, name, Entry("", "person", "new"), leaders)
    found += _beside(text, kept, row, leaders)
    for name in (*_SPEAKS.finditer(text), *_SPOKEN.finditer(text)):
        if not _PLACED.search(text, max(0, name.start(1) - 14), name.start(1)):
            found += _named(row, name, Entry("", "person", "new"), {})
    return found


def _beside(
    text: str, kept: Sequence[Hit], row: Row, leaders: Mapping[tuple[str, str], tuple[str, str]]
) -> Iterator[Hit]:
    """Those who are named beside what they are: "Kenya's president, Ana Ruiz,", "Moscow's envoy, Ana Ruiz,"."""
    for hit in kept:
        if hit.entry.form == "office" and hit.entry.type == "person":
            who = Entry("", "person", "new", hit.entry.country)
            behind = _APPOSED.match(text, hit.end)
            ahead = _AHEAD.search(text, max(0, hit.start - 60), hit.start) if _CLOSED.match(text, hit.end) else None
            for name in (behind, ahead):
                if name is not None:
                    yield from _named(row, name, who, leaders)
    for called in _CALLED.finditer(text):
        last = _LAST.search(text, called.start(), called.end())
        name = NAME.match(text, last.start() - 1) if last is not None else None
        if name is not None:
            yield from _named(row, name, Entry("", "person", "new", _owner(text, called.start(), row)), leaders)


def _owner(text: str, place: int, row: Row) -> str:
    """The state whose person somebody is: "Moscow's envoy to the UN", "the American chargé d'affaires"."""
    hit = row.before(place)
    if hit is None or hit.entry.type != "state" or not _BELONGS.fullmatch(text, hit.end, place):
        return ""
    return hit.entry.key


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
        entry = msgspec.structs.replace(who, key=who.key or slug(text), text=text)
    hit = Hit(name.start(1), name.start(1) + len(text), entry)
    if entry.key and row.add(hit):
        yield hit


_OF = re.compile(r"(?:\s[IVX]+)?\sof\s(?:the\s)?")


def _crowned(row: Row, title: Hit, name: re.Match[str], who: Entry, monarchs: Monarchs) -> Iterator[Hit]:
    """The monarch of a first name: of the state beside it, else of one that the text names, else the only one."""
    end = name.start(1) + len(_GENITIVE.sub("", name[1]))
    after = next(iter(row.over(end, end + 12)), None)
    beside = after if after is not None and _OF.fullmatch(name.string, end, after.start) else None
    country = who.country or (beside.entry.key if beside is not None and beside.entry.type == "state" else "")
    known = monarchs.get((who.office, fold(name[1].split()[0])), ())
    here = {country} if country else {one.entry.key for one in row.hits if one.entry.type == "state"}
    fitting = [one for one in known if one[1] in here] or ([] if country else list(known))
    if len(fitting) == 1:
        key, state = fitting[0]
        found = Hit(title.start, end, msgspec.structs.replace(who, key=key, country=state, form="alias"))
        if row.add(found):
            yield found
    else:
        key = slug(f"{who.office} {name[1]}")
        yield from _named(row, name, msgspec.structs.replace(who, key=key, country=country), {})


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
