"""How a brief puts things: counts in words, stages with their dates and notes, amounts."""

from collections.abc import Iterable, Mapping, Sequence

from foedus.terms.dates import parse, say
from foedus.terms.words import join_words
from foedus.views.brief.material import Material
from foedus.views.concluded import SAYS
from foedus.views.document import Break, Emphasis, Name, Note, Row, Run, Runs, Text
from foedus.views.evidence import Evidence
from foedus.views.history import ORDER, Said

GRAINS = {"series": "series", "summary": "general"}
"""What a stage is marked with that is not told of one identifiable event."""
BY: Mapping[str, str] = {
    "retracted": "taken back by a body of the same state",
    "party-denies": "denied by a state that has a part in it",
    "own-word": "a source’s own word over a passed-on one",
    "nearer": "a source nearer in time over one that looks back",
    "more-roots": "more independent roots",
    "judged": "more reliable word",
}
"""Why the record decides as it does, in a few words; by rule."""
SINCE: Mapping[str, str] = {
    "retracted": "a later denial by a body of the same state takes back what another had said",
    "party-denies": "a state that has a part in it denies it, and the others only report it",
    "own-word": "a primary text or a source’s own word goes before what is passed on",
    "nearer": "a source written at the time goes before one that looks back",
    "more-roots": "it rests on more independent roots",
    "judged": "it rests on the more reliable source or the more credible claim",
}
"""The same as the end of a sentence."""
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


def the_rule(rule: str) -> str:
    """Why, by a rule, as the end of a sentence."""
    said = SAYS[rule].rstrip(".")
    return SINCE.get(rule) or said[:1].lower() + said[1:]


def manner(m: Material, said: Said) -> str:
    """How a stage is said or what became of it, where it is not simply told: "passed on, disputed"."""
    fate, rule = m.fate(said)
    if fate == "fell":
        return f"not shown ({BY.get(rule, rule)})"
    marks: list[str] = [] if said.manner == "told" else [said.manner]
    if fate == "open":
        marks.append("disputed, left open")
    elif fate == "stands":
        marks.append(f"disputed, but stands ({BY.get(rule, rule)})")
    elif said.disputed:
        marks.append("disputed")
    return ", ".join(marks)


def dated(m: Material, said: Said) -> str:
    """The dates of a stage with a space in front; '' where there is none."""
    if not said.whens:
        return ""
    decided = m.date(said) if len(said.whens) > 1 else None
    if decided and decided.value:
        concluded = say(parse(decided.value), preposition=True)
        others = [when for when in said.whens if when != concluded]
        return f" {concluded} (also told: {' or '.join(others)}; decided by {BY.get(decided.rule, decided.rule)})"
    text = " or ".join(said.whens) if said.differ else "; ".join(said.whens)
    if said.manner in ("expected", "weighed") and text.startswith("since "):
        text = f"from {text.removeprefix('since ')} on"
    remark = " (left open)" if decided else " (dates differ)" if said.differ else ""
    return f" {text}{remark}"


def stage(m: Material, said: Said) -> Runs:
    """A stage as it is said, with its amounts and its note: *denied:* ordered by 30 April 2022 [n]."""
    marks = manner(m, said)
    what = said.stage.label + dated(m, said)
    runs: list[Run]
    if marks == "expected":
        runs = [Emphasis("expected"), Text(f" to {_infinitive(what)}")]
    elif marks == "weighed":
        runs = [Text(f"might {_infinitive(what)} "), Emphasis("(weighed)")]
    else:
        runs = [Emphasis(f"{marks}:"), Text(f" {what}")] if marks else [Text(what)]
    figures = list(dict.fromkeys(figure for claim in said.claims for figure in m.figures(claim)))
    if figures:
        runs.append(Text(f" ({' / '.join(figures)})"))
    if said.grain in GRAINS:
        runs += [Text(" "), Emphasis(f"({GRAINS[said.grain]})")]
    return (*runs, note(said.claims))


def _infinitive(what: str) -> str:
    return what.replace("ended", "end", 1) if what.startswith("ended") else f"be {what}"


def furthest(m: Material, history: Sequence[Said]) -> Said:
    """How far a history got, as the record concludes it: the last stage told that stands.

    A general statement does not show how far a single event got. Without a stage told: the last that is passed on,
    expected, weighed or denied.
    """
    single = any(said.grain == "single" and said.manner in ("told", "passed on") for said in history)

    def weight(said: Said) -> tuple[int, int]:
        fell = m.fate(said)[0] in ("fell", "open") or (single and said.grain != "single")
        told = said.manner in ("told", "passed on")
        return (-10 if fell else 0 if told else -ORDER.index(said.manner), m.step(said))

    return max(history, key=weight)


def stages(m: Material, history: Iterable[Said]) -> Runs:
    """The stages of a history, one a line."""
    return lines(stage(m, said) for said in history)


def split(history: Iterable[Said]) -> tuple[list[Said], list[Said]]:
    """What was announced (asked for, offered, negotiated, agreed), and what came of it."""
    found: tuple[list[Said], list[Said]] = ([], [])
    for said in history:
        found[said.stage.phase not in ("prospect", "agreed")].append(said)
    return found


def reached(m: Material, kind: str, claims: Iterable[Evidence]) -> set[str]:
    """The phases that an event got to: told by a source’s own word, and not denied or standing against the denial."""
    return {
        said.stage.phase
        for said in m.history(kind, claims)
        if said.manner == "told" and (not said.disputed or m.fate(said)[0] == "stands")
    }


def shared_out(groups: Iterable[tuple[Sequence[Sequence[Evidence]], str]]) -> Runs:
    """How many of some events stand where: "three are told of as delivered[4]; one is neither[5]."."""
    runs: list[Run] = []
    for events, text in groups:
        if events:
            runs += [
                *([Text("; ")] if runs else []),
                Text(f"{words(len(events))} {'is' if len(events) == 1 else 'are'} {text}"),
                note(claim for of in events for claim in of),
            ]
    return (*runs, Text("."))


def lines(pieces: Iterable[Runs]) -> Runs:
    """Pieces one a line."""
    runs: list[Run] = []
    for piece in pieces:
        if piece:
            runs += [*([Break()] if runs else []), *piece]
    return tuple(runs)


def run_in(pieces: Iterable[Runs]) -> Runs:
    """Pieces one after the other, parted by semicolons."""
    runs: list[Run] = []
    for piece in pieces:
        if piece:
            runs += [*([Text("; ")] if runs else []), *piece]
    return tuple(runs)


def head(text: str) -> Row:
    """A row that heads the rows after it."""
    return Row(((Name(text),),), group=True)


def name(text: str) -> Runs:
    """A cell that holds a name or title."""
    return (Name(text),) if text else ()
