"""Show what ties two actors, by kind: how far each event got, when, and who says so.

foedus dossier cases/turkic-states TUR KAZ

foedus dossier cases/turkic-states Türkiye Kyrgyzstan --known 2022-06-01 --json
"""

from typing import Annotated

import typer

from foedus.cli import options


def run(
    case: options.Case,
    one: Annotated[str, typer.Argument(metavar="A", help="Key, name or alias.")],
    other: Annotated[str, typer.Argument(metavar="B", help="Key, name or alias.")],
    kind: options.Kind = None,
    since: options.Since = None,
    until: options.Until = None,
    as_of: options.AsOf = None,
    known: options.Known = None,
    as_json: options.Json = False,
    as_csv: options.Csv = False,
) -> None:
    """Show what ties two actors."""
    from foedus.cli import show
    from foedus.views.counting import RULE, figures
    from foedus.views.dossier import dossier

    view = dossier(options.asked(case, as_of, known), one, other, kind, start=since, end=until)
    if as_json:
        show.print_json(view.as_dict())
        return
    if as_csv:
        show.claims_csv(view.claims)
        return
    events = figures(view.firm, view.soft) or "no"
    what = f"{events} cooperative event{'s' * (events != '1')}"
    counted = f"{what} · {show.number(len(view.claims), 'claim')}, undated: {view.undated}"
    show.heading(" and ".join(view.names), counted)
    for section in view.sections:
        show.console.print()
        lines: list[list[object]] = [
            [
                standing.when or "undated",
                show.named(standing.title, standing.event),
                standing.reached or "–",
                standing.firmness + (f"; {standing.awaited} awaited" if standing.awaited else ""),
                str(standing.roots),
                ", ".join(sorted({f"{claim.cite} {claim.locator}" for claim in standing.claims})),
            ]
            for standing in section.standings
        ]
        show.table(("when", section.label, "reached", "how firm", "roots", "by"), lines)
    if view.sections:
        show.console.print()
        show.note(RULE)
    if not view.sections:
        show.note("No claim ties these two at these clocks.")
