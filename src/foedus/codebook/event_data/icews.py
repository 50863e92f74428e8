"""The columns of ICEWS's coded event data: tab-separated files with a header."""

COLUMNS = [
    "Event ID", "Event Date", "Source Name", "Source Sectors", "Source Country", "Event Text", "CAMEO Code",
    "Intensity", "Target Name", "Target Sectors", "Target Country", "Story ID", "Sentence Number", "Publisher", "City",
    "District", "Province", "Country", "Latitude", "Longitude",
]  # fmt: skip
"""In order."""
NOBODY = ("None", "NA")
"""What ICEWS writes for an actor without a country, as an international organisation is."""
