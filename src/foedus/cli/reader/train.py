"""Train the scorer of the reader, which says how likely a proposal is right and leaves out what is too doubtful.

It learns from cases: from what was decided with `foedus review`, where there is a reviews.jsonl; else from claims, and
then every claim of a document must be coded. What it learnt goes to scorer.json in the first case, to be used when
documents are read for that case; or to a file of your choice. The figures are for texts that it had not seen.

  foedus reader train my-case

  foedus reader train coded-by-hand my-case --out scorer.json
"""

import datetime
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

if TYPE_CHECKING:
    from foedus.reader.evaluate import Score


def run(
    cases: Annotated[list[Path], typer.Argument(metavar="CASE...", help="Cases, coded or reviewed.")],
    out: Annotated[
        Path | None, typer.Option("--out", metavar="FILE", help="Where the weights go; scorer.json in the first case.")
    ] = None,
    workers: Annotated[
        int, typer.Option("--workers", min=1, max=64, help="Processes that parse at the same time.")
    ] = 2,
) -> None:
    """Train the scorer on coded claims and on decisions."""
    from foedus.cli import show
    from foedus.reader.intake import NeedsPackageError
    from foedus.reader.scorer import own_path

    try:
        from foedus.reader.scorer.texts import texts_of
        from foedus.reader.scorer.train import train, write
    except ImportError as error:
        raise NeedsPackageError(
            f"The scorer is not trained without the package {error.name}.",
            'Install it with: pip install "foedus[read]"',
        ) from error
    texts = [text for case in cases for text in texts_of(case, workers)]
    done = train(texts, datetime.date.today().isoformat())
    path = out or own_path(cases[0])
    write(done.model, path)
    show.console.print(f"{'kind':14}{'coded':>7}{'proposed':>10}{'P':>6}{'F1':>6}{'accepted':>10}{'P':>6}{'F1':>6}")
    for kind, (before, after) in [*sorted(done.kinds.items()), ("all", (done.before, done.after))]:
        _tell(kind, before, after)
    show.note(f"Each text was judged without having been learnt from. The weights stand in {path}.")


def _tell(kind: str, before: "Score", after: "Score") -> None:
    from foedus.cli import show

    show.console.print(
        f"{kind:14}{before.coded:7}{before.proposed:10}{before.precision:6.2f}{before.f1:6.2f}"
        f"{after.proposed:10}{after.precision:6.2f}{after.f1:6.2f}",
        markup=False, soft_wrap=True,
    )  # fmt: skip
