"""Which money is meant: names and symbols of currencies, and the states that tell apart those of one name."""

import re
from collections.abc import Iterable

CURRENCY_WORDS = {
    "us dollars": "USD", "u.s. dollars": "USD", "american dollars": "USD", "dollars": "USD", "dollar": "USD",
    "us dollar": "USD", "canadian dollars": "CAD", "australian dollars": "AUD", "new zealand dollars": "NZD",
    "singapore dollars": "SGD", "hong kong dollars": "HKD", "taiwan dollars": "TWD", "taiwanese dollars": "TWD",
    "euros": "EUR", "euro": "EUR", "pounds sterling": "GBP", "british pounds": "GBP", "egyptian pounds": "EGP",
    "yuan": "CNY", "renminbi": "CNY", "yen": "JPY", "won": "KRW", "baht": "THB", "ringgit": "MYR", "rupiah": "IDR",
    "dong": "VND", "taka": "BDT", "philippine pesos": "PHP", "indian rupees": "INR",
    "pakistani rupees": "PKR", "sri lankan rupees": "LKR", "nepalese rupees": "NPR",
    "rubles": "RUB", "roubles": "RUB", "tenge": "KZT", "hryvnia": "UAH", "hryvnias": "UAH",
    "lari": "GEL", "drams": "AMD", "swiss francs": "CHF", "kronor": "SEK", "swedish crowns": "SEK",
    "swedish kronor": "SEK", "swedish kronas": "SEK", "norwegian kroner": "NOK", "norwegian kroners": "NOK",
    "norwegian crowns": "NOK", "danish kroner": "DKK", "danish crowns": "DKK", "icelandic kronur": "ISK",
    "czech crowns": "CZK", "koruna": "CZK", "korunas": "CZK", "zlotys": "PLN", "zloty": "PLN", "forints": "HUF",
    "lei": "RON", "leva": "BGN", "turkish lira": "TRY", "turkish liras": "TRY", "lira": "TRY", "liras": "TRY",
    "shekels": "ILS",
    "saudi riyals": "SAR", "qatari riyals": "QAR", "emirati dirhams": "AED", "uae dirhams": "AED",
    "moroccan dirhams": "MAD", "algerian dinars": "DZD", "kuwaiti dinars": "KWD", "iraqi dinars": "IQD",
    "serbian dinars": "RSD", "tunisian dinars": "TND", "rand": "ZAR", "naira": "NGN", "birr": "ETB", "cedis": "GHS",
    "kenyan shillings": "KES", "ugandan shillings": "UGX", "reais": "BRL", "mexican pesos": "MXN",
    "argentine pesos": "ARS", "colombian pesos": "COP", "chilean pesos": "CLP", "convertible marks": "BAM",
    "kip": "LAK", "kyats": "MMK", "kyat": "MMK", "riels": "KHR", "tugriks": "MNT", "somoni": "TJS",
    "afghanis": "AFN", "meticais": "MZN", "pula": "BWP", "leones": "SLE", "kwanzas": "AOA", "soles": "PEN",
    "bolivianos": "BOB", "guaranies": "PYG", "quetzals": "GTQ", "lempiras": "HNL", "gourdes": "HTG", "denars": "MKD",
    "hong kong dollar": "HKD", "canadian dollar": "CAD", "australian dollar": "AUD", "swiss franc": "CHF",
}  # fmt: skip
"""Names of currencies."""
_CFA = {"CMR": "XAF", "TCD": "XAF", "GAB": "XAF", "COG": "XAF", "CAF": "XAF", "GNQ": "XAF", "": "XOF"}
_RUPEES = {"PAK": "PKR", "LKA": "LKR", "NPL": "NPR", "MUS": "MUR", "SYC": "SCR", "IND": "INR", "": "INR"}
_CROWNS = {"SWE": "SEK", "NOR": "NOK", "DNK": "DKK", "CZE": "CZK", "ISL": "ISK"}
SHARED = {
    "cfa francs": _CFA, "cfa": _CFA, "fcfa": _CFA, "rupees": _RUPEES, "rs": _RUPEES, "kr": _CROWNS,
    "manats": {"AZE": "AZN", "TKM": "TMT"}, "manat": {"AZE": "AZN", "TKM": "TMT"},
    "kwacha": {"ZMB": "ZMW", "MWI": "MWK"},
    "francs": {"CHE": "CHF", "SEN": "XOF", "CIV": "XOF", "MLI": "XOF", "NER": "XOF", "BFA": "XOF", "BEN": "XOF",
               "TGO": "XOF", "GNB": "XOF", "CMR": "XAF", "TCD": "XAF", "GAB": "XAF", "COG": "XAF", "CAF": "XAF",
               "GNQ": "XAF", "BDI": "BIF", "RWA": "RWF", "DJI": "DJF", "GIN": "GNF"},
    "pounds": {"GBR": "GBP", "EGY": "EGP", "LBN": "LBP", "SYR": "SYP", "SDN": "SDG", "SSD": "SSP"},
    "kroner": {"NOR": "NOK", "DNK": "DKK"},
    "crowns": _CROWNS,
    "riyals": {"SAU": "SAR", "QAT": "QAR", "OMN": "OMR", "YEM": "YER"},
    "rials": {"IRN": "IRR", "OMN": "OMR", "YEM": "YER"},
    "dirhams": {"ARE": "AED", "MAR": "MAD"},
    "dinars": {"DZA": "DZD", "IRQ": "IQD", "JOR": "JOD", "KWT": "KWD", "LBY": "LYD", "BHR": "BHD", "SRB": "RSD",
               "MKD": "MKD", "TUN": "TND"},
    "pesos": {"PHL": "PHP", "MEX": "MXN", "ARG": "ARS", "CHL": "CLP", "COL": "COP", "URY": "UYU", "CUB": "CUP",
              "DOM": "DOP"},
    "shillings": {"KEN": "KES", "UGA": "UGX", "TZA": "TZS", "SOM": "SOS"},
}  # fmt: skip
"""Names that several currencies have, and whose each is: money of which the states beside it tell which; "" where
they do not."""

SYMBOLS = {
    "us$": "USD", "u.s.$": "USD", "$": "USD", "€": "EUR", "£": "GBP", "₺": "TRY", "₽": "RUB", "₸": "KZT", "₼": "AZN",
    "nt$": "TWD", "hk$": "HKD", "r$": "BRL", "₦": "NGN", "฿": "THB", "₱": "PHP", "₫": "VND", "₾": "GEL", "₴": "UAH",
    "₹": "INR", "₩": "KRW", "₪": "ILS", "¥": "JPY", "a$": "AUD", "c$": "CAD", "s$": "SGD", "nz$": "NZD",
}  # fmt: skip
LETTERED = {
    "RM": "MYR", "Rp": "IDR", "Tk": "BDT", "Php": "PHP", "KSh": "KES", "USh": "UGX", "TSh": "TZS", "zł": "PLN",
    "TL": "TRY", "US dollars": "USD", "P": "PHP", "R": "ZAR", "N": "NGN", "W": "KRW",
    "Rs": "", "CFA": "", "FCFA": "", "kr": "",
}  # fmt: skip
"""What is written in letters before millions and thousands, as "Rs 2,000 crore"; without a value where `SHARED` has
it."""


def whose(text: str, states: Iterable[str]) -> str:
    """The currency that a sum with a shared name is in, by the states beside it, the first that has one.

    >>> whose("6 billion francs", ["USA", "CHE"])
    'CHF'
    """
    lower = text.lower()
    by_state = next((SHARED[name] for name in SHARED if f" {lower}".endswith(f" {name}") or _BEFORE[name](lower)), {})
    return next((by_state[state] for state in states if state in by_state), by_state.get("", ""))


_BEFORE = {name: re.compile(re.escape(name) + r"(?![a-z])").match for name in SHARED}
