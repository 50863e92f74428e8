"""How to mend what is no date: from the ways in which people write dates to the texts that the codebook has.

`dates` offers only those suggestions that it can read itself. Where a word is vague, the convention is
written here: early, mid and late are January to March, May to August and October to December of a year, the
days 1-10, 11-20 and 21-end of a month, and the years 0-3, 4-6 and 7-9 of a decade.
"""

import calendar
import re
import unicodedata
from collections.abc import Callable
from typing import NamedTuple

MONTHS = (
    "January", "February", "March", "April", "May", "June", "July", "August", "September", "October",
    "November", "December",
)  # fmt: skip
FORM = "A date is written 2022-05-10, 2022-05 or 2022."
_LONGEST = 60  # characters: nothing longer was meant as a date

_NUMBER = {name.lower(): n for n, name in enumerate(MONTHS, 1)}
_NUMBER |= {name[:3]: n for name, n in _NUMBER.items()} | {"sept": 9}
_MONTHS = "|".join(sorted(_NUMBER, key=len, reverse=True))
_MONTH = rf"(?P<month>{_MONTHS})\.?"
_YEAR = r"(?P<year>[12][0-9]{3})"
_SEASON = {"spring": 21, "summer": 22, "autumn": 23, "fall": 23, "winter": 24}
_DECADE = {word: f"19{n}X" for n, word in enumerate(("twenties", "thirties", "forties", "fifties", "sixties",
                                                     "seventies", "eighties", "nineties"), 2)}  # fmt: skip
_ORDER = {"first": 1, "second": 2, "third": 3, "fourth": 4, "1st": 1, "2nd": 2, "3rd": 3, "4th": 4}
_PART_OF_YEAR = {"early": (1, 3), "mid": (5, 8), "late": (10, 12)}
_PART_OF_MONTH = {"early": (1, 10), "mid": (11, 20), "late": (21, 31)}
_PART_OF_DECADE = {"early": (0, 3), "mid": (4, 6), "late": (7, 9)}
_PART = r"(?P<part>early|mid|late)(?:dle)?[ -](?:(?:in|of) )?(?:the )?"


_ATOM = re.compile(r"(?:[0-9]{4}(?:-[0-9]{2}){0,2}|[0-9]{3}X|[0-9]{2}XX)[~?%]?|\.\.")


class Suggestion(NamedTuple):
    """A text to write instead, and in which case where there are several (" if the day comes first")."""

    text: str
    when: str = ""


def suggest(text: str) -> list[Suggestion]:
    """What may have been meant; `dates` still has to try whether each is a date.

    >>> [s.text for s in suggest("late 2021")], [s.text for s in suggest("c. 2021")]
    (['[2021-10..2021-12]'], ['2021~'])
    """
    if len(text) > _LONGEST:
        return []
    plain = " ".join(unicodedata.normalize("NFKC", text).lower().split()).strip("\"'“” ,;")
    plain = re.sub(r"(?<!\.)\.$", "", plain)
    plain = re.sub("[‐‑‒–—−]", "-", plain).replace("…", "..")
    return _suggest(plain, 3)


def advice(text: str) -> str:
    """What to say where no text can be suggested."""
    plain = text.strip(" .\t\n").lower()
    if plain in ("", "/", "../..", "[..]", "?", "-", "unknown", "none", "nd", "n.d", "undated", "n/a"):
        return "Leave the cell empty where the source gives no date."
    if re.fullmatch("now|today|yesterday|recently|.*\\b(?:this|last|next) (?:week|month|year)", plain):
        return "Work out the date from the day on which the source was published."
    if re.fullmatch(r"'?[0-9]{2}|[0-9]{1,2}[./-][0-9]{1,2}[./-][0-9]{2}", plain):
        return "Write the year in full, such as 2022."
    if re.fullmatch(r"[12][0-9]{3}-(?:0[1-9]|1[0-2])-[0-9]{2}", plain):
        return f"Write {plain[:7]} if the day is not known."
    if re.fullmatch(r"[12][0-9]{3}-[0-9]{2}(?:-[0-9]{2})?", plain):
        return f"Write {plain[:4]} if no more than the year is known."
    return FORM


def ordinal(number: int) -> str:
    """A number as a place in a row.

    >>> ordinal(11), ordinal(20), ordinal(21)
    ('11th', '20th', '21st')
    """
    ending = "th" if number % 100 in (11, 12, 13) else {1: "st", 2: "nd", 3: "rd"}.get(number % 10, "th")
    return f"{number}{ending}"


def _suggest(text: str, depth: int) -> list[Suggestion]:
    """Try each form in turn. `depth` bounds dates within dates ("since about May 2016")."""
    for pattern, mend in _SINGLE:
        if found := re.fullmatch(pattern, text):
            return mend(found)
    for pattern, join in _COMPOUND if depth else ():
        if found := re.fullmatch(pattern, text):
            inner = {name: _inner(part, depth - 1) for name, part in found.groupdict().items() if part}
            if all(_ATOM.fullmatch(part) for part in inner.values()):
                return _one(join(inner))
    return []


def _inner(text: str, depth: int) -> str:
    """One date within another: as it stands if it could be one, else its only suggestion, else nothing."""
    text = text.strip()
    if _ATOM.fullmatch(text.upper()):
        return text.upper()
    found = _suggest(text, depth)
    return found[0].text if len(found) == 1 else ""


def _days(found: re.Match[str]) -> list[Suggestion]:
    a, b, year = int(found["a"]), int(found["b"]), found["year"]
    day_first, month_first = f"{year}-{b:02d}-{a:02d}", f"{year}-{a:02d}-{b:02d}"
    if a == b or a > 12:
        return [Suggestion(day_first)]
    if b > 12:
        return [Suggestion(month_first)]
    return [Suggestion(day_first, " if the day comes first"), Suggestion(month_first, " if the month does")]


def _year_first(found: re.Match[str]) -> list[Suggestion]:
    month, day = int(found["month"]), int(found["day"] or 0)
    if month > 12 and 1 <= day <= 12:
        month, day = day, month
    return _one(f"{found['year']}-{month:02d}" + (f"-{day:02d}" if found["day"] else ""))


def _named(found: re.Match[str]) -> list[Suggestion]:
    groups = found.groupdict()
    month = f"{found['year']}-{_NUMBER[found['month']]:02d}"
    if not groups.get("day"):
        return _one(month)
    day = f"{month}-{int(found['day']):02d}"
    return _one(f"{day}/{month}-{int(found['until']):02d}" if groups.get("until") else day)


def _months_named(found: re.Match[str]) -> list[Suggestion]:
    first, last = (f"{found['year']}-{_NUMBER[found[name]]:02d}" for name in ("first", "month"))
    return _one(f"[{first}..{last}]" if found[0].startswith("between") else f"{first}/{last}")


def _part_of_year(found: re.Match[str]) -> list[Suggestion]:
    first, last = _PART_OF_YEAR[found["part"]]
    return _months(found["year"], first, last)


def _part_of_month(found: re.Match[str]) -> list[Suggestion]:
    year, month = int(found["year"]), _NUMBER[found["month"]]
    first, last = _PART_OF_MONTH[found["part"]]
    last = min(last, calendar.monthrange(year, month)[1])
    return _one(f"[{year}-{month:02d}-{first:02d}..{year}-{month:02d}-{last:02d}]")


def _part_of_decade(found: re.Match[str]) -> list[Suggestion]:
    first, last = _PART_OF_DECADE[found["part"]]
    return _one(f"[{found['decade']}{first}..{found['decade']}{last}]")


def _quarter(found: re.Match[str]) -> list[Suggestion]:
    number = int(_ORDER.get(found["number"], 0) or found["number"])
    return _months(found["year"], 3 * number - 2, 3 * number)


def _half(found: re.Match[str]) -> list[Suggestion]:
    number = _ORDER[found["number"]]
    return _months(found["year"], 6 * number - 5, 6 * number) if number < 3 else []


def _months(year: str, first: int, last: int) -> list[Suggestion]:
    return _one(f"[{year}-{first:02d}..{year}-{last:02d}]")


def _shifted(text: str, by: int) -> str:
    """The year after or before a bare year; other dates as they are."""
    return str(int(text) + by) if re.fullmatch("[0-9]{4}", text) else text


def _marked(text: str, mark: str) -> str:
    """A date with a mark added to the one it has; nothing where it cannot bear one."""
    if not re.fullmatch(r"[0-9X-]+[~?%]?", text):
        return ""
    return text if text[-1] in (mark, "%") else f"{text[:-1]}%" if text[-1] in "~?" else text + mark


def _one(text: str) -> list[Suggestion]:
    return [Suggestion(text)]


# Patterns stay text until a hint is needed: most runs need none, and compiling takes longer than the rest.
_Single = tuple[str, Callable[[re.Match[str]], list[Suggestion]]]
_Compound = tuple[str, Callable[[dict[str, str]], str]]

_NEAR = r"~|≈|c\.|ca\.?|circa|c|about|around|approx\.?|approximately|roughly"
_NOW = "|now|present|the present|today|open|ongoing"

_SINGLE: tuple[_Single, ...] = (
    (r"(?P<text>[12][0-9]{3}(?:-(?:0[1-9]|1[0-2])(?:-[0-9]{2})?|-2[1-4])?)", lambda m: _one(m["text"])),
    (r"(?:the )?(?P<text>[12][0-9]{2})[x_*-]", lambda m: _one(f"{m['text']}X")),
    (r"(?:the )?(?P<text>[12][0-9])(?:xx|__|\*\*|--)", lambda m: _one(f"{m['text']}XX")),
    (r"(?P<a>[0-9]{1,2})[./ -](?P<b>[0-9]{1,2})[./ -](?P<year>[12][0-9]{3})", _days),
    (r"(?P<month>[0-9]{1,2})[./-]" + _YEAR, lambda m: _one(f"{m['year']}-{int(m['month']):02d}")),
    (_YEAR + r"[./ -](?P<month>[0-9]{1,2})(?:[./ -](?P<day>[0-9]{1,2}))?", _year_first),
    (_YEAR + r"(?P<month>[0-9]{2})(?P<day>[0-9]{2})", _year_first),
    (r"(?P<text>[12][0-9]{3}(-[0-9]{2}){2})[t ][0-9:.]+(?:z|[+-][0-9:]+)?", lambda m: _one(m["text"])),
    (r"(?P<text>[12][0-9]{3}(-[0-9]{2})?)(?:-(?:xx|00|\?\?))+", lambda m: _one(m["text"])),
    (r"(?:the )?(?P<day>[0-9]{1,2})(?:st|nd|rd|th)?(?: of)? " + _MONTH + r",? " + _YEAR, _named),
    (r"(?P<day>[0-9]{1,2}) ?(?:-|to|and) ?(?P<until>[0-9]{1,2}) " + _MONTH + r",? " + _YEAR, _named),
    (_MONTH + r" (?P<day>[0-9]{1,2})(?:st|nd|rd|th)?,? " + _YEAR, _named),
    (_MONTH + r" (?P<day>[0-9]{1,2}) ?(?:-|to|and) ?(?P<until>[0-9]{1,2}),? " + _YEAR, _named),
    (r"(?:in )?" + _MONTH + r"(?: of|,|/|-)? ?" + _YEAR, _named),
    (_YEAR + r"[ ,/-]+" + _MONTH, _named),
    (_YEAR + r"[ ,/-]+" + _MONTH + r" (?P<day>[0-9]{1,2})", _named),
    (rf"(?:between|from)? ?(?P<first>{_MONTHS}) ?(?:-|to|and) ?{_MONTH} {_YEAR}", _months_named),
    (_PART + _YEAR, _part_of_year),
    (r"(?:the )?(?:end|close) of " + _YEAR, lambda m: _months(m["year"], 10, 12)),
    (r"(?:the )?(?:beginning|start) of " + _YEAR, lambda m: _months(m["year"], 1, 3)),
    (_PART + _MONTH + r",? " + _YEAR, _part_of_month),
    (_PART + r"(?P<decade>[12][0-9]{2})0'?s", _part_of_decade),
    (r"(?:in )?(?:the )?(?P<text>[12][0-9]{2})0'?s", lambda m: _one(f"{m['text']}X")),
    (r"(?:in )?(?:the )?(?P<text>[2-9])0'?s", lambda m: _one(f"19{m['text']}X")),
    (rf"(?:in )?(?:the )?(?P<text>{'|'.join(_DECADE)})", lambda m: _one(_DECADE[m["text"]])),
    (r"(?:in )?(?:the )?(?P<text>[12][0-9])(?:th|st) century", lambda m: _one(f"{int(m['text']) - 1}XX")),
    (r"q(?P<number>[1-4])[ /-]?" + _YEAR, _quarter),
    (_YEAR + r"[ /-]?q(?P<number>[1-4])", _quarter),
    (rf"(?:the )?(?P<number>{'|'.join(_ORDER)}) quarter(?: of)? " + _YEAR, _quarter),
    (rf"(?:the )?(?P<number>{'|'.join(_ORDER)}) half(?: of)? " + _YEAR, _half),
    (
        rf"(?:in )?(?:the )?(?P<season>{'|'.join(_SEASON)})(?: of)?,? " + _YEAR + r"(?:[/-][0-9]{2,4})?",
        lambda m: _one(f"{m['year']}-{_SEASON[m['season']]}"),
    ),
)  # fmt: skip
_COMPOUND: tuple[_Compound, ...] = (
    (r"(?P<a>.+?) ?(?:\(\?\)|\(uncertain\)|\?\?*)", lambda d: _marked(d["a"], "?")),
    (r"(?:\?|possibly|probably|perhaps|presumably|likely) ?(?P<a>.+)", lambda d: _marked(d["a"], "?")),
    (r"(?P<a>.+?) ?(?:~|\(approx\.?\))", lambda d: _marked(d["a"], "~")),
    (rf"(?:in )?(?:{_NEAR}) ?(?P<a>.+)", lambda d: _marked(d["a"], "~")),
    (r"(?:ever )?(?:since|from|as of) (?P<a>.+?)(?: onwards?| on)?", lambda d: f"{d['a']}/.."),
    (r"(?P<a>.+?)(?: onwards?| and later)", lambda d: f"{d['a']}/.."),
    (rf"(?P<a>.+?) ?(?:-|to|/|until|till) ?(?:{_NOW})", lambda d: f"{d['a']}/.."),
    (r"(?:until|till|up to|to|by|-|/) ?(?P<a>.+)", lambda d: f"../{d['a']}"),
    (r"after (?P<a>.+)", lambda d: f"[{_shifted(d['a'], 1)}..]"),
    (r"before (?P<a>.+)", lambda d: f"[..{_shifted(d['a'], -1)}]"),
    (r"(?:at some time )?between (?P<a>.+?) and (?P<b>.+)", lambda d: f"[{d['a']}..{d['b']}]"),
    (r"\[?(?P<a>[^.\[\]]+) ?\.\.+ ?(?P<b>[^.\[\]]+)\]?", lambda d: f"[{d['a']}..{d['b']}]"),
    (r"\[?(?P<a>[^.\[\]]+)(?:,| or) ?(?P<b>[^.\[\]]+)\]?", lambda d: f"[{d['a']}..{d['b']}]"),
    (r"(?:from )?(?P<a>.+?) (?:-|to|until|till|and) (?P<b>.+)", lambda d: f"{d['a']}/{d['b']}"),
    (r"(?P<a>[0-9]{4}) ?(?:-|to) ?(?P<b>[0-9]{4})", lambda d: f"{d['a']}/{d['b']}"),
    (r"(?P<a>[^/]+)/(?P<b>[^/]+)", lambda d: "/".join(sorted((d["a"], d["b"])))),
)  # fmt: skip
