"""The guide of a case can be read, and what its addresses name is there.

A newcomer who follows the first link of a case and finds nothing does not come back.
"""

from collections.abc import Iterator
from urllib.parse import parse_qsl, unquote, urlsplit

from foedus.case.findings import Finding, Suggestions
from foedus.case.folder import Case
from foedus.case.guide import NAME, Placed, read
from foedus.terms.dates import DateError, parse
from foedus.terms.states import states

DAYS = ("since", "until", "as_of", "known")
"""Fields of an address that hold a date."""


def check(case: Case) -> Iterator[Finding]:
    """Yield `guide` findings: errors of the file's form, warnings of addresses that lead nowhere."""
    guide, found = read(case.path)
    yield from found
    if not guide.addresses:
        return
    known = _known(case)
    for placed in guide.addresses:
        yield from _wrong(placed, known)


def _known(case: Case) -> dict[str, set[str]]:
    """The keys that an address can name, by the first part of its path."""
    events = {row[0] for row in case.rows(f"SELECT DISTINCT event FROM ({case.union('event')})")}
    entities = {row[0] for row in case.rows("SELECT entity FROM entities")} | set(states())
    sources = {row[0] for row in case.rows("SELECT source FROM sources")}
    return {"event": events, "entity": entities, "pair": entities, "source": sources}


def _wrong(placed: Placed, known: dict[str, set[str]]) -> Iterator[Finding]:
    address = urlsplit(placed.address)
    page, *keys = [unquote(part) for part in address.path.strip("/").split("/")]
    for key in keys if page in known else ():
        if key not in known[page]:
            near = Suggestions(known[page])[key]
            kind = "entity" if page == "pair" else page
            message = f"{NAME} leads to {placed.address}, and there is no {kind} '{key}' that a claim could be about."
            hint = f"Did you mean '{near}'?" if near else "Mend the address, or leave the question out."
            yield Finding("guide", "warning", NAME, placed.line, message, hint, subject=key)
    for name, value in parse_qsl(address.query):
        if name in DAYS:
            try:
                parse(value)
            except DateError as error:
                message = f"{NAME} leads to {placed.address}, and {name} is no date: {error.message}"
                yield Finding("guide", "warning", NAME, placed.line, message, error.hint)
