"""The sentences in which misses stand: those of a proposal's quote, those of a coded claim from its document."""

import re
from collections.abc import Iterable, Mapping, Sequence
from pathlib import Path

from foedus.reader.document import Document
from foedus.reader.evaluate import CORE, Miss, blocks
from foedus.reader.intake import read_all
from foedus.terms.states import states
from foedus.terms.words import fold

_END = re.compile(r"(?<=[.!?])[\"'”’)\]\d]*\s+(?=[\"'“‘(\[]?[A-Z])")
LONGEST = 400
"""Characters of a sentence that are shown."""


def in_sentences(
    misses: Sequence[Miss], sources: Iterable[Mapping[str, str]], entities: Iterable[Mapping[str, str]], documents: Path
) -> list[tuple[Miss, str]]:
    """Each miss with the sentence that it stands in; '' where the document is not there or the locator names no block.

    `documents`: the folder in which the files named by rows of sources.csv lie.
    """
    files = {row["source"]: documents / row["document"] for row in sources if row.get("document")}
    wanted = {files[miss.row["source"]] for miss in misses if miss.row.get("source") in files and not _quote(miss)}
    there = sorted(path for path in wanted if path.is_file())
    read = {
        path: {block.number: block.text for block in document.blocks}
        for path, document in zip(there, read_all(there), strict=True)
        if isinstance(document, Document)
    }
    names = _names(entities)
    found = []
    for miss in misses:
        text = _quote(miss)
        path = files.get(miss.row.get("source", ""))
        if not text and path in read:
            numbers = sorted(blocks(miss.row.get("locator", "")))
            text = _sentence(" ".join(read[path].get(number, "") for number in numbers), _roles(miss, names))
        found.append((miss, text[:LONGEST]))
    return found


def _quote(miss: Miss) -> str:
    return miss.row.get("quote", "")


def _names(entities: Iterable[Mapping[str, str]]) -> dict[str, list[str]]:
    """The folded names of keys: those of the case, and of states."""
    found = {
        key: [fold(text) for text in (one.name, *one.aliases, *one.demonyms, *(c.name for c in one.capitals))]
        for key, one in states().items()
    }
    for row in entities:
        if row.get("entity"):
            texts = [row.get("name") or "", *(row.get("aliases") or "").split(";"), row["entity"]]
            found.setdefault(row["entity"], []).extend(fold(text) for text in texts if text.strip())
    return found


def _roles(miss: Miss, names: Mapping[str, Sequence[str]]) -> list[list[str]]:
    """For each value of a core role the folded forms in which it may stand."""
    cells = [miss.row.get(column, "") for column in CORE[miss.kind]]
    values = [value.strip() for cell in cells for value in cell.split(";") if value.strip()]
    return [[*names.get(value, ()), fold(value)] for value in values]


def _sentence(text: str, roles: Sequence[Sequence[str]]) -> str:
    """The sentence that names most of the roles; the first of several."""
    sentences = _END.split(" ".join(text.split()))
    return max(sentences, key=lambda one: _named(one, roles), default="")


def _named(sentence: str, roles: Sequence[Sequence[str]]) -> int:
    folded = f"-{fold(sentence)}-"
    return sum(any(f"-{form}-" in folded for form in forms if form) for forms in roles)
