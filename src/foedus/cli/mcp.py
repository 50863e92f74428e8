"""Let an assistant ask the case: a server of the Model Context Protocol that only reads. Needs the extra [mcp].

  foedus mcp cases/turkic-states                   on standard input and output, for a client that starts it

  foedus mcp cases/turkic-states --http --port 8775

Every answer carries the claims behind it, their sources and paragraphs, and what is not covered. With --http it
listens on 127.0.0.1 alone, for programs of this machine. A change of the case's files is seen at the next question.
"""

from typing import Annotated

import typer

from foedus.cli import options


def run(
    case: options.Folder,
    http: Annotated[
        bool, typer.Option("--http", help="Listen on 127.0.0.1 instead of standard input and output.")
    ] = False,
    port: Annotated[
        int | None,
        typer.Option("--port", "-p", metavar="N", help="The port, with --http; 8775 or the next free by default."),
    ] = None,
) -> None:
    """Let an assistant ask the case."""
    from foedus.assistant import serve
    from foedus.cli import show

    if port is not None and not http:
        raise typer.BadParameter("A port there is only with --http.", param_hint="--port")
    if not http:
        serve.over_stdio(case)
        return

    def said(address: str) -> None:
        show.console.print(f"mcp   {address}", markup=False, style="bold", soft_wrap=True)
        show.note("Ctrl-C stops it.")

    serve.over_http(case, port=port, said=said)
