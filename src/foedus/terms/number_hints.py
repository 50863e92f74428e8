"""How to mend what is no number: from the ways in which sources write figures to plain digits."""

import re
import unicodedata
from decimal import Context, Decimal

from foedus.terms.currencies import CURRENCIES, SIGNS

FORM = "A number is written in plain units, such as 1500000, and ~ < > <= or >= in front if not exact."
_LONGEST = 60  # characters: nothing longer was meant as a number
_MOST_DIGITS = 24

_SIGN_WORDS = (
    ("<=", r"<=|=<|≤|at most|up to|no more than|not more than|a maximum of|max\.?"),
    (">=", r">=|=>|≥|at least|no fewer than|no less than|not less than|a minimum of|min\.?"),
    ("<", r"<|under|below|less than|fewer than|nearly|almost"),
    (">", r">|over|above|more than|upwards of"),
    ("~", r"~|≈|about|around|approximately|approx\.?|roughly|some|circa|ca\.?|c\."),
)
_SCALES = {
    2: "hundred hundreds",
    3: "k thousand thousands тыс тысяч bin tausend",
    6: "m mn mln mio million millions milyon millionen млн миллион миллиона миллионов",
    9: "b bn bln mrd billion billions milyar milliarde milliarden млрд миллиард миллиарда миллиардов",
    12: "tn trn trillion trillions trilyon трлн",
}
_SCALE = {word: power for power, words in _SCALES.items() for word in words.split()}
_UP_TO_TWENTY = (
    "zero one two three four five six seven eight nine ten eleven twelve thirteen fourteen fifteen sixteen "
    "seventeen eighteen nineteen twenty"
)
_WORDS = {word: n for n, word in enumerate(_UP_TO_TWENTY.split())}
_WORDS |= {"thirty": 30, "forty": 40, "fifty": 50, "sixty": 60, "seventy": 70, "eighty": 80, "ninety": 90}
_WORDS |= {"a dozen": 12, "dozen": 12, "hundred": 100, "a": 1, "no": 0, "none": 0}
_NOTHING = frozenset(
    ("", "-", "?", "nan", "n/a", "na", "inf", "infinity", "unknown", "many", "several", "some", "few", "null")
)
_MONEY = sorted([*SIGNS, *(code.lower() for code in CURRENCIES)], key=len, reverse=True)
_MONEY_WORDS = "|".join(map(re.escape, _MONEY))
_SCALE_WORDS, _NUMBER_WORDS = ("|".join(sorted(w, key=len, reverse=True)) for w in (_SCALE, _WORDS))
_WHOLE = (  # text until a hint is needed: compiling it takes longer than the rest of the module
    rf"(?P<front>{_MONEY_WORDS})? ?(?P<digits>[0-9][0-9.,' _]*|\.[0-9]+|{_NUMBER_WORDS}) ?"
    rf"(?P<scale>{_SCALE_WORDS})?\.? ?"
    rf"(?P<back>{_MONEY_WORDS})?(?P<percent>%| ?per ?cent)?(?P<plus>\+)?"
)
_EXPONENT = re.compile(r"[0-9]+(?:\.[0-9]+)?e\+?[0-9]{1,2}")
_RANGE = re.compile(r"(?:between |from )?(?P<a>[0-9][0-9.,]*) ?(?:-|–|—|to|and|\.\.+) ?(?P<b>[0-9][0-9.,]*)")


def hint(text: str) -> str:
    """What to write instead.

    >>> hint("1,500,000"), hint("10k"), hint("3 million"), hint("€5")
    ('Write 1500000.', 'Write 10000.', 'Write 3000000.', 'Write 5, with EUR as the currency.')
    >>> hint("-3"), hint("at least 3"), hint("NaN")
    ('A number is never negative: write 3, and in the note which way it goes.', 'Write >=3.', \
'Leave the cell empty where the source gives no figure.')
    """
    if len(text) > _LONGEST:
        return FORM
    plain = " ".join(unicodedata.normalize("NFKC", text).lower().split()).strip('"“”()')
    if plain in _NOTHING:
        return "Leave the cell empty where the source gives no figure."
    if plain.startswith(("-", "−", "–")) and (value := _figure(plain[1:].strip())):
        return f"A number is never negative: write {value}, and in the note which way it goes."
    if found := _RANGE.fullmatch(plain):
        low, high = _digits(found["a"]), _digits(found["b"])
        if low and high:
            return f"A range has no form of its own: write >={low} or <={high}, and the range in the note."
    sign, rest = _split_sign(plain)
    return _mended(sign, rest) or FORM


def _split_sign(text: str) -> tuple[str, str]:
    for sign, words in _SIGN_WORDS:
        if found := re.match(rf"(?:{words}) ?(?=[^a-z]|(?<= ))", text):
            return sign, text[found.end() :]
    return "", text


def _mended(sign: str, text: str) -> str:
    if _EXPONENT.fullmatch(text):
        text = _written(Decimal(text))
    found = re.fullmatch(_WHOLE, text)
    value = _figure(text) if found else ""
    if not found or not value:
        return ""
    sign = sign or (">=" if found["plus"] else "")
    if sign == "<" and not Decimal(value):
        sign = ""  # nothing is under 0
    if money := found["front"] or found["back"]:
        code = money.upper() if money.upper() in CURRENCIES else SIGNS[money]
        return f"Write {sign}{value}, with {code or 'its code (USD, TRY, ...)'} as the currency."
    if found["percent"]:
        return f"Write {sign}{value}, with % as the unit."
    return f"Write {sign}{value}."


def _figure(text: str) -> str:
    """A figure with its scale as plain digits, or nothing where it is none."""
    found = re.fullmatch(_WHOLE, text)
    if not found:
        return ""
    digits = _digits(found["digits"])
    scale = _SCALE.get(found["scale"] or "", 0)
    if not digits or (found["scale"] and not scale):
        return ""
    return _written(Context(prec=60).scaleb(Decimal(digits), scale))


def _digits(text: str) -> str:
    """Digits without marks between thousands and with a point before decimals.

    A single comma or point with exactly three digits behind it is read as thousands when it is a comma, as
    decimals when it is a point.
    """
    if text in _WORDS:
        return str(_WORDS[text])
    text = re.sub(r"(?<=[0-9])[ '_](?=[0-9]{3})", "", text.strip().rstrip(".,"))
    for thousands, decimal in ((",", "."), (".", ",")):
        grouped = rf"[0-9]{{1,3}}(?:{re.escape(thousands)}[0-9]{{3}})+(?:{re.escape(decimal)}[0-9]+)?"
        if re.fullmatch(grouped, text) and (thousands == "," or text.count(".") > 1 or "," in text):
            return text.replace(thousands, "").replace(decimal, ".")
    text = text.replace(",", ".")
    return text if re.fullmatch(r"[0-9]*\.?[0-9]+", text) else ""


def _written(value: Decimal) -> str:
    """A value as the codebook has numbers, or nothing where it is too long to be one."""
    text = f"{Context(prec=60).normalize(value):f}"
    return text if sum(c.isdigit() for c in text) <= _MOST_DIGITS else ""
