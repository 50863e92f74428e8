"""How the command line shows things: findings with their line, tables, progress; JSON and CSV for machines."""

import json
import sys
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING, Any

from rich.console import Console
from rich.padding import Padding
from rich.table import Table
from rich.text import Text

if TYPE_CHECKING:
    from foedus.case import Finding
    from foedus.record import Rows
    from foedus.views.concluded import Concluded
    from foedus.views.evidence import Evidence

SHOWN_PER_CODE = 5
"""Findings of one code that are shown in full; the others are counted (`--all` shows them)."""

WIDE = 160
"""Characters of a line where nobody's screen sets a limit: in a pipe or a file."""

console = Console(highlight=False, width=None if sys.stdout.isatty() else WIDE)


def progress_console() -> Console:
    """Where progress goes: standard error, so that pipes stay clean."""
    return Console(stderr=True, highlight=False)


@contextmanager
def progress() -> Iterator[Callable[[str], None]]:
    """A line that says what is being done, gone when it is done; silent where nobody looks at a screen."""
    out = progress_console()
    if not out.is_terminal:
        yield lambda _: None
        return
    with out.status("…") as status:
        yield lambda text: status.update(f"[dim]{text}[/]")


@contextmanager
def bar() -> Iterator[Callable[[str, int, int], None]]:
    """A bar for long work: told what is being done, how far and of how much; silent where nobody looks at a screen."""
    from rich.progress import BarColumn, Progress, TextColumn, TimeElapsedColumn, TimeRemainingColumn

    out = progress_console()
    if not out.is_terminal:
        yield lambda what, done, of: None
        return
    columns = TextColumn("[dim]{task.description}[/]"), BarColumn(), TimeElapsedColumn(), TimeRemainingColumn()
    with Progress(*columns, console=out, transient=True) as progress:
        task = progress.add_task("…", total=1)
        yield lambda what, done, of: progress.update(task, description=what, completed=done, total=of)


def print_json(data: Any) -> None:
    """Data as JSON on standard output."""
    from foedus.record.rows import plain

    sys.stdout.write(json.dumps(plain(data), ensure_ascii=False, indent=1) + "\n")


def findings(
    found: Sequence["Finding"], folder: Path | None = None, *, everything: bool = False, err: bool = False
) -> None:
    """Findings grouped by code, worst first, each with the line it is about."""
    out = Console(stderr=err, highlight=False)
    groups: dict[tuple[str, str], list[Finding]] = {}
    for finding in found:
        groups.setdefault((finding.severity, finding.code), []).append(finding)
    for (severity, code), group in groups.items():
        colour = "red" if severity == "error" else "yellow"
        out.print(Text.assemble((f"{severity} ", f"bold {colour}"), (code, "bold"), (f"  {len(group)}", "dim")))
        for finding in group if everything else group[:SHOWN_PER_CODE]:
            _finding(out, finding, folder, colour)
        if len(group) > SHOWN_PER_CODE and not everything:
            out.print(f"  … and {len(group) - SHOWN_PER_CODE} more; --all shows them", style="dim")
        out.print()


def _finding(out: Console, finding: "Finding", folder: Path | None, colour: str) -> None:
    out.print(Text.assemble("  ", (finding.place, "cyan"), "  ", finding.message), soft_wrap=True)
    line = _line(folder / finding.file, finding.line) if folder and finding.line else ""
    if line:
        start = max(finding.column - 1, 0)
        left = max(0, start - 30)
        shown = ("…" if left else "") + line[left : left + 90] + ("…" if len(line) > left + 90 else "")
        out.print(Text.assemble("    ", (shown, "dim")), soft_wrap=True)
        if finding.column:
            out.print(Text.assemble(" " * (4 + start - left + (1 if left else 0)), ("^", colour)))
    if finding.hint:
        out.print(Text.assemble("    ", (finding.hint, "italic")), soft_wrap=True)


def _line(file: Path, number: int) -> str:
    """A line of a file, without its end; '' where it cannot be read, or is no text."""
    if file.suffix == ".parquet":
        return ""
    try:
        with file.open(encoding="utf-8-sig", errors="replace", newline="") as handle:
            for count, text in enumerate(handle, 1):
                if count == number:
                    return text.rstrip("\r\n").replace("\0", "␀")
    except OSError:
        return ""
    return ""


def rows(answer: "Rows", *, as_json: bool = False, as_csv: bool = False, limit: int = 0) -> None:
    """Rows as JSON, CSV, or a table that fits the screen."""
    from foedus.record.rows import text

    if as_json:
        sys.stdout.write(answer.to_json() + "\n")
    elif as_csv:
        sys.stdout.write(answer.to_csv())
    else:
        shown = answer[:limit] if limit else answer
        table(answer.columns, ([text(cell) for cell in row.values()] for row in shown), total=len(answer))


def claims_csv(claims: "Sequence[Evidence]") -> None:
    """Claims as CSV on standard output: the columns that every kind has, and the sentence that says each."""
    from foedus.record.rows import text

    columns = ("claim", "kind", "event", "stage", "date", "assertion", "attribution", "source", "locator", "grain")
    lines = [[*(text(claim.row[name]) for name in columns), claim.sentence] for claim in claims]
    write_csv([*columns, "sentence"], lines)


def table(
    columns: Iterable[str], lines: Iterable[Sequence[object]], *, total: int | None = None, title: str = ""
) -> None:
    """A plain table; where there are more rows than shown, it says so."""
    grid = Table(
        box=None, header_style="bold", title=title or None, title_justify="left", pad_edge=False, padding=(0, 2, 0, 0)
    )
    for column in columns:
        grid.add_column(column, overflow="fold")
    count = 0
    for line in lines:
        grid.add_row(*(cell if isinstance(cell, Text) else Text(str(cell)) for cell in line))
        count += 1
    console.print(grid)
    if total is not None and count < total:
        console.print(f"{count} of {total}; --limit 0 shows all", style="dim")
    elif total == 0:
        console.print("nothing", style="dim")


def write_csv(columns: Sequence[str], lines: Iterable[Sequence[str]]) -> None:
    """Lines as CSV on standard output."""
    from foedus.record.rows import csv_text

    sys.stdout.write(csv_text([columns, *lines]))


def conclusion(one: "Concluded") -> None:
    """A conclusion as a story: what is concluded, by which rule, and both sides with their sources."""
    from foedus.views.concluded import sides, story

    where = f"{one.kind}, {one.strand}" if one.strand else one.kind
    heading(one.title, f"{one.event} · {where} · {one.label}")
    for sentence in story(one):
        indented(sentence)
    for label, claims in sides(one):
        for claim in claims:
            indented(Text.assemble((f"{label}: ", "bold"), claim.sentence), 4)
            on_word = f", on the word of {claim.via}" if claim.via else ""
            indented(f"{claim.claim} · {claim.cite} {claim.locator}{on_word}", 6, dim=True)
    console.print()


def heading(text: str, under: str = "") -> None:
    """A heading, with a dim line under it."""
    console.print(Text(text, style="bold"))
    if under:
        console.print(Text(under, style="dim"))


def named(title: str, key: str) -> Text:
    """A title with the key under it by which it can be asked for."""
    return Text.assemble(title, "\n", (key, "dim"))


def by_kind(kinds: Mapping[str, tuple[int, int]]) -> str:
    """Counts by kind, most first: 'agreements 13, meetings 7 +1'."""
    from foedus.views.counting import figures

    ordered = sorted(kinds.items(), key=lambda item: (-item[1][0], -item[1][1]))
    return ", ".join(f"{kind} {figures(*both)}" for kind, both in ordered)


def number(count: int, word: str, plural: str = "") -> str:
    """A count with its word: '1 claim', '2 claims', 'no errors'."""
    return f"{count or 'no'} {word if count == 1 else plural or word + 's'}"


def indented(text: "str | Text", by: int = 2, *, dim: bool = False) -> None:
    """A text set in from the left, all its lines."""
    console.print(
        Padding(Text(text) if isinstance(text, str) else text, (0, 0, 0, by), expand=False), style="dim" if dim else ""
    )


def note(text: str) -> None:
    """A dim line."""
    console.print(Text(text, style="dim"))
