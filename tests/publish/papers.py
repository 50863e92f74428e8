"""Documents and files that the tests of publishing share."""

import io
import shutil
import subprocess
import zipfile
from pathlib import Path
from typing import Any

import pytest

from foedus.views.document import Document, Note, Paragraph, Runs, Section, Text
from foedus.views.evidence import Evidence

LETTERS = "ğ ş ı İ ə Ə ң Ң қ Қ ғ ү ұ һ і ө ӯ ҳ ҷ ý ň ž č ć ł ő ä ß é"
"""Letters of Turkish, Azerbaijani, Kazakh, Kyrgyz, Tajik, Turkmen and of authors from elsewhere."""
MARKUP = (
    '#set page(width: 1cm) $x^2$ *bold* _it_ @ref <label> \\ `raw` // no /* no */ = Head - a ~ "quote" [x](y) &amp;'
)
"""What would be markup in typst, Markdown, HTML or XML."""


def claim(name: str, sentence: str = "They signed.") -> Evidence:
    plain: dict[str, Any] = dict.fromkeys(Evidence.__struct_fields__, "")
    return Evidence(**{
        **plain, "claim": name, "sentence": sentence, "cite": "Ann (2021)", "locator": "¶3", "roots": (), "row": {},
        "line": 1,
    })  # fmt: skip


def paper(words: str, *claims: Evidence, title: str = "T") -> Document:
    """A document of one paragraph with a note for each claim."""
    runs: Runs = (Text(words), *(Note((one,)) for one in claims))
    return Document(title, "", (), (Section("s", "S", (Paragraph(runs),)),))


def text_of(pdf: bytes, folder: Path) -> str:
    """The text of a PDF as poppler reads it; the test is skipped without it."""
    if not shutil.which("pdftotext"):
        pytest.skip("needs poppler's pdftotext, which is not installed")
    (folder / "x.pdf").write_bytes(pdf)
    done = subprocess.run(["pdftotext", "-raw", "x.pdf", "-"], cwd=folder, capture_output=True, check=True)
    return done.stdout.decode("utf-8")


def parts_of(docx: bytes) -> dict[str, bytes]:
    """The parts of a Word document by name."""
    with zipfile.ZipFile(io.BytesIO(docx)) as archive:
        return {name: archive.read(name) for name in archive.namelist()}
