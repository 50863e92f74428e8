"""What an agreement goes through, said in one breath or the next: signed in May, in force since June, suspended since.

A frame finds the first step at the agreement's own word; the others stand behind it with a day of their own.
"""

import re
from collections.abc import Iterator, Sequence

import msgspec

from foedus.reader.frames.sentence import Sentence
from foedus.reader.mention import Mention
from foedus.reader.proposal import Proposal

_STEPS: tuple[tuple[str, re.Pattern[str]], ...] = (
    (
        "in-force",
        re.compile(
            r"\b(?:(?:enter(?:ed|s|ing)?|came|come|comes|coming) into (?:force|effect)|in force(?! of)|took effect"
            r"|takes effect|given effect|(?:binding|effective|applied) since|became (?:effective|binding))\b",
            re.IGNORECASE,
        ),
    ),
    ("ratified", re.compile(r"\bratified\b", re.IGNORECASE)),
    (
        "ended",
        re.compile(
            r"\b(?:lapsed|expired|terminated|suspended|abrogated|denounced|scrapped|threw out|tore up|torn up)\b",
            re.IGNORECASE,
        ),
    ),
)
_NOT = re.compile(r"\b(?:not|never|no|nor|yet|n['’]t|will|would|expected|until|before|if)\b", re.IGNORECASE)
_GOES_ON = re.compile(
    r"(?:It|They|Both|The (?:\w+ ){0,2}(?:agreement|treaty|pact|accord|memorandum|protocol|text|document|charter|deal)"
    r"|In force|Ratified|Ratification|Signed)\b"
)
_NEAR = 25
"""Characters after a step within which its day stands."""


def steps(found: Sequence[Proposal], sentence: Sentence) -> Iterator[Proposal]:
    """The further steps of agreements that a sentence tells, for those found in it."""
    there = {(one.row["parties"], one.row["stage"]) for one in found if _is_one(one)}
    for one in found:
        if _is_one(one):
            for step in _after(one, sentence, one.spans["trigger"][0][1]):
                if (step.row["parties"], step.row["stage"]) not in there:
                    there.add((step.row["parties"], step.row["stage"]))
                    yield step


def goes_on(said: Sequence[Proposal], found: Sequence[Proposal], sentence: Sentence) -> Iterator[Proposal]:
    """The steps that a sentence adds to the one agreement of the sentence before it."""
    agreements = [one for one in said if _is_one(one)]
    start, end = sentence.span.start_char, sentence.span.end_char
    if len({one.row["parties"] for one in agreements}) != 1 or any(one.kind == "agreements" for one in found):
        return
    if _GOES_ON.match(sentence.text, start, end):
        one = agreements[-1]
        quote = " ".join(sentence.text[start:end].split())[:300]
        there = {other.row["stage"] for other in agreements}
        for step in _after(msgspec.structs.replace(one, sentence=(start, end)), sentence, start):
            if step.row["stage"] not in there:
                yield msgspec.structs.replace(step, row={**step.row, "quote": quote})


def _is_one(one: Proposal) -> bool:
    named = one.kind == "agreements" and one.row.get("instrument") not in ("none-named", None, "")
    return named and one.row.get("assertion") == "asserted" and one.row.get("grain") == "single"


def _after(one: Proposal, sentence: Sentence, place: int) -> Iterator[Proposal]:
    """The steps behind a place in a sentence, each with the day that stands next to it."""
    end = sentence.span.end_char
    for stage, pattern in _STEPS:
        hit = pattern.search(sentence.text, place, end)
        if (
            hit is None
            or stage == one.row["stage"]
            or _NOT.search(sentence.text, max(place, hit.start() - 20), hit.start())
        ):
            continue
        day = _day(sentence.mentions, hit)
        row = {column: cell for column, cell in one.row.items() if column != "date"} | {"stage": stage}
        spans = {role: where for role, where in one.spans.items() if role != "date"}
        if day is not None:
            row["date"] = (
                f"{day.key}/.." if stage == "in-force" and "/" not in day.key and day.key[-1:].isdigit() else day.key
            )
            spans["date"] = ((day.start, day.end),)
        yield msgspec.structs.replace(one, row=row, spans={**spans, "trigger": (hit.span(),)})


def _day(mentions: Sequence[Mention], hit: re.Match[str]) -> Mention | None:
    return next((one for one in mentions if one.type == "date" and 0 <= one.start - hit.end() <= _NEAR), None)
