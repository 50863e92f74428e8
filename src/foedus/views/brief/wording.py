"""How a brief puts things: counts in words, stages with their dates and notes, amounts."""

from collections.abc import Iterable, Sequence

from foedus.terms.words import join_words
from foedus.views.brief.material import Material
from foedus.views.document import Break, Emphasis, Name, Note, Row, Run, Runs, Text
from foedus.views.evidence import Evidence
from foedus.views.history import Said

GRAINS = {"series": "series", "summary": "general"}
"""What a stage is marked with that is not told of one identifiable event."""
SMALL = ("no", "one", "two", "three", "four", "five", "six", "seven", "eight", "nine", "ten", "eleven", "twelve")


def note(claims: Iterable[Evidence]) -> Note:
    """A note on claims, each once, in the order of their identifiers."""
    found = {claim.claim: claim for claim in claims}
    return Note(tuple(found[key] for key in sorted(found)))


def words(number: int) -> str:
    """A small number as a word."""
    return SMALL[number] if number < len(SMALL) else f"{number:,}"


def many(number: int, one: str, several: str = "") -> str:
    """A number with its noun: "one event", "13 events"."""
    return f"{words(number)} {one if number == 1 else several or one + 's'}"


def listing(names: Sequence[str]) -> str:
    """Names as a list in a sentence."""
    return join_words(list(names))


def capital(text: str) -> str:
    """A text with a capital in front."""
    return text[:1].upper() + text[1:]


def manner(said: Said) -> str:
    """How a stage is said, where it is not simply told: "passed on, disputed"."""
    marks = [] if said.manner == "told" else [said.manner]
    return ", ".join([*marks, "disputed"] if said.disputed else marks)


def dated(said: Said) -> str:
    """The dates of a stage with a space in front; '' where there is none."""
    if not said.whens:
        return ""
    text = " or ".join(said.whens) if said.differ else "; ".join(said.whens)
    if said.manner in ("expected", "weighed") and text.startswith("since "):
        text = f"from {text.removeprefix('since ')} on"
    return f" {text}" + (" (dates differ)" if said.differ else "")


def stage(m: Material, said: Said) -> Runs:
    """A stage as it is said, with its amounts and its note: *denied:* ordered by 30 April 2022 [n]."""
    marks = manner(said)
    runs: list[Run] = [Emphasis(f"{marks}:"), Text(" ")] if marks else []
    figures = list(dict.fromkeys(figure for claim in said.claims for figure in m.figures(claim)))
    runs.append(Text(said.stage.label + dated(said) + (f" ({' / '.join(figures)})" if figures else "")))
    if said.grain in GRAINS:
        runs += [Text(" "), Emphasis(f"({GRAINS[said.grain]})")]
    return (*runs, note(said.claims))


def stages(m: Material, history: Iterable[Said]) -> Runs:
    """The stages of a history, one a line."""
    return lines(stage(m, said) for said in history)


def lines(pieces: Iterable[Runs]) -> Runs:
    """Pieces one a line."""
    runs: list[Run] = []
    for piece in pieces:
        if piece:
            runs += [*([Break()] if runs else []), *piece]
    return tuple(runs)


def head(text: str) -> Row:
    """A row that heads the rows after it."""
    return Row(((Name(text),),), group=True)


def name(text: str) -> Runs:
    """A cell that holds a name or title."""
    return (Name(text),) if text else ()
