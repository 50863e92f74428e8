"""Times in a text of a language, as EDTF: days to years, seasons and spans, also counted from the document's day."""

import calendar
import datetime
from collections.abc import Sequence

import msgspec

from foedus.reader.languages import READ
from foedus.reader.languages.data import language
from foedus.reader.languages.times import words_of
from foedus.reader.languages.tokens import Token, tokens
from foedus.reader.mention import Mention
from foedus.terms import dates as edtf

FIRST, LAST = 1900, 2099


class Dated(msgspec.Struct, frozen=True):
    """A time, and the words that it covers."""

    mention: Mention
    first: int
    last: int


class Reader:
    """Reads the times of one text. `anchor`: the document's day."""

    def __init__(self, words: Sequence[Token], text: str, code: str, anchor: str) -> None:
        self.words, self.text, self.code = words, text, code
        self.lexicon = words_of(code)
        self.behind = language(code).grammar.verb_last
        day = edtf.parse(anchor) if anchor else None
        self.today = (day.latest or day.earliest) if day else None
        self.previous = ""

    def find(self) -> list[Dated]:
        """The times, from left to right."""
        found: list[Dated] = []
        place = 0
        while place < len(self.words):
            hit = self._at(place)
            if hit is None:
                place += 1
                continue
            last, key = hit
            if (
                not self.behind
                and place
                and self.lexicon.since.at(self.words, place - 1)
                and "/" not in key
                and self._genitive(place, last)
            ):
                key = f"{key}/.."
            if self.behind and last < len(self.words) and self.lexicon.since.at(self.words, last) and "/" not in key:
                key = f"{key}/.."
            if not self.behind and place and "/" not in key and self.lexicon.until.at(self.words, place - 1):
                key = f"../{key}"
            start, end = self.words[place].start, self.words[last - 1].end
            beside = place - 1 if not self.behind else last
            form = "for" if len(key) in (4, 9) and self._form(beside) in self.lexicon.for_ else "expression"
            found.append(Dated(Mention(start, end, key, "date", form), place, last))
            self.previous = key
            place = last
        return found

    def _genitive(self, place: int, last: int) -> bool:
        return any(self.words[n].form in ("года", "го") or n == place for n in range(place, last))

    # Words

    def _form(self, place: int) -> str:
        return self.words[place].form if 0 <= place < len(self.words) else ""

    def _number(self, place: int, low: int, high: int) -> int | None:
        form = self._form(place)
        return int(form) if form.isdigit() and len(form) <= 4 and low <= int(form) <= high else None

    def _month(self, place: int) -> int | None:
        if place >= len(self.words):
            return None
        hit = self.lexicon.months.at(self.words, place)
        return hit[1] if hit else None  # type: ignore[return-value]

    def _year(self, place: int) -> tuple[int, int] | None:
        """A year in figures with its ending and the word for year: the place behind, and the year."""
        year = self._number(place, FIRST, LAST)
        if year is None or len(self._form(place)) != 4:
            return None
        last = place + 1
        if last < len(self.words) and self.words[last].joined and not self.words[last].form.isdigit():
            last += 1
        if self._form(last) in self.lexicon.year:
            last += 1
        return last, year

    def _tail(self, last: int) -> int:
        """The place behind an ending that follows an apostrophe, and words like "the day of"."""
        if (
            last < len(self.words)
            and self.words[last].joined
            and not self.words[last].form.isdigit()
            and not self.words[last].capital
        ):
            last += 1
        if self._form(last) in self.lexicon.day:
            last += 1
        return last

    # Readings, the longest first

    def _at(self, place: int) -> tuple[int, str] | None:
        for read in (
            self._same,
            self._year_first,
            self._year_named,
            self._day_month,
            self._month_year,
            self._weekday,
            self._near_day,
            self._season,
            self._month_alone,
            self._year_alone,
        ):
            hit = read(place)
            if hit is not None:
                return hit
        return None

    def _same(self, place: int) -> tuple[int, str] | None:
        """ "The same year", "that month": the one of the date before."""
        hit = self.lexicon.same.at(self.words, place) if self.lexicon.same and self.previous else None
        if hit is None or hit[0] >= len(self.words):
            return None
        if self._form(hit[0]) in self.lexicon.year:
            return hit[0] + 1, self.previous[:4]
        month = self.lexicon.month.at(self.words, hit[0])
        return (hit[0] + 1, self.previous[:7]) if month and len(self.previous) > 6 else None

    def _year_first(self, place: int) -> tuple[int, str] | None:
        """ "2022 жылғы 27 сәуір", "2022-ci ilin iyununda", "2025 Temmuz"."""
        found = self._year(place)
        if found is None or not self.behind:
            return None
        last, year = found
        days = self._days(last)
        if days is not None:
            return days[0], _span(year, *days[1:])
        month = self._month(last)
        if month:
            return self._tail(self._after_month(last + 1)), f"{year}-{month:02}"
        season = self.lexicon.seasons.get(self._form(last))
        return (last + 1, f"{year}-{season}") if season else None

    def _year_named(self, place: int) -> tuple[int, str] | None:
        """ "last year", "in June of last year"."""
        hit = self.lexicon.years.at(self.words, place)
        if hit is None or self.today is None:
            return None
        last, step = hit
        year = self.today.year + int(str(step))
        days = self._days(last) if self.behind else None
        if days is not None:
            return days[0], _span(year, *days[1:])
        month = self._month(last) if self.behind else None
        if month:
            return self._tail(self._after_month(last + 1)), f"{year}-{month:02}"
        season = self.lexicon.seasons.get(self._form(last))
        return (last + 1, f"{year}-{season}") if season else (last, str(year))

    def _days(self, place: int) -> tuple[int, int, int, int, int] | None:
        """ "15 апреля", "с 15 по 17 апреля", "8-18 Eylül", "iyunun 28-dən 30-dək": behind, month, day, month, day."""
        first = self._number(place, 1, 31)
        if first is not None and len(self._form(place)) <= 2:
            last = place + 1
            month = self._month(last)
            if month:
                return self._tail(self._after_month(last + 1)), month, first, month, first
            if last < len(self.words) and self.words[last].joined and not self.words[last].form.isdigit():
                last += 1
            if self._form(last) in ("по", "до", "и", "ile", "ilə", "мен"):
                last += 1
            second = self._number(last, 1, 31)
            gap = self.text[self.words[place].end : self.words[min(last, len(self.words) - 1)].start]
            if second and second > first and len(gap) < 8 and "," not in gap and (month := self._month(last + 1)):
                return self._tail(self._after_month(last + 2)), month, first, month, second
            return None
        month = self._month(place)
        if month and self.behind:
            last = self._after_month(place + 1)
            first = self._number(last, 1, 31)
            joined = last + 1 < len(self.words) and self.words[last + 1].joined
            if first and joined and not self.words[last + 1].form.isdigit():
                end = last + 2
                second = self._number(end, 1, 31)
                if second and second > first and end + 1 < len(self.words) and self.words[end + 1].joined:
                    return end + 2, month, first, month, second
                return self._tail(end), month, first, month, first
        return None

    def _after_month(self, place: int) -> int:
        return place + 1 if place < len(self.words) and self.lexicon.month.at(self.words, place) else place

    def _day_month(self, place: int) -> tuple[int, str] | None:
        found = self._days(place)
        if found is None:
            return None
        last, month, first, other, second = found
        year = self._year(last)
        if year is not None and (self.code != "kk" or self._form(year[0] - 1) in self.lexicon.year or True):
            return year[0], _span(year[1], month, first, other, second)
        hit = self.lexicon.years.at(self.words, last) if last < len(self.words) else None
        if hit and self.today and not self.behind:
            return hit[0], _span(self.today.year + int(str(hit[1])), month, first, other, second)
        guess = self._nearest(month, first)
        return (last, _span(guess, month, first, other, second)) if guess else None

    def _month_year(self, place: int) -> tuple[int, str] | None:
        month = self._month(place)
        if not month:
            return None
        last = self._after_month(place + 1)
        year = self._year(last)
        if year is not None and "," not in self.text[self.words[place].end : self.words[last].start]:
            return year[0], f"{year[1]}-{month:02}"
        hit = self.lexicon.years.at(self.words, last) if last < len(self.words) else None
        if hit and self.today and not self.behind:
            return hit[0], f"{self.today.year + int(str(hit[1]))}-{month:02}"
        return None

    def _weekday(self, place: int) -> tuple[int, str] | None:
        hit = self.lexicon.weekdays.at(self.words, place)
        if hit is None or self.today is None:
            return None
        if not self.behind and self._form(place - 1) not in ("в", "во"):
            return None
        back = (self.today.weekday() - int(str(hit[1]))) % 7
        day = self.today - datetime.timedelta(days=back)
        last = self._tail(hit[0])
        return last + (self._form(last) in self.lexicon.day), day.isoformat()

    def _near_day(self, place: int) -> tuple[int, str] | None:
        hit = self.lexicon.days.at(self.words, place)
        if hit is not None and self.today is not None:
            return hit[0], (self.today + datetime.timedelta(days=int(str(hit[1])))).isoformat()
        step = self.lexicon.spans.get(self._form(place))
        if step is None or self.today is None or place + 1 >= len(self.words):
            return None
        if self.lexicon.week.at(self.words, place + 1):
            day = self.today + datetime.timedelta(weeks=step)
            return place + 2, f"{day.year}-{day.month:02}"
        if self.lexicon.month.at(self.words, place + 1) and self._form(place + 1) != "ayında":
            month = (self.today.month - 1 + step) % 12 + 1
            year = self.today.year + (self.today.month - 1 + step) // 12
            return place + 2, f"{year}-{month:02}"
        return None

    def _season(self, place: int) -> tuple[int, str] | None:
        season = self.lexicon.seasons.get(self._form(place))
        if season is None:
            return None
        year = self._year(place + 1)
        if year is not None:
            return year[0], f"{year[1]}-{season}"
        hit = self.lexicon.years.at(self.words, place + 1) if place + 1 < len(self.words) else None
        if hit and self.today:
            return hit[0], f"{self.today.year + int(str(hit[1]))}-{season}"
        if self.today and not self.behind:
            return place + 1, f"{self.today.year}-{season}"
        return None

    def _month_alone(self, place: int) -> tuple[int, str] | None:
        """A month without its year, where a preposition, an ending or the word "month" tells that it is one."""
        month = self._month(place)
        if not month or self.today is None:
            return None
        last = self._after_month(place + 1)
        form = self._form(place)
        if not self.behind:
            fits = self._form(place - 1) in (
                "в",
                "к",
                "с",
                "до",
                "на",
                "конце",
                "начале",
                "середине",
                "конца",
                "начала",
            )
        else:
            joined = last < len(self.words) and self.words[last].joined and not self.words[last].form.isdigit()
            behind = last < len(self.words) and self.lexicon.prepositions.at(self.words, last) is not None
            ending = any(form.endswith(end) and len(form) > len(end) + 2 for end in self.lexicon.endings)
            fits = last > place + 1 or behind or joined or ending
            last = self._tail(last)
        year = self._nearest(month, 0)
        return (last, f"{year}-{month:02}") if fits and year else None

    def _year_alone(self, place: int) -> tuple[int, str] | None:
        found = self._year(place)
        if found is None:
            return None
        last, year = found
        plain = last == place + 1
        if not self.behind:
            span = (
                self._number(place + 1, FIRST, LAST)
                if place + 1 < len(self.words) and self.words[place + 1].joined
                else None
            )
            if span and span > year:
                end = self._year(place + 1)
                return end[0] if end else place + 2, f"{year}/{span}"
            if plain and self._form(place - 1) not in ("в", "с", "до", "по", "на", "к"):
                return None
        elif plain and self._form(last) not in self.lexicon.year:
            return None
        if place and self.words[place].joined and not self.words[place - 1].form.isdigit():
            return None  # the year in a name: "Eagle-2023"
        return last, str(year)

    def _nearest(self, month: int, day: int) -> int | None:
        """The year of a month without one: the document's, unless that lies more than half a year ahead."""
        if self.today is None:
            return None
        ahead = month - self.today.month
        return self.today.year - 1 if ahead > 6 else self.today.year + 1 if ahead < -9 else self.today.year


def _span(year: int, month: int, day: int, other: int, second: int) -> str:
    first = _day(year, month, day)
    return first if (month, day) == (other, second) else f"{first}/{_day(year, other, second)}"


def _day(year: int, month: int, day: int) -> str:
    return f"{year}-{month:02}-{min(day, calendar.monthrange(year, month)[1]):02}"


def find(words: Sequence[Token], text: str, code: str, anchor: str) -> list[Dated]:
    """The times in a text, from left to right."""
    return Reader(words, text, code, anchor).find()


def day(text: str, code: str) -> str:
    """The first day or month that a text in a language that is read here names, as EDTF; else nothing."""
    if code not in READ:
        return ""
    found = (one.mention.key for one in find(tokens(text, code), text, code, ""))
    return next((key for key in found if len(key) > len("2020")), "")
