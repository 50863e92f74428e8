"""Days, weeks and months: "10 May 2022", "from 28 June to 2 July", "late February", "in March of this year"."""

import re

from foedus.reader.expressions.anchor import (
    D2,
    DAYS,
    PART,
    PART_WORDS,
    TO,
    Anchor,
    D,
    M,
    Y,
    days_in,
    lies_ahead,
    month_of,
    rule,
    with_lead,
    year_for,
)

ORDER = {"first": 1, "second": 2, "third": 3, "fourth": 4, "last": 4, "1st": 1, "2nd": 2, "3rd": 3, "4th": 4}


@rule(r"(?P<y>1[5-9]\d\d|20\d\d)-(?P<m>0[1-9]|1[0-2])-(?P<d>0[1-9]|[12]\d|3[01])")
def _iso(found: re.Match[str], _: Anchor) -> str:
    return found[0]


@rule(rf"(?P<d>[12]\d|3[01]|0?[1-9])\.(?P<mm>0?[1-9]|1[0-2])\.{Y}")
def _dotted(found: re.Match[str], _: Anchor) -> str:
    return f"{found['y']}-{int(found['mm']):02}-{int(found['d']):02}"


@rule(rf"(?:the )?{D}(?: of)? {M},? {Y}")
@rule(rf"{M} {D},? {Y}")
def _day(found: re.Match[str], _: Anchor) -> str:
    return f"{found['y']}-{month_of(found):02}-{int(found['d']):02}"


@rule(rf"{Y},? {D} {M}(?! \d)")
@rule(rf"{Y},? {M} {D}(?! ?[-–—]|\d)")
def _day_of_year(found: re.Match[str], _: Anchor) -> str:
    """As chronologies write it: "1992, 17 August"."""
    return f"{found['y']}-{month_of(found):02}-{int(found['d']):02}"


@rule(rf"{Y},? {D}{TO}{D2} {M}(?! \d)")
@rule(rf"{Y},? {M} {D}{TO}{D2}(?!\d)")
def _days_of_year(found: re.Match[str], _: Anchor) -> str:
    month = f"{found['y']}-{month_of(found):02}"
    return f"{month}-{int(found['d']):02}/{month}-{int(found['d2']):02}"


@rule(rf"{Y}, {M}(?! \d)")
def _month_behind_year(found: re.Match[str], _: Anchor) -> str:
    return f"{found['y']}-{month_of(found):02}"


@rule(rf"(?:from )?{D}{TO}{D2}(?: of)? {M},? {Y}")
@rule(rf"(?:from )?{M} {D}{TO}{D2},? {Y}")
def _days(found: re.Match[str], _: Anchor) -> str:
    month = f"{found['y']}-{month_of(found):02}"
    return f"{month}-{int(found['d']):02}/{month}-{int(found['d2']):02}"


@rule(
    rf"(?:from |between )?{D} {M}(?: {Y})?(?: ?[-–—] ?| to | and | until )(?P<d2>3[01]|[12]\d|0?[1-9]) "
    rf"{M.replace('?P<m>', '?P<m2>')},? {Y.replace('?P<y>', '?P<y2>')}"
)
@rule(
    rf"(?:from |between )?{M} {D}(?:,? {Y})?(?: ?[-–—] ?| to | and | until ){M.replace('?P<m>', '?P<m2>')} "
    rf"(?P<d2>3[01]|[12]\d|0?[1-9]),? {Y.replace('?P<y>', '?P<y2>')}"
)
def _from_day_to_day(found: re.Match[str], _: Anchor) -> str:
    first = f"{found['y'] or found['y2']}-{month_of(found):02}-{int(found['d']):02}"
    return f"{first}/{found['y2']}-{month_of(found, 'm2'):02}-{int(found['d2']):02}"


_SHARED = re.compile(
    r"(?:,| ?[-–—/] ?| and| or| to| until| through)(?: (?:in|on|again|also|the))* ?"
    r"(?:\d{1,2}(?:st|nd|rd|th)?(?: of)? )?"
    rf"{M}(?: \d{{1,2}}(?:st|nd|rd|th)?)?,? {Y}", re.IGNORECASE,
)  # fmt: skip
"""What stands behind a date whose year is that of the next: "in March and June 2020"."""


@rule(rf"{D}(?: of)? {M}")
@rule(rf"{M} {D}(?!\d|,? \d{{4}})")
def _day_without_year(found: re.Match[str], anchor: Anchor) -> str:
    if found["m"].lower() in ("mar", "may") and found["m"].islower():
        return ""
    shared = _SHARED.match(found.string, found.end())
    year = int(shared["y"]) if shared else year_for(month_of(found), anchor, int(found["d"]), lies_ahead(found))
    return f"{year}-{month_of(found):02}-{int(found['d']):02}" if year else ""


_WHOSE = r"(?P<which>this|last|next|that|the same|the following|the previous) year"


def year_of(found: re.Match[str], anchor: Anchor) -> int | None:
    """The year that a date leans on: "last year" on the document's, "that year" on that of the date before."""
    which = found["which"].lower()
    step = {"this": 0, "last": -1, "next": 1}.get(which)
    if step is not None:
        return anchor.year + step if anchor.year else None
    step = {"the following": 1, "the previous": -1}.get(which, 0)
    return anchor.year_before + step if anchor.year_before else None


@rule(rf"(?:the )?{D}(?: of)? {M},?(?: of)? {_WHOSE}", " year")
@rule(rf"{M} {D},?(?: of)? {_WHOSE}", " year")
def _day_of_leaning_year(found: re.Match[str], anchor: Anchor) -> str:
    year = year_of(found, anchor)
    return f"{year}-{month_of(found):02}-{int(found['d']):02}" if year else ""


@rule(rf"(?:the )?{D}(?: of)? (?:the same|that) month", " month", "on the ")
@rule(
    r"on the (?P<d>3[01]|[12]\d|0?[1-9])(?:st|nd|rd|th)(?=[.,;)]|\s(?:and|when|in|at|by|with|they|he|she|it)\b|$)",
    " month",
    "on the ",
)
def _day_of_the_month(found: re.Match[str], anchor: Anchor) -> str:
    month = re.match(r"\d{4}-(?:0[1-9]|1[0-2])", anchor.previous)
    return f"{month[0]}-{int(found['d']):02}" if month else ""


@rule(r"(?P<a>\d\d?)/(?P<b>\d\d?)/(?P<y>1[5-9]\d\d|20\d\d)", "/")
def _slashed(found: re.Match[str], _: Anchor) -> str:
    """Where only one of the two can be the month, or both are the same."""
    one, other = int(found["a"]), int(found["b"])
    day, month = (one, other) if other <= 12 else (other, one)
    sure = one == other or max(one, other) > 12
    return f"{found['y']}-{month:02}-{day:02}" if sure else ""


@rule(rf"(?:from )?{D}{TO}{D2}(?: of)? {M}(?!,? \d)")
@rule(rf"(?:from )?{M} {D}{TO}{D2}(?!\d|,? \d{{4}})")
def _days_without_year(found: re.Match[str], anchor: Anchor) -> str:
    year = year_for(month_of(found), anchor, int(found["d"]), lies_ahead(found))
    month = f"{year}-{month_of(found):02}"
    return f"{month}-{int(found['d']):02}/{month}-{int(found['d2']):02}" if year else ""


@rule(rf"(?:the month of )?{M},?(?: of)? {Y}")
def _month_of_year(found: re.Match[str], _: Anchor) -> str:
    return f"{found['y']}-{month_of(found):02}"


@rule(
    rf"(?:from |between )?{M}(?: {Y})?(?: ?[-–—] ?| to | and | until | through )"
    rf"{M.replace('?P<m>', '?P<m2>')},? {Y.replace('?P<y>', '?P<y2>')}"
)
def _month_to_month(found: re.Match[str], _: Anchor) -> str:
    first = f"{found['y'] or found['y2']}-{month_of(found):02}"
    last = f"{found['y2']}-{month_of(found, 'm2'):02}"
    between = found[0].lower().startswith("between") or " and " in found[0].lower()
    return first if first == last else f"[{first}..{last}]" if between and not found["y"] else f"{first}/{last}"


@rule(
    rf"(?:in|since|until|by|during|from|last|next|this(?: past)?|of|for) {M}"
    rf"(?!\.?,?(?: of)? \d|-?{M.replace('?P<m>', '?:')})"
)
def _bare_month(found: re.Match[str], anchor: Anchor) -> str:
    if found["m"][0].islower():
        return ""
    month, lead = month_of(found), found[0].lower()
    if lead.startswith("next"):
        return f"{anchor.day.year + (month <= anchor.day.month)}-{month:02}" if anchor.sure and anchor.day else ""
    shared = _SHARED.match(found.string, found.end())
    year = int(shared["y"]) if shared else year_for(month, anchor, to_come=lies_ahead(found) and "last" not in lead)
    return with_lead(found[0].split()[0], f"{year}-{month_of(found):02}") if year else ""


@rule(rf"(?:(?:in|since|until|by|during|from|of|for|{PART}) )?{M},?(?: of)? {_WHOSE}", " year")
def _month_of_leaning_year(found: re.Match[str], anchor: Anchor) -> str:
    year = year_of(found, anchor)
    if year is None:
        return ""
    month = f"{year}-{month_of(found):02}"
    if found["part"]:
        first, last = DAYS[PART_WORDS[found["part"].lower()]]
        return f"[{month}-{first:02}..{month}-{min(last, days_in(year, month_of(found))):02}]"
    return with_lead(found[0].split()[0], month)


@rule(rf"(?:in )?that (?:same )?{M}(?! \d)", "that ")
def _that_month(found: re.Match[str], anchor: Anchor) -> str:
    told = anchor.year_before
    if told is None or found["m"][0].islower():
        return ""
    before = re.match(r"\d{4}-(0[1-9]|1[0-2])", anchor.previous)
    return f"{told + (before is not None and int(before[1]) > month_of(found))}-{month_of(found):02}"


@rule(rf"(?:the )?(?P<which>first|second|third|fourth|last) week of {M},?(?: of)?(?: {Y})?", "week")
def _week(found: re.Match[str], anchor: Anchor) -> str:
    month = month_of(found)
    year = int(found["y"]) if found["y"] else year_for(month, anchor)
    if year is None:
        return ""
    last = days_in(year, month)
    week = ORDER[found["which"].lower()]
    start, end = (last - 6, last) if found["which"].lower() == "last" else (7 * week - 6, 7 * week)
    return f"[{year}-{month:02}-{start:02}..{year}-{month:02}-{end:02}]"


@rule(rf"{PART}(?:[ -]|-?to-late )(?:of |in )?{M},?(?: of)?(?: {Y})?")
def _part_of_month(found: re.Match[str], anchor: Anchor) -> str:
    month = month_of(found)
    year = int(found["y"]) if found["y"] else year_for(month, anchor)
    if year is None:
        return ""
    first, last = DAYS[PART_WORDS[found["part"].lower()]]
    return f"[{year}-{month:02}-{first:02}..{year}-{month:02}-{min(last, days_in(year, month)):02}]"
