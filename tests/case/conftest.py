"""Small cases out of text: a test writes only what it is about, the rest is filled in and valid."""

import csv
import io
from collections.abc import Callable, Mapping
from itertools import count
from pathlib import Path
from textwrap import dedent

import pytest

from foedus.case import Finding, check
from foedus.codebook import Column, load

CLEAN = {
    "case.toml": 'format = 1\ntitle = "A small case"\n',
    "sources.csv": "source,published\npress-2022,2022-06-15\n",
    "entities.csv": "entity,name,type\n",
    "claims/transfers.csv": "claim,supplier,recipient\ntra-001,TUR,KGZ\n",
}
FILLED = {
    "event": "an-event", "stage": "", "assertion": "asserted", "source": "press-2022", "locator": "¶1",
    "grain": "single", "title": "A report", "access": "read", "type": "", "label": "A topic", "name": "A name",
}  # fmt: skip
"""What a cell holds that a test does not write."""


def filled(column: Column, prefix: str, number: int) -> str:
    """What a required cell holds that a test does not write."""
    if column.name == "claim":
        return f"{prefix}-{number:03d}"
    if column.name == "stage":
        return "delivered" if "delivered" in column.words else list(column.words)[-1]
    if FILLED.get(column.name):
        return FILLED[column.name]
    if column.words:
        return next(iter(column.words))
    return "TUR" if column.type.startswith("entit") else "12"


def complete(name: str, text: str) -> str:
    """A table with the columns that it needs and lacks put behind its own, so that places stay as they are."""
    book = load()
    stem = Path(name).stem
    table = book.kinds.get(stem) or book.tables.get(stem)
    rows = list(csv.reader(io.StringIO(text)))
    if table is None or not rows:
        return text
    wanted = [c for c in table.columns if (c.required or c.name == "locator") and c.name not in rows[0]]
    prefix = getattr(table, "prefix", "")
    out = io.StringIO()
    numbers = count(1)
    for line in text.splitlines():
        number = next(numbers)
        more = [c.name if number == 1 else filled(c, prefix, number - 1) for c in wanted]
        out.write(",".join([line, *more]) + "\n")
    return out.getvalue()


@pytest.fixture
def make_case(tmp_path: Path) -> Callable[[Mapping[str, str | bytes | None]], Path]:
    """Writes a case and returns its folder.

    ``make_case({"claims/transfers.csv": "claim,quantity\\ntra-001,many\\n"})`` fills in what a table needs and
    the text lacks, and adds case.toml, sources.csv and entities.csv. None leaves a file out, bytes are written
    as they are.
    """

    def make(files: Mapping[str, str | bytes | None]) -> Path:
        folder = tmp_path / "case"
        claims_given = any(name.startswith("claims") for name in files)
        base = {name: text for name, text in CLEAN.items() if not (claims_given and name.startswith("claims"))}
        for name, content in {**base, **files}.items():
            if content is None:
                continue
            path = folder / name
            path.parent.mkdir(parents=True, exist_ok=True)
            if isinstance(content, str):
                text = dedent(content).lstrip("\n")
                content = (complete(name, text) if name.endswith(".csv") else text).encode()
            path.write_bytes(content)
        return folder

    return make


@pytest.fixture
def found() -> Callable[..., list[Finding]]:
    """The findings of a check: ``found(case)``, or those of one code: ``found(case, "cycle")``."""

    def find(path: Path, code: str = "") -> list[Finding]:
        return [finding for finding in check(path).findings if code in ("", finding.code)]

    return find


@pytest.fixture
def pointed() -> Callable[[Path, Finding], str]:
    """What stands in the file where a finding points: the rest of the line, up to the end of the cell."""

    def look(path: Path, finding: Finding) -> str:
        assert finding.line > 0
        assert finding.column > 0
        data = (path / finding.file).read_bytes()
        encoding = "utf-16" if data[:2] in (b"\xff\xfe", b"\xfe\xff") else "utf-8-sig"
        try:
            text = data.decode(encoding)
        except UnicodeDecodeError:
            text = data.decode("cp1252")
        lines = io.StringIO(text, newline="").readlines()
        rest = lines[finding.line - 1][finding.column - 1 :]
        return next(csv.reader(io.StringIO(rest)), [""])[0]

    return look
