"""Say in one screen what is firm between two actors, what is contested, what is open, and what can be quoted.

foedus card cases/turkic-states TUR KGZ --since 2021-04
"""

import re
import textwrap
from collections.abc import Sequence
from typing import TYPE_CHECKING, Annotated

import typer

from foedus.cli import options

if TYPE_CHECKING:
    from foedus.views.card import Card
    from foedus.views.concluded import Concluded
    from foedus.views.evidence import Evidence
    from foedus.views.standing import Standing

WIDTH, HEIGHT = 80, 24
"""The screen that a card fits on."""
QUOTE_LINES = 3
"""What a sentence to quote may take, its source among them."""
MOST_CONTESTED, MOST_OPEN = 2, 3
"""How many that are not firm are shown."""
CITE = 24
"""Characters of a source's name in a line; a quoted sentence has it in full."""
MONTHS = re.compile(r"\b(Jan|Feb|Mar|Apr|Jun|Jul|Aug|Sep|Oct|Nov|Dec)[a-z]+(?= \d)")


def run(
    case: options.Case,
    one: Annotated[str, typer.Argument(metavar="A", help="Key, name or alias.")],
    other: Annotated[str, typer.Argument(metavar="B", help="Key, name or alias.")],
    since: options.Since = None,
    as_of: options.AsOf = None,
    known: options.Known = None,
    as_json: options.Json = False,
) -> None:
    """Say in one screen what can be said of two actors."""
    from foedus.cli import show
    from foedus.views.card import card

    view = card(options.asked(case, as_of, known), one, other, since)
    if as_json:
        show.print_json(view.as_dict())
        return
    for line in lines(view, [f"as of {as_of}"] * bool(as_of) + [f"known {known}"] * bool(known)):
        heads = line[:1].strip() != ""
        show.console.print(line, markup=False, style="bold" if heads else "", soft_wrap=True)


def lines(view: "Card", clocks: Sequence[str] = ()) -> list[str]:
    """The card as lines, at most 24 of at most 80 characters; what does not fit is counted."""
    since = f" since {view.since}" if view.since else ""
    undated = [f"{view.undated} undated claims left out"] if view.undated else []
    about = "; ".join([*clocks, *undated])
    head = [_cut(f"{' and '.join(view.names)}{since}{f' ({about})' if about else ''}")]
    tense = [*map(_sides, view.contested), *([_line(one)] for one in view.disputed)]
    contested = _list("CONTESTED", tense, MOST_CONTESTED, "nothing that the claims hold against each other")
    unknown = _list("OPEN: expected, weighed or passed on", [[_line(s)] for s in view.open], MOST_OPEN, "nothing")
    quoted = ["TO QUOTE", *(line for claim in view.quotes for line in _quote(claim))] if view.quotes else []
    room = HEIGHT - 1 - len(head) - len(contested) - len(unknown) - len(quoted)  # a line is left for the prompt
    silent = "no single event told of; that is silence, not a no"
    firm = _list(
        "FIRM: agreed or carried out, as sources say themselves", [[_line(s)] for s in view.firm], room - 2, silent
    )
    return [*head, *firm, *contested, *unknown, *quoted]


def _list(head: str, items: Sequence[list[str]], most: int, nothing: str) -> list[str]:
    """A heading with how many there are, and at most so many of them."""
    if not items:
        return [_cut(f"{head.partition(':')[0]}: {nothing}")]
    left = len(items) - most
    shown = [line for item in items[:most] for line in item]
    return [f"{head} · {len(items)}", *shown, *([f"  … and {left} more"] if left > 0 else [])]


def _line(one: "Standing") -> str:
    marks = [one.firmness] if one.firmness != "told" else []
    marks += [f"{one.awaited} awaited"] if one.awaited and one.reached else []
    said = one.reached or one.awaited
    how = f"{said} ({', '.join(marks)})" if said and marks else said or ", ".join(marks)
    when = MONTHS.sub(r"\1", one.when) or "undated"
    who = _places(one.claims)
    title = _cut(one.title, WIDTH - len(f"  {when}   {how}  {who}"), least=20)
    return _cut(f"  {when}  {title} {how}  {who}")


def _sides(one: "Concluded") -> list[str]:
    """A contradiction, and both its sides in a line; by their keys where the sources' names would not fit."""
    from foedus.views.concluded import sides

    named, keyed = (
        MONTHS.sub(r"\1", " / ".join(f"{label}: {told(claims)}" for label, claims in sides(one)))
        for told in (_places, _keys)
    )
    told = named if len(named) <= WIDTH - 4 else keyed
    return [_cut(f"  {one.title}: {one.label.lower()}"), _cut(f"    {told}")]


def _keys(claims: Sequence["Evidence"]) -> str:
    return claims[0].claim + (f" +{len(claims) - 1}" if len(claims) > 1 else "")


def _places(claims: Sequence["Evidence"]) -> str:
    """Where the first claim can be read, and how many more say so."""
    first, *more = claims
    cite = _cut(first.cite.replace(" and others", " et al."), CITE)
    return f"{cite} {first.locator.partition(';')[0]}".strip() + (f" +{len(more)}" if more else "")


def _quote(claim: "Evidence") -> list[str]:
    """A sentence with its source; one too long for its lines is cut, its source never."""
    via = f", on the word of {claim.via}" if claim.via else ""
    source = f" {claim.cite} {claim.locator}{via} [{claim.claim}]"
    for most in range(len(claim.sentence), 0, -5):
        words = f"“{_cut(claim.sentence, most)}”{source}"
        found = textwrap.wrap(words, WIDTH, initial_indent="  ", subsequent_indent="    ", break_on_hyphens=False)
        if len(found) <= QUOTE_LINES:
            return found
    return [_cut(f"  “{claim.sentence}”"), _cut(f"    {claim.cite} {claim.locator} [{claim.claim}]")]


def _cut(text: str, width: int = WIDTH, *, least: int = 0) -> str:
    """A text in so many characters, but not fewer than `least`."""
    width = max(width, least)
    return text if len(text) <= width else text[: width - 1].rstrip() + "…"
