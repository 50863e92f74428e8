"""The case in one screen of the terminal."""

from typing import TYPE_CHECKING

from foedus.cli import show

if TYPE_CHECKING:
    from foedus.record import Record


def summary(record: "Record") -> None:
    """Print what the record adds up to."""
    from foedus.views.counting import RULE, figures
    from foedus.views.summary import summary as view

    found = view(record)
    show.heading(found.title, found.question)
    show.console.print()
    show.console.print(
        f"{found.claims} claims on {found.events} events, read in {found.sources} sources that cite "
        f"{show.number(found.cited, 'other')}; undated: {found.undated}"
    )
    show.console.print()
    lines = (
        [k.label, *(str(n) if n else "" for n in (k.claims, k.events, k.done, k.expected, k.denied))]
        for k in found.kinds
    )
    show.table(("kind", "claims", "events", "agreed or done", "expected", "denied"), lines)
    show.console.print()
    most = (
        [" – ".join(pair.names), figures(pair.firm, pair.soft), pair.first or "undated", show.by_kind(pair.kinds)]
        for pair in found.pairs
    )
    show.table(("most documented pairs", "events", "since", "by kind"), most)
    show.note(f"{RULE} They show what the sources looked at.")
