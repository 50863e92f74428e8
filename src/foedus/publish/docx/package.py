"""The archive of a Word document: its parts, what kind each is, and how they hang together."""

import io
import zipfile
from collections.abc import Iterable, Mapping
from importlib.resources import files

from foedus.pages.pictures import pngs
from foedus.publish.docx.body import BULLETS, Body
from foedus.publish.docx.footnotes import footnotes
from foedus.publish.docx.xml import DECLARED, NAMESPACES, field, paragraph, plain, run, w
from foedus.views.document import Document

OFFICE = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
PACKAGE = "http://schemas.openxmlformats.org/package/2006"
WORD = "application/vnd.openxmlformats-officedocument.wordprocessingml"
PARTS = ("styles", "settings", "numbering", "footnotes", "header")
"""Parts beside the body, each related to it."""
EARLIEST = (1980, 1, 1, 0, 0, 0)
"""The earliest time that an archive can carry; it stands for none."""
BULLET, COUNTED = 0, 1
"""How points are marked."""


def package(document: Document, body: Body) -> bytes:
    """The archive; the same bytes for the same document."""
    parts: dict[str, bytes | str] = {
        "[Content_Types].xml": _types(),
        "_rels/.rels": _relations([
            ("rBody", f"{OFFICE}/officeDocument", "word/document.xml", False),
            ("rCore", f"{PACKAGE}/relationships/metadata/core-properties", "docProps/core.xml", False),
        ]),
        "docProps/core.xml": _core(document),
        "word/document.xml": _part("document", w("body", body.xml, _page())),
        "word/_rels/document.xml.rels": _relations(_related(body)),
        "word/styles.xml": (files("foedus.publish.docx") / "styles.xml").read_bytes(),
        "word/settings.xml": _part("settings", _settings()),
        "word/numbering.xml": _part("numbering", _numbering(body.counted)),
        "word/footnotes.xml": _part("footnotes", footnotes(body.references.notes)),
        "word/header.xml": _part("hdr", _header(document.title)),
    }  # fmt: skip
    for number, (picture, png) in enumerate(zip(body.pictures, pngs(body.pictures), strict=True), 1):
        parts[f"word/media/figure{number}.png"] = png
        parts[f"word/media/figure{number}.svg"] = picture.svg
    return _zipped(parts)


def _zipped(parts: Mapping[str, bytes | str]) -> bytes:
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w") as archive:
        for name, content in parts.items():
            entry = zipfile.ZipInfo(name, EARLIEST)
            entry.compress_type = zipfile.ZIP_DEFLATED
            entry.create_system = 3
            entry.external_attr = 0o644 << 16
            archive.writestr(entry, content)
    return out.getvalue()


def _part(name: str, inner: str) -> str:
    return f"{DECLARED}<w:{name} {NAMESPACES}>{inner}</w:{name}>"


def _types() -> str:
    defaults = {
        "rels": "application/vnd.openxmlformats-package.relationships+xml",
        "xml": "application/xml",
        "png": "image/png",
        "svg": "image/svg+xml",
    }
    kinds = {f"/word/{name}.xml": f"{WORD}.{name}+xml" for name in PARTS}
    kinds["/word/document.xml"] = f"{WORD}.document.main+xml"
    kinds["/docProps/core.xml"] = "application/vnd.openxmlformats-package.core-properties+xml"
    inner = "".join(f'<Default Extension="{end}" ContentType="{kind}"/>' for end, kind in defaults.items())
    inner += "".join(f'<Override PartName="{name}" ContentType="{kind}"/>' for name, kind in kinds.items())
    return f'{DECLARED}<Types xmlns="{PACKAGE}/content-types">{inner}</Types>'


def _relations(of: Iterable[tuple[str, str, str, bool]]) -> str:
    """Relationships: identifier, type, target, and whether the target lies outside of the archive."""
    inner = "".join(
        f'<Relationship Id="{identifier}" Type="{kind}" Target="{plain(target)}"'
        + (' TargetMode="External"/>' if outside else "/>")
        for identifier, kind, target, outside in of
    )
    return f'{DECLARED}<Relationships xmlns="{PACKAGE}/relationships">{inner}</Relationships>'


def _related(body: Body) -> list[tuple[str, str, str, bool]]:
    found = [(f"r{name.capitalize()}", f"{OFFICE}/{name}", f"{name}.xml", False) for name in PARTS]
    for number in range(1, len(body.pictures) + 1):
        for end in ("png", "svg"):
            target = f"media/figure{number}.{end}"
            found.append((f"r{end.capitalize()}{number}", f"{OFFICE}/image", target, False))
    return found + [(identifier, f"{OFFICE}/hyperlink", target, True) for target, identifier in body.links.items()]


def _core(document: Document) -> str:
    return (
        f'{DECLARED}<cp:coreProperties xmlns:cp="{PACKAGE}/metadata/core-properties" '
        'xmlns:dc="http://purl.org/dc/elements/1.1/">'
        f"<dc:title>{plain(document.title)}</dc:title><dc:subject>{plain(document.question)}</dc:subject>"
        "<dc:creator>foedus</dc:creator><dc:language>en-GB</dc:language></cp:coreProperties>"
    )


def _page() -> str:
    """A4 with its margins, in twentieths of a point; the first page has no running head."""
    head = '<w:headerReference w:type="default" r:id="rHeader"/>'
    size = w("pgSz", w=11906, h=16838)
    margins = w("pgMar", top=1474, right=1247, bottom=1361, left=1247, header=720, footer=720, gutter=0)
    return w("sectPr", head, size, margins, w("titlePg"))


def _header(title: str) -> str:
    return paragraph("Header", run(title), w("r", w("tab")), field("PAGE", "2"))


def _settings() -> str:
    notes = w("footnotePr", w("footnote", id=-1), w("footnote", id=0))
    modern = w(
        "compat",
        w("compatSetting", name="compatibilityMode", uri="http://schemas.microsoft.com/office/word", val=15),
    )
    return w("zoom", percent=100) + notes + modern


def _numbering(counted: int) -> str:
    levels = {BULLET: ("bullet", "•"), COUNTED: ("decimal", "%1.")}
    indented = w("pPr", w("ind", left=360, hanging=360))
    kinds = []
    for number, (form, mark) in levels.items():
        marked = (w("start", val=1), w("numFmt", val=form), w("lvlText", val=mark), w("lvlJc", val="left"))
        level = w("lvl", *marked, indented, ilvl=0)
        kinds.append(w("abstractNum", w("multiLevelType", val="singleLevel"), level, abstractNumId=number))
    again = w("lvlOverride", w("startOverride", val=1), ilvl=0)
    lists = [w("num", w("abstractNumId", val=BULLET), numId=BULLETS)]
    lists += [
        w("num", w("abstractNumId", val=COUNTED), again, numId=BULLETS + number) for number in range(1, counted + 1)
    ]
    return "".join([*kinds, *lists])
