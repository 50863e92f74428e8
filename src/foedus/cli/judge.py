"""Judge the reliability of a source (A to F) or the credibility of a claim (1 to 6), by the Admiralty code.

The log keeps who judged, when and why. F and 6 say that it cannot be judged; they never count as numbers.

  foedus judge my-case press-2022 B --reason "own reporters, corrects errors"

  foedus judge my-case tra-012 4

  foedus judge my-case                   what has been judged, by whom
"""

from typing import Annotated

import typer

from foedus.cli import deciding, options


def run(
    case: deciding.Case,
    key: Annotated[str | None, typer.Argument(metavar="KEY", help="A source's key, or a claim's.")] = None,
    value: Annotated[str, typer.Argument(metavar="VALUE", help="A to F, or 1 to 6; empty takes it away.")] = "",
    who: deciding.Who = None,
    reason: deciding.Reason = "",
    as_json: options.Json = False,
) -> None:
    """Judge a source or a claim."""
    import msgspec

    from foedus.cli import show
    from foedus.desk.judge import judge, judgements

    if key is not None:
        with show.progress() as step:
            done = judge(case, key, value, deciding.signature(case, who, reason), step=step)
        deciding.tell(done, as_json)
        return
    judged = list(judgements(case).values())
    if as_json:
        show.print_json(msgspec.to_builtins(judged))
    else:
        rows = ([j.key, j.value, j.who, j.when[:10], j.reason] for j in judged)
        show.table(("judged", "as", "by", "on", "reason"), rows, total=len(judged))
