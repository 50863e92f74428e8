"""A document's passages in the languages that are read without a parser become proposals."""

from collections import Counter
from collections.abc import Iterator, Sequence

from foedus.reader.document import LANGUAGES, Document, Passage
from foedus.reader.document import READ as BODY
from foedus.reader.languages import READ, amounts, dates, names
from foedus.reader.languages.clauses import ByEndings, Cases
from foedus.reader.languages.match import Line, said
from foedus.reader.languages.memory import Memory, home, referring
from foedus.reader.languages.people import People
from foedus.reader.languages.rows import Place, proposals
from foedus.reader.languages.subject import concerning
from foedus.reader.languages.tokens import sentences, tokens
from foedus.reader.mention import PARTIES
from foedus.reader.proposal import Proposal

LONGEST = 50_000
"""Characters of a passage that is read."""
_GROUPED = frozenset([*PARTIES, "person"])


def propose(document: Document, published: str, cases: Cases | None = None) -> list[Proposal]:
    """What the rules find in the passages of a document that are in `READ`. `published`, EDTF: what times count from.

    `cases`: what gives names their slots, where a parser is at hand; else their endings do.
    """
    return [one for _, found in passages(document, published, cases) for one in found]


def passages(
    document: Document, published: str, cases: Cases | None = None
) -> Iterator[tuple[Passage, list[Proposal]]]:
    """The passages that are read here, and what is found in each."""
    memory = Memory()
    for passage in concerning([one for one in document.passages_in(READ) if len(one.text) <= LONGEST]):
        yield passage, list(_of_passage(passage, published, memory, cases or ByEndings(passage.language)))


def _of_passage(passage: Passage, published: str, memory: Memory, cases: Cases) -> Iterator[Proposal]:
    code, text = passage.language, passage.text
    words = tokens(text, code)
    found = People(words, text, code, memory.people).composed(names.find(words, text, code))
    times = dates.find(words, text, code, published)
    timed = frozenset(n for one in times for n in range(one.first, one.last))
    counted = amounts.find(words, text, code, timed)
    memory.date = ""
    place = 0
    for start, end in sentences(text, code):
        first = place
        while place < len(words) and words[place].start < end:
            place += 1
        inside = [one for one in found if first <= one.first < place]
        dated = [one for one in times if first <= one.first < place]
        groups = cases.groups(words, text, [one for one in inside if one.mention.type in _GROUPED])
        others = referring(words, first, place, groups, memory, code)
        line = Line(
            words, text, first, place, sorted([*groups, *others], key=lambda group: group.first), dated,
            [one for one in counted if first <= one.first < place], context=memory.together, date_before=memory.date,
            body=memory.body, subject=memory.subject, home=home(code),
        )  # fmt: skip
        for one in said(line, code) if place > first else ():
            yield from proposals(one, line, Place(passage, start, end, inside, code))
        memory.keep(groups, inside, dated)


LEAST = 0.45
"""The score from which a proposal is made."""


def accept(found: Sequence[Proposal]) -> list[Proposal]:
    """The proposals that are likely enough: a rule's prior, less what was filled from afar."""
    return [one for one in found if one.score >= LEAST]


def dated_first(found: Sequence[Proposal]) -> list[Proposal]:
    """The proposals, those with a date first: a heading that says the same then adds a locator, not a claim."""
    return sorted(found, key=lambda one: not one.row.get("date"))


def unread(document: Document, key: str) -> Iterator[str]:
    """What of a document is in languages that nothing reads, in sentences."""
    counts = Counter(
        block.language for block in document.blocks if block.role in BODY and block.language not in (*LANGUAGES, *READ)
    )
    for code, count in counts.most_common():
        blocks = "1 block is" if count == 1 else f"{count} blocks are"
        yield f"{key}: {blocks} in a language that is not read ({NAMES.get(code, code)})."


NAMES = {
    "de": "German", "fr": "French", "es": "Spanish", "it": "Italian", "pt": "Portuguese", "pl": "Polish",
    "uk": "Ukrainian", "be": "Belarusian", "bg": "Bulgarian", "sr": "Serbian", "mk": "Macedonian", "ky": "Kyrgyz",
    "uz": "Uzbek", "tk": "Turkmen", "tg": "Tajik", "tt": "Tatar", "mn": "Mongolian", "fa": "Persian", "ar": "Arabic",
    "ka": "Georgian", "hy": "Armenian", "zh": "Chinese", "ja": "Japanese", "ko": "Korean", "he": "Hebrew",
    "el": "Greek", "ro": "Romanian", "hu": "Hungarian", "nl": "Dutch", "sv": "Swedish", "ur": "Urdu", "hi": "Hindi",
}  # fmt: skip
"""What languages are called that are told apart but not read; others by their code."""
