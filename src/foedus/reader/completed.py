"""What sentences give each other: the next one what it cost and who took part, the one before how many and when."""

import re
from collections.abc import Sequence

import msgspec

from foedus.reader.expressions.currency import whose
from foedus.reader.frames.counted import counts_people
from foedus.reader.frames.sentence import Sentence
from foedus.reader.mention import Mention
from foedus.reader.proposal import Proposal

_PRICE = re.compile(
    r"(?:\b(?:contract|deal|order|agreement|package|purchase|sale|share|price|bill|costs?|value|transaction|acquisition|"
    r"programme|program|total)\b[^.;]{0,60}?(?:\bworth|\bvalued at|\bput at|\bestimated at|\bpriced at|\bcosts?|"
    r"\bamount(?:s|ed)? to|\bc(?:omes|ame) to|\btotal(?:s|led|ed)|\bst(?:ands|ood) at|\br(?:uns|an) to|\bis|\bwas|:)"
    r"|^\W*(?:it|they|this|these|all (?:this|that)) (?:costs?|(?:is|was|are|were) worth)"
    r"|\b(?:paid|pays|will pay|is paying|is to pay))"
    r"\s*(?:to be )?(?:about|some|around|nearly|over|more than)?\s*$",
    re.IGNORECASE,
)
_TAKE_PART = re.compile(
    r"\b(?:t(?:ook|ake|aking|akes) part|participat\w+|(?:was|were|are|is) involved|involv(?:ed|es|ing)|attend\w*|"
    r"brought together|brings together|joined|mobilis\w+|practi[sc]ed|rehearsed|exercised|deployed|fielded|gathered)\b",
    re.IGNORECASE,
)  # fmt: skip
_LEARN = re.compile(
    r"\b(?:took part|taking part|attended|graduat\w+|enrolled|completed|participat\w+)\b", re.IGNORECASE
)
_PRICED = ("transfers", "agreements", "production")


def completed(said: Sequence[Proposal], sentence: Sentence, here: Sequence[Proposal]) -> list[Proposal]:
    """The proposals of the sentence before with what this one says of them; `here` are its own.

    Nothing is added where two of a kind might be meant, or where this sentence makes a claim of the kind itself.
    """
    found = list(said)
    own = {one.kind for one in here}
    sums = [one for one in sentence.mentions if one.type == "money"]
    before = sentence.text[sentence.span.start_char : sums[0].start] if len(sums) == 1 else ""
    states = [one.key for one in sentence.mentions if one.type == "state"]
    if before and _PRICE.search(before):
        for kind in _PRICED:
            theirs = [
                one.row.get(column, "") for one in found if one.kind == kind for column in ("supplier", "recipient")
            ]
            currency = sums[0].category or whose(sentence.text[sums[0].start : sums[0].end], [*states, *theirs])
            if kind not in own and currency:
                found = _with(found, kind, "value", sums[0], {"currency": currency}, states)
    people = [one for one in sentence.mentions if counts_people(sentence, one)]
    if len(people) == 1 and "exercises" not in own and _TAKE_PART.search(str(sentence.span.text)):
        found = _with(found, "exercises", "personnel", people[0], {}, ())
    if len(people) == 1 and "training" not in own and _LEARN.search(str(sentence.span.text)):
        found = _with(found, "training", "people", people[0], {}, ())
    return found


def _with(
    said: list[Proposal], kind: str, column: str, one: Mention, more: dict[str, str], states: Sequence[str]
) -> list[Proposal]:
    """The proposals with a column filled in the one meant: the only one of its kind, or that of these states."""
    there = [each for each in said if each.kind == kind]
    if len(there) > 1:
        there = [each for each in there if set(states) & {each.row.get("supplier"), each.row.get("recipient")}]
    if len(there) != 1 or there[0].row.get(column):
        return said
    done = msgspec.structs.replace(there[0], row={**there[0].row, column: one.key, **more})
    return [done if each is there[0] else each for each in said]


_PART_OF_THEM = re.compile(
    r"\b(?:remain\w*|rest|first|second|third|last|final|some|several|half|part|batch|tranche|more|further|additional|"
    r"another|others?|most)\b",
    re.IGNORECASE,
)


def carried(here: Sequence[Proposal], told: Sequence[Proposal], sentence: Sentence) -> list[Proposal]:
    """The proposals of a sentence; what they take up from one before is as many as there: "They arrived in May"."""
    return [_carried(one, told, sentence) for one in here]


def _carried(one: Proposal, told: Sequence[Proposal], sentence: Sentence) -> Proposal:
    start, end = one.sentence
    if one.kind == "transfers" and "quantity" not in one.row and "item" in one.spans:
        away = all(not start <= at < end for at, _ in one.spans["item"])
        if away and not _PART_OF_THEM.search(_without_times(sentence)):
            same = [
                other
                for other in told
                if other.kind == one.kind and all(other.row.get(c) == one.row.get(c) for c in ("item", "recipient"))
            ]
            if same and "quantity" in same[-1].row:
                return msgspec.structs.replace(one, row={**one.row, "quantity": same[-1].row["quantity"]})
    if one.kind in _RESUMED and not one.row.get("date") and _resumes(one, sentence):
        before = [other for other in told[-4:] if other.kind == one.kind and other.row.get("date")]
        if len({other.row["date"] for other in before}) == 1:
            return msgspec.structs.replace(one, row={**one.row, "date": before[-1].row["date"]})
    return one


def _without_times(sentence: Sentence) -> str:
    """The words of a sentence but those that say when: "the second half of 2027" is no half of anything."""
    text = sentence.text
    for one in sentence.mentions:
        if one.type == "date":
            text = text[: one.start] + " " * (one.end - one.start) + text[one.end :]
    return text[sentence.span.start_char : sentence.span.end_char]


_RESUMED = ("exercises", "meetings")


def _resumes(one: Proposal, sentence: Sentence) -> bool:
    """Whether it speaks of what was told of before: "the exercise", "these talks"."""
    start, end = one.spans["trigger"][0]
    several = one.kind == "exercises" and sentence.text[start:end].endswith("s")
    return not several and _DEFINITE.search(sentence.text, max(0, start - 16), start) is not None


_DEFINITE = re.compile(r"\b(?:the|this|these|that)\s+(?:joint\s+)?$", re.IGNORECASE)
