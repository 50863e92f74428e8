"""Lists within a passage: each item is a sentence by itself, and what led up to the list is what it goes on from."""

import re
from typing import Any

from foedus.reader.focus import HEAD

MARK = re.compile(r"\s*(?:[-–—*•‣▪◦·]|\(?(?:\d{1,2}|[a-z]|[ivx]{1,4})[.)])\s+(?=\S)")
"""What stands before an item."""
_LINE = re.compile(r"(?<=[.!?:;])[ \t]*\n\s*|\n\s*(?=(?:[-–—*•‣▪◦·]|\(?(?:\d{1,2}|[a-z]|[ivx]{1,4})[.)])\s)")


def starts(doc: Any) -> Any:
    """A step before spaCy's parser: sentences begin where lines do that were ended on purpose."""
    if "\n" not in doc.text:
        return doc
    begun = {found.end() for found in _LINE.finditer(doc.text)}
    head = HEAD.match(doc.text)
    begun |= {head.end()} if head else set()
    mark = 0
    for token in doc:
        if token.idx in begun and token.i:
            token.is_sent_start = True
            found = MARK.match(doc.text, token.idx)
            mark = found.end() if found else 0
        elif 0 < token.idx <= mark:
            token.is_sent_start = False
    return doc


def with_items(nlp: Any) -> Any:
    """A pipeline of spaCy's with that step."""
    from spacy.language import Language

    if not Language.has_factory("foedus_items"):
        Language.component("foedus_items", func=starts)
    nlp.add_pipe("foedus_items", before="parser")
    return nlp


def leads(text: str) -> bool:
    """Whether a sentence leads up to a list: "They agreed on the following:"."""
    return text.rstrip().endswith(":")


def is_item(text: str, start: int) -> bool:
    """Whether the sentence that starts at a place of a text is an item of a list."""
    line = text.rfind("\n", 0, start) + 1
    return line > 0 and not text[line:start].strip() and MARK.match(text, line) is not None
