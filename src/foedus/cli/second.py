"""What `foedus read` types and says of a language model: its options, the question before anything is sent, the end."""

import datetime
import sys
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

if TYPE_CHECKING:
    from foedus.reader.llm.report import Plan, Report
    from foedus.reader.llm.second import SecondReader

Llm = Annotated[
    str | None,
    typer.Option("--llm", metavar="URL", help="Read with a language model, too: an address that speaks OpenAI's API."),
]
Model = Annotated[
    str, typer.Option("--llm-model", metavar="NAME", help="Its name there; not needed where only one is served.")
]
KeyEnv = Annotated[
    str,
    typer.Option("--llm-key-env", metavar="NAME", help="The environment's variable with its key; FOEDUS_LLM_KEY."),
]
Price = Annotated[
    str | None,
    typer.Option("--llm-price", metavar="IN,OUT", help="What a million tokens cost, sent and received: 0.15,0.60"),
]
Limit = Annotated[int | None, typer.Option("--llm-limit", min=0, help="At most so many blocks in this run.")]
Tokens = Annotated[int | None, typer.Option("--llm-tokens", min=0, help="Stop at about so many tokens in this run.")]
AtOnce = Annotated[int, typer.Option("--llm-at-once", min=1, max=8, help="Blocks asked about at the same time.")]
Timeout = Annotated[float, typer.Option("--llm-timeout", min=1, max=3600, help="Seconds to wait for an answer.")]
Send = Annotated[
    str, typer.Option("--llm-send", metavar="KEYS", help="Send these sources, though not known to be published: a,b")
]
Keep = Annotated[str, typer.Option("--llm-keep", metavar="KEYS", help="Never send these sources: a,b")]
Remote = Annotated[
    bool, typer.Option("--llm-remote", help="The address is of this machine, but passes on to another one.")
]
Only = Annotated[bool, typer.Option("--only-llm", help="Read with the language model alone.")]
Yes = Annotated[bool, typer.Option("--yes", "-y", help="Send without asking.")]


Pause = Callable[[bool], object]
"""Takes the progress bar away while one is asked, and brings it back."""


@dataclass(frozen=True, kw_only=True)
class Asked:
    """The options of a language model, as they were typed."""

    url: str
    model: str
    key_env: str
    price: str | None
    limit: int | None
    tokens: int | None
    at_once: int
    timeout: float
    send: str
    keep: str
    remote: bool
    alone: bool
    yes: bool

    def reader(self, case: Path | None, out: Path | None, sources: Path | None, pause: Pause) -> "SecondReader":
        """The second reader. Raises `ProposalsError` where it cannot be asked, and where nothing says what may go."""
        from foedus.case import proposals as filed
        from foedus.reader.llm.cost import price_of
        from foedus.reader.llm.endpoint import endpoint
        from foedus.reader.llm.permission import permission
        from foedus.reader.llm.second import Options, SecondReader
        from foedus.reader.onto import rows_of
        from foedus.reader.write import ANSWERS

        address = endpoint(
            self.url, model=self.model, key_name=self.key_env, remote=self.remote, timeout=self.timeout
        )  # fmt: skip
        rows = [*(rows_of(sources) if sources else []), *(filed.rows(case / "sources.csv") if case else [])]
        allowed = permission(case, rows, send=_keys(self.send), keep=_keys(self.keep))
        options = Options(
            price=price_of(self.price) if self.price else None, blocks=self.limit, tokens=self.tokens,
            at_once=self.at_once, coded=datetime.date.today().isoformat(), alone=self.alone,
        )  # fmt: skip
        folder = case or out
        assert folder is not None
        return SecondReader(
            address, folder / ANSWERS, allowed, options, agree=lambda plan: _agree(plan, self.yes, pause)
        )


def _agree(plan: "Plan", yes: bool, pause: Pause) -> None:
    """Say what would be sent, and ask. Exit code 1 where the answer is no."""
    from foedus.cli import show

    pause(True)
    out = show.progress_console()
    for line in plan.said():
        out.print(line, markup=False, soft_wrap=True)
    if plan.blocks and plan.remote and not yes:
        if not sys.stdin.isatty():
            out.print("Nothing was sent: --yes sends it.", style="bold")
            raise typer.Exit(1)
        if not typer.confirm(f"Send {plan.blocks} blocks to {plan.url}?", err=True):
            out.print("Nothing was sent.", style="bold")
            raise typer.Exit(1)
    pause(False)


def tell(report: "Report") -> None:
    """Say what came of asking."""
    from foedus.cli import show

    for line in report.said():
        style = None if report.complete else "yellow"
        show.console.print(line, style=style, markup=False, soft_wrap=True)


def _keys(typed: str) -> list[str]:
    return [key.strip() for key in typed.split(",") if key.strip()]
