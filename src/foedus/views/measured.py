"""A measure as part of a document: its answer, its sheets as tables with notes, its pictures, its limits.

Whoever shows figures says them through `say`, so that unknown, not covered and nil read the same everywhere.
"""

import math
from collections.abc import Iterable, Iterator, Mapping

from foedus.measures.measured import Line, Measured, Picture, Sheet
from foedus.record import Record
from foedus.record.figure import Cover, Figure
from foedus.record.words import Words
from foedus.reference.about import datasets
from foedus.views import document as doc
from foedus.views.evidence import Evidence, by_id

WITHOUT: dict[Cover, str] = {"unknown": "not known", "not-covered": "not covered", "partly": "not known", "covered": ""}


def say(figure: Figure, unit: bool = True) -> str:
    """A figure in words: value to the digits that can be stood by, interval, unit; or why there is none.

    >>> say(Figure(value=2450000, unit="USD")), say(Figure(value=0.5762, digits=2))
    ('2,450,000 USD', '0.58')
    >>> say(Figure(value=None, cover="not-covered", coverage="DCAD ends in 2010"))
    'not covered'
    """
    if figure.value is None:
        return WITHOUT[figure.cover]
    text = _number(figure.value, figure.digits)
    if figure.low is not None or figure.high is not None:
        text += f" ({_interval(figure.low, figure.high, figure.digits)})"
    return f"{text} {figure.unit}".rstrip() if unit else text


def _interval(low: float | None, high: float | None, digits: int | None) -> str:
    if low is None or high is None:
        return f"at most {_number(high, digits)}" if high is not None else f"{_number(low or 0, digits)} or more"
    return f"{_number(low, digits)}–{_number(high, digits)}"


def _number(value: float | int | str | bool, digits: int | None) -> str:
    if isinstance(value, bool):
        return "yes" if value else "no"
    if isinstance(value, str):
        return value
    if digits is not None and value:
        places = digits - 1 - math.floor(math.log10(abs(value)))
        value = round(value, places)
        return f"{value:,.{max(places, 0)}f}"
    return f"{value:,}" if isinstance(value, int) or value != int(value) else f"{int(value):,}"


def section(measured: Measured, record: Record, anchor: str = "") -> doc.Section:
    """The measure as a section of a document; figures carry notes on their claims, or name their dataset.

    What a figure says in its coverage stands in the JSON and in the interface; a document has the sheet's note.
    """
    return _Section(measured, record, anchor or measured.measure).made()


def drawn(picture: Picture, claims: Mapping[str, Evidence], anchor: str) -> doc.Figure:
    """A measure's picture in a document, with the claims behind it, which are among those given by key."""
    behind = tuple(claims[claim] for claim in picture.claims if claim in claims)
    note: doc.Runs = (doc.Text("Claims behind the picture"), doc.Note(behind), doc.Text(".")) if behind else ()
    name = f"{anchor}-{picture.chart}"
    return doc.Figure(name, picture.chart, picture.data, picture.caption, picture.alt, note)


class _Section:
    """A measure being made a section: the claims behind all its figures are read at once."""

    def __init__(self, measured: Measured, record: Record, anchor: str) -> None:
        self.measured, self.anchor = measured, anchor
        cells = [cell for sheet in measured.sheets for line in sheet.lines for cell in line.cells]
        behind = {claim for cell in cells if isinstance(cell, Figure) for claim in cell.claims}
        behind.update(claim for picture in measured.pictures for claim in picture.claims)
        self.claims = _read(record, behind)

    def made(self) -> doc.Section:
        """The answer, the pictures, the sheets, and in small print what it does not say."""
        measured = self.measured
        blocks: list[doc.Block] = [doc.Paragraph((doc.Tally(measured.answer),))]
        blocks += [drawn(picture, self.claims, self.anchor) for picture in measured.pictures]
        blocks += [self._table(sheet) for sheet in measured.sheets]
        blocks += [doc.Paragraph((doc.Name(text),), small=True) for text in (*measured.warnings, *measured.limits)]
        if measured.sources:
            text = f"Literature behind the method: {'; '.join(measured.sources)}."
            blocks.append(doc.Paragraph((doc.Name(text),), small=True))
        return doc.Section(self.anchor, measured.title, tuple(blocks))

    def _table(self, sheet: Sheet) -> doc.Table:
        columns = (
            doc.Column(_capital(sheet.about)),
            *(
                doc.Column(c.label, "right" if right_of(sheet.lines, n) else "left", c.says)
                for n, c in enumerate(sheet.columns)
            ),
        )
        behind = _behind(cell for line in sheet.lines for cell in line.cells if isinstance(cell, Figure))
        named = len(behind) > 1  # a data set that stands behind all is named once, under the table
        rows = tuple(self._row(line, named) for line in sheet.lines)
        below = [sheet.note] if sheet.note else []
        below += [f"Data: {behind[0]}."] if len(behind) == 1 and behind[0] not in sheet.note else []
        note = (doc.Name(" ".join(below)),) if below else ()
        return doc.Table(f"{self.anchor}-{sheet.name}", sheet.title, columns, rows, note)

    def _row(self, line: Line, named: bool) -> doc.Row:
        return doc.Row(((doc.Name(line.label),), *(self._cell(cell, named) for cell in line.cells)))

    def _cell(self, cell: Figure | str, named: bool) -> doc.Runs:
        if isinstance(cell, str):
            return (doc.Name(cell),) if cell else ()
        said = say(cell)
        if not cell.known:
            return (doc.Emphasis(said), *self._note(cell.claims))
        runs: list[doc.Run] = [doc.Tally(said) if isinstance(cell.value, int | float) else doc.Name(said)]
        runs += self._note(cell.claims)
        behind = _behind([cell]) if named else []
        if behind:
            runs += [doc.Text(" "), doc.Name(f"({', '.join(behind)})")]
        return tuple(runs)

    def _note(self, claims: Iterable[str]) -> Iterator[doc.Run]:
        found = tuple(self.claims[claim] for claim in claims if claim in self.claims)
        if found:
            yield doc.Note(found)


def _behind(figures: Iterable[Figure]) -> list[str]:
    """The data sets that figures come from, by what they are called and their release."""
    about = datasets()
    rows = [row for figure in figures for row in figure.rows]
    called = {row.dataset: about[row.dataset].called if row.dataset in about else row.dataset for row in rows}
    return list(dict.fromkeys(f"{called[row.dataset]} {row.version}".strip() for row in rows))


def _read(record: Record, claims: Iterable[str]) -> dict[str, Evidence]:
    """Claims as evidence by their keys; those that are not there at the record's clocks are left out."""
    return {one.claim: one for one in by_id(Words.of(record), claims)}


def right_of(lines: Iterable[Line], column: int) -> bool:
    """Whether a column stands to the right, as numbers do; one of words with a number or two among them does not."""
    cells = [line.cells[column] for line in lines]
    words = [cell for cell in cells if isinstance(cell, str) or isinstance(cell.value, str)]
    numbers = [cell for cell in cells if isinstance(cell, Figure) and isinstance(cell.value, int | float)]
    return len(numbers) > len(words)


def _capital(text: str) -> str:
    return text[:1].upper() + text[1:]
