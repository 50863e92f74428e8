"""Which passages are about security and foreign affairs: theatres have their treaties, football its defence."""

from collections.abc import Iterator, Sequence
from functools import cache

from foedus.reader.document import Passage
from foedus.reader.languages.data import language
from foedus.reader.languages.tokens import Patterns, patterns, tokens

SHORT = 40
"""Words of a document that is read in any case: an excerpt."""
LEAST = 1.0
"""Such words among a hundred of a document, from which all of it is read; else only passages that have one."""


@cache
def _words(code: str) -> Patterns:
    return patterns(code, language(code).words["subject"]["words"])


def concerning(passages: Sequence[Passage]) -> Iterator[Passage]:
    """The passages that are worth reading."""
    hits: list[int] = []
    words = 0
    for passage in passages:
        read = tokens(passage.text, passage.language)
        words += len(read)
        hits.append(len({value for *_, value in _words(passage.language).within(read, 0, len(read))}))
    everything = words < SHORT or (sum(hits) > 1 and 100 * sum(hits) >= LEAST * words)
    for passage, hit in zip(passages, hits, strict=True):
        if everything or hit:
            yield passage
