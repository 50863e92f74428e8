"""SIPRI Arms Transfers Database: the trade register, one row a deal, and its deliveries by year.

The register gives for a deal the years of delivery and the volume of all that was delivered, never how much came in
which year. Rule: the volume is spread evenly over the years listed. `nth` and `years` say which of how many years a row
is, so that another rule (all in the first year: `nth = 1`; all in the last: `nth = years`) is one filter away.
"""

import csv
import re
from collections.abc import Iterable, Iterator
from functools import cache
from pathlib import Path

from foedus.reference.errors import DataError
from foedus.reference.raw import Raw, Sheet, name_of

COLUMNS = (
    "Recipient", "Supplier", "Year of order", "order uncertain", "Number ordered", "number ordered uncertain",
    "Weapon designation", "Weapon description", "Number delivered", "number delivered uncertain",
    "Year(s) of delivery", "status", "Comments", "SIPRI TIV per unit", "SIPRI TIV for total order",
    "SIPRI TIV of delivered weapons",
)  # fmt: skip
"""The register's columns in order; the three that hold a `?` have no name in its header."""
_WEAPONS = Path(__file__).with_name("sipri-weapons.csv")
"""The category in which SIPRI counts a weapon, by words of the register's description: our reading of its definitions,
for the register has no categories. The first pattern that fits counts."""
"""Categories and patterns of descriptions; the first that fits counts."""
_UNCERTAIN = (2, 4, 8)  # the columns that have one for a ? behind them
_YEARS = 10
_BRACKETED = re.compile(r"[(\[] *(?P<open>[\d.]+) *\??[)\]]|(?P<plain>[\d.]+) *\?")
_MARKS = re.compile(r"[()\[\]?]")
_VALUES = 3  # the columns at the end that a line break in the comments cuts off
_GENERATED = re.compile(r"Data generated: \d{1,2} (?P<month>[A-Z][a-z]{2})[a-z]* (?P<year>\d{4})")
_MONTHS = ["Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec"]
_RELEASED = 3  # SIPRI publishes the past year in March
_LISTED = "list_sort(list_distinct(CAST(regexp_extract_all(delivered, '[0-9]{4}') AS INTEGER[])))"
_FIRST = 1950  # of earlier orders, only those delivered later are in the register
_OF_ALL = "arms from All countries  to All countries"


def _register(raw: Raw) -> None:
    preamble, rows = _read(raw.plain())
    sheet = raw.rows_of(COLUMNS, _mended(raw, rows, len(preamble) + 1))
    _deals(raw, sheet)
    _deliveries(raw)
    raw.version = _version(raw, preamble)
    if preamble:
        raw.expect(
            any(_OF_ALL in line for line in preamble),
            "filtered",
            f"{raw.path.name} says of itself: {preamble[0].strip()}",
            "It is a part of the register only: what is not in it is not nil. Get the register of all countries.",
        )


def _read(path: Path) -> tuple[list[str], Iterator[list[str]]]:
    """The lines above the header, and the rows below it. Raises `DataError` where there is no header."""
    lines = path.read_text(encoding="utf-8-sig").splitlines(keepends=True)
    head = next((at for at, line in enumerate(lines[:40]) if line.startswith(f"{COLUMNS[0]},{COLUMNS[1]},")), None)
    if head is None:
        raise DataError(f"{path.name} has no header {COLUMNS[0]},{COLUMNS[1]}, ...: it is not SIPRI's register.")
    names = next(csv.reader([lines[head]]))
    wanted = [name for name in COLUMNS if not name.endswith("uncertain")]
    there = [name.strip() for name in names if name.strip()]
    if there != wanted:
        odd = [name for name in wanted if name not in there] or [name for name in there if name not in wanted]
        raise DataError(
            f"The header of {path.name} is not the register's: look at {', '.join(odd) or 'the order of columns'}.",
            "It may be another release, or edited. Get it anew.",
        )
    return lines[:head], csv.reader(lines[head + 1 :], strict=True)


def _mended(raw: Raw, rows: Iterable[list[str]], above: int) -> Iterator[list[str]]:
    """Rows of 16 cells; those that a line break in the comments had broken in two are put together again."""
    held: list[str] = []
    broken: list[str] = []
    for at, row in enumerate(rows, above + 1):
        cells = [cell.strip() for cell in row]
        while cells and not cells[-1]:
            cells.pop()
        if not cells:
            continue
        if held and _continues(held, cells):
            held[12] = f"{held[12]} {cells[0]}".strip()
            held[-_VALUES:] = [*cells[1:], "", "", ""][:_VALUES]
            broken.append(f"{at} ({held[0]}, {held[6]})")
            continue
        if held:
            yield _marked(held)
        if len(cells) > len(COLUMNS) or len(cells) < 12:
            raise DataError(
                f"{raw.path.name}, row {at}: {len(cells)} cells where a deal has {len(COLUMNS)}.",
                "The download may be cut short, or the file was edited. Get it anew.",
            )
        held = [*cells, *[""] * (len(COLUMNS) - len(cells))]
    if held:
        yield _marked(held)
    raw.expect(
        not broken,
        "broken-rows",
        f"{len(broken)} deals are broken in two by a line break in their comments: rows {', '.join(broken)}.",
        "Their values, which had slipped to a row of their own, are put back where they belong.",
    )


def _marked(cells: list[str]) -> list[str]:
    """Uncertain values as the register has them now: (4), [4] and 4? become 4 with a ? in the column behind it."""
    for at in _UNCERTAIN:
        if found := _BRACKETED.fullmatch(cells[at]):
            cells[at : at + 2] = [found["open"] or found["plain"], "?"]
    if _MARKS.search(cells[_YEARS]):
        cells[_YEARS], cells[_YEARS - 1] = _MARKS.sub("", cells[_YEARS]), "?"
    return cells


def _continues(held: list[str], cells: list[str]) -> bool:
    """Whether cells are the rest of a row whose comments had a line break: words or nothing, then its values."""
    values = cells[1:]
    return (
        not any(held[-_VALUES:])
        and 0 < len(values) <= _VALUES
        and all(re.fullmatch(r"\d+(\.\d+)?", value) for value in values)
    )


def _deals(raw: Raw, sheet: Sheet) -> None:
    sheet.pop("Recipient")
    sheet.pop("Supplier")
    sheet.pop("Year of order", "whole", "ordered")
    sheet.pop("order uncertain", name="ordered_mark")
    sheet.pop("Number ordered", "number", "number_ordered")
    sheet.pop("number ordered uncertain", name="number_ordered_mark")
    sheet.pop("Weapon designation", name="weapon")
    sheet.pop("Weapon description", name="description")
    sheet.pop("Number delivered", "number", "number_delivered")
    sheet.pop("number delivered uncertain", name="number_delivered_mark")
    sheet.pop("Year(s) of delivery", name="delivered")
    sheet.pop("status")
    sheet.pop("Comments", name="comments")
    sheet.pop("SIPRI TIV per unit", "number", "tiv_unit")
    sheet.pop("SIPRI TIV for total order", "number", "tiv_order")
    sheet.pop("SIPRI TIV of delivered weapons", "number", "tiv_delivered")
    sheet.make("sipri_deals")
    marks = ", ".join(
        f"coalesce({name}_mark = '?', FALSE) AS {name}_uncertain"
        for name in ("ordered", "number_ordered", "number_delivered")
    )
    twice = ", ".join(name_of(name) for name, *_ in raw.db.execute("DESCRIBE sipri_deals").fetchall())
    raw.make(
        "sipri_deals",
        f"SELECT deal, d.* EXCLUDE (deal, ordered_mark, number_ordered_mark, number_delivered_mark), {marks}, "
        "list_min(listed) AS first_delivery, list_max(listed) AS last_delivery, "
        f"row_number() OVER (PARTITION BY {twice} ORDER BY deal) > 1 AS repeated "
        f"FROM (SELECT row_number() OVER () AS deal, *, {_LISTED} AS listed FROM sipri_deals) d ORDER BY deal",
    )
    raw.make("sipri_deals", "SELECT * EXCLUDE listed FROM sipri_deals")
    _categories(raw)
    at = "coalesce(first_delivery, ordered)"
    raw.states("sipri_deals", "supplier", "sipri", at, "1")
    raw.states("sipri_deals", "recipient", "sipri", at, "2")
    repeated = raw.count("sipri_deals", "repeated")
    raw.expect(
        not repeated,
        "repeated-rows",
        f"{repeated} rows are the same as another in every cell.",
        "They are kept, marked `repeated`: SIPRI lists two like orders of one year as two deals.",
    )
    raw.expect(
        not raw.count("sipri_deals", "NOT regexp_full_match(delivered, '[0-9]{4}(; *[0-9]{4})*')"),
        "delivery-years",
        "Some years of delivery are not years separated by semicolons.",
        "Only the years in them are read.",
    )


def _categories(raw: Raw) -> None:
    """Add SIPRI's category of weapons, which the register does not have, by the description."""
    found = [row[0] for row in raw.db.execute("SELECT DISTINCT description FROM sipri_deals").fetchall() if row[0]]
    raw.db.execute(
        "CREATE OR REPLACE TEMP TABLE categories AS SELECT unnest(?::VARCHAR[]) AS description, "
        "unnest(?::VARCHAR[]) AS category",
        [found, [category(one) for one in found]],
    )
    raw.make(
        "sipri_deals",
        "SELECT d.*, c.category FROM sipri_deals d LEFT JOIN categories c USING (description) ORDER BY deal",
    )
    odd = sorted(one for one in found if category(one) is None)
    raw.expect(
        not odd,
        "unknown-weapon",
        f"foedus does not know in which category SIPRI has: {', '.join(odd[:5])}.",
        "These deals have no category.",
    )


def category(description: str) -> str | None:
    """SIPRI's category of weapons by the words of the register, None where they tell none.

    >>> category("combat helicopter"), category("combat helicopter radar"), category("torpedo boat")
    ('Aircraft', 'Sensors', 'Ships')
    """
    return next((name for name, pattern in _weapons() if pattern.search(description)), None)


@cache
def _weapons() -> list[tuple[str, re.Pattern[str]]]:
    with _WEAPONS.open(encoding="utf-8", newline="") as file:
        return [(row["category"], re.compile(row["pattern"], re.IGNORECASE)) for row in csv.DictReader(file)]


def _deliveries(raw: Raw) -> None:
    raw.make(
        "sipri_deliveries",
        "SELECT deal, supplier, recipient, weapon, description, category, year, nth, years, "
        "number_delivered / years AS number, tiv_delivered / years AS tiv, number_delivered_uncertain AS uncertain, "
        "repeated FROM ("
        "SELECT *, unnest(listed) AS year, unnest(range(1, len(listed) + 1)) AS nth, len(listed) AS years FROM ("
        f"SELECT *, {_LISTED} AS listed FROM sipri_deals)) ORDER BY deal, year",
    )
    raw.states("sipri_deliveries", "supplier", "sipri", suffix="1")
    raw.states("sipri_deliveries", "recipient", "sipri", suffix="2")
    raw.make(
        "sipri_orders",
        "SELECT ccode1, ccode2, ordered AS year, count(*) AS orders, sum(tiv_order) AS tiv FROM sipri_deals "
        f"WHERE ccode1 IS NOT NULL AND ccode2 IS NOT NULL AND ordered >= {_FIRST} GROUP BY ALL ORDER BY ALL",
    )
    raw.make(
        "sipri_states",
        "SELECT ccode, state, year, coalesce(sum(tiv) FILTER (WHERE received), 0) AS imports, "
        "coalesce(sum(tiv) FILTER (WHERE NOT received), 0) AS exports, "
        "count(DISTINCT supplier) FILTER (WHERE received) AS suppliers, "
        "count(DISTINCT recipient) FILTER (WHERE NOT received) AS recipients FROM ("
        "SELECT ccode2 AS ccode, state2 AS state, TRUE AS received, * FROM sipri_deliveries UNION ALL "
        "SELECT ccode1 AS ccode, state1 AS state, FALSE AS received, * FROM sipri_deliveries) "
        "WHERE ccode IS NOT NULL GROUP BY ccode, state, year ORDER BY ccode, year",
    )


def _version(raw: Raw, preamble: list[str]) -> str:
    """The year of the release: of the download, where the file says it, else that after the last delivery."""
    said = next((found for line in preamble if (found := _GENERATED.search(line))), None)
    if said and said["month"] in _MONTHS:
        released = _MONTHS.index(said["month"]) + 1 >= _RELEASED
        return str(int(said["year"]) - (not released))
    last = raw.db.execute("SELECT max(last_delivery) FROM sipri_deals").fetchall()[0][0]
    return str(last + 1) if last else ""


PARTS = {"register": _register}
