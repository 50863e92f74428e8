"""The verbs, in the order in which one meets them."""

from typing import Annotated

import typer

from foedus import __version__
from foedus.cli import (
    actor,
    add,
    adjudicate,
    agreement,
    brief,
    build,
    card,
    change,
    check,
    claims,
    codebook,
    contradictions,
    diff,
    dossier,
    event,
    events,
    import_,
    judge,
    log,
    make,
    merge,
    new,
    query,
    remove,
    rename,
    render,
    sources,
    timeline,
    undo,
    why,
    without,
)

app = typer.Typer(
    name="foedus",
    no_args_is_help=True,
    rich_markup_mode=None,  # plain help: half the time of the coloured one, and it can be piped
    pretty_exceptions_enable=False,
    context_settings={"help_option_names": ["-h", "--help"]},
    help=(
        "A sourced record of security cooperation between states, and what it adds up to.\n\n"
        "A case is a folder of claims (one source says, in one paragraph, one thing). Start with:\n\n"
        "  foedus make cases/turkic-states      check it, build its record, write its brief\n\n"
        "  foedus dossier cases/turkic-states TUR KAZ\n\n"
        "  foedus new my-case                   start a case of your own"
    ),
    epilog="Each verb has examples: foedus VERB --help. Figures lead back to claims: foedus event CASE KEY.",
)


def _version(wanted: bool) -> None:
    if wanted:
        typer.echo(f"foedus {__version__}")
        raise typer.Exit


def _kept(text: str) -> str:
    """Help whose examples, set in by two spaces, keep their lines."""
    return "\n\n".join(("\b\n" if part.startswith("  ") else "") + part for part in text.split("\n\n"))


@app.callback()
def root(
    version: Annotated[
        bool, typer.Option("--version", callback=_version, is_eager=True, help="Say the version and stop.")
    ] = False,
) -> None:
    """Options that stand before a verb."""


for verb in (
    make,
    new,
    check,
    build,
    brief,
    render,
    claims,
    events,
    event,
    contradictions,
    why,
    without,
    diff,
    actor,
    dossier,
    card,
    timeline,
    sources,
    query,
    add,
    change,
    remove,
    rename,
    merge,
    undo,
    log,
    import_,
    judge,
    agreement,
    adjudicate,
    codebook,
):
    name = verb.__name__.rpartition(".")[2].rstrip("_")  # `import` is a word of Python's, so its file is import_.py
    app.command(name=name, help=_kept(verb.__doc__ or ""), short_help=verb.run.__doc__)(verb.run)
