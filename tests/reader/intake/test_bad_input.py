"""Whatever a folder of documents holds: a sentence on what is wrong and what to do, and the others go on."""

import io
import struct
import zipfile
from pathlib import Path

import pytest

from foedus.reader.document import Document
from foedus.reader.intake import (
    DamagedError,
    EmptyError,
    EncryptedError,
    IntakeError,
    Limits,
    MissingError,
    NetworkError,
    ParserDiedError,
    ScannedError,
    TooLargeError,
    UnknownFormatError,
    fetch,
    read,
    read_all,
    worker,
)
from foedus.reader.intake.limits import MIB
from tests.reader.intake.making import PICTURE, W, check_pieces, docx_of, paragraph, pdf_of, plain_pdf

LINE = "The fleet of the two lakes was founded by three states and is kept alive by two of them. "


def written(folder: Path, data: bytes, name: str = "document") -> Path:
    path = folder / name
    path.write_bytes(data)
    return path


def zipped(**parts: bytes) -> bytes:
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, data in parts.items():
            archive.writestr(name.replace("__", "/").replace("_xml", ".xml"), data)
    return out.getvalue()


def truncated(data: bytes) -> bytes:
    return data[: len(data) // 2]


BAD: list[tuple[str, bytes, type[IntakeError], str]] = [
    ("nothing", b"", EmptyError, "is empty"),
    ("white space", b" \r\n\t \n", EmptyError, "is empty"),
    ("only invisible characters", "\u200b\u200e\n\n\ufeff".encode(), EmptyError, "holds no text"),
    ("a picture", b"\x89PNG\r\n\x1a\n" + bytes(90), UnknownFormatError, "is a picture"),
    ("random bytes", bytes((i * i * 7 + i) % 256 for i in range(4000)), UnknownFormatError, "bytes that are no text"),
    ("a program", b"MZ" + bytes(range(256)) * 8, UnknownFormatError, "is a program"),
    ("an old Word file", b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + bytes(600), UnknownFormatError, "old format"),
    (
        "a Word file with a password",
        b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + bytes(600) + "EncryptedPackage".encode("utf-16-le"),
        EncryptedError, "with a password",
    ),
    ("RTF", b"{\\rtf1 The fleet}", UnknownFormatError, "is RTF"),
    ("a workbook", zipped(xl__workbook_xml=b"<x/>"), UnknownFormatError, "is a workbook"),
    ("half a zip file", truncated(docx_of(paragraph(LINE) * 99)), DamagedError, "cut off or damaged"),
    ("a Word file of no XML", zipped(word__document_xml=b"\x00\x01"), DamagedError, "XML|without its text"),
    ("an empty Word file", docx_of(""), EmptyError, "holds no text"),
    ("a PDF with a password", plain_pdf([LINE], password=b"secret"), EncryptedError, "needs a password"),
    ("a scanned PDF", plain_pdf([PICTURE, PICTURE]), ScannedError, r"scanned.*\(OCR\)"),
    ("a PDF without text", plain_pdf([""]), EmptyError, "holds no text"),
    ("half a PDF", truncated(pdf_of(LINE * 300)), DamagedError, "cut off or damaged"),
    ("a PDF of nothing", b"%PDF-1.7\n", DamagedError, "cut off or damaged"),
    ("an empty page", b"<!DOCTYPE html><html><head><title></title></head><body></body></html>", EmptyError, "no text"),
]  # fmt: skip


@pytest.mark.parametrize(("data", "kind", "says"), [bad[1:] for bad in BAD], ids=[bad[0] for bad in BAD])
def test_what_cannot_be_read_says_why_and_what_to_do(data: bytes, kind: type[IntakeError], says: str, tmp_path: Path):
    with pytest.raises(kind, match=says) as caught:
        read(written(tmp_path, data))
    assert type(caught.value) is kind
    assert "document" in caught.value.message, "it names the file"
    assert caught.value.hint.endswith(".")


def test_files_that_are_not_there(tmp_path: Path):
    with pytest.raises(MissingError, match="There is no file"):
        read(tmp_path / "absent.txt")
    with pytest.raises(MissingError, match="is a folder"):
        read(tmp_path)
    with pytest.raises(MissingError):
        read("a\0b")


def test_a_file_larger_than_the_limit(tmp_path: Path):
    with pytest.raises(TooLargeError, match="2 MiB; 1 MiB are read at most"):
        read(written(tmp_path, b"a " * MIB), limits=Limits(size=MIB))


def test_the_type_is_told_by_the_content_and_not_by_the_name(tmp_path: Path):
    kinds = {
        "a.txt": plain_pdf([LINE]), "b.pdf": f"<html><body><p>{LINE}</p></body></html>".encode(),
        "c.html": docx_of(paragraph(LINE)), "d.docx": LINE.encode(),
    }  # fmt: skip
    made = [read(written(tmp_path, data, name)) for name, data in kinds.items()]
    assert [each.format for each in made] == ["pdf", "html", "docx", "text"]
    assert [each.blocks[0].text for each in made] == [LINE.strip()] * 4


def test_a_truncated_pdf_whose_pages_can_be_found_is_read_with_a_warning(tmp_path: Path):
    data = plain_pdf([f"{page} {LINE}" for page in range(5)])
    made = read(written(tmp_path, data[: data.rindex(b"xref") - 40]))
    assert made.blocks[0].text == f"0 {LINE.strip()}"
    assert any("cut off" in warning for warning in made.warnings)


def test_a_pdf_of_which_some_pages_are_pictures_says_which(tmp_path: Path):
    made = read(written(tmp_path, plain_pdf([PICTURE, LINE, LINE])))
    assert made.warnings == ("Page 1 is a picture without text: recognise its words first (OCR).",)
    assert {block.page for block in made.blocks} == {2, 3}


def test_a_zip_bomb_in_a_word_document_is_not_unpacked(tmp_path: Path):
    bomb = docx_of(paragraph("a" * (300 * MIB)))
    assert len(bomb) < MIB
    with pytest.raises(TooLargeError, match="unpacks to far more"):
        read(written(tmp_path, bomb))


def test_a_zip_bomb_that_lies_about_its_size_is_not_unpacked(tmp_path: Path):
    bomb = bytearray(docx_of(paragraph("ab" * (30 * MIB))))
    for sign, at in ((b"PK\x03\x04", 22), (b"PK\x01\x02", 24)):
        where = bomb.index(sign) + at
        bomb[where : where + 4] = struct.pack("<I", 1000)
    with pytest.raises((TooLargeError, DamagedError)):
        read(written(tmp_path, bytes(bomb)), limits=Limits(unpacked=10 * MIB))


def test_entities_of_xml_are_not_expanded(tmp_path: Path):
    laughs = (
        '<!DOCTYPE w [<!ENTITY a "ha"><!ENTITY b "&a;&a;&a;&a;&a;&a;&a;&a;"><!ENTITY f SYSTEM "file:///etc/passwd">]>'
    )
    body = (
        f'{laughs}<w:document xmlns:w="{W}"><w:body>{paragraph("He said &b; and &f; at last.")}</w:body></w:document>'
    )
    text = " ".join(block.text for block in read(written(tmp_path, zipped(word__document_xml=body.encode()))).blocks)
    assert "haha" not in text
    assert "root" not in text


def test_ten_megabytes_of_script_leave_the_article_alone(tmp_path: Path):
    script = "var a = 1 < 2; " * 700_000
    page = f"<html><head><script>{script}</script></head><body><h1>Lakes</h1><p>{LINE}</p></body></html>"
    assert len(page) > 10_000_000
    assert [block.text for block in read(written(tmp_path, page.encode())).blocks] == ["Lakes", LINE.strip()]


@pytest.mark.parametrize("markup", ["{}", "<html><body><p>{}</p></body></html>"], ids=["text", "page"])
def test_a_line_of_five_megabytes(markup: str, tmp_path: Path):
    data = markup.format(LINE * 57_000).encode()
    assert len(data) > 5_000_000
    made = read(written(tmp_path, data))
    assert len(made.blocks[0].text) > 5_000_000
    assert made.blocks[0].language == "en"


def test_right_to_left_text_keeps_the_order_in_which_it_is_read(tmp_path: Path):
    arabic, hebrew = (
        "وقّع وزيرا الدفاع اتفاقية حول البحيرة في المدينة الكبيرة أمس",
        "שרי ההגנה חתמו על הסכם בעניין האגם הגדול בצפון",
    )
    for data in (
        f"{arabic}\n\n\u200f{hebrew}\n".encode(),
        f"<html dir=rtl><body><p>{arabic}<p>{hebrew}</html>".encode(),
    ):
        made = read(written(tmp_path, data))
        assert [block.text for block in made.blocks] == [arabic, hebrew]
        check_pieces(made, data)
        assert [block.number for block in made.readable()] == (
            [] if all(block.language for block in made.blocks) else [2]
        )


def test_a_page_nested_ten_thousand_deep(tmp_path: Path):
    made = read(written(tmp_path, (f"<p>{LINE}</p>" + "<div>" * 10_000 + "deep" + "</div>" * 10_000).encode()))
    assert made.blocks[0].text == LINE.strip()


def test_a_document_that_takes_too_long_is_reported_and_the_others_go_on(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
):
    monkeypatch.setattr(worker, "STARTING", 0.0)
    long = written(tmp_path, f"<html><body>{'<p>a' * 300_000}</body></html>".encode(), "long.html")
    short = written(tmp_path, LINE.encode(), "short.txt")
    with pytest.raises(ParserDiedError, match=r"long\.html was not read within 0\.05 seconds"):
        read(long, limits=Limits(seconds=0.05))
    monkeypatch.undo()
    assert read(short).blocks[0].text == LINE.strip()


def test_a_document_that_takes_too_much_memory_is_reported_and_the_others_go_on(tmp_path: Path):
    large = written(tmp_path, f"<html><body>{f'<p>{LINE}' * 200_000}</body></html>".encode(), "large.html")
    short = written(tmp_path, LINE.encode(), "short.txt")
    first, second = read_all([large, short], limits=Limits(memory=120 * MIB))
    assert isinstance(first, ParserDiedError)
    assert "large.html needs more than 120 MiB of memory" in first.message
    assert isinstance(second, Document)


def test_a_parser_that_crashes_is_reported_and_the_others_go_on(tmp_path: Path, monkeypatch: pytest.MonkeyPatch):
    ask = worker.Worker.ask

    def killed(self: worker.Worker, job: worker.Job) -> worker.Answer:
        if job.name == "evil.txt":
            self.process.kill()
        return ask(self, job)

    monkeypatch.setattr(worker.Worker, "ask", killed)
    paths = [written(tmp_path, LINE.encode(), name) for name in ("a.txt", "evil.txt", "b.txt")]
    made = list(read_all(paths))
    assert [type(each).__name__ for each in made] == ["Document", "ParserDiedError", "Document"]
    assert "evil.txt made its parser crash" in str(made[1])


def test_a_parser_that_is_not_installed(tmp_path: Path, monkeypatch: pytest.MonkeyPatch):
    monkeypatch.setitem(__import__("sys").modules, "pypdfium2", None)
    answer = worker._answered(worker.Job(str(written(tmp_path, plain_pdf([LINE]))), "a.pdf", Limits()))
    assert answer.error is not None
    assert answer.error[0] == "NeedsPackageError"
    assert "pypdfium2" in answer.error[1]


def test_nothing_is_fetched_unless_the_network_is_allowed():
    with pytest.raises(NetworkError, match="--allow-network"):
        fetch("https://example.org/lakes")
    with pytest.raises(NetworkError, match="no address of the web"):
        fetch("file:///etc/passwd", allow=True)


def test_an_address_that_cannot_be_reached_says_so():
    with pytest.raises(NetworkError, match="was not reached"):
        fetch("http://127.0.0.1:9/none", allow=True)
