"""An invented dataset, so that what can go wrong with a file is tried on rows that nobody published."""

DATASET = '''
title = "Orchards of States"
by = "The Orchard Project"
homepage = "https://orchards.example/"
licence = "Invented; no terms."
obtain = "Fill in the form on the project's page."

[citations]
grower2001 = """@misc{grower2001,
  author = {Grower, A.},
  title = {Orchards of States},
  year = {2001}
}"""

[[files]]
part = "years"
form = "native"
format = "csv"
signature = ["ccode", "year", "apples", "planted"]
lacks = ["pears"]
usual_name = "orchards.csv"

[[files.releases]]
version = "1.0"
span = [1990, 2000]
rows = 4

[[files.releases]]
version = "2.0"
span = [1990, 2005]
%(address)s

[[tables]]
name = "orchards"
part = "years"
says = "Orchards of a state in a year."
keys = ["ccode", "year"]
[tables.columns]
ccode = "COW number of the state."
year = "Year."
apples = "Apples, tonnes."
share = "Share of land."
planted = "Whether trees were planted."
since = "When the count was made."
grower = "Who grew them."
state = "foedus key of the state."

[[variables]]
name = "apples"
level = "state"
table = "orchards"
sql = "apples"
kind = "number"
unit = "tonnes"
says = "Apples that grew."
absent = "missing"
'''

IMPORTER = """
from foedus.reference.raw import Raw

def _years(raw: Raw) -> None:
    sheet = raw.csv()
    sheet.pop("ccode", "whole")
    sheet.pop("year", "whole")
    sheet.pop("apples", "number", missing=("-9",))
    sheet.pop("share", "number")
    sheet.pop("planted", "flag")
    sheet.pop("since", "date")
    sheet.pop("grower")
    sheet.make("orchards")
    raw.states("orchards", "ccode", "cow")

PARTS = {"years": _years}
"""

HEADER = "ccode,year,apples,share,planted,since,grower\n"
ROWS = (
    "640,1991,12.5,0.1,1,1991-05-01,Demir\n"
    "640,1992,-9,0.2,0,1992-05-01,\n"
    '2,1991,7,NA,1,1991-05-01,"Smith, Jones"\n'
    "2,1992,8,0.4,0,1992-05-01,Köhler\n"
)
GOOD = HEADER + ROWS
