"""A measure as a page shows it: its sheets with, for each figure, the claims, rows of data sets and coverage behind it.

In the words of `views.measured`; a document has notes where a page has links.
"""

from collections.abc import Iterable, Mapping, Sequence
from itertools import islice
from typing import Any

import msgspec

from foedus.measures.measured import Line, Measured, Sheet
from foedus.record import Record, Rows
from foedus.record.figure import Cover, DataRow, Figure
from foedus.record.words import Words
from foedus.views.brief.facts import called
from foedus.views.measured import right_of, say
from foedus.views.site.behind import Behind
from foedus.views.site.citing import cited as citing
from foedus.views.site.lines import ClaimLine

COLUMNS = (
    "sheet", "about", "column", "said", "value", "unit", "low", "high", "cover", "coverage", "note", "roots", "claims",
    "rows",
)  # fmt: skip
"""Of the table of all figures."""


class Cell(msgspec.Struct, frozen=True):
    """A figure or words."""

    text: str
    value: float | int | str | bool | None = None
    """Of a figure; nothing where it has none, and the text says why, and where the cell is of words."""
    unit: str = ""
    low: float | None = None
    high: float | None = None
    cover: Cover | None = None
    """Of a figure: covered, partly, not-covered, unknown."""
    ground: int = 0
    """The number of what it rests on; 0 where there is nothing to say."""
    claims: int = 0


class Row(msgspec.Struct, frozen=True):
    """A row, and the page that says more of what it is about: its name and keys; '' where there is none."""

    label: str
    page: str
    keys: tuple[str, ...]
    cells: tuple[Cell, ...]


class Column(msgspec.Struct, frozen=True):
    """A column of a sheet."""

    label: str
    says: str
    right: bool


class Shown(msgspec.Struct, frozen=True):
    """A sheet."""

    name: str
    title: str
    about: str
    columns: tuple[Column, ...]
    rows: tuple[Row, ...]
    total: int
    """Rows that there are; a page shows the first of very many."""
    note: str


class Ground(msgspec.Struct, frozen=True):
    """What figures rest on: claims, rows of data sets, what was looked at."""

    number: int
    figures: tuple[str, ...] = ()
    """The figures that rest on it, in words; of many the first ones."""
    more: int = 0
    claims: tuple[str, ...] = ()
    more_claims: int = 0
    """Claims beyond those that a page can list."""
    rows: tuple[str, ...] = ()
    roots: int | None = None
    coverage: str = ""
    note: str = ""


class Drawn(msgspec.Struct, frozen=True):
    """A picture's plain data."""

    name: str
    chart: str
    caption: str
    alt: str
    data: Mapping[str, Any]
    ground: int


class Figures(msgspec.Struct, frozen=True):
    """The result of a measure."""

    title: str
    answer: str
    asked: Mapping[str, str]
    warnings: tuple[str, ...]
    sheets: tuple[Shown, ...]
    pictures: tuple[Drawn, ...]
    limits: tuple[str, ...]
    literature: tuple[str, ...]
    grounds: tuple[Ground, ...]
    claims: tuple[ClaimLine, ...]
    """Every claim behind a figure, once; of very many the first ones in reading order."""

    @property
    def listed(self) -> dict[str, ClaimLine]:
        """The claims that stand here in words, by key; others have a page that shows them."""
        return {line.claim: line for line in self.claims}

    def rows(self) -> Rows:
        """All figures, one a row, with what they rest on; words are `said` and have no value."""
        found = [
            (sheet.name, row.label, column.label, *self._flat(cell))
            for sheet in self.sheets
            for row in sheet.rows
            for column, cell in zip(sheet.columns, row.cells, strict=True)
            if cell.text
        ]
        return Rows(COLUMNS, found)

    def _flat(self, cell: Cell) -> tuple[Any, ...]:
        ground = self.grounds[cell.ground - 1] if cell.ground else Ground(0)
        return (
            cell.text, cell.value, cell.unit, cell.low, cell.high, cell.cover, ground.coverage, ground.note,
            ground.roots, ground.claims, ground.rows,
        )  # fmt: skip


MOST_NAMED = 3
MOST_ROWS, FIRST_ROWS = 300, 100
"""Rows of a sheet that a page lists, and how many of one that has more; its table has them all."""
MOST_CLAIMS, MOST_LINES = 60, 250
"""Claims of a figure that a page names, and claims that it lists in words: others are a click away."""
ALL = 10**9


def figures(record: Record, measured: Measured, *, whole: bool = False) -> Figures:
    """A measure, with what stands behind its figures numbered in reading order; `whole`: however much it is."""
    return _Reading(record, measured, whole).figures()


class _Reading:
    """A measure being read: equal grounds are one."""

    def __init__(self, record: Record, measured: Measured, whole: bool) -> None:
        self.record, self.measured = record, measured
        self.whole, self.most_claims = whole, ALL if whole else MOST_CLAIMS
        self.words, self.behind = Words.of(record), Behind.of(record)
        cells = [cell for sheet in measured.sheets for line in self._lines(sheet) for cell in line.cells]
        grounds = [cell.claims for cell in cells if isinstance(cell, Figure)]
        grounds += [picture.claims for picture in measured.pictures]
        wanted = dict.fromkeys(claim for claims in grounds for claim in claims[: self.most_claims])
        self.more = {*wanted} if whole else set(islice(wanted, MOST_LINES, None))
        """Named and not listed."""
        self.claims = self.behind.evidence([] if whole else islice(wanted, MOST_LINES))
        self.events = {claim.event for claim in self.claims.values()}
        self.grounds: dict[tuple[Any, ...], int] = {}
        self.named: dict[int, list[str]] = {}

    def figures(self) -> Figures:
        measured = self.measured
        sheets = tuple(self._sheet(sheet) for sheet in measured.sheets)
        source = citing(self.record).line
        pictures = tuple(
            Drawn(
                name=f"picture-{number}" if number > 1 else "picture",
                chart=one.chart,
                caption=one.caption,
                alt=one.alt,
                data={**one.data, "source": f"{one.data.get('source', '')} {source}".strip()},
                ground=self._ground(one.caption, one.claims, (), None, "", ""),
            )
            for number, one in enumerate(measured.pictures, 1)
        )
        return Figures(
            title=measured.title,
            answer=measured.answer,
            asked={name: str(value) for name, value in measured.asked.items()},
            warnings=measured.warnings,
            sheets=sheets,
            pictures=pictures,
            limits=measured.limits,
            literature=measured.sources,
            grounds=tuple(self._grounds()),
            claims=self.behind.told(self.claims.values()),
        )

    def _sheet(self, sheet: Sheet) -> Shown:
        lines = self._lines(sheet)
        columns = tuple(Column(c.label, c.says, right_of(lines, n)) for n, c in enumerate(sheet.columns))
        return Shown(
            name=sheet.name,
            title=sheet.title,
            about=sheet.about[:1].upper() + sheet.about[1:],
            columns=columns,
            rows=tuple(self._row(sheet, line) for line in lines),
            total=len(sheet.lines),
            note=sheet.note,
        )

    def _lines(self, sheet: Sheet) -> Sequence[Line]:
        return sheet.lines if self.whole or len(sheet.lines) <= MOST_ROWS else sheet.lines[:FIRST_ROWS]

    def _row(self, sheet: Sheet, line: Line) -> Row:
        page, keys = self._leads(line.key)
        cells = tuple(
            self._cell(f"{line.label}: {column.label}", cell)
            for column, cell in zip(sheet.columns, line.cells, strict=True)
        )
        return Row(line.label, page, keys, cells)

    def _leads(self, key: str) -> tuple[str, tuple[str, ...]]:
        """The page on which more is said of a row."""
        parts = key.split()
        ends = [part for part in parts[:2] if part in self.words.entities]
        if len(ends) == 2 and ends[0] != ends[1]:
            return "pair", tuple(sorted(ends))
        if len(parts) != 1:
            return "", ()
        if ends:
            return "entity", (parts[0],)
        if parts[0] in self.claims:
            return "event", (self.claims[parts[0]].event,)
        if parts[0] in self.events or parts[0] in self.words.titles:
            return "event", (parts[0],)
        return "", ()

    def _cell(self, about: str, cell: Figure | str) -> Cell:
        if isinstance(cell, str):
            return Cell(cell)
        ground = self._ground(about, cell.claims, cell.rows, cell.roots, cell.coverage, cell.note)
        return Cell(say(cell), cell.value, cell.unit, cell.low, cell.high, cell.cover, ground, len(cell.claims))

    def _ground(
        self,
        about: str,
        claims: Sequence[str],
        rows: Sequence[DataRow],
        roots: int | None,
        coverage: str,
        note: str,
    ) -> int:
        there = tuple(claim for claim in claims[: self.most_claims] if claim in self.claims or claim in self.more)
        more = max(0, len(claims) - self.most_claims)
        if not (there or rows or coverage or note):
            return 0
        key = (there, more, tuple(rows), roots, coverage, note)
        number = self.grounds.setdefault(key, len(self.grounds) + 1)
        self.named.setdefault(number, []).append(about)
        return number

    def _grounds(self) -> Iterable[Ground]:
        for (claims, more, rows, roots, coverage, note), number in self.grounds.items():
            named = list(dict.fromkeys(self.named[number]))
            yield Ground(
                number=number,
                figures=tuple(named[:MOST_NAMED]),
                more=max(0, len(named) - MOST_NAMED),
                claims=claims,
                more_claims=more,
                rows=tuple(in_words(row) for row in rows),
                roots=roots,
                coverage=coverage,
                note=note,
            )


def in_words(row: DataRow) -> str:
    """A row of a data set by what names it there."""
    return f"{called(row.dataset)} {row.version}: {row.key}"
