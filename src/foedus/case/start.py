"""Start a case: a folder that teaches by its comments, with one example of everything a claim needs."""

import csv
import io
import shutil
import tempfile
from pathlib import Path

from foedus.case.folder import CaseError
from foedus.codebook import load

README = """\
# {title}

A case of foedus: what sources say about security cooperation between states, one claim a row.

1. Put each document you have read into `sources.csv`, with the day it was published. Works that it cites go
   there too, with `access` cited.
2. Put who and what it is about into `entities.csv`. A state's key is its ISO alpha-3 code (FIN).
3. Write one row for each thing said into `claims/<kind>.csv`. `foedus codebook` lists the kinds, `foedus
   codebook agreements` the columns and words of one. An empty cell means "the source does not say".
4. `foedus check {name}` after each sitting: it names file, line and what to do.
5. `foedus make {name}` builds the record and writes the brief.

The example rows speak of two made-up states' treaty: replace them. Lines that are wrong are named, never dropped.
"""

CASE = """\
# What this case is about. Texts stand in double quotes; lists in square brackets.
format = 1

title = {title}
question = {question}

# Organisations whose membership the brief sets side by side: keys from entities.csv.
blocs = ["example-league"]

# The states whose pact is in question.
[coalition]
label = "The two of the example"
members = ["FIN", "SWE"]

# Groups that you want to look at together: foedus events {name} --group neighbours
[groups.neighbours]
label = "Neighbours"
members = ["NOR", "DNK"]

# A warning that you have looked at and let stand, with the reason:
# [[waive]]
# code = "no-locator"
# subjects = ["agr-001"]
# reason = "The source has neither pages nor paragraphs."
"""

GITIGNORE = "# Built from the case; deleting it loses nothing.\nbuild/\n"

ROWS: dict[str, list[dict[str, str]]] = {
    "sources": [
        {
            "source": "example-2020", "title": "An example to replace", "authors": "A. Writer",
            "published": "2020-05-12",
            "language": "en", "type": "press", "access": "read", "note": "Replace this row with what you have read.",
        }
    ],
    "entities": [
        {"entity": "FIN", "type": "state", "name": "Finland"},
        {"entity": "SWE", "type": "state", "name": "Sweden", "aliases": "Kingdom of Sweden"},
        {"entity": "example-league", "type": "organisation", "name": "Example League"},
    ],
    "events": [{"event": "fin-swe-example-treaty", "title": "The treaty of the example"}],
    "topics": [],
    "agreements": [
        {
            "claim": "agr-001", "event": "fin-swe-example-treaty", "stage": "signed", "date": "2020-05",
            "assertion": "asserted", "source": "example-2020", "locator": "¶3", "grain": "single", "coder": "me",
            "origin": "hand", "note": "The source says it, so: asserted. May 2020 is as exact as it gets: 2020-05.",
            "parties": "FIN; SWE", "title": "Treaty of the example", "instrument": "treaty", "sectors": "training",
        }
    ],
    "memberships": [
        {
            "claim": "mem-001", "event": "fin-example-league-membership", "stage": "in-force", "date": "2016/..",
            "assertion": "expected", "source": "example-2020", "locator": "¶4", "grain": "single", "coder": "me",
            "origin": "hand", "note": "Only said to be coming, so: expected. 2016/.. means since 2016.",
            "member": "FIN", "organisation": "example-league", "role": "member",
        }
    ],
}  # fmt: skip


def start(folder: Path, *, title: str, question: str) -> list[str]:
    """Make a case in a folder that is not there yet or is empty; returns the files written.

    The folder appears whole or not at all. Raises `CaseError` where something is in the way.
    """
    if folder.exists() and (not folder.is_dir() or any(folder.iterdir())):
        raise CaseError(f"{folder} is there already and not empty.", "Name another folder, or empty this one first.")
    folder.parent.mkdir(parents=True, exist_ok=True)
    work = Path(tempfile.mkdtemp(prefix=f".{folder.name}-", dir=folder.parent))
    try:
        files = _files(folder.name, title, question)
        for name, text in files.items():
            (work / name).parent.mkdir(parents=True, exist_ok=True)
            (work / name).write_text(text, encoding="utf-8", newline="")
        if folder.exists():
            folder.rmdir()
        work.chmod(0o755)
        work.rename(folder)
    except BaseException:
        shutil.rmtree(work, ignore_errors=True)
        raise
    return list(files)


def _files(name: str, title: str, question: str) -> dict[str, str]:
    book = load()
    files = {
        "README.md": README.format(title=title, name=name),
        "case.toml": CASE.format(title=_quoted(title), question=_quoted(question), name=name),
        ".gitignore": GITIGNORE,
    }
    for table, rows in ROWS.items():
        spec = book.kinds.get(table) or book.tables[table]
        path = f"claims/{table}.csv" if table in book.kinds else f"{table}.csv"
        files[path] = _csv([column.name for column in spec.columns], rows)
    return files


def _csv(columns: list[str], rows: list[dict[str, str]]) -> str:
    out = io.StringIO()
    writer = csv.DictWriter(out, columns, restval="", lineterminator="\n")
    writer.writeheader()
    writer.writerows(rows)
    return out.getvalue()


def _quoted(text: str) -> str:
    """A text as a TOML string: JSON's form is one too."""
    import json

    return json.dumps(text, ensure_ascii=False)
