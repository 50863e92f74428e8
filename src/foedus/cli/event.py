"""Show an event: its stages, who says so, where, and on how many independent roots it rests.

foedus event cases/turkic-states kaz-anka-licence

foedus event cases/turkic-states tjk-bayraktar-2022 --as-of 2022-04-27
"""

from typing import TYPE_CHECKING, Annotated

import typer

from foedus.cli import options

if TYPE_CHECKING:
    from foedus.views.concluded import Concluded


def run(
    case: options.Case,
    key: Annotated[str, typer.Argument(metavar="EVENT", help="Key of the event.")],
    as_of: options.AsOf = None,
    known: options.Known = None,
    as_json: options.Json = False,
    as_csv: options.Csv = False,
) -> None:
    """Show an event."""
    from foedus.cli import show
    from foedus.views.event import event

    view = event(options.asked(case, as_of, known), key)
    if as_json:
        show.print_json(view.as_dict())
        return
    if as_csv:
        show.claims_csv(view.claims)
        return
    counts = f"{show.number(len(view.claims), 'claim')} · {show.number(view.roots, 'independent root')}"
    show.heading(view.title, f"{view.event} · {counts}")
    show.console.print()
    lines = (
        [
            said.kind,
            said.label,
            said.assertion,
            ", ".join(said.dates) or "undated",
            str(said.roots),
            ", ".join(said.claims),
        ]
        for said in view.stages
    )
    show.table(("kind", "stage", "said as", "dates", "roots", "claims"), lines)
    concluded = [one for one in view.fields if one.rule not in ("only", "passed-on") or one.field in ("stage", "date")]
    if concluded:
        show.console.print()
        rows = (
            [one.strand or one.kind, one.label, one.words, one.rule, str(one.roots), _against(one)] for one in concluded
        )
        show.table(("concluded of", "what", "value", "by rule", "roots", "against it"), rows)
    show.console.print()
    for claim in view.claims:
        show.console.print(claim.claim, style="bold")
        show.indented(claim.sentence)
        show.indented(
            f"{claim.cite} {claim.locator}" + (f", on the word of {claim.via}" if claim.via else ""), dim=True
        )
    for label, keys in (
        ("part of", view.part_of),
        ("parts", view.parts),
        ("prompted by", view.prompted_by),
        ("led to", view.led_to),
    ):
        if keys:
            show.console.print()
            show.note(f"{label}: {', '.join(keys)}")


def _against(one: "Concluded") -> str:
    return "; ".join(f"{side.words} ({', '.join(claim.claim for claim in side.claims)})" for side in one.against)
