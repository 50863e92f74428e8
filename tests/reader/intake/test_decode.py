"""Encodings, told by the bytes and not by what a machine is set to."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from foedus.reader.intake.decode import decode

WORDS = "Cumhurbaşkanı Erdoğan İstanbul’da Şişli’ye gitti; the café in Málaga was closed – naïvely."


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "utf-16", "utf-16-le", "utf-16-be", "utf-32"])
def test_unicode_with_and_without_a_mark(encoding: str):
    assert decode(WORDS.encode(encoding)) == (WORDS, "")


@pytest.mark.parametrize(
    ("text", "encoding"),
    [
        ("The café in Málaga was closed, naïvely, for 3 £ “or less” – or so.", "cp1252"),
        ("President Erdoğan met İlham Aliyev in Şuşa; the visit was short.", "cp1254"),
        ("Flóki og Þórður sögðu að það væri best að fara við sjóinn.", "cp1252"),
        ("Министры обороны подписали соглашение о совместной охране озера.", "cp1251"),
    ],
)
def test_one_byte_encodings_are_told_by_their_letters_and_named_in_a_warning(text: str, encoding: str):
    found, warning = decode(text.encode(encoding))
    assert found == text
    assert f"Windows-{encoding[2:]}" in warning


def test_a_stray_byte_does_not_turn_utf_8_into_something_else():
    found, warning = decode("Çare, Şuşa, Gence – ".encode() * 40 + b"\xff" + "Bakü".encode())
    assert found.endswith("\ufffdBakü")
    assert "1 characters are not UTF-8" in warning


def test_what_a_page_declares_is_believed_where_its_bytes_bear_it_out():
    assert decode("naïve".encode("iso-8859-15"), "iso-8859-15") == ("naïve", "")
    assert decode("naïve Şuşa".encode(), "iso-8859-1") == ("naïve Şuşa", "")
    assert decode("naïve".encode("cp1252"), "no-such-encoding")[0] == "naïve"


@given(st.binary(max_size=300))
def test_any_bytes_become_some_text(data: bytes):
    text, _ = decode(data)
    text.encode("utf-8", "surrogatepass")
