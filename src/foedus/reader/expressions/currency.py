"""Which money is meant: names and symbols of currencies, and the states that tell apart those of one name."""

from collections.abc import Iterable

CURRENCY_WORDS = {
    "us dollars": "USD", "u.s. dollars": "USD", "american dollars": "USD", "dollars": "USD", "dollar": "USD",
    "us dollar": "USD", "canadian dollars": "CAD", "australian dollars": "AUD", "new zealand dollars": "NZD",
    "singapore dollars": "SGD", "hong kong dollars": "HKD", "taiwan dollars": "TWD", "taiwanese dollars": "TWD",
    "euros": "EUR", "euro": "EUR", "pounds sterling": "GBP", "british pounds": "GBP", "egyptian pounds": "EGP",
    "yuan": "CNY", "renminbi": "CNY", "yen": "JPY", "won": "KRW", "baht": "THB", "ringgit": "MYR", "rupiah": "IDR",
    "dong": "VND", "taka": "BDT", "philippine pesos": "PHP", "rupees": "INR", "indian rupees": "INR",
    "pakistani rupees": "PKR", "rubles": "RUB", "roubles": "RUB", "tenge": "KZT", "hryvnia": "UAH", "hryvnias": "UAH",
    "lari": "GEL", "drams": "AMD", "swiss francs": "CHF", "kronor": "SEK", "swedish crowns": "SEK",
    "norwegian kroner": "NOK", "norwegian crowns": "NOK", "danish kroner": "DKK", "danish crowns": "DKK",
    "czech crowns": "CZK", "koruna": "CZK", "korunas": "CZK", "zlotys": "PLN", "zloty": "PLN", "forints": "HUF",
    "lei": "RON", "leva": "BGN", "turkish lira": "TRY", "turkish liras": "TRY", "lira": "TRY", "shekels": "ILS",
    "saudi riyals": "SAR", "qatari riyals": "QAR", "emirati dirhams": "AED", "uae dirhams": "AED",
    "moroccan dirhams": "MAD", "algerian dinars": "DZD", "kuwaiti dinars": "KWD", "iraqi dinars": "IQD",
    "serbian dinars": "RSD", "tunisian dinars": "TND", "rand": "ZAR", "naira": "NGN", "birr": "ETB", "cedis": "GHS",
    "kenyan shillings": "KES", "ugandan shillings": "UGX", "reais": "BRL", "mexican pesos": "MXN",
    "argentine pesos": "ARS", "colombian pesos": "COP", "chilean pesos": "CLP",
}  # fmt: skip
"""Names of currencies."""
SHARED = {
    "francs": {"CHE": "CHF", "SEN": "XOF", "CIV": "XOF", "MLI": "XOF", "NER": "XOF", "BFA": "XOF", "BEN": "XOF",
               "TGO": "XOF", "GNB": "XOF", "CMR": "XAF", "TCD": "XAF", "GAB": "XAF", "COG": "XAF", "CAF": "XAF",
               "GNQ": "XAF", "BDI": "BIF", "RWA": "RWF", "DJI": "DJF", "GIN": "GNF"},
    "pounds": {"GBR": "GBP", "EGY": "EGP", "LBN": "LBP", "SYR": "SYP", "SDN": "SDG", "SSD": "SSP"},
    "kroner": {"NOR": "NOK", "DNK": "DKK"},
    "crowns": {"SWE": "SEK", "NOR": "NOK", "DNK": "DKK", "CZE": "CZK", "ISL": "ISK"},
    "riyals": {"SAU": "SAR", "QAT": "QAR", "OMN": "OMR", "YEM": "YER"},
    "rials": {"IRN": "IRR", "OMN": "OMR", "YEM": "YER"},
    "dirhams": {"ARE": "AED", "MAR": "MAD"},
    "dinars": {"DZA": "DZD", "IRQ": "IQD", "JOR": "JOD", "KWT": "KWD", "LBY": "LYD", "BHR": "BHD", "SRB": "RSD",
               "MKD": "MKD", "TUN": "TND"},
    "pesos": {"PHL": "PHP", "MEX": "MXN", "ARG": "ARS", "CHL": "CLP", "COL": "COP", "URY": "UYU", "CUB": "CUP",
              "DOM": "DOP"},
    "shillings": {"KEN": "KES", "UGA": "UGX", "TZA": "TZS", "SOM": "SOS"},
}  # fmt: skip
"""Names that several currencies have, and whose each is: money of which the states beside it tell which."""

SYMBOLS = {
    "us$": "USD", "u.s.$": "USD", "$": "USD", "€": "EUR", "£": "GBP", "₺": "TRY", "₽": "RUB", "₸": "KZT", "₼": "AZN",
    "nt$": "TWD", "hk$": "HKD", "r$": "BRL", "₦": "NGN", "฿": "THB", "₱": "PHP", "₫": "VND", "₾": "GEL", "₴": "UAH",
    "₹": "INR", "₩": "KRW", "₪": "ILS", "¥": "JPY", "a$": "AUD", "c$": "CAD", "s$": "SGD", "nz$": "NZD",
}  # fmt: skip


def whose(text: str, states: Iterable[str]) -> str:
    """The currency that a sum with a shared name is in, by the states beside it, the first that has one.

    >>> whose("6 billion francs", ["USA", "CHE"])
    'CHF'
    """
    by_state = SHARED.get(text.rsplit(maxsplit=1)[-1].lower(), {})
    return next((by_state[state] for state in states if state in by_state), "")
