"""Documents to read, made here: PDFs by typst or by hand, Word documents by zipping their XML."""

import hashlib
import io
import zipfile
import zlib
from collections.abc import Sequence

import lxml.html
import pypdfium2
import pypdfium2.raw
import typst

from foedus.reader.document import Document, Piece
from foedus.reader.intake.decode import decode
from foedus.reader.intake.html import parsed

PICTURE = "a picture"
W = "http://schemas.openxmlformats.org/wordprocessingml/2006/main"


def pdf_of(markup: str) -> bytes:
    """A PDF that typst sets."""
    made = typst.compile(markup.encode(), format="pdf", ignore_system_fonts=True)
    assert isinstance(made, bytes)
    return made


def plain_pdf(pages: Sequence[str], *, password: bytes = b"") -> bytes:
    """A PDF written by hand, a line to a page; where the line is `PICTURE` an image alone."""
    objects: list[bytes] = [b"<< /Type /Catalog /Pages 2 0 R >>", b""]
    objects.append(b"<< /Type /Font /Subtype /Type1 /BaseFont /Helvetica >>")
    pixels = zlib.compress(bytes(64 * 64))
    objects.append(
        b"<< /Type /XObject /Subtype /Image /Width 64 /Height 64 /ColorSpace /DeviceGray /BitsPerComponent 8 "
        b"/Filter /FlateDecode /Length %d >>\nstream\n%s\nendstream" % (len(pixels), pixels)
    )
    kids = []
    for text in pages:
        drawn = (
            b"q 500 0 0 700 40 40 cm /I Do Q"
            if text == PICTURE
            else b"BT /F 12 Tf 72 700 Td (%s) Tj ET" % text.encode("latin-1")
        )
        objects.append(b"<< /Length %d >>\nstream\n%s\nendstream" % (len(drawn), drawn))
        objects.append(
            b"<< /Type /Page /Parent 2 0 R /MediaBox [0 0 595 842] /Contents %d 0 R "
            b"/Resources << /Font << /F 3 0 R >> /XObject << /I 4 0 R >> >> >>" % len(objects)
        )
        kids.append(b"%d 0 R" % len(objects))
    objects[1] = b"<< /Type /Pages /Count %d /Kids [%s] >>" % (len(kids), b" ".join(kids))
    trailer = b""
    if password:
        objects.append(_locked(password))
        trailer = b"/Encrypt %d 0 R /ID [<%s> <%s>] " % (len(objects), b"00" * 16, b"00" * 16)
    out = io.BytesIO()
    out.write(b"%PDF-1.4\n")
    places = []
    for number, one in enumerate(objects, 1):
        places.append(out.tell())
        out.write(b"%d 0 obj\n%s\nendobj\n" % (number, one))
    start = out.tell()
    out.write(b"xref\n0 %d\n0000000000 65535 f \n" % (len(objects) + 1))
    out.writelines(b"%010d 00000 n \n" % place for place in places)
    out.write(b"trailer << /Root 1 0 R %s/Size %d >>\nstartxref\n%d\n%%%%EOF\n" % (trailer, len(objects) + 1, start))
    return out.getvalue()


_PAD = bytes.fromhex("28BF4E5E4E758A4164004E56FFFA01082E2E00B6D0683E802F0CA9FE6453697A")


def _locked(password: bytes) -> bytes:
    """The dictionary of the standard security handler, revision 2 (PDF 1.7, 7.6.3), for a user's password."""
    padded = (password + _PAD)[:32]
    owner = _rc4(hashlib.md5(padded).digest()[:5], padded)
    key = hashlib.md5(padded + owner + (-4 & 0xFFFFFFFF).to_bytes(4, "little") + bytes(16)).digest()[:5]
    user = _rc4(key, _PAD)
    return b"<< /Filter /Standard /V 1 /R 2 /P -4 /O <%s> /U <%s> >>" % (owner.hex().encode(), user.hex().encode())


def _rc4(key: bytes, data: bytes) -> bytes:
    box, j, out = list(range(256)), 0, bytearray()
    for i in range(256):
        j = (j + box[i] + key[i % len(key)]) % 256
        box[i], box[j] = box[j], box[i]
    i = j = 0
    for byte in data:
        i = (i + 1) % 256
        j = (j + box[i]) % 256
        box[i], box[j] = box[j], box[i]
        out.append(byte ^ box[(box[i] + box[j]) % 256])
    return bytes(out)


def docx_of(body: str, *, notes: str = "", core: str = "", styles: str = "") -> bytes:
    """A Word document of the XML between its `w:body` tags."""
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr("word/document.xml", f'<w:document xmlns:w="{W}"><w:body>{body}</w:body></w:document>')
        if notes:
            archive.writestr("word/footnotes.xml", f'<w:footnotes xmlns:w="{W}">{notes}</w:footnotes>')
        if styles:
            archive.writestr("word/styles.xml", f'<w:styles xmlns:w="{W}">{styles}</w:styles>')
        if core:
            archive.writestr("docProps/core.xml", core)
    return out.getvalue()


def paragraph(*runs: str, style: str = "") -> str:
    """A paragraph of a Word document; a run that begins with `<` is taken as XML."""
    named = f'<w:pPr><w:pStyle w:val="{style}"/></w:pPr>' if style else ""
    made = (
        f"<w:r>{run}</w:r>" if run[:1] == "<" else f'<w:r><w:t xml:space="preserve">{run}</w:t></w:r>' for run in runs
    )
    return f"<w:p>{named}{''.join(made)}</w:p>"


class Original:
    """A file as it is, to look up what a piece points at, by other means than those that made the piece."""

    def __init__(self, document: Document, data: bytes) -> None:
        self.format, self.data = document.format, data
        if self.format == "html":
            self.tree: lxml.html.HtmlElement = parsed(data, "page")[0].getroottree()
        elif self.format == "text":
            self.text = decode(data)[0]
        elif self.format == "pdf":
            self.pdf = pypdfium2.PdfDocument(data)

    def at(self, piece: Piece) -> str:
        """The characters of the file that a piece stands for."""
        length = piece.length if piece.span < 0 else piece.span
        if self.format == "text":
            return self.text[piece.at : piece.at + length]
        if self.format == "html":
            (node,) = self.tree.xpath(piece.where)
            return str(node)[piece.at : piece.at + length]
        if self.format == "docx":
            part, _, path = piece.where.partition("/")
            with zipfile.ZipFile(io.BytesIO(self.data)) as archive:
                tree = lxml.etree.fromstring(archive.read(f"word/{part}.xml"))
            (found,) = tree.xpath("/" + path, namespaces={"w": W})
            return "".join(found.itertext(f"{{{W}}}t"))[piece.at : piece.at + length]
        page = self.pdf[piece.page - 1].get_textpage()
        codes = (pypdfium2.raw.FPDFText_GetUnicode(page.raw, at) for at in range(piece.at, piece.at + length))
        return "".join("-" if code == 2 else chr(code) for code in codes)


def check_pieces(document: Document, data: bytes) -> None:
    """Every character that a piece covers is the file's own; white space may be of another kind."""
    file = Original(document, data)
    for block in document.blocks:
        done = 0
        for piece in block.pieces:
            assert piece.start >= done, "pieces overlap"
            done = piece.start + piece.length
            assert done <= len(block.text), "a piece is longer than the text"
            if piece.span >= 0:
                continue
            shown, found = block.text[piece.start : done], file.at(piece)
            assert len(found) == piece.length, (shown, found)
            assert all(a == b or (a == " " and b.isspace()) for a, b in zip(shown, found, strict=True)), (shown, found)
        covered = {at for piece in block.pieces for at in range(piece.start, piece.start + piece.length)}
        assert all(block.text[at] in " \n-" for at in range(len(block.text)) if at not in covered), block.text
