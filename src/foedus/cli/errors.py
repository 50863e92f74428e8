"""Errors as a person can use them: one sentence what is wrong, one what to do; never a traceback."""

import os
import sys
from collections.abc import Callable

STOPPED = 130
"""The exit code after Ctrl-C, as shells have it: 128 and the number of the signal."""


def told(run: Callable[[], object]) -> int:
    """Run the command line and return its exit code, saying what went wrong on the way."""
    try:
        code = _code_of(run)
        sys.stdout.flush()
    except BrokenPipeError:
        # The reader of a pipe (`| head`) has had enough: no error, but Python would complain when closing it.
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.__stdout__.fileno() if sys.__stdout__ else 1)
        return 0
    if code == STOPPED:
        say("Stopped. Nothing was changed.")
    return code


def _code_of(run: Callable[[], object]) -> int:
    try:
        run()
    except SystemExit as leaving:
        if isinstance(leaving.__context__, BrokenPipeError):  # typer and rich make an exit code 1 of it
            raise leaving.__context__ from None
        return leaving.code if isinstance(leaving.code, int) else 2 if leaving.code else 0
    except KeyboardInterrupt:
        return STOPPED
    except BrokenPipeError:
        raise
    except Exception as error:  # told apart below; what is unknown is raised again
        code = _code(error)
        if code is None:
            raise
        return code
    return 0


def _code(error: Exception) -> int | None:
    from foedus.case.folder import CaseError
    from foedus.case.proposals import ProposalsError
    from foedus.cluster.errors import ClusterError
    from foedus.desk.errors import DeskError
    from foedus.forecast.errors import ForecastError
    from foedus.measures.measured import MeasureError
    from foedus.reader.intake.errors import IntakeError
    from foedus.record.ask import AskError
    from foedus.record.build import BuildError
    from foedus.reference.errors import DataError
    from foedus.signals.errors import SignalsError

    if isinstance(error, RuntimeError) and str(error) == "Query interrupted":  # what DuckDB makes of Ctrl-C
        return STOPPED
    if isinstance(
        error,
        CaseError
        | AskError
        | MeasureError
        | ForecastError
        | ProposalsError
        | IntakeError
        | SignalsError
        | ClusterError,
    ):
        say(error.message, error.hint)
        return 2
    if isinstance(error, DeskError | DataError) and not error.findings:
        say(error.message, error.hint)
        return 2
    if isinstance(error, BuildError | DeskError | DataError):
        from foedus.cli.show import findings

        if error.findings:
            findings(error.findings, err=True)
        say(error.message, error.hint)
        return 1
    if isinstance(error, OSError):
        where = f" {error.filename}" if error.filename else ""
        say(f"{error.strerror or error}:{where}", "See who owns the place, or write elsewhere with --out.")
        return 1
    return None


def say(message: str, hint: str = "") -> None:
    """A message on standard error, with the next step under it."""
    from rich.console import Console

    console = Console(stderr=True, highlight=False)
    console.print("[bold red]foedus:[/] ", end="")
    console.print(message, markup=False, soft_wrap=True)  # a path or command can be copied in one piece
    if hint:
        console.print(f"        {hint}", markup=False, style="dim", soft_wrap=True)
