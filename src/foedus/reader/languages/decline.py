"""The forms of a name: each of its words by the paradigm of its ending, so that a text's word is looked up at once."""

from collections.abc import Iterator, Sequence
from itertools import product

from foedus.reader.languages.data import Grammar, Paradigm, language
from foedus.reader.languages.tokens import fold

Form = tuple[tuple[str, ...], str]
"""The folded words of a form, and its case."""


def forms(name: str, code: str, *, adjective: bool = False) -> Iterator[Form]:
    """All forms of a name with their cases. A word after `=` keeps its form; so does one that no paradigm fits."""
    grammar = language(code).grammar
    folded = fold(code)
    words = [word for word in name.replace("-", " ").split() if word]
    declined: list[dict[str, tuple[str, ...]]] = []
    for place, word in enumerate(words):
        fixed = word.startswith("=") or (grammar.last_only and place < len(words) - 1)
        bare = word.removeprefix("=")
        fixed = fixed or (bool(grammar.fixed_after) and (bare.isupper() or bare.endswith(grammar.fixed_after)))
        word = folded(bare)
        rows = grammar.adjectives if adjective else _paradigms(grammar, place, len(words))
        found = None if fixed and not _adjective(word, rows, grammar) else _paradigm(word, rows)
        if found is None:
            declined.append({"": (word,)})
        else:
            ending, paradigm = found
            stem = word[: len(word) - len(ending)]
            same = (word,) if place < len(words) - 1 else ()
            declined.append(
                {
                    c: tuple(dict.fromkeys([*(stem + folded(e) for e in ends), *same]))
                    for c, ends in paradigm.forms.items()
                }
            )
    cases = sorted({case for row in declined for case in row if case}) or ["nom", "gen", "dat", "acc", "ins", "loc"]
    if not any(case for row in declined for case in row):
        for case in cases:
            yield tuple(row[""][0] for row in declined), case
        return
    for case in cases:
        yield from ((words_, case) for words_ in product(*(row.get(case) or row.get("") or () for row in declined)))


def _paradigms(grammar: Grammar, place: int, count: int) -> Sequence[Paradigm]:
    """Words before the last of a name are adjectives first ("Saudi Arabia"), the last is a noun."""
    return grammar.nouns if place == count - 1 else (*grammar.adjectives, *grammar.nouns)


def _paradigm(word: str, rows: Sequence[Paradigm]) -> tuple[str, Paradigm] | None:
    best: tuple[str, Paradigm] | None = None
    for row in rows:
        for ending in row.ends:
            if word.endswith(ending) and len(word) > len(ending) and (best is None or len(ending) > len(best[0])):
                best = ending, row
    return best


def _adjective(word: str, rows: Sequence[Paradigm], grammar: Grammar) -> bool:
    """Whether a word that would not be declined as a noun is an adjective before one: "Объединённые"."""
    return any(word.endswith(ending) for row in rows if row in grammar.adjectives for ending in row.ends if ending)
