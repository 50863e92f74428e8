"""Where sentences end, well enough to tell what was said in the one before."""

import re

_HEAD = r"(?<=\A)[^\W\d_a-z][^\n.!?:;,]{2,78}\n\s*(?=[\"“‘'(]*[^\W\d_a-z][^\n]{80})"
_END = re.compile(rf"[.!?…][\"”’')\]]*(?:(?<=\D\D.)\d{{1,3}})?(?=\s+[\"“‘'(\[]*[^\W\d_a-z]|\s*$)|\n\s*\n|{_HEAD}")
_SHORT = re.compile(
    r"(?:\b(?:Mr|Mrs|Ms|Dr|Prof|Gen|Lt|Col|Maj|Capt|Adm|Sen|Gov|St|No|Art|Jr|Sr|vs|cf|e\.g|i\.e|approx|Inc|Ltd|Co|Corp|"
    r"Jan|Feb|Mar|Apr|Jun|Jul|Aug|Sep|Sept|Oct|Nov|Dec)|\b[A-Z]|\.[A-Z])\.$"
)


def sentences(text: str) -> list[tuple[int, int]]:
    """The spans of a text's sentences, in order, without gaps.

    >>> sentences("Mr. Ito met Gen. Kay. They spoke.")
    [(0, 22), (22, 33)]
    """
    spans: list[tuple[int, int]] = []
    start = 0
    for found in _END.finditer(text):
        if _SHORT.search(text, max(start, found.start() - 8), found.start() + 1) and found.end() < len(text):
            continue
        end = found.end()
        while end < len(text) and text[end].isspace():
            end += 1
        spans.append((start, end))
        start = end
    if start < len(text):
        spans.append((start, len(text)))
    return spans
