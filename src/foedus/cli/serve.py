"""Open the studio: the case as a site on this machine, to look at, to question and to correct.

It listens on 127.0.0.1 alone, needs no network, and shows a change of the files a moment later. Ctrl-C stops it.

  foedus serve cases/turkic-states

  foedus serve my-case --port 9000 --no-browser

  foedus serve my-case --host 0.0.0.0      for others on the network, with the link that it prints
"""

from typing import Annotated

import typer

from foedus.cli import options


def run(
    case: options.Folder,
    port: Annotated[
        int | None,
        typer.Option("--port", "-p", metavar="N", help="The port; 8765 or the next that is free by default."),
    ] = None,
    browser: Annotated[bool, typer.Option(help="Whether to open it in a browser.")] = True,
    host: Annotated[
        str | None,
        typer.Option(
            "--host", metavar="ADDRESS", help="Another address than 127.0.0.1; then only a link with a token opens it."
        ),
    ] = None,
) -> None:
    """Open the studio in a browser."""
    from foedus.cli import show
    from foedus.studio.serve import serve

    def said(address: str) -> None:
        show.console.print(f"studio   {address}", markup=False, style="bold", soft_wrap=True)
        show.note("Ctrl-C stops it.")

    with show.progress() as step:
        serve(case, host=host, port=port, browser=browser, said=said, progress=step)
