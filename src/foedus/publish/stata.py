"""A case as Stata files: one a table, every variable with its label, closed lists as numbers with value labels.

Days are Stata's own; a vague date keeps its text beside the first and last day it allows. What is kept back stays out.
"""

import re
from collections.abc import Callable, Mapping
from pathlib import Path

from foedus.codebook import Codebook, Column
from foedus.publish.folder import inside, written
from foedus.publish.withheld import withheld
from foedus.record import Record
from foedus.record.ask import AskError
from foedus.record.dictionary import dictionary
from foedus.reference.panel.stata import LABEL, names

TABLES = ("claims", "events", "stages", "conclusions", "contradictions", "sources", "entities", "topics", "ties")
"""Tables of the record that become files, besides those of the kinds."""
OF_THE_FOLDER = frozenset({"file", "line"})
RESERVED = frozenset(
    (
        "_all", "_b", "byte", "_coef", "_cons", "double", "float", "if", "in", "int", "long", "_n", "_N", "_pi",
        "_pred", "_rc", "_skip", "strL", "using", "with",
    )
)  # fmt: skip
"""Names that Stata keeps for itself (manual, [U] 11.3)."""
_STAMP = re.compile(rb"<timestamp>\x11.{17}</timestamp>", re.DOTALL)
NO_TIME = b"<timestamp>\x1101 Jan 1960 00:00</timestamp>"
"""What stands for the time of writing, so that the same case gives the same bytes."""


def stata(record: Record, case: Path, target: Path, step: Callable[[str], None] = lambda _: None) -> list[str]:
    """Write the files into a folder; returns their names. Raises `AskError` as `written`, and without pyreadstat."""
    try:
        import pandas  # noqa: F401
        import pyreadstat  # noqa: F401
    except ImportError as error:
        hint = 'Install them: pip install "foedus[data,frames]"'
        raise AskError("Stata files need pyreadstat and pandas.", hint) from error
    if inside(case, target):
        raise AskError(f"{target} lies among the case's own files.", "Name a place in build/, or outside the case.")
    keeps = withheld(record.settings.publish) | OF_THE_FOLDER
    described = dictionary(record.codebook)
    record.conclude()
    made = []
    with written(target) as work:
        for table in (*TABLES[:1], *record.codebook.kinds, *TABLES[1:]):
            says, entries = described[table]
            columns = {name: (kind, text) for name, kind, text in entries if name not in keeps}
            if not record.rows(f'SELECT 1 FROM "{table}" LIMIT 1'):
                continue
            step(f"Stata: {table}")
            path = work / f"{table}.dta"
            _write(record, table, says, columns, path)
            path.write_bytes(_STAMP.sub(NO_TIME, path.read_bytes(), count=1))
            made.append(path.name)
    return made


def _write(record: Record, table: str, says: str, columns: Mapping[str, tuple[str, str]], path: Path) -> None:
    import pyreadstat

    lists = {name: words for name in columns if (words := closed(record.codebook, table, name))}
    picked = ", ".join(f'{_cell(name, kind, lists.get(name, {}))} AS "{name}"' for name, (kind, _) in columns.items())
    frame = record.query(f'SELECT {picked} FROM "{table}"').to_pandas()
    short = names([name if name not in RESERVED else f"{name}_" for name in columns])
    frame.columns = list(short.values())
    formats = {short[name]: "%td" for name, (kind, _) in columns.items() if kind == "DATE"}
    labels: list[str | None] = [_label(text) for _, text in columns.values()]
    values: dict[str, dict[int | float, str]] = {
        short[name]: {number: _label(label) for number, label in enumerate(words.values(), 1)}
        for name, words in lists.items()
    }  # fmt: skip
    try:
        pyreadstat.write_dta(
            frame, str(path), file_label=_label(says), column_labels=labels, version=15, variable_value_labels=values,
            variable_format=formats,
        )  # fmt: skip
    except pyreadstat.ReadstatError as error:
        raise AskError(f"The Stata file of {table} cannot be written: {error}.", "Write a package instead.") from error


def closed(book: Codebook, table: str, name: str) -> Mapping[str, str]:
    """The closed list of a column, its words with their labels; empty for a column that has none.

    Of the table of all claims the stage stays a word: each kind has stages of its own.
    """
    known: Mapping[str, Column] = {}
    if table in book.kinds:
        known = book.kinds[table].by_name
    elif table == "claims":
        known = {column.name: column for column in book.common if column.name != "stage"}
    elif table in book.tables:
        known = book.tables[table].by_name
    column = known.get(name)
    return column.words if column and column.type == "word" else {}


def _cell(name: str, kind: str, words: Mapping[str, str]) -> str:
    """SQL for a cell as Stata can have it: lists as text, truth as 0 and 1, words of a list by number."""
    if words:
        quoted = ", ".join("'" + word.replace("'", "''") + "'" for word in words)
        return f'nullif(list_position([{quoted}], "{name}"), 0)::DOUBLE'
    if kind.endswith("[]"):
        return f"array_to_string(\"{name}\", '; ')"
    if kind == "DATE":
        return f"date_diff('day', DATE '1960-01-01', \"{name}\")::DOUBLE"  # Stata counts days from there
    if kind in ("BOOLEAN", "INTEGER", "BIGINT"):
        return f'"{name}"::DOUBLE'
    return f'"{name}"'


def _label(text: str) -> str:
    text = " ".join(text.replace("`", "").split())
    return text if len(text) <= LABEL else text[: LABEL - 1].rstrip() + "…"
