"""Who has been named so far: a block's sentences, whom each names, who is its subject, who is joined to whom."""

import re
from collections.abc import Iterable, Iterator, Sequence

import msgspec

from foedus.reader.mention import PARTIES, Mention
from foedus.reader.names.sentences import sentences

_PLACE_BEFORE = re.compile(
    r"\b(?:in|at|near|outside|around|from|via|through|of|over|across|into)\s(?:the\s)?$", re.IGNORECASE
)
_IN = re.compile(r"\b(?:in|at|near|outside|around|via|through)\s$", re.IGNORECASE)
_PREPOSITION = re.compile(
    r"\b(?:in|at|near|from|with|of|by|to|for|against|between|under|after|since|on|into|over|via|than|like|and|or)\s(?:the\s)?$",
    re.IGNORECASE,
)
_SUBORDINATE = re.compile(r"(?:While|Although|Though|As|After|Before|When|Since|If|Because|Unlike|Despite|Given)\b")
_MODIFIES = re.compile(r"['’]s?\b|['’]\s|[-‐‑–]\w")
_NOUN_AFTER = re.compile(r"\s[a-z]")
_JOINT = re.compile(r",?\s(?:and|&|or)\s(?:the\s|then\s)?|,\s(?:the\s)?|\s?[-‐‑–/]\s?")


class Sentence(msgspec.Struct, frozen=True):
    """A sentence of a block and the mentions in it that people refer back to."""

    block: int
    start: int
    end: int
    text: str
    """Of the block."""
    named: tuple[Mention, ...]

    def before(self, place: int) -> tuple[Mention, ...]:
        """Those that end before a place."""
        return tuple(one for one in self.named if one.end <= place)

    @property
    def subject(self) -> Mention | None:
        """Whom the sentence is about, where its beginning shows it: the first party, when it stands by itself."""
        for one in self.named:
            leans = one.form == "pronoun" and one.type != "collective" and one.start > self.start
            if one.type not in (*PARTIES, "collective") or leans:
                continue
            if _SUBORDINATE.match(self.text, self.start) or one.start - self.start > 45:
                return None
            if _PREPOSITION.search(self.text, max(self.start, one.start - 14), one.start):
                return None
            if _MODIFIES.match(self.text, one.end) or (one.form == "demonym" and _NOUN_AFTER.match(self.text, one.end)):
                return None
            return one
        return None


def modifies(text: str, one: Mention) -> bool:
    """Whether a mention only says whose something is: "American soldiers", who are not America."""
    return one.form == "demonym" and _NOUN_AFTER.match(text, one.end) is not None


def scene(block: int, text: str, mentions: Iterable[Mention]) -> list[Sentence]:
    """The sentences of a block."""
    known = sorted((one for one in mentions if _refers(text, one)), key=lambda one: one.start)
    return [
        Sentence(block, start, end, text, tuple(one for one in known if start <= one.start < end))
        for start, end in sentences(text)
    ]


def _refers(text: str, one: Mention) -> bool:
    if one.form == "dateline":
        return False
    if one.form == "capital" and _IN.search(text, max(0, one.start - 9), one.start):
        return False
    return one.type in (*PARTIES, "person", "collective")


def states_of(one: Mention) -> tuple[str, ...]:
    """The states that a mention brings to mind: itself, those it stands for, or that of an agency or an office."""
    if one.type == "collective":
        return one.keys
    if one.type == "state":
        return (one.key,)
    if one.type in ("agency", "person") and one.country:
        return (one.country,)
    return ()


def distinct(mentions: Iterable[Mention]) -> tuple[str, ...]:
    """The states of mentions, each once, in order."""
    return tuple(dict.fromkeys(key for one in mentions for key in states_of(one)))


def joined(text: str, mentions: Sequence[Mention]) -> Iterator[tuple[Mention, ...]]:
    """Parties that are joined by "and" or commas, as sets in order; those that stand alone are left out."""
    run: list[Mention] = []
    for one in mentions:
        if one.type not in PARTIES:
            continue
        if run and _JOINT.fullmatch(text, run[-1].end, one.start):
            run.append(one)
            continue
        if len(run) > 1:
            yield tuple(run)
        run = [one]
    if len(run) > 1:
        yield tuple(run)
