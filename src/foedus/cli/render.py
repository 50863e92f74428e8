"""Render your own Markdown with the claims it cites: each mark becomes words with a footnote.

foedus render paper.md cases/turkic-states -o paper.pdf

Marks: {{claim tra-043}}, {{event kaz-anka-licence}}, {{count agreements TUR KAZ}}, {{figure pair TUR KAZ}},
{{figure aid KGZ}}. What is cited is listed beside the file, so that the next time you hear what has changed since.
"""

from pathlib import Path
from typing import Annotated

import typer

from foedus.cli import options


def run(
    text: Annotated[Path, typer.Argument(metavar="FILE", help="Your Markdown.")],
    case: options.Case,
    out: Annotated[
        Path, typer.Option("--out", "-o", metavar="FILE", help="Where to write it: .html, .pdf, .docx or .txt.")
    ],
    as_of: options.AsOf = None,
    known: options.Known = None,
) -> None:
    """Render your own text with its claims."""
    from foedus.cli import show
    from foedus.publish.render import list_of, render

    record = options.asked(case, as_of, known)
    with show.progress() as step:
        step("writing the text")
        changed = render(record, text, out)
    for sentence in changed:
        show.progress_console().print(f"warning: {sentence}", markup=False, soft_wrap=True)
    show.console.print(f"text     {out}", markup=False)
    show.console.print(f"cited    {list_of(out)}", markup=False)
