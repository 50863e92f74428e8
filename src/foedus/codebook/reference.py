"""The codebook as a page of the docs: `docs/reference/codebook.md`, made from the kind files and nothing else."""

import tomllib
from collections.abc import Iterable, Mapping, Sequence
from functools import cache
from pathlib import Path
from typing import Any

from foedus.codebook.crosswalk import LISTS, NAMES, crosswalk
from foedus.codebook.load import load
from foedus.codebook.model import Codebook, Column, Kind, Table
from foedus.codebook.say import sentence

HERE = Path(__file__).parent
FILE = "codebook.md"

_PHASES = {
    "prospect": "talked of",
    "agreed": "agreed upon",
    "done": "in being",
    "over": "at an end",
}
_COMPARE = {
    "exact": "same word",
    "set": "same members",
    "date": "dates meet",
    "number": "ranges meet",
    "narrower": "same, or one within the other",
    "none": "",
}


def markdown(book: Codebook) -> str:
    """The whole reference page. The same codebook gives the same text."""
    parts = [
        "# Codebook",
        "<!-- Made from src/foedus/codebook by `make docs`. Change the kind files, not this page. -->",
        (
            "A claim is one row: one source says, in one place, one thing about one event. Each kind of claim has a "
            "table of its own, `claims/<kind>.csv`. An empty cell means that the source does not say."
        ),
        "## Kinds",
        _table(
            ("Kind", "Prefix", "What it records"),
            ((f"[{kind.kind}](#{kind.kind})", f"`{kind.prefix}`", kind.summary) for kind in book.kinds.values()),
        ),
        "## Columns of every kind",
        _columns(book.common),
    ]
    for kind in book.kinds.values():
        parts += _kind(kind)
    parts += ["## The other tables"]
    for table in book.tables.values():
        parts += _other(table)
    parts += ["## Crosswalks", "How our lists map to those of the field, and what is lost on the way."]
    for scheme, (name, column) in LISTS.items():
        what = f"`{name}.{column}`" if name else "The stages of all kinds"
        rows = ((f"`{row.ours}`", row.theirs, row.fit, row.lost) for row in crosswalk(scheme))
        parts += [f"### {NAMES[scheme]}", f"{what}.", _table(("Ours", "Theirs", "Fit", "What is lost"), rows)]
    return "\n\n".join(parts) + "\n"


def write(folder: Path) -> Path:
    """Write the page for the package's own codebook into `folder`, and return its path."""
    folder.mkdir(parents=True, exist_ok=True)
    path = folder / FILE
    path.write_text(markdown(load()), encoding="utf-8", newline="\n")
    return path


def examples(kind: Kind) -> list[str]:
    """The sentences of the made-up claims of a kind; none for a kind that a case adds."""
    data = _examples()
    names: Mapping[str, str] = data["names"]
    return [sentence(kind, row, lambda key: names.get(key, key)) for row in data.get(kind.kind, ())]


@cache
def _examples() -> dict[str, Any]:
    return tomllib.loads((HERE / "examples.toml").read_text(encoding="utf-8"))


def _kind(kind: Kind) -> list[str]:
    parts = [f"## {kind.kind}", kind.summary, _columns(kind.own)]
    parts += [
        "Stages, in the order in which they come:",
        _table(
            ("Stage", "Phase", "Lasts", "Not before"),
            (
                (
                    f"`{stage.word}`",
                    _PHASES[stage.phase],
                    "yes" if stage.lasting else "",
                    ", ".join(f"`{word}`" for word in stage.after),
                )
                for stage in kind.stages
            ),
        ),
    ]
    said = examples(kind)
    if said:
        parts += ["How such claims read:", "\n".join(f"> {text}\n>" for text in said).removesuffix("\n>")]
    return parts


def _other(table: Table) -> list[str]:
    optional = " This table may be missing." if table.optional else ""
    return [f"### {table.table}", table.summary + optional, _columns(table.columns)]


def _columns(columns: Iterable[Column]) -> str:
    return _table(
        ("Column", "Type", "Compared by", "What it holds"),
        (
            (
                f"`{column.name}`" + (" (required)" if column.required else ""),
                column.type,
                _COMPARE[column.compare],
                _holds(column),
            )
            for column in columns
        ),
    )


def _holds(column: Column) -> str:
    words = ", ".join(
        f"`{word}`" + ("" if label in (word, word.replace("-", " ")) else f" ({label})")
        for word, label in column.words.items()
    )
    return " ".join(text for text in (column.help or f"{column.label}.", f"Words: {words}." if words else "") if text)


def _table(head: Sequence[str], rows: Iterable[Sequence[str]]) -> str:
    lines = [head, ["---"] * len(head), *rows]
    return "\n".join("| " + " | ".join(cell.replace("|", "\\|") for cell in line) + " |" for line in lines)
