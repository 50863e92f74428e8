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


@rule(rf"{D}(?: of)? {M}")
@rule(rf"{M} {D}(?!\d|,? \d{{4}})")
def _day_without_year(found: re.Match[str], anchor: Anchor) -> str:
    if found["m"].lower() in ("mar", "may") and found["m"].islower():
        return ""
    year = year_for(month_of(found), anchor, int(found["d"]), lies_ahead(found))
    return f"{year}-{month_of(found):02}-{int(found['d']):02}" if year else ""


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


@rule(rf"(?:in|since|until|by|during|from|last|this|of|for) {M}(?! \d)")
def _bare_month(found: re.Match[str], anchor: Anchor) -> str:
    if found["m"][0].islower():
        return ""
    year = year_for(month_of(found), anchor, to_come=lies_ahead(found) and not found[0].lower().startswith("last"))
    return with_lead(found[0].split()[0], f"{year}-{month_of(found):02}") if year else ""


@rule(
    rf"(?:(?:in|since|until|by|during|from|of|for|{PART}) )?{M},?(?: of)? (?P<which>this|last|next|that|the same) year"
)
def _month_of_leaning_year(found: re.Match[str], anchor: Anchor) -> str:
    step = {"this": 0, "last": -1, "next": 1}.get(found["which"].lower())
    year = anchor.year_before if step is None else anchor.year + step if anchor.year else None
    if year is None:
        return ""
    month = f"{year}-{month_of(found):02}"
    if found["part"]:
        first, last = DAYS[PART_WORDS[found["part"].lower()]]
        return f"[{month}-{first:02}..{month}-{min(last, days_in(year, month_of(found))):02}]"
    return with_lead(found[0].split()[0], month)


@rule(rf"(?:the )?(?P<which>first|second|third|fourth|last) week of {M},?(?: of)?(?: {Y})?")
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
