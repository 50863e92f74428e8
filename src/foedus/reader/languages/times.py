"""A language's words for time, to be looked up in a text."""

from functools import cache

from foedus.reader.languages.data import Times, language
from foedus.reader.languages.tokens import fold, patterns


class Words:
    """Words for months, seasons, days, and what stands beside them."""

    def __init__(self, code: str) -> None:
        times: Times = language(code).times
        folded = fold(code)
        self.months = patterns(code, times.months)
        self.seasons = {folded(word): number for word, number in times.seasons.items()}
        self.days = patterns(code, times.days)
        self.years = patterns(code, times.years)
        self.spans = {folded(word): step for word, step in times.spans.items()}
        self.weekdays = patterns(code, times.weekdays)
        self.week = patterns(code, times.week)
        self.year = frozenset(map(folded, times.year))
        self.month = patterns(code, times.month)
        self.day = frozenset(map(folded, times.day))
        self.ordinal = frozenset(map(folded, times.ordinal))
        self.same = patterns(code, times.same) if times.same else None
        self.for_ = frozenset(map(folded, times.for_))
        self.since = patterns(code, times.since)
        self.until = patterns(code, times.until)
        self.prepositions = patterns(code, [word for word in times.in_ if not word.startswith("-")])
        self.endings = tuple(folded(word[1:]) for word in times.in_ if word.startswith("-"))


@cache
def words_of(code: str) -> Words:
    """The words of a language."""
    return Words(code)
