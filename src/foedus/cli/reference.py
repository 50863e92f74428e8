"""The pages of the docs that are made from the code: the codebook, the record's tables, the command line, tools.

`python -m foedus.cli.reference docs/reference` writes them; `make docs` does just that.
"""

import sys
from collections.abc import Mapping
from pathlib import Path
from typing import Any

import typer

WIDTH = 96
"""Characters of a line of help, whatever the screen of whoever makes the page."""


def cli() -> str:
    """The command line as a page: what `foedus --help` and `foedus VERB --help` say."""
    from foedus.cli.app import app

    root = typer.main.get_command(app)
    top = root.context_class(
        root, info_name="foedus", terminal_width=WIDTH, max_content_width=WIDTH, **root.context_settings
    )
    verbs: Mapping[str, object] = getattr(root, "commands", {})
    parts = [
        "# The command line",
        "<!-- Made from src/foedus/cli by `make docs`. Change the verbs, not this page. -->",
        (
            "`foedus VERB CASE`: a verb, and the folder of a case. Every verb that asks takes either the folder or a "
            "`record.duckdb`, and builds the record first if the folder has changed."
        ),
        (
            "Exit codes: 0 fine (warnings may stand), 1 the case has errors or a file cannot be written, 2 the "
            "question was wrong (no such case, kind, actor, date), 130 stopped with Ctrl-C. Answers go to "
            "standard output, progress and complaints to standard error."
        ),
        "Verbs: " + " · ".join(f"[{verb}](#foedus-{verb})" for verb in verbs),
        "## foedus",
        _fenced(root.get_help(top)),
    ]
    for name, command in verbs.items():
        parts += _sections(name, command, top)
    return "\n\n".join(parts) + "\n"


def _sections(name: str, command: object, parent: Any) -> list[str]:
    """The help of a verb, and of the verbs of a group."""
    assert isinstance(command, typer.core.TyperCommand | typer.core.TyperGroup)
    context = command.context_class(
        command, info_name=name, parent=parent, terminal_width=WIDTH, max_content_width=WIDTH
    )
    below: Mapping[str, object] = getattr(command, "commands", {})
    parts = [f"{'#' * len(context.command_path.split())} {context.command_path}", _fenced(command.get_help(context))]
    return parts + [part for each, one in below.items() for part in _sections(each, one, context)]


def _fenced(text: str) -> str:
    return "```text\n" + "\n".join(line.rstrip() for line in text.strip().splitlines()) + "\n```"


def pages() -> dict[str, str]:
    """Every page that is made from the code, by the name of its file."""
    from foedus.assistant import reference as assistant
    from foedus.codebook import load, reference
    from foedus.record import dictionary
    from foedus.reference import page
    from foedus.reference.panel import dictionary as variables

    book = load()
    return {
        reference.FILE: reference.markdown(book),
        "record.md": dictionary.markdown(book),
        page.FILE: page.markdown(),
        variables.FILE: variables.markdown(),
        assistant.FILE: assistant.markdown(),
        "cli.md": cli(),
    }


def write(folder: Path) -> list[Path]:
    """Write the pages into `folder`, and return their paths."""
    folder.mkdir(parents=True, exist_ok=True)
    written = []
    for name, text in pages().items():
        (folder / name).write_text(text, encoding="utf-8", newline="\n")
        written.append(folder / name)
    return written


if __name__ == "__main__":
    if len(sys.argv) != 2:
        sys.exit("Say where to write: python -m foedus.cli.reference docs/reference")
    for path in write(Path(sys.argv[1])):
        typer.echo(f"Wrote {path}.")
