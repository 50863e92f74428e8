"""Currencies by their ISO 4217 codes: those in use, and those of the recent past that sources still quote."""

_CODES = """
    AED AFN ALL AMD ANG AOA ARS AUD AWG AZN BAM BBD BDT BGN BHD BIF BMD BND BOB BRL BSD BTN BWP BYN
    BZD CAD CDF CHF CLP CNY COP CRC CUP CVE CZK DJF DKK DOP DZD EGP ERN ETB EUR FJD FKP GBP GEL GHS
    GIP GMD GNF GTQ GYD HKD HNL HTG HUF IDR ILS INR IQD IRR ISK JMD JOD JPY KES KGS KHR KMF KPW KRW
    KWD KYD KZT LAK LBP LKR LRD LSL LYD MAD MDL MGA MKD MMK MNT MOP MRU MUR MVR MWK MXN MYR MZN NAD
    NGN NIO NOK NPR NZD OMR PAB PEN PGK PHP PKR PLN PYG QAR RON RSD RUB RWF SAR SBD SCR SDG SEK SGD
    SHP SLE SOS SRD SSP STN SVC SYP SZL THB TJS TMT TND TOP TRY TTD TWD TZS UAH UGX USD UYU UZS VED
    VES VND VUV WST XAF XCD XCG XDR XOF XPF YER ZAR ZMW ZWG ATS AZM BEF BYR CSD CYP DEM EEK ESP FIM
    FRF GRD HRK IEP ITL LTL LUF LVL MTL NLG PTE ROL RUR SIT SKK SUR TMM TRL YUM ZWL
"""
CURRENCIES = frozenset(_CODES.split())

# Signs and names with which sources quote a currency; None where several currencies share one.
SIGNS: dict[str, str | None] = {
    "€": "EUR", "£": "GBP", "$": None, "us$": "USD", "₺": "TRY", "₽": "RUB", "₸": "KZT", "₼": "AZN",
    "₴": "UAH", "¥": None, "₹": "INR", "₩": "KRW", "₪": "ILS", "₾": "GEL", "֏": "AMD",
    "euro": "EUR", "euros": "EUR", "dollar": None, "dollars": None,
    "us dollars": "USD", "lira": None, "rubles": "RUB", "roubles": "RUB",
    "tenge": "KZT", "manat": None, "som": None, "pounds": None, "yuan": "CNY", "yen": "JPY",
}  # fmt: skip
