"""Bytes become text: the encoding by evidence, not by what a machine is set to."""

import codecs
import re

BOMS = (
    (codecs.BOM_UTF8, "utf-8"),
    (codecs.BOM_UTF32_LE, "utf-32-le"),  # before UTF-16, whose mark it begins with
    (codecs.BOM_UTF32_BE, "utf-32-be"),
    (codecs.BOM_UTF16_LE, "utf-16-le"),
    (codecs.BOM_UTF16_BE, "utf-16-be"),
)
FEW = 0.002
"""Share of bytes that may be wrong in what is still taken for UTF-8."""
SAMPLE = 200_000

_HIGH = re.compile(rb"[\x80-\xff]+")
_TURKISH = re.compile(rb"[\xd0\xf0\xdd\xfd\xde\xfe]")  # Ğ ğ İ ı Ş ş in cp1254; Ð ð Ý ý Þ þ in cp1252
_ICELANDIC = re.compile(rb"\b(og|\xfea\xf0|a\xf0|vi\xf0|\xfev\xed)\b", re.IGNORECASE)


def decode(data: bytes, declared: str = "") -> tuple[str, str]:
    """The text, without a byte order mark, and a sentence where something about its encoding is doubtful.

    `declared`: what the file says of itself; believed where the bytes bear it out.
    """
    for mark, encoding in BOMS:
        if data.startswith(mark):
            return _lenient(data[len(mark) :], encoding)
    if wide := _utf16(data):
        return _lenient(data, wide)
    try:
        return data.decode("utf-8"), ""
    except UnicodeDecodeError:
        pass
    if declared and _known(declared) and not declared.lower().replace("_", "-").startswith(("utf-8", "utf8", "ascii")):
        text, warning = _lenient(data, declared)
        if not warning:
            return text, ""
    text = data.decode("utf-8", "replace")
    wrong = text.count("\ufffd")
    if wrong <= max(1, FEW * len(data)) and len(_HIGH.findall(data[:SAMPLE])) > 2 * wrong:
        return text, f"{wrong} characters are not UTF-8, although the rest is; they are shown as �."
    encoding, name = _one_byte(data[:SAMPLE])
    return _lenient(data, encoding)[0], f"The text is not UTF-8; it was read as {name}, by its letters."


def _known(encoding: str) -> bool:
    try:
        return codecs.lookup(encoding).name != "undefined"
    except LookupError:
        return False


def _lenient(data: bytes, encoding: str) -> tuple[str, str]:
    try:
        return data.decode(encoding), ""
    except UnicodeDecodeError:
        text = data.decode(encoding, "replace")
        count = text.count("\ufffd")
        return text, f"{count} characters are not {encoding}, although the rest is; they are shown as �."


def _utf16(data: bytes) -> str:
    """UTF-16 without a mark: every second byte of Latin text is zero, and only every second."""
    sample = data[: 4000 if len(data) >= 4000 else len(data) // 2 * 2]
    if len(sample) < 4:
        return ""
    even, odd = sample[::2].count(0), sample[1::2].count(0)
    half = len(sample) // 2
    if odd > 0.4 * half and even < 0.05 * half:
        return "utf-16-le"
    return "utf-16-be" if even > 0.4 * half and odd < 0.05 * half else ""


def _one_byte(data: bytes) -> tuple[str, str]:
    """Which of the one-byte encodings: Cyrillic words are runs of high bytes, Turkish differs in six letters."""
    runs = _HIGH.findall(data)
    letters = sum(map(len, runs))
    if letters and len(runs) and letters / len(runs) >= 3 and letters > 0.2 * len(data):
        return "cp1251", "Windows-1251 (Cyrillic)"
    if _TURKISH.search(data) and not _ICELANDIC.search(data):
        return "cp1254", "Windows-1254 (Turkish)"
    return "cp1252", "Windows-1252 (Western European)"
