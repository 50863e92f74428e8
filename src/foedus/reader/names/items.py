"""Arms and equipment: nouns with what stands before them, and platforms with the noun behind them."""

import re
from collections.abc import Sequence

import msgspec

from foedus.reader.names.entries import Entry, british
from foedus.reader.names.hits import Hit, Stretch
from foedus.reader.names.lists import either, words
from foedus.terms.words import slug

_GAP = re.compile(r"\s|[-‐‑]")
_LEFT = re.compile(
    r"(?:\b\d{2,3}(?:\.\d+)?[ -]?(?:mm|milli-?met(?:re|er)s?)|"
    r"\b[a-z]+(?:-[a-z]+)*-(?:mounted|based|launched|range|capable|propelled|guided|resistant|grade|fired|wheeled?|drive|cali(?:b|lib)(?:re|er)|seat|engined?|powered|tonne?|generation|endurance))\s$"
)
_OWN_NAME = re.compile(r"(?<=[a-z0-9,;)’'”\"]\s)((?:[^\W\d_a-z][\w./]*(?:-[\w./]+)*(?:-class)?\s){1,3})$")
_NO_NAME = words("leading", "not_names", "no_models")
_PEOPLE = re.compile(rf"\b(?:{either('fighters')})\s$", re.IGNORECASE)
_PARTS = words("parts")


def items(stretch: Stretch, hits: Sequence[Hit]) -> list[Hit]:
    """The hits with nouns for arms, their modifiers, and platforms put together."""
    done: list[Hit] = []
    at = 0
    while at < len(hits):
        hit = hits[at]
        if hit.entry.type not in ("item", "platform"):
            done.append(hit)
            at += 1
            continue
        run = [hit]
        while at + 1 < len(hits) and _continues(stretch.text, run[-1], hits[at + 1]):
            at += 1
            run.append(hits[at])
        at += 1
        done += _together(stretch, run, done[-1] if done else None)
    return done


def _continues(text: str, before: Hit, after: Hit) -> bool:
    if after.entry.type not in ("item", "platform") or not _GAP.fullmatch(text, before.end, after.start):
        return False
    return after.entry.type == "item" or before.entry.role == "modifier"


def _together(stretch: Stretch, run: list[Hit], before: Hit | None) -> list[Hit]:
    while run and run[-1].entry.role == "modifier":
        run.pop()
    if not run:
        return []
    last = run[-1]
    at = next((place for place, hit in enumerate(run) if hit.entry.type == "platform"), None)
    if at is not None:
        return [_platform(stretch, run[at:])]
    if last.entry.role == "bound" and not _licensed(stretch.text, run):
        return []
    if last.entry.key == "fighter" and len(run) == 1 and _who_fights(stretch.text, last, before):
        return []
    return [_item(stretch, run, before)]


def _platform(stretch: Stretch, run: list[Hit]) -> Hit:
    first, last = run[0], run[-1]
    if last is not first and (last.entry.key in _PARTS or last.entry.category == "engines"):
        return _as_item(stretch.text, first.start, last)
    return Hit(first.start, last.end, msgspec.structs.replace(first.entry, wary=first.entry.wary and last is first))


def _licensed(text: str, run: list[Hit]) -> bool:
    if any(hit.entry.form != "loose" for hit in run[:-1]):
        return True
    return _LEFT.search(text, max(0, run[0].start - 40), run[0].start) is not None


def _who_fights(text: str, hit: Hit, before: Hit | None) -> bool:
    if before is not None and before.entry.type == "armed-group" and hit.start - before.end < 3:
        return True
    return _PEOPLE.search(text, max(0, hit.start - 30), hit.start) is not None


def _item(stretch: Stretch, run: list[Hit], before: Hit | None) -> Hit:
    text, start, last = stretch.text, run[0].start, run[-1]
    while found := _LEFT.search(text, max(0, start - 40), start):
        start = found.start()
    if before is None or before.end + 1 < start:
        named = _OWN_NAME.search(text, max(0, start - 60, before.end if before else 0), start)
        if named and not stretch.shouts and not stretch.titled:
            words = [word for word in named[1].split() if word.casefold() not in _NO_NAME]
            if len(words) == len(named[1].split()):
                entry = Entry(slug(named[1]), "platform", "new", category=last.entry.category)
                return Hit(named.start(1), last.end, entry)
    return _as_item(text, start, last)


def _as_item(text: str, start: int, last: Hit) -> Hit:
    words = british(" ".join(text[start : last.end].split()))
    plain = " ".join(word if word.removesuffix("s").isupper() else word.lower() for word in words.split())
    return Hit(start, last.end, Entry(plain, "item", "name", category=last.entry.category))
