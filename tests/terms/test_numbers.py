"""What a number allows, how two numbers stand to each other, and how a number is said."""

import decimal
import pickle
from decimal import Decimal

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from foedus.terms.currencies import CURRENCIES
from foedus.terms.number_hints import FORM
from foedus.terms.numbers import Number, NumberError, compare, parse, say
from foedus.terms.relation import Relation

EMPTY = "Leave the cell empty where the source gives no figure."
TEXTS = st.builds(
    lambda sign, whole, decimals: sign + str(whole) + (f".{decimals}" if decimals else ""),
    st.sampled_from(["", "~", "<=", ">", ">="]) | st.just("<"),
    st.integers(0, 10**15) | st.integers(0, 20),
    st.sampled_from(["", "", "5", "25", "000"]),
).filter(lambda text: not (text.startswith("<") and text[1] != "=" and not Decimal(text[1:])))


def allows(number: Number, value: Decimal) -> bool:
    """Whether a number allows a value, written another way than `compare`."""
    above = value > number.low if number.low_open else value >= number.low
    below = number.high is None or (value < number.high if number.high_open else value <= number.high)
    return above and below


@pytest.mark.parametrize(
    ("text", "low", "high", "low_open", "high_open"),
    [("3", 3, 3, False, False), ("0", 0, 0, False, False), ("~100", 90, 110, False, False),
     ("<5", 0, 5, False, True),
     ("<=5", 0, 5, False, False), (">5", 5, None, True, False), (">=5", 5, None, False, False)],
)  # fmt: skip
def test_range_of_each_sign(text: str, low: int, high: int | None, low_open: bool, high_open: bool) -> None:
    """Each sign allows the range that the codebook says; below zero there is nothing."""
    found = parse(text)
    assert (found.low, found.high) == (Decimal(low), None if high is None else Decimal(high))
    assert (found.low_open, found.high_open) == (low_open, high_open)
    assert found.exact == text.isdigit()


@pytest.mark.parametrize(
    "text",
    ["", " ", " 3", "3 ", "-3", "+3", "NaN", "Infinity", "1e6", "1E6", "1,5", "1.2.3", ".5", "5.", "007",
     "00", "1_000",
     "٣", "３", "²", "~", "<", "~~3", "=3", "=>3", "< 3", "<0", "<0.0", "3k", "€5", "0x10", "\x00", "9" * 25,
     "0." + "1" * 24],
)  # fmt: skip
def test_refused(text: str) -> None:
    """What is no number is refused with a full sentence and a hint."""
    with pytest.raises(NumberError) as caught:
        parse(text)
    assert caught.value.message.endswith(".")
    assert caught.value.hint.endswith(".")
    assert pickle.loads(pickle.dumps(caught.value)).hint == caught.value.hint


@pytest.mark.parametrize(
    ("text", "hint"),
    [
        ("1,5 mln", "Write 1500000."), ("1.500.000", "Write 1500000."), ("1,500,000", "Write 1500000."),
        ("1.500.000,5", "Write 1500000.5."), ("1 500 000", "Write 1500000."), ("1,500", "Write 1500."),
        ("1,5", "Write 1.5."), ("3 million", "Write 3000000."), ("10k", "Write 10000."),
        ("1e6", "Write 1000000."),
        ("9,5 млрд", "Write 9500000000."), ("three", "Write 3."), ("five hundred", "Write 500."),
        ("007", "Write 7."),
        (".5", "Write 0.5."), ("€5", "Write 5, with EUR as the currency."),
        ("USD 5bn", "Write 5000000000, with USD as the currency."),
        ("5 EUR", "Write 5, with EUR as the currency."),
        ("$1.3 million", "Write 1300000, with its code (USD, TRY, ...) as the currency."),
        ("50%", "Write 50, with % as the unit."), ("50 per cent", "Write 50, with % as the unit."),
        ("~ 5", "Write ~5."), ("≈5", "Write ~5."), ("≥3", "Write >=3."), ("3+", "Write >=3."),
        ("at least 3", "Write >=3."), ("more than 170", "Write >170."), ("up to 3 thousand", "Write <=3000."),
        ("some 20", "Write ~20."), ("<0", "Write 0."), ("<00", "Write 0."), ("<0e1", "Write 0."),
        ("-3", "A number is never negative: write 3, and in the note which way it goes."),
        ("10-12", "A range has no form of its own: write >=10 or <=12, and the range in the note."),
        ("NaN", EMPTY), ("unknown", EMPTY), ("", EMPTY), ("1e99", FORM), ("thing", FORM),
        ("x" * 10_000, FORM),
    ],
)  # fmt: skip
def test_hint(text: str, hint: str) -> None:
    """Whoever writes a figure as sources do is told what to write instead."""
    with pytest.raises(NumberError) as caught:
        parse(text)
    assert caught.value.hint == hint


FIGURES = st.text("0123456789.,-+~<>=€$% kmbn", max_size=16)


@given(st.text() | FIGURES)
@example("1,5 mln")
@example("9" * 60)
def test_any_text_is_a_number_or_a_number_error(text: str) -> None:
    """Whatever the text, it is a number that keeps it, or a NumberError whose suggestion is a number."""
    try:
        found = parse(text)
    except NumberError as refused:
        told = refused
    else:
        assert found.text == text == str(found)
        assert say(found)
        return
    assert told.message.endswith(".")
    assert told.hint
    if told.hint.startswith("Write "):
        parse(told.hint.removeprefix("Write ").split(",")[0].removesuffix("."))


def test_not_a_text() -> None:
    """A value that is not even text is refused like any other, hashable or not."""
    values: list[object] = [None, 3, [], Decimal(3)]
    for value in values:
        with pytest.raises(NumberError):
            parse(value)  # type: ignore[arg-type]


@given(TEXTS, TEXTS, st.decimals(0, 10**15, places=2))
def test_compare_agrees_with_what_each_allows(a: str, b: str, value: Decimal) -> None:
    """Two numbers stand to each other as the values that they allow do, whichever comes first."""
    one, other = parse(a), parse(b)
    relation = compare(one, other)
    assert compare(other, one) is relation.inverse
    assert compare(one, one) is Relation.EQUAL
    ranges = [(number.low, number.high, number.low_open, number.high_open) for number in (one, other)]
    assert (relation is Relation.EQUAL) == (ranges[0] == ranges[1])
    for tried in (value, one.value, other.value, one.low, other.low, one.high or value, other.high or value):
        if relation is Relation.DISJOINT:
            assert not (allows(one, tried) and allows(other, tried))
        if relation is Relation.INSIDE:
            assert not allows(one, tried) or allows(other, tried)


@pytest.mark.parametrize(
    ("a", "b", "relation"),
    [("3", "3.0", Relation.EQUAL), ("105", "~100", Relation.INSIDE), (">=3", "3", Relation.CONTAINS),
     ("~100", "~115", Relation.OVERLAPS), ("<3", ">=3", Relation.DISJOINT), ("<3", "3", Relation.DISJOINT),
     ("<=3", ">=3", Relation.OVERLAPS), (">3", ">=3", Relation.INSIDE), ("<=0", "0", Relation.EQUAL),
     ("111", "~100", Relation.DISJOINT), ("<2", ">1", Relation.OVERLAPS), ("<3", "<=3", Relation.INSIDE)],
)  # fmt: skip
def test_compare(a: str, b: str, relation: Relation) -> None:
    """Signs are taken at their word, ends included."""
    assert compare(parse(a), parse(b)) is relation


def test_the_callers_decimal_context_does_not_matter() -> None:
    """A caller who reckons with few digits gets the same range."""
    with decimal.localcontext(decimal.Context(prec=3)):
        found = parse("~123456789012345678901234")
    assert found.low == Decimal("111111110111111111011110.6")


@pytest.mark.parametrize(
    ("text", "unit", "said"),
    [
        ("3", None, "3"), (">=3", None, "at least 3"), ("~1500000", None, "about 1.5 million"),
        (">170", "aircraft", "more than 170 aircraft"), ("<=12", None, "at most 12"), ("<5", None, "under 5"),
        ("1300000", "USD", "USD 1.3 million"), ("~1300000", "TRY", "about TRY 1.3 million"),
        ("12500", None, "12,500"),
        ("1234567", None, "1,234,567"), ("12345000", None, "12.345 million"),
        ("2000000000", None, "2 billion"),
        ("3000000000000", "USD", "USD 3 trillion"), ("2000000000000000", None, "2,000 trillion"),
        ("50", "%", "50%"), ("3", "TIV", "3 TIV"), ("2.50", None, "2.50"), ("0.7", "%", "0.7%"),
        ("1000000000001", None, "1,000,000,000,001"), ("100000000", None, "100 million"),
    ],
)  # fmt: skip
def test_say(text: str, unit: str | None, said: str) -> None:
    """A number is said with its unit where the language puts it, and never rounded."""
    assert say(parse(text), unit) == said


@given(TEXTS)
def test_saying_never_rounds(text: str) -> None:
    """The words for a number lead back to its value."""
    words = say(parse(text)).split()
    scale = {"million": 10**6, "billion": 10**9, "trillion": 10**12}.get(words[-1])
    figure = Decimal(words[-2 if scale else -1].replace(",", ""))
    assert figure * (scale or 1) == parse(text).value


def test_currencies_are_codes() -> None:
    """A currency is three capitals; those that the codebook's cases use are there."""
    assert all(len(code) == 3 and code.isalpha() and code.isupper() for code in CURRENCIES)
    assert {"USD", "EUR", "TRY", "KZT", "AZN", "UZS", "KGS", "TMT", "RUB"} <= CURRENCIES
