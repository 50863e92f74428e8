"""XML of a Word document as text; what cannot stand in XML at all is left out."""

import re
from html import escape

NOT_XML = re.compile(r"[^\t\n\r\u0020-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")
DECLARED = '<?xml version="1.0" encoding="UTF-8" standalone="yes"?>\n'
NAMESPACES = (
    'xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main" '
    'xmlns:r="http://schemas.openxmlformats.org/officeDocument/2006/relationships" '
    'xmlns:wp="http://schemas.openxmlformats.org/drawingml/2006/wordprocessingDrawing" '
    'xmlns:a="http://schemas.openxmlformats.org/drawingml/2006/main" '
    'xmlns:pic="http://schemas.openxmlformats.org/drawingml/2006/picture" '
    'xmlns:asvg="http://schemas.microsoft.com/office/drawing/2016/SVG/main"'
)


def plain(words: str) -> str:
    """Text as it may stand in XML, in an element or an attribute."""
    return escape(NOT_XML.sub("", words), quote=True)


def w(name: str, /, *inner: str, **values: object) -> str:
    """An element of Word's own namespace; so are its attributes, those that are None left out."""
    attributes = "".join(
        f' w:{key.rstrip("_")}="{plain(str(value))}"' for key, value in values.items() if value is not None
    )
    content = "".join(inner)
    return f"<w:{name}{attributes}>{content}</w:{name}>" if content else f"<w:{name}{attributes}/>"


def run(words: str, *properties: str) -> str:
    """A run of text in one manner."""
    if not words:
        return ""
    return w("r", w("rPr", *properties) if properties else "", f'<w:t xml:space="preserve">{plain(words)}</w:t>')


def styled(name: str) -> str:
    """The character style of a run."""
    return w("rStyle", val=name)


def paragraph(style: str, *inner: str, more: str = "") -> str:
    """A paragraph in a style, which is Normal where it is ''; `more` are further properties, in Word's order."""
    named = w("pStyle", val=style) if style else ""
    return w("p", w("pPr", named, more) if named or more else "", *inner)


def field(instruction: str, shown: str, *properties: str) -> str:
    """A field that Word works out, and what it shows until then."""
    return w("fldSimple", run(shown, *properties), instr=f" {instruction} ")
