"""Go through proposals one by one: the sentence with its roles marked, then a key. Accepted ones become claims.

a accept, e edit and accept, r reject, s skip, u undo the last decision, q quit; one may stop and go on at any time.
Where keys come from a pipe, each is a line. Every decision is kept in the case's reviews.jsonl.

  foedus read my-case report.pdf

  foedus review my-case

  foedus review my-case --source report --kind transfers --list
"""

import sys
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from foedus.cli import deciding, options

if TYPE_CHECKING:
    from rich.text import Text

    from foedus.case.proposals import Proposed
    from foedus.codebook.say import Names
    from foedus.desk.log import Signature

COLOURS = ("cyan", "green", "magenta", "yellow", "blue", "red")
"""Of the columns that were read from words, in turn."""
HIDDEN = frozenset(["coder", "coded", "origin", "quote", "claim", "source", "locator"])
"""Columns that are not shown: they say nothing that does not stand above."""
KEYS = "a accept  e edit  r reject  s skip  u undo  q quit"


def run(
    case: deciding.Case,
    source: Annotated[str | None, typer.Option("--source", metavar="KEY", help="Only from this source.")] = None,
    kind: options.Kind = None,
    by: options.By = None,
    best_first: Annotated[
        bool, typer.Option("--best-first", help="The likeliest first, not in the text's order.")
    ] = False,
    listed: Annotated[bool, typer.Option("--list", help="Only list what waits.")] = False,
    who: deciding.Who = None,
    as_json: options.Json = False,
) -> None:
    """Accept, edit or reject proposals."""
    from foedus.case import proposals as filed
    from foedus.cli import show

    decided = filed.standing(filed.reviews(case))
    every = [one for one in filed.read(case / filed.FOLDER) if one.id not in decided]
    waiting = [
        one for one in every
        if (source is None or one.row.get("source") == source) and kind in (None, one.kind)
        and (by is None or one.proposed_by(by))
    ]  # fmt: skip
    if best_first:
        waiting.sort(key=lambda one: -one.score)
    if as_json:
        show.print_json([_as_dict(one) for one in waiting])
    elif listed:
        columns = ("source", "where", "kind", "sentence")
        show.table(columns, ((o.row["source"], o.row.get("locator", ""), o.kind, marked(o)) for o in waiting))
        show.note(f"{show.number(len(waiting), 'proposal')} wait, {len(decided)} decided.")
    elif not waiting:
        show.note(f"No proposal waits. `foedus read {case} FILE...` reads documents.")
    else:
        _Session(case, deciding.signature(case, who, "")).go_through(waiting)


def _as_dict(one: "Proposed") -> dict[str, object]:
    names = ("id", "kind", "sentence", "why", "event_why", "against", "row")
    told = {name: getattr(one, name) for name in names}
    return told | {"score": one.score if one.scored else None, "by": one.readers}


class _Session:
    """Somebody going through proposals."""

    def __init__(self, case: Path, signed: "Signature") -> None:
        self.case, self.signed = case, signed
        self.names: dict[str, str] | None = None
        self.keys = _keys()
        self.done = {"accepted": 0, "rejected": 0, "skipped": 0}
        self.offered = _offered(case)

    def go_through(self, waiting: "list[Proposed]") -> None:
        """Show each, ask, do it; until all are decided, or nobody presses a key any more."""
        from foedus.cli import show
        from foedus.desk.errors import DeskError

        at = 0
        while True:
            if at < len(waiting):
                _show(waiting[at], at + 1, len(waiting), self._called)
            else:
                show.note("That was the last: u undo  q quit")
            key = next(self.keys, "q")
            if key == "q" or (at == len(waiting) and key != "u"):
                break
            try:
                at = self._decide(key, waiting, at)
            except DeskError as error:
                show.console.print(f"{error.message} {error.hint}", style="red", markup=False, soft_wrap=True)
                for finding in error.findings:
                    show.console.print(f"  {finding.message} {finding.hint}", style="red", markup=False, soft_wrap=True)
        told = ", ".join(f"{number} {what}" for what, number in self.done.items() if number) or "nothing decided"
        show.console.print(f"{told}; {len(waiting) - at} left.", style="bold", markup=False)

    def _decide(self, key: str, waiting: "list[Proposed]", at: int) -> int:
        """Carry out a key at a place; returns the place to go on at."""
        from foedus.cli import show
        from foedus.desk.accept import accept, reject

        if key in ("a", "e"):
            changes = self._edited(waiting[at]) if key == "e" else {}
            if changes is None:
                return at
            done = accept(self.case, waiting[at], self.signed, self.offered, changes=changes)
            self.done["accepted"] += 1
            show.note(done.entry.said)
            for warning in done.warnings:
                show.console.print(f"warning  {warning}", style="yellow", markup=False, soft_wrap=True)
        elif key == "r":
            reject(self.case, waiting[at], self.signed)
            self.done["rejected"] += 1
        elif key == "s":
            self.done["skipped"] += 1
        elif key == "u":
            return self._undone(waiting, at)
        else:
            show.note(KEYS)
            return at
        return at + 1

    def _called(self, key: str) -> str:
        """What a key is called: a state, somebody of the case, or who comes with the proposals."""
        from foedus.case import proposals as filed
        from foedus.terms.states import states

        if self.names is None:
            rows = [*filed.rows(self.case / "entities.csv"), *self.offered["entities"], *self.offered["topics"]]
            named = {
                row.get("entity") or row.get("topic") or "": row.get("name") or row.get("label") or "" for row in rows
            }
            self.names = named | {key: known.name for key, known in states().items()}
        return self.names.get(key) or key

    def _edited(self, one: "Proposed") -> dict[str, str] | None:
        """The cells that are typed, `column=value`, one a line, an empty line at the end; None to leave it."""
        from foedus.cli import show
        from foedus.desk.errors import DeskError

        show.note("column=value, one a line; an empty line accepts, a line with . goes back")
        pairs = []
        while True:
            line = _line()
            if line is None or line == ".":
                return None
            if not line:
                break
            pairs.append(line)
        cells = dict(deciding.cells(pairs))
        known = _columns(one.kind)
        for column in cells:
            if column not in known:
                raise DeskError(f"{one.kind} has no column '{column}'.", "Its columns are: " + ", ".join(known) + ".")
        return cells

    def _undone(self, waiting: "list[Proposed]", at: int) -> int:
        from foedus.cli import show
        from foedus.desk.accept import take_back

        review = take_back(self.case, self.signed)
        if review is None:
            show.note("There is nothing to undo.")
            return at
        self.done["accepted" if review.claim else "rejected"] -= 1
        show.note(f"Undone: {review.what} {review.claim}".rstrip())
        back = next((n for n, one in enumerate(waiting) if one.id == review.proposal.id), None)
        if back is None:
            waiting.insert(at, review.proposal)
            return at
        return back


def marked(one: "Proposed") -> "Text":
    """The sentence with what each column was read from: in colour on a screen, else in brackets with its name."""
    from rich.text import Text

    from foedus.cli import show

    colours = _colours(one)
    pieces = sorted((start, end, column) for column, spans in one.spans.items() for start, end in spans)
    text, at = Text(), 0
    for start, end, column in pieces:
        if start < at:
            continue
        text.append(one.sentence[at:start])
        words = one.sentence[start:end]
        if not show.console.is_terminal:
            text.append(f"[{words}]" if column == "trigger" else f"[{words} = {column}]")
        elif column == "trigger":
            text.append(words, style="bold underline")
        else:
            text.append(words, style=f"bold {colours[column]}")
        at = end
    text.append(one.sentence[at:])
    return text


def _colours(one: "Proposed") -> dict[str, str]:
    columns = [column for column in one.spans if column != "trigger"]
    return {column: COLOURS[place % len(COLOURS)] for place, column in enumerate(columns)}


def _show(one: "Proposed", number: int, total: int, called: "Names") -> None:
    from rich.text import Text

    from foedus.cli import show
    from foedus.codebook import load
    from foedus.codebook.say import sentence

    show.console.print()
    show.heading(f"{number} of {total} · {one.kind}", f"{one.row.get('source', '')} {one.row.get('locator', '')}")
    show.indented(marked(one))
    kind = load().kinds.get(one.kind)
    if kind is not None:
        show.indented(f"It would say: {sentence(kind, one.row, called)}")
    if one.by:
        show.indented(f"Proposed by the {' and the '.join(one.readers)}.", dim=True)
    colours = _colours(one)
    for column, cell in one.row.items():
        if column not in HIDDEN:
            show.indented(Text.assemble((f"{column:>12}  ", "dim"), (cell, colours.get(column, ""))))
    for said in (one.why, one.event_why):
        if said:
            show.indented(said, dim=True)
    for said in one.against:
        show.indented(Text(f"Against the record: {said}", style="yellow"))
    show.note(KEYS)


def _columns(kind: str) -> list[str]:
    from foedus.codebook import load

    found = load().kinds.get(kind)
    return [column.name for column in found.columns if column.name != "claim"] if found else []


def _offered(case: Path) -> "dict[str, list[dict[str, str]]]":
    """The rows of sources, entities and topics that came with proposals."""
    from foedus.case import proposals as filed

    return {name: filed.rows(case / filed.FOLDER / f"{name}.csv") for name in ("sources", "entities", "topics")}


def _keys() -> Iterator[str]:
    """The keys that are pressed, in small letters; of a pipe, the first letter of each line."""
    press = _press() if sys.stdin.isatty() else None
    while True:
        if press is not None:
            key = press()
        else:
            line = _line()
            if line is None:
                return
            key = line[:1]
        if key in ("\x03", "\x04"):
            raise KeyboardInterrupt
        yield key.lower()


def _line() -> str | None:
    """The next line typed, without its end; None where there is no more."""
    line = sys.stdin.readline()
    return line.strip() if line else None


def _press() -> Callable[[], str]:
    """How one key is waited for, without the return key."""
    if sys.platform == "win32":
        import msvcrt

        return msvcrt.getwch
    import termios
    import tty

    def press() -> str:
        handle = sys.stdin.fileno()
        before = termios.tcgetattr(handle)
        try:
            tty.setcbreak(handle)
            return sys.stdin.read(1)
        finally:
            termios.tcsetattr(handle, termios.TCSADRAIN, before)

    return press
