"""Show an actor: what it belongs to, with whom it is tied and by what.

foedus actor cases/turkic-states KAZ

foedus actor cases/turkic-states Baykar --json
"""

from typing import Annotated

import typer

from foedus.cli import options


def run(
    case: options.Case,
    name: Annotated[str, typer.Argument(metavar="ACTOR", help="Key, name or alias: KAZ, Kazakhstan, aselsan.")],
    kind: options.Kind = None,
    since: options.Since = None,
    until: options.Until = None,
    as_of: options.AsOf = None,
    known: options.Known = None,
    limit: options.Limit = 30,
    as_json: options.Json = False,
    as_csv: options.Csv = False,
) -> None:
    """Show an actor."""
    from foedus.cli import show
    from foedus.views.actor import actor
    from foedus.views.counting import RULE, figures

    view = actor(options.asked(case, as_of, known), name, kind, start=since, end=until)
    if as_json:
        show.print_json(view.as_dict())
        return
    if as_csv:
        show.claims_csv(view.claims)
        return
    show.heading(view.name, f"{view.actor} · {view.type} · {len(view.claims)} claims, {view.undated} of them undated")
    if view.memberships:
        show.console.print()
        show.table(
            ("claim", "memberships", "by"),
            ([m.claim, m.sentence, f"{m.cite} {m.locator}"] for m in view.memberships),
        )
    if view.partners:
        show.console.print()
        lines = (
            [
                partner.name,
                figures(partner.firm, partner.soft),
                show.by_kind(partner.kinds),
                show.by_kind(partner.conflicts),
            ]
            for partner in view.partners
        )
        show.table(("tied to", "events", "cooperation", "conflict"), lines)
        show.note(f"{RULE} `foedus dossier CASE A B` shows them.")
    show.console.print()
    others = [claim for claim in view.claims if claim not in view.memberships]
    shown = others[:limit] if limit else others
    show.table(
        ("claim", "when", "what is said", "by"),
        ([c.claim, c.when or "undated", c.sentence, f"{c.cite} {c.locator}"] for c in shown),
        total=len(others),
    )
