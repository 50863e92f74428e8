"""Documents in several languages, through intake and all; and what a claim carries."""

from pathlib import Path
from typing import Any, cast

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from foedus.reader.evaluate import evaluate
from foedus.reader.languages import READ
from foedus.reader.languages.reading import propose
from foedus.reader.read import read as read_files
from foedus.reader.workers import Batch, Pool
from foedus.reader.write import write
from tests.reader.languages.conftest import Read, document

GOLD = Path(__file__).parents[1] / "gold"
MIXED = """\
Savunma notu

18 Mayıs 2021

Gana ile Togo dün Akra'da askerî iş birliği mutabakat zaptı imzaladı.

Норвегия поставила Гане четыре патрульных катера в 2019 году, сообщили в военном ведомстве.

Die Verteidigungsminister der beiden Länder unterzeichneten in Oslo ein Abkommen über gemeinsame Übungen.
"""


class _Idle:
    """Workers that must not be asked: no passage is English."""

    def submit(self, batch: Batch) -> Any:
        raise AssertionError(batch)

    def close(self) -> None:
        """Nothing runs."""


def test_a_mixed_document_is_read_by_block_and_needs_no_english_model(tmp_path: Path):
    """Each block in its language, the day from the dateline; what is not read is said."""
    file = tmp_path / "note.txt"
    file.write_text(MIXED, encoding="utf-8")
    reading = read_files([file], pool=cast(Pool, _Idle()), coded="2026-11-21")
    rows = {(one.kind, one.language): one.row for one in reading.proposals}
    signed, boats = rows["agreements", "tr"], rows["transfers", "ru"]
    assert (signed["parties"], signed["instrument"], signed["date"]) == ("GHA; TGO", "memorandum", "2021-05-17")
    assert (boats["supplier"], boats["recipient"], boats["item"], boats["quantity"]) == (
        "NOR",
        "GHA",
        "patrol boats",
        "4",
    )
    assert (signed["locator"], boats["locator"], reading.sources[0]["published"]) == ("¶3", "¶4", "2021-05-18")
    assert "note: 1 block is in a language that is not read (German)." in reading.warnings


def test_every_span_lies_in_the_words_that_it_was_read_from(tmp_path: Path):
    """Of roles too that a sentence before named: those have no words of their own."""
    file = tmp_path / "note.txt"
    file.write_text(MIXED, encoding="utf-8")
    for one in read_files([file], pool=cast(Pool, _Idle())).proposals:
        words = {column: [one.sentence[a:b] for a, b in pieces] for column, pieces in one.spans.items()}
        assert all(words["trigger"])
        assert one.row["quote"] in MIXED.replace("\n", " ")
        if one.kind == "agreements":
            assert words["parties"] == ["Gana", "Togo"]


@pytest.mark.parametrize(
    ("code", "text", "assertion"),
    [
        ("ru", "Гана и Того не подписали соглашение о границе.", "denied"),
        ("ru", "Гана и Того подпишут соглашение о границе в июле.", "expected"),
        ("ru", "Гана и Того, возможно, подпишут соглашение о границе.", "hypothetical"),
        ("ru", "По данным прессы, Гана и Того подписали соглашение о границе.", "attributed"),
        ("tr", "Gana ile Togo anlaşmayı imzalamadı.", "denied"),
        ("tr", "Gana ile Togo anlaşmayı temmuzda imzalayacak.", "expected"),
        ("tr", "Gana ile Togo anlaşmayı imzalayabilir.", "hypothetical"),
        ("az", "Norveç və Finlandiya sazişi imzalamayıb.", "denied"),
        ("az", "Norveç və Finlandiya sazişi iyulda imzalayacaq.", "expected"),
        ("kk", "Норвегия мен Финляндия келісімге қол қойған жоқ.", "denied"),
    ],
)
def test_what_is_denied_awaited_or_weighed_is_no_fact(code: str, text: str, assertion: str, read: Read):
    """Not, will, perhaps, it is said."""
    assert [one.row["assertion"] for one in read(code, text) if one.kind == "agreements"] == [assertion]


def test_the_sides_are_those_who_were_named_before(read: Read):
    """As many as the word says."""
    found = read("ru", "Министры Ганы и Того встретились в Аккре 3 мая 2019 года. Стороны подписали протокол.")
    assert [(one.kind, one.row.get("parties", "")) for one in found if one.kind == "agreements"] == [
        ("agreements", "GHA; TGO")
    ]


def test_theatres_and_teams_make_no_treaties(read: Read):
    """A text with nothing about security or foreign affairs is not read, if it is more than an excerpt."""
    play = "Театры Ганы и Того подписали договор о гастролях. Спектакль покажут весной, билеты продаются. "
    assert read("ru", play * 6) == []


@pytest.mark.parametrize("name", ["russian", "turkish", "azerbaijani", "kazakh"])
def test_the_coded_texts_that_may_be_looked_at_are_read_as_well_as_when_the_rules_were_made(name: str, tmp_path: Path):
    """A floor, below the figures of the half that nobody looked at; not a measure of quality."""
    folder = GOLD / f"{name}-tune"
    sources = [dict(row) for row in _table(folder / "sources.csv")]
    files = [folder / "documents" / row["document"] for row in sources]
    reading = read_files(files, sources=sources, pool=cast(Pool, _Idle()), coded="2026-11-21")
    write(tmp_path / "out", reading)
    score = evaluate(folder, tmp_path / "out").total
    assert score.f1 >= 0.6
    assert score.precision >= 0.7
    assert not [one for one in reading.proposals if "nothing" in one.row["source"]]


def _table(path: Path) -> list[dict[str, str]]:
    import csv

    with path.open(encoding="utf-8", newline="") as handle:
        return list(csv.DictReader(handle))


LETTERS = "абвгдежзиклмнопрстуфхцчшщыэюяәғқңөұүһіabcçdeəfgğhıijklmnoöprsştuüvyz0123456789 .,;:'’-–—«»\"()\n"
WORDS = [
    "Гана",
    "Того",
    "подписали",
    "договор",
    "2019",
    "27 апреля",
    "Gana'yla",
    "imzaladı",
    "Türkiye",
    "мен",
    "қол қойды",
    "S-400",
    "%",
    "млн",
]


@settings(max_examples=60, deadline=None)
@given(st.sampled_from(READ), st.lists(st.one_of(st.text(LETTERS, max_size=12), st.sampled_from(WORDS)), max_size=40))
def test_no_text_breaks_the_reader(code: str, parts: list[str]):
    """Whatever stands there, spans lie in the text and rows have a stage."""
    text = " ".join(parts).strip() or "x"
    for one in propose(document((code, text)), "2021-05-15"):
        assert one.row["stage"]
        assert all(0 <= a < b <= len(text) for pieces in one.spans.values() for a, b in pieces)
