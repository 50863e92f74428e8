"""Times, numbers and money in each language, against a document of 15 May 2021."""

import pytest

from foedus.reader.languages import amounts, dates
from foedus.reader.languages.tokens import tokens

DATES = [
    ("ru", "27 апреля 2019 г.", "2019-04-27"), ("ru", "в июне 2019 года", "2019-06"),
    ("ru", "с 15 по 17 апреля 2019 года", "2019-04-15/2019-04-17"),
    ("ru", "3-4 июля 2019 года", "2019-07-03/2019-07-04"), ("ru", "осенью 2019 года", "2019-23"),
    ("ru", "в прошлом году", "2020"),
    ("ru", "вчера", "2021-05-14"), ("ru", "действует с 2011 года", "2011/.."), ("ru", "в декабре", "2020-12"),
    ("ru", "в четверг", "2021-05-13"),
    ("ru", "конец 2019-го", "2019"), ("ru", "в июле прошлого года", "2020-07"), ("ru", "на прошлой неделе", "2021-05"),
    ("tr", "27 Nisan 2019", "2019-04-27"), ("tr", "Haziran 2019'da", "2019-06"), ("tr", "2019 yılında", "2019"),
    ("tr", "8-18 Eylül tarihleri", "2021-09-08/2021-09-18"),
    ("tr", "geçen yıl eylülde", "2020-09"), ("tr", "2018'den bu yana", "2018/.."),
    ("tr", "perşembe günü", "2021-05-13"), ("tr", "dün", "2021-05-14"),
    ("tr", "2019 Temmuzunu", "2019-07"), ("tr", "Ocak 2019'un sonunda", "2019-01"),
    ("az", "2019-cu ilin iyununda", "2019-06"), ("az", "iyunun 28-dən 30-dək", "2021-06-28/2021-06-30"),
    ("az", "avqustun 8-də", "2021-08-08"),
    ("az", "bu ilin aprelində", "2021-04"), ("az", "2019-cu ilin payızında", "2019-23"),
    ("az", "2019-cu il 10 noyabr", "2019-11-10"), ("az", "dünən", "2021-05-14"),
    ("kk", "2019 жылғы 27 сәуірде", "2019-04-27"), ("kk", "2019 жылдың көктемінде", "2019-21"),
    ("kk", "29 маусымда", "2021-06-29"), ("kk", "2019 жылы", "2019"),
    ("kk", "қазан айында", "2021-10"), ("kk", "2019 jylǵy 1 sáýir", "2019-04-01"),
    ("kk", "2019 jıldıñ qırküyeginde", "2019-09"), ("kk", "кеше", "2021-05-14"),
]  # fmt: skip
MONEY = [
    ("ru", "контракт на 5,43 млрд долларов", "5430000000", "USD"), ("ru", "около 200 тыс. рублей", "~200000", "RUB"),
    ("ru", "более 3 миллионов тенге", ">3000000", "KZT"),
    ("tr", "50,7 milyar dolar", "50700000000", "USD"), ("tr", "yaklaşık 3 milyon lira", "~3000000", "TRY"),
    ("tr", "1.250 avro", "1250", "EUR"),
    ("az", "təxminən 5 milyon manat", "~5000000", "AZN"), ("az", "2,5 milyard dollar", "2500000000", "USD"),
    ("kk", "шамамен 4 миллиард теңге", "~4000000000", "KZT"), ("kk", "76 доллар", "76", "USD"),
]  # fmt: skip
NONE = [
    ("ru", "его зовут Март"),
    ("tr", "Ekim Bey ile Kasım Bey"),
    ("tr", "Kartal-2019 tatbikatı"),
    ("kk", "қазан толы ет"),
    ("az", "mayalı xəmir"),
]


@pytest.mark.parametrize(("code", "text", "key"), DATES)
def test_a_time_is_read_as_edtf(code: str, text: str, key: str):
    """Months in all cases, ranges, seasons, and times counted from the document's day."""
    assert [one.mention.key for one in dates.find(tokens(text, code), text, code, "2021-05-15")] == [key]


@pytest.mark.parametrize(("code", "text"), NONE)
def test_what_is_no_time_is_none(code: str, text: str):
    """A month may be a name or a pot; a year in a name is no date."""
    assert dates.find(tokens(text, code), text, code, "2021-05-15") == []


def test_the_same_year_is_that_of_the_date_before():
    """And not the document's."""
    text = "Aralık 2018'de görüştüler; aynı yıl anlaştılar."
    assert [one.mention.key for one in dates.find(tokens(text, "tr"), text, "tr", "2021-05-15")] == ["2018-12", "2018"]


@pytest.mark.parametrize(("code", "text", "key", "currency"), MONEY)
def test_money_is_read_with_scale_currency_and_sign(code: str, text: str, key: str, currency: str):
    """Commas are decimal, points group."""
    found = [one.mention for one in amounts.find(tokens(text, code), text, code) if one.mention.type == "money"]
    assert [(one.key, one.category) for one in found] == [(key, currency)]
