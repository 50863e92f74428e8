"""The columns of GDELT's event files, which have no header: 57 of them to March 2013, 58 since, 61 in version 2.0.

The 58th is an address; those of 2.0 have three more, for second-order regions.
"""

ACTOR = ("Code", "Name", "CountryCode", "KnownGroupCode", "EthnicCode", "Religion1Code", "Religion2Code",
         "Type1Code", "Type2Code", "Type3Code")  # fmt: skip
"""What is said of each of the two actors."""
PLACE = ("Type", "FullName", "CountryCode", "ADM1Code", "Lat", "Long", "FeatureID")
"""What is said of each of three places in version 1.0."""
PLACE_2 = (*PLACE[:4], "ADM2Code", *PLACE[4:])
"""The same in version 2.0."""


def _columns(place: tuple[str, ...], address: bool) -> list[str]:
    return [
        "GLOBALEVENTID", "SQLDATE", "MonthYear", "Year", "FractionDate",
        *(f"Actor{at}{part}" for at in (1, 2) for part in ACTOR),
        "IsRootEvent", "EventCode", "EventBaseCode", "EventRootCode", "QuadClass", "GoldsteinScale",
        "NumMentions", "NumSources", "NumArticles", "AvgTone",
        *(f"{who}Geo_{part}" for who in ("Actor1", "Actor2", "Action") for part in place),
        "DATEADDED", *(["SOURCEURL"] if address else []),
    ]  # fmt: skip


COLUMNS = {57: _columns(PLACE, False), 58: _columns(PLACE, True), 61: _columns(PLACE_2, True)}
"""Names of the columns by how many there are."""
