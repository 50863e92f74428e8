"""Drafts of all formats become blocks: what they are by their words and company, their language, what goes on where."""

import re
from collections.abc import Iterator, Sequence
from itertools import pairwise

from foedus.reader.document import Block, Role
from foedus.reader.intake.draft import Draft
from foedus.reader.intake.language import language, settled
from foedus.reader.intake.words import Section, is_caption, is_furniture, is_reference, section

TAIL = 12
"""Characters at the end of a block that tell whether it ends."""
PROSE = 140
"""Characters from which a block is a paragraph, not a line of a list."""
LATE = 0.5
"""Share of a document after which a word such as "Comments" opens what is no part of the article."""
LONGEST_HEADING = 120
ENOUGH_TO_CUT = 40
"""Characters that a block has at least whose last sentence may go on in the next."""
OFTEN_CUT = 3
"""Sentences cut between blocks from which a document counts as cut by pages."""

SECTION_ROLES: dict[Section, Role] = {
    "references": "reference", "notes": "footnote", "comments": "comment",
    "authors": "furniture", "related": "furniture", "form": "furniture",
}  # fmt: skip

_ENDED = re.compile(r"[.!?:;…][\"'”’»)\]]*$|[\"”»)\]]$")
_LINKING = re.compile(
    r"(,|\b(the|a|an|of|and|or|to|in|on|for|with|by|from|at|as|its|their|his|her|this|that|between|is|are|was|were))$"
)
_BIO = re.compile(
    r"^(?:(?:dr|prof)\.? )?(?P<name>[^\W\d_][\w.'’-]+(?: [^\W\d_][\w.'’-]*){1,4}),? "
    r"(is|was) (an?|the|currently|associate|senior|assistant)\b.{0,160}\b(professor|fellow|researcher|analyst|"
    r"journalist|correspondent|lecturer|editor|writer|author|scholar|candidate|student|expert|columnist|reporter|"
    r"teaches|director|consultant|historian|associate)\b",
    re.IGNORECASE,
)  # fmt: skip
_BYLINE = re.compile(r"by [A-Z]")
_LOST = re.compile(r"-\s+[a-z]")


def finish(drafts: Sequence[Draft]) -> tuple[Block, ...]:
    """The blocks of a document, numbered from 1."""
    _roles(drafts)
    own = [draft.own() if draft.role not in ("furniture", "reference") else "" for draft in drafts]
    languages = settled([language(text) for text in own], own)
    continues = _continues(drafts)
    notes = {mark: number for number, draft in enumerate(drafts, 1) for mark in draft.notes}
    return tuple(
        Block(
            number=number,
            text=draft.text,
            role=draft.role,
            page=draft.page,
            pieces=draft.pieces,
            notes=tuple((at, notes[key]) for at, mark in draft.marks if (key := _key(mark, notes))),
            damaged=draft.damaged or _damage(drafts, number - 1, continues),
            asides=tuple(draft.asides),
            continues=number - 1 in continues,
            language=tongue,
        )
        for number, (draft, tongue) in enumerate(zip(drafts, languages, strict=True), 1)
    )


def _key(mark: str, notes: dict[str, int]) -> str:
    """The note of a mark: of its own page ("3:12"), else of the notes at the end, which are numbered through."""
    return next((key for key in (mark, mark.rpartition(":")[2]) if key in notes), "")


def _roles(drafts: Sequence[Draft]) -> None:
    """Give each block that the format has not settled its role, by its words and by the section that it stands in."""
    inside: Section | None = None
    for at, draft in enumerate(drafts):
        if draft.settled:
            continue
        text = draft.own()
        opened = section(text)
        if opened in ("comments", "authors") and at < LATE * len(drafts):
            opened = None
        if opened:
            inside = opened
            draft.role = "furniture" if SECTION_ROLES[opened] == "footnote" else SECTION_ROLES[opened]
        elif inside and (stays := _stays(inside, draft, text)):
            draft.role = stays
        else:
            inside = None
            draft.role = _alone(draft, text, drafts[at + 1].own() if at + 1 < len(drafts) else "")
    _biographies(drafts)


def _stays(inside: Section, draft: Draft, text: str) -> Role | None:
    """The role of a block in a section that is no part of the article; None where the section is over."""
    if is_furniture(text):
        return "furniture"
    prose = len(text) >= PROSE and bool(_ENDED.search(text[-TAIL:]))
    if inside in ("related", "form"):
        return None if prose else "furniture"
    if inside == "references":
        return "reference" if not prose or is_reference(text) or "http" in text else None
    if inside == "notes":
        found = re.match(r"\[?(\d{1,3})[\]).]? ", text)
        if found and found[1] not in draft.notes:
            draft.notes.append(found[1])
        return "footnote" if found or draft.role != "heading" else None
    return SECTION_ROLES[inside]


def _alone(draft: Draft, text: str, after: str) -> Role:
    if is_furniture(text):
        return "furniture"
    if is_caption(text):
        return "caption"
    if draft.role != "body" or draft.asides or draft.full or "\n" in text or after[:1].islower():
        return draft.role
    short = len(text) <= LONGEST_HEADING and not _ENDED.search(text[-TAIL:]) and not _LINKING.search(text[-TAIL:])
    return "heading" if short and (text[:1].isupper() or text[:1].isdigit()) else "body"


def _biographies(drafts: Sequence[Draft]) -> None:
    """Set aside who the author is, where an article ends with it; with the name above, if it stands alone."""
    for at in range(len(drafts) - 1, max(0, len(drafts) // 2), -1):
        draft = drafts[at]
        if draft.settled and draft.role == "body":
            return
        if draft.role not in ("body", "heading"):
            continue
        found = _BIO.match(draft.text)
        if not found:
            if draft.role == "heading":
                continue
            return
        draft.role = "furniture"
        above = drafts[at - 1].text
        if len(above) < PROSE and found["name"] in above:
            drafts[at - 1].role = "furniture"


def _body(drafts: Sequence[Draft]) -> Iterator[tuple[int, str]]:
    for at, draft in enumerate(drafts):
        if draft.role == "body" and (text := draft.own()):
            yield at, text


def _continues(drafts: Sequence[Draft]) -> frozenset[int]:
    """The blocks whose last sentence goes on in the next block of the body: cut by a page's end, a column, a picture.

    A name can begin what goes on, as a sentence can: it is taken so only in a document that is cut elsewhere too.
    """
    body = list(_body(drafts))
    found, doubtful = set(), set()
    for (at, text), (following, after) in pairwise(body):
        between = {draft.role for draft in drafts[at + 1 : following]}
        if "heading" in between or len(text) < ENOUGH_TO_CUT or _ENDED.search(text[-TAIL:]):
            continue
        if _BYLINE.match(after):
            continue
        if after[0].islower() or (_LINKING.search(text[-TAIL:]) and after[0].isalnum()):
            found.add(at)
        elif min(len(text), len(after)) >= PROSE and after[0].isalpha() and text[-1].isalnum():
            doubtful.add(at)
    return frozenset(found | doubtful if len(found) >= OFTEN_CUT else found)


def _damage(drafts: Sequence[Draft], at: int, continues: frozenset[int]) -> str:
    """`letters lost`: replacement characters, a hyphen without its word, or a beginning that nothing leads up to."""
    draft = drafts[at]
    if draft.role not in ("body", "footnote"):
        return ""
    text = draft.own()
    if "\ufffd" in text or _LOST.match(text):
        return "letters lost"
    if draft.role != "body" or len(text) < ENOUGH_TO_CUT:
        return ""
    if text[-1] == "-" and at not in continues:
        return "letters lost"
    if not text[:1].islower():
        return ""
    before = next((each for each in range(at - 1, -1, -1) if drafts[each].role == "body"), None)
    return "letters lost" if before is not None and before not in continues else ""
