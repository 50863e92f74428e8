"""Reading without a parser: sentences a second in Russian, Turkish, Azerbaijani and Kazakh, on one core.

Every sentence is about security and names states, so that nothing is saved by leaving passages out. Loading (the data
of the four languages, and all forms of their names) is told apart. The bound is for two cores; this needs only one, and
is taken by the time that it really ran, as others may be at work on the machine. Time by the clock stands beside it.
"""

import time
from pathlib import Path

RATE = 1000.0
"""Bound: sentences a second."""
SENTENCES = 4_000
NAMES = {"ru": "Russian", "tr": "Turkish", "az": "Azerbaijani", "kk": "Kazakh"}
SAID = {
    "ru": (
        "Норвегия и Чили подписали соглашение о военном сотрудничестве 4 мая 2019 года.",
        "Министры обороны Ганы и Иордании встретились в Осло и обсудили совместные учения.",
        "В 2018 году Кения закупила у Португалии двенадцать транспортных самолётов за 40 млн долларов.",
        "Посевная в южных областях началась на неделю позже обычного.",
    ),
    "tr": (
        "Norveç ile Şili, 4 Mayıs 2019'da askerî iş birliği anlaşmasını imzaladı.",
        "Gana ve Ürdün savunma bakanları Oslo'da bir araya gelerek ortak tatbikatı görüştü.",
        "Kenya, 2018'de Portekiz'den 40 milyon dolara on iki nakliye uçağı satın aldı.",
        "Güneydeki illerde ekim bu yıl bir hafta geç başladı.",
    ),
    "az": (
        "Norveç və Çili 2019-cu il mayın 4-də hərbi əməkdaşlıq haqqında saziş imzalayıb.",
        "Serbiya və İordaniya müdafiə nazirləri Osloda görüşüb və birgə təlimi müzakirə ediblər.",
        "Cənub rayonlarında səpin bu il bir həftə gec başlayıb.",
    ),
    "kk": (
        "Норвегия мен Чили 2019 жылғы 4 мамырда әскери ынтымақтастық туралы келісімге қол қойды.",
        "Сербия мен Иордания қорғаныс министрлері Ослода кездесіп, бірлескен оқу-жаттығуды талқылады.",
        "Оңтүстік облыстарда егіс биыл бір аптаға кеш басталды.",
    ),
}


def read(code: str, sentences: int) -> tuple[int, float]:
    """Read so many sentences of a language: proposals, and seconds of the processor."""
    from foedus.reader.document import Block, Document
    from foedus.reader.languages.reading import propose

    said = SAID[code]
    paragraphs = [" ".join(said[(n + m) % len(said)] for m in range(5)) for n in range(sentences // 5)]
    blocks = tuple(Block(number=n, text=text, language=code) for n, text in enumerate(paragraphs, 1))
    document = Document(name="made", sha256="", format="text", blocks=blocks)
    begun = time.process_time()
    found = propose(document, "2021-05-15")
    return len(found), time.process_time() - begun


def report(size: int = SENTENCES) -> bool:
    """Print the figures; whether all languages reach the bound."""
    good = True
    print("\nReading without a parser")
    for code, name in NAMES.items():
        begun = time.process_time()
        read(code, 5)
        load = time.process_time() - begun
        begun = time.perf_counter()
        found, seconds = read(code, size)
        clock = time.perf_counter() - begun
        good &= size / seconds >= RATE
        print(
            f"  {name:12} {size / seconds:7,.0f} sentences a second ({size / clock:,.0f} by the clock); "
            f"loading {load:.1f} s; {found:,} proposals"
        )
    print(f"  bound: {RATE:,.0f}: {'reached' if good else 'MISSED'}; data: {_size():,.0f} KiB")
    return good


def _size() -> float:
    folder = Path(__file__).parents[1] / "src" / "foedus" / "reader" / "languages"
    return sum(file.stat().st_size for file in folder.rglob("*.toml")) / 1024
