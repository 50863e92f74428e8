"""Plain text becomes blocks: as the codebook counts them, with lines that a page broke joined again."""

import re
from collections import Counter
from collections.abc import Iterator, Sequence

from foedus.reader.document import Aside, Role
from foedus.reader.intake import lines as text_lines
from foedus.reader.intake.draft import Draft
from foedus.reader.intake.hyphens import HYPHENS, Vocabulary
from foedus.reader.intake.lines import Line
from foedus.reader.intake.notes import Notes, find
from foedus.reader.intake.tidy import Chunk, Tidy

FULL = 0.65
"""Share of the usual line's length from which a line counts as full: its end says nothing."""
USUAL = 70
"""Characters of a line where there are too few of them to tell."""
FEWEST_LINES, NARROWEST = 8, 30
"""Lines, and characters in them, from which the breaks of lines are taken for a machine's."""
LONGEST_HEADING = 100
_ITEM = re.compile(r"[-*•‣–—] |\(?[a-z\d]{1,3}[.)] ")
_ENDED = re.compile(r"[.!?:;,]$")


def drafts(text: str) -> list[Draft]:
    """The blocks of a plain text, numbered by their order."""
    blocks = list(text_lines.blocks(text))
    lines = [line for block in blocks for line in block]
    reader = _Reader(text, find(text, lines), _width(blocks))
    made, first = [], 0
    for block in blocks:
        made.append(reader.draft(block, first))
        first += len(block)
    return made


def _width(blocks: Sequence[Sequence[Line]]) -> float:
    """How long the lines are that were broken by a machine: the median of all but the last of each block, else 0."""
    lengths = sorted(len(line.text) for block in blocks for line in block[:-1])
    width = lengths[len(lengths) // 2] if len(lengths) >= FEWEST_LINES else 0
    return width if width >= NARROWEST else 0.0


class _Reader:
    def __init__(self, text: str, notes: Notes, width: float) -> None:
        self.text, self.notes, self.width = text, notes, width
        self.vocabulary = Vocabulary(text)
        self.marks = iter(notes.marks)
        self.mark = next(self.marks, None)

    def draft(self, block: Sequence[Line], first: int) -> Draft:
        """One block. `first`: the index of its first line."""
        roles = [self.role(at) for at in range(first, first + len(block))]
        role = Counter(roles).most_common(1)[0][0] if "body" not in roles else "body"
        if len(block) > 1 and role == "body" and roles[0] == "body" and self.heads(block[0], block[1]):
            roles[0] = "heading"
        draft = Draft("", role=role, settled=role != "body")
        tidy, begun = Tidy(), 0
        for at, line in enumerate(block):
            if at:
                new = bool(self.notes.lines.get(first + at))
                self.join(tidy, block[at - 1], line, same=roles[at - 1] == roles[at] and not new)
            if at and roles[at] != roles[at - 1]:
                if roles[at - 1] != role:
                    draft.asides.append(Aside(begun, tidy.length, roles[at - 1]))
                begun = tidy.length
            if number := self.notes.lines.get(first + at):
                draft.notes.append(number)
            for chunk in self.chunks(line, draft, tidy):
                tidy.add(chunk)
        if roles[-1] != role:
            draft.asides.append(Aside(begun, tidy.length, roles[-1]))
        draft.text, draft.pieces = tidy.done()
        if len(block) > 1 and any(line.text in HYPHENS for line in block):  # a word's first half is lost
            draft.damaged = "letters lost"
        draft.full = self.width > 0 and len(block[-1].text) >= FULL * self.width
        return draft

    def role(self, at: int) -> Role:
        if at in self.notes.heads:
            return "furniture"
        return "footnote" if at in self.notes.lines else "caption" if at in self.notes.captions else "body"

    def heads(self, line: Line, after: Line) -> bool:
        """Whether the first line of a block is a heading above its first sentence."""
        short = len(line.text) < min(LONGEST_HEADING, FULL * self.width) and len(after.text) >= FULL * self.width
        short = short and any(map(str.isalpha, line.text))
        return short and not _ENDED.search(line.text) and after.text[:1].isupper() and not line.text[:1].islower()

    def join(self, tidy: Tidy, before: Line, line: Line, *, same: bool) -> None:
        """What stands for the end of a line: nothing, a space, or an end that was meant."""
        gone = self.vocabulary.joined(before.text, line.text) if same else None
        if gone:
            tidy.drop_hyphen()
        elif gone is None:
            if not same or self.meant(before.text, line.text):
                tidy.newline()
            else:
                tidy.add(Chunk(self.text[before.end : line.start], before.end))

    def meant(self, before: str, after: str) -> bool:
        if _ITEM.match(after):
            return True
        return len(before) < FULL * (self.width or USUAL) and not after[:1].islower() and before[-1] not in ",;-"

    def chunks(self, line: Line, draft: Draft, tidy: Tidy) -> Iterator[Chunk]:
        """A line without the marks of notes in it."""
        at = line.start
        while self.mark is not None and self.mark[0] < line.end:
            start, end, number = self.mark
            if start >= at:
                yield Chunk(self.text[at:start], at)
                draft.marks.append((tidy.length, number))
                at = end
            self.mark = next(self.marks, None)
        yield Chunk(self.text[at : line.end], at)
