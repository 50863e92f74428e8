"""The verbs, in the order in which one meets them."""

from collections.abc import Iterable
from types import ModuleType
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
    cite,
    claims,
    codebook,
    compare,
    contradictions,
    data,
    diff,
    dossier,
    evaluate,
    event,
    events,
    export,
    forecast,
    import_,
    judge,
    log,
    make,
    mcp,
    measure,
    merge,
    new,
    panel,
    profile,
    publish,
    query,
    read,
    reader,
    remove,
    rename,
    render,
    replicate,
    review,
    serve,
    signals,
    sources,
    timeline,
    undo,
    why,
    without,
)
from foedus.cli.data import add as data_add
from foedus.cli.data import check as data_check
from foedus.cli.data import get as data_get
from foedus.cli.data import list_ as data_list
from foedus.cli.data import show_ as data_show
from foedus.cli.reader import train as reader_train
from foedus.cli.signals import count as signals_count
from foedus.cli.signals import watch as signals_watch

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
        "  foedus serve cases/turkic-states     look at it in a browser\n\n"
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


def _add(group: typer.Typer, verbs: Iterable[ModuleType]) -> None:
    """Add verbs to a group: each a module with `run`, whose docstrings are its help."""
    for verb in verbs:
        name = verb.__name__.rpartition(".")[2].rstrip("_")  # `import` is a word of Python's, so its file is import_.py
        group.command(name=name, help=_kept(verb.__doc__ or ""), short_help=verb.run.__doc__)(verb.run)


_add(
    app,
    (
        make,
        serve,
        mcp,
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
        panel,
        cite,
        compare,
        profile,
        replicate,
        publish,
        export,
        add,
        change,
        remove,
        rename,
        merge,
        undo,
        log,
        import_,
        read,
        review,
        evaluate,
        judge,
        agreement,
        adjudicate,
        codebook,
    ),
)

on_data = typer.Typer(no_args_is_help=True, rich_markup_mode=None, pretty_exceptions_enable=False)
_add(on_data, (data_list, data_show, data_get, data_add, data_check))
app.add_typer(on_data, name="data", help=_kept(data.__doc__ or ""), short_help="See and get the field's datasets.")

on_measure = typer.Typer(no_args_is_help=True, rich_markup_mode=None, pretty_exceptions_enable=False)
_add(on_measure, measure.verbs())
app.add_typer(
    on_measure, name="measure", help=_kept(measure.__doc__ or ""), short_help="Say what the cooperation adds up to."
)

on_forecast = typer.Typer(no_args_is_help=True, rich_markup_mode=None, pretty_exceptions_enable=False)
_add(on_forecast, forecast.verbs())
app.add_typer(
    on_forecast, name="forecast", help=_kept(forecast.__doc__ or ""), short_help="Say what the chances of a pact are."
)

on_reader = typer.Typer(no_args_is_help=True, rich_markup_mode=None, pretty_exceptions_enable=False)
_add(on_reader, (reader_train,))
app.add_typer(
    on_reader, name="reader", help=_kept(reader.__doc__ or ""), short_help="Train what ranks the reader's proposals."
)

on_signals = typer.Typer(no_args_is_help=True, rich_markup_mode=None, pretty_exceptions_enable=False)
_add(on_signals, (signals_count, signals_watch))
app.add_typer(
    on_signals, name="signals", help=_kept(signals.__doc__ or ""), short_help="Count reports of event data by pair."
)
