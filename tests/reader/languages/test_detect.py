"""The language of a text: those that are read, their neighbours that are not, and short headings by their document."""

from pathlib import Path

import pytest

from foedus.reader.intake import IntakeError, read_all
from foedus.reader.intake.language import language, settled
from foedus.reader.languages.detect import told
from foedus.reader.languages.reading import unread
from tests.reader.languages.conftest import document

GOLD = Path(__file__).parents[1] / "gold"
TUNE = {"ru": "russian-tune", "tr": "turkish-tune", "az": "azerbaijani-tune", "kk": "kazakh-tune"}
OTHERS = {
    "uk": "Міністри оборони двох країн підписали в Одесі угоду про військову співпрацю на наступний рік.",
    "be": "Міністры абароны дзвюх краін падпісалі ў Гродне пагадненне аб ваенным супрацоўніцтве.",
    "bg": "Министрите на отбраната на двете страни подписаха във Варна споразумение за военно сътрудничество.",
    "sr": "Министри одбране две земље потписали су у Нишу споразум о војној сарадњи за наредну годину.",
    "ky": "Эки өлкөнүн коргоо министрлери Ошто аскердик кызматташтык жөнүндө макулдашууга кол коюшту.",
    "tg": "Вазирони мудофиаи ду кишвар дар Хуҷанд оид ба ҳамкории ҳарбӣ созишнома имзо карданд.",
    "uz": "Ikki davlat mudofaa vazirlari Samarqandda harbiy hamkorlik bo‘yicha bitim imzoladilar va mashq o‘tkazdilar.",
    "tk": "Iki ýurduň goranmak ministrleri Mary şäherinde harby hyzmatdaşlyk barada ylalaşyga gol çekdiler.",
    "de": "Die Verteidigungsminister der beiden Länder unterzeichneten in Oslo ein Abkommen über gemeinsame Übungen.",
    "fr": "Les ministres de la défense des deux pays ont signé à Paris un accord de coopération militaire.",
    "ro": "Miniștrii apărării din cele două țări au semnat la Iași un acord de cooperare militară.",
}


@pytest.mark.parametrize("code", OTHERS)
def test_a_neighbour_is_not_taken_for_a_language_that_is_read(code: str):
    """Ukrainian is no Russian, Kyrgyz no Kazakh, Turkmen no Turkish."""
    assert told(OTHERS[code]) == code


@pytest.mark.parametrize("code", TUNE)
def test_every_block_of_a_text_is_told_as_its_language(code: str):
    """In Cyrillic and Latin, headings and datelines among them."""
    for found in read_all(sorted((GOLD / TUNE[code] / "documents").iterdir())):
        assert not isinstance(found, IntakeError)
        assert {block.language for block in found.blocks} == {code}, found.name


def test_azerbaijani_and_kazakh_are_told_in_either_alphabet():
    """By letters that no neighbour has."""
    assert told("Назирләр Ҝәнҹәдә һәрби әмәкдашлыг һаггында сазиш имзалајыблар.") == "az"
    assert told("Nazirlər Gəncədə hərbi əməkdaşlıq haqqında saziş imzalayıblar.") == "az"
    assert told("Mınıstrler Aqtaýda áskerı yntymaqtastyq týraly kelisimge qol qoıdy.") == "kk"
    assert told("Министрлер Ақтауда әскери ынтымақтастық туралы келісімге қол қойды.") == "kk"


def test_a_short_block_is_read_as_its_document_unless_that_is_english():
    """A heading of two words tells nothing of itself; an English quotation in a Turkish text stays English."""
    turkish = "Bakanlar dün Ankara'da bir araya geldi ve iki ülke arasında bir anlaşma imzaladı."
    english = "It is the first of its kind and it will not be the last of them."
    heading = "Oslo, Ankara"
    texts = [heading, turkish, "As the envoy of the king"]
    assert settled([language(text) for text in texts], texts) == ["tr", "tr", ""]
    assert settled([language(text) for text in (heading, english)], [heading, english]) == ["", "en"]


def test_what_is_in_a_language_that_nothing_reads_is_said_by_blocks():
    """Not guessed at, and not passed over in silence."""
    blocks = [("tr", "İmza atıldı."), ("de", OTHERS["de"]), ("de", OTHERS["de"]), ("ky", OTHERS["ky"])]
    assert list(unread(document(*blocks), "note")) == [
        "note: 2 blocks are in a language that is not read (German).",
        "note: 1 block is in a language that is not read (Kyrgyz).",
    ]
