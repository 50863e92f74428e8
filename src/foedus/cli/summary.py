"""The case in one screen of the terminal."""

from typing import TYPE_CHECKING

from foedus.cli import show

if TYPE_CHECKING:
    from foedus.record import Record


def summary(record: "Record") -> None:
    """Print what the record adds up to."""
    from foedus.views.summary import summary as view

    found = view(record)
    show.heading(found.title, found.question)
    show.console.print()
    show.console.print(
        f"{found.claims} claims on {found.events} events, read in {found.sources} sources that cite "
        f"{found.cited} others; undated: {found.undated}"
    )
    show.console.print()
    lines = (
        [k.label, *(str(n) if n else "" for n in (k.claims, k.events, k.done, k.expected, k.denied))]
        for k in found.kinds
    )
    show.table(("kind", "claims", "events", "agreed or done", "expected", "denied"), lines)
    show.console.print()
    most = ([" – ".join(pair.names), str(pair.events), _since(pair.first), _kinds(pair.kinds)] for pair in found.pairs)
    show.table(("most documented pairs", "events", "since", "by kind"), most)
    show.note("Counted are single events that a source says are so. They show what the sources looked at.")


def _since(year: str) -> str:
    return year or "undated"


def _kinds(kinds: dict[str, int]) -> str:
    ordered = sorted(kinds.items(), key=lambda item: -item[1])
    return ", ".join(f"{kind} {count}" for kind, count in ordered)
