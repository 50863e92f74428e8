"""What kind of document a file is, by its first bytes and never by its name."""

import io
import re
import zipfile
from typing import Literal

from foedus.reader.intake.decode import decode
from foedus.reader.intake.errors import DamagedError, EmptyError, EncryptedError, UnknownFormatError

Format = Literal["text", "html", "pdf", "docx"]

HEAD = 4096
"""Bytes in which a page of HTML has shown itself."""
OLE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
MAGIC = (
    (b"\x89PNG", "a picture"), (b"\xff\xd8\xff", "a picture"), (b"GIF8", "a picture"), (b"II*\x00", "a picture"),
    (b"MM\x00*", "a picture"), (b"BM", "a picture"), (b"\x1f\x8b", "a compressed file"), (b"7z\xbc\xaf", "an archive"),
    (b"Rar!", "an archive"), (b"\x7fELF", "a program"), (b"MZ", "a program"), (b"%!PS", "PostScript"),
    (b"{\\rtf", "RTF"), (b"SQLite format 3", "a database"), (b"ID3", "a sound file"), (b"OggS", "a sound file"),
)  # fmt: skip
_SHORT = (b"BM", b"MZ")
"""Words may begin so too: taken for what they stand for only in a file that is no text."""
HINTS = {
    "a picture": "Run a text recogniser (OCR) such as tesseract over it, and read what comes out.",
    "RTF": "Open it in a word processor and save it as .docx or as plain text.",
    "PostScript": "Convert it with ps2pdf, and read the PDF.",
    "a compressed file": "Unpack it, and read what is in it.",
    "an archive": "Unpack it, and read what is in it.",
}
READS = "Text, HTML, PDF and DOCX are read."

_HTML = re.compile(r"<!doctype\s+html|<(html|head|body)[\s>]", re.IGNORECASE)
_TAGS = re.compile(r"</?(p|div|h[1-6]|article|section|span|a|ul|table|br)\b[^<>]*>", re.IGNORECASE)
_CONTROL = re.compile(rb"[\x00-\x08\x0e-\x1a\x1c-\x1f\x7f]")


def sniff(data: bytes, name: str) -> Format:
    """The format of a file's bytes. Raises an `IntakeError` for what is none of the four."""
    if not data.strip(b"\x00 \t\r\n\v\f"):
        raise EmptyError(f"{name} is empty.", "Save the document again.")
    if b"%PDF-" in data[:1024]:
        return "pdf"
    if data.startswith(b"PK\x03\x04"):
        return _zipped(data, name)
    if data.startswith(OLE):
        if "EncryptedPackage".encode("utf-16-le") in data:
            raise EncryptedError(f"{name} is a Word document with a password.", "Save it without one.")
        raise UnknownFormatError(f"{name} is in Word's old format (.doc).", "Open it and save it as .docx.")
    for magic, what in MAGIC:
        if data.startswith(magic) and (magic not in _SHORT or _binary(data)):
            raise UnknownFormatError(f"{name} is {what}, not a text.", HINTS.get(what, READS))
    if _binary(data):
        raise UnknownFormatError(f"{name} holds bytes that are no text.", READS)
    head = decode(data[:HEAD])[0]
    return "html" if _HTML.search(head) or _mostly_tags(head) else "text"


def _mostly_tags(head: str) -> bool:
    """A fragment of a page: it begins with a tag, and has several."""
    return head.lstrip().startswith("<") and len(_TAGS.findall(head)) >= 3


def _zipped(data: bytes, name: str) -> Format:
    try:
        with zipfile.ZipFile(io.BytesIO(data)) as archive:
            names = set(archive.namelist())
    except (zipfile.BadZipFile, OSError, ValueError, EOFError, NotImplementedError) as error:
        raise DamagedError(f"{name} is a zip file that is cut off or damaged.", "Fetch or save it again.") from error
    if "word/document.xml" in names:
        return "docx"
    what = next(
        (what for part, what in (
            ("xl/workbook.xml", "a workbook"), ("ppt/presentation.xml", "a presentation"),
            ("META-INF/container.xml", "an e-book"), ("content.xml", "an OpenDocument file"),
        ) if part in names),
        "a zip file without a document in it",
    )  # fmt: skip
    raise UnknownFormatError(f"{name} is {what}.", f"{READS} Save it as one of them.")


def _binary(data: bytes) -> bool:
    """Whether there is more than a stray control character: in UTF-16 and UTF-32, after decoding."""
    sample = data[:65536]
    text = decode(sample[: len(sample) // 4 * 4] or sample)[0].encode("utf-8", "replace")
    return len(_CONTROL.findall(text)) > 0.005 * len(text)
