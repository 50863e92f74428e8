"""What a measure is asked about: states, groups of states, years; each as it was meant, or a clear no."""

from collections.abc import Iterable

from foedus.measures.measured import MeasureError
from foedus.measures.membership import members
from foedus.record import Record
from foedus.record.ask import AskError
from foedus.terms import states as terms

FIRST, LAST = 1800, 2100
"""Years beyond these are slips of the pen."""
LIKE_STATES = ("state", "territory")


def state(record: Record, text: str) -> str:
    """The key of a state by key, name or alias: one of the case, else one that datasets know.

    Raises `MeasureError` for what is no state.
    """
    try:
        key = record.entity(text)
    except AskError as error:
        known = terms.states().get(text.strip().upper()) or terms.find(text)
        if known is None:
            raise MeasureError(f"There is no state '{text}'.", error.hint) from error
        return known.key
    kind = dict(record.con.execute("SELECT entity, type FROM entities").fetchall()).get(key)
    if kind not in LIKE_STATES:
        raise MeasureError(
            f"'{text}' is no state but of type {kind}.", "Name a state, such as its key of three letters."
        )
    return key


def states(record: Record, named: Iterable[str] = (), group: str | None = None) -> list[str]:
    """The states asked for: those named, and the members of a group or body; else the case's coalition.

    Raises `MeasureError` where nothing is left to ask about, `AskError` for an unknown group.
    """
    found = [state(record, text) for text in named]
    if group:
        found += [state(record, text) for text in members(record, group)]
    if not found:
        found = list(record.settings.coalition.members)
    if not found:
        raise MeasureError("No state is named, and the case has no coalition.", "Name states with --state or --group.")
    return list(dict.fromkeys(found))


def several(record: Record, named: Iterable[str] = (), group: str | None = None) -> list[str]:
    """The same where pairs are asked about. Raises `MeasureError` for fewer than two states."""
    found = states(record, named, group)
    if len(found) < 2:
        whose = f"The group '{group}' has" if group else "There is"
        raise MeasureError(f"{whose} one member only ({found[0]}): it has no pairs.", "Name two states or more.")
    return found


def year(text: str | int | None, which: str) -> int | None:
    """A year as it was typed. Raises `MeasureError` for what is none."""
    if text is None or text == "":
        return None
    try:
        found = int(str(text)[:4]) if len(str(text)) > 4 and str(text)[4] == "-" else int(text)
    except ValueError:
        raise MeasureError(f"{which}: '{text}' is no year.", "Write four digits, such as 2014.") from None
    if not FIRST <= found <= LAST:
        raise MeasureError(f"{which}: {found} is no year that anything here covers.", f"Years run {FIRST} to {LAST}.")
    return found


def span(since: str | int | None, until: str | int | None) -> tuple[int | None, int | None]:
    """First and last year. Raises `MeasureError` where the last comes before the first."""
    first, last = year(since, "--since"), year(until, "--until")
    if first is not None and last is not None and last < first:
        raise MeasureError(f"The years end ({last}) before they begin ({first}).", "Turn --since and --until round.")
    return first, last
