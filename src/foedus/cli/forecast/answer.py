"""Answer the case's question: strands of closeness, chances of a pact as a range over models, cores, assumptions.

  foedus forecast answer cases/turkic-states

  foedus forecast answer cases/turkic-states --state AZE --state TUR --expert none

  foedus forecast answer cases/turkic-states --freeze frozen.json

A chance is given for a defence pact only: that exactly these states found one. The evaluation stands beside it.
"""

import textwrap
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from foedus.cli import options

if TYPE_CHECKING:
    from foedus.forecast.answer import Answer
    from foedus.record import Record

LEFT = 16
"""Columns for what a line is about."""


def run(
    case: options.Case,
    group: Annotated[
        str,
        typer.Option(
            "--group", "-g", metavar="GROUP", help="A group of the case, or an organisation; the coalition by default."
        ),
    ] = "",
    state: Annotated[
        list[str] | None,
        typer.Option("--state", metavar="STATE", help="A state, by key or name; repeat it for several."),
    ] = None,
    year: Annotated[
        str | None,
        typer.Option(metavar="YEAR", help="First year of the horizons; the one after the newest source by default."),
    ] = None,
    expert: Annotated[
        list[str] | None,
        typer.Option(
            "--expert", metavar="NAMES", help="Assumptions of expert.toml: none, all (the default), or names."
        ),
    ] = None,
    freeze: Annotated[
        Path | None,
        typer.Option("--freeze", metavar="FILE", help="Write the forecast to a file, to be scored when it is known."),
    ] = None,
    as_of: options.AsOf = None,
    known: options.Known = None,
    as_json: options.Json = False,
) -> None:
    """Answer the case's question, with evidence and evaluation."""
    import msgspec

    from foedus.cli import show
    from foedus.forecast.answer import answer

    record = options.asked(case, as_of, known)
    folder = case if case.is_dir() else None
    found = answer(record, folder, group=group, states=state or (), year=year, assumptions=expert or "all")
    if freeze:
        from foedus.forecast.frozen import freeze as write

        write(record, folder, found, freeze)
    if as_json:
        show.print_json(msgspec.to_builtins(found))
        return
    _print(record, found)
    if freeze:
        show.note(f"frozen   {freeze}")


def _print(record: "Record", found: "Answer") -> None:
    from foedus.cli import show
    from foedus.forecast.sheets import say

    show.heading(found.question or "What are the chances?", _asked(found))
    show.console.print(say(found), markup=False)
    _strands(record, found)
    _chances(found)
    _expert(found)
    show.console.print()
    for text in found.limits:
        show.note(text)
    claims = {claim for strand in found.strands for side in strand.sides for claim in side.claims}
    show.note(f"{len(claims)} claims stand behind the strands: --json names them.")


def _asked(found: "Answer") -> str:
    clocks = "".join(f", {name.replace('_', ' ')} {day}" for name, day in found.clocks.items() if day)
    return f"{found.group}: {', '.join(found.members)}; from {found.year} on{clocks}"


def _line(about: str, words: str) -> None:
    """What a line is about, and its words set in from the left, however many lines they take."""
    from rich.text import Text

    from foedus.cli import show

    lines = textwrap.wrap(words, max(show.console.width - LEFT, 20), break_on_hyphens=False)
    for number, line in enumerate(lines):
        head = "" if number else f"  {about}"
        show.console.print(Text.assemble((head.ljust(LEFT), "dim"), line), soft_wrap=True)


def _strands(record: "Record", found: "Answer") -> None:
    from foedus.cli import show
    from foedus.forecast.sheets import data, side_words, who
    from foedus.views.measured import say

    show.console.print()
    show.heading("Strands of closeness", "side by side: none is a step to another, and nothing is added up")
    for strand in found.strands:
        show.console.print(strand.label, style="bold", markup=False)
        for side in strand.sides:
            if words := side_words(strand, side):
                _line(side.stance, words)
        if words := who(record, strand):
            _line("who", words)
        figure = data(strand)
        _line("data sets", say(figure) if figure.known else f"{say(figure)}: {figure.coverage}")


def _chances(found: "Answer") -> None:
    from foedus.cli import show
    from foedus.forecast.answer import first_cores
    from foedus.forecast.frequencies import frequency, over
    from foedus.forecast.sheets import remarks
    from foedus.views.measured import say

    show.console.print()
    show.heading("Chances of a defence pact", "by model, as natural frequencies with one significant digit")
    if found.silent:
        show.console.print(found.silent, markup=False)
    horizons = sorted({one.horizon for one in found.exactly})
    asked = {f"exactly these {len(found.members)} states": (found.exactly, found.ranges)}
    asked["some of them, and nobody else"] = (found.within, found.within_ranges)
    for about, (estimates, ranges) in asked.items():
        for one in ranges:
            _line(over(one.horizon), f"{about}: {_without_span(one.words, one.horizon)}")
        models: dict[str, dict[int, str]] = {said.model: {} for said in estimates}
        for said in estimates:
            words = frequency(said.probability) if said.probability is not None else "cannot be said"
            models[said.model][said.horizon] = words
        if ranges:
            lines = ([model, *(of.get(horizon, "") for horizon in horizons)] for model, of in models.items())
            show.table(("model", *(over(horizon) for horizon in horizons)), lines)
    for why in remarks(found.exactly) if not found.silent else ():
        show.note(why)
    for core in first_cores(found.cores):
        chance = f", {frequency(core.probability)} a decade" if core.probability is not None else ""
        _line("core", f"{', '.join(core.members)} by {core.model}{chance}")
    if found.alike:
        _line("core", found.alike)
    if found.evaluation is None:
        show.note("No evaluation ships with these models, so how well they do is not known.")
        return
    show.console.print(found.evaluation.verdict, markup=False)
    if found.evaluation.scores:
        from foedus.record.figure import Figure

        lines = (
            [s.model, s.sets, str(s.events), *(say(Figure(value=v, digits=2)) if v is not None else "" for v in
             (s.nats, s.near_miss, s.ratio))]
            for s in found.evaluation.scores
        )  # fmt: skip
        show.table(("model", "founders", "pacts", "nats per pact", "near miss", "expected/observed"), lines)


def _without_span(words: str, horizon: int) -> str:
    """A range without its span of years, which stands in front of it."""
    from foedus.forecast.frequencies import over

    return words.removesuffix(f" {over(horizon)}")


def _expert(found: "Answer") -> None:
    from foedus.cli import show
    from foedus.forecast.frequencies import over

    if not found.expert.weighed:
        return
    show.console.print()
    show.heading("What persons assume", "beside the models, never in them; multipliers of the rate, none measured")
    for one in found.expert.weighed:
        low, high = one.assumption.multiplier
        mark = "" if one.used else f" (not used: {one.why})"
        claims = f" [{', '.join(one.assumption.rests_on)}]" if one.assumption.rests_on else ""
        times = f"×{low:g}" if low == high else f"×{low:g}–{high:g}"
        show.indented(f"{one.assumption.name}, {times}, by {one.assumption.by}, {one.assumption.date}{mark}")
        show.indented(f"{one.assumption.reason}{claims}", 4, dim=True)
    for horizon, _, _, words in found.beside:
        _line(over(horizon), f"the models’ range becomes: {_without_span(words, horizon)}")
