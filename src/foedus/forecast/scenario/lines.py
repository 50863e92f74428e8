"""Lines of a scenario: `KAZ leaves csto`, `TUR and UZB vote alike`, `RUS opposes x0.3 #a reason`.

One change a line; blank lines and what follows a `#` are left out. The words are few, so that a line reads as it is
meant and a slip is told with its line.
"""

import re
from collections.abc import Callable, Iterable, Sequence
from pathlib import Path
from typing import Literal

import msgspec

from foedus.forecast.errors import ForecastError
from foedus.record import Record
from foedus.record.ask import AskError
from foedus.terms import states
from foedus.terms.words import nearest

Verb = Literal["leaves", "joins", "ally", "part", "quarrel", "reconcile", "set", "multiplies"]
FORMS = (
    "KAZ leaves csto",
    "TKM joins ots",
    "KAZ and TUR ally",
    "KAZ and RUS part",
    "KGZ and UZB quarrel",
    "AZE and TKM reconcile",
    "KAZ and TUR unga_distance = 0.2",
    "RUS opposes x0.3",
    "USA favours x2",
)
"""An example of each form."""
SETTABLE = ("unga_distance", "igo_joint")
"""Features of pairs that a line may set: others follow from what states are and where they lie."""
MOST = 1000.0
"""A multiplier beyond this, or its inverse, is a slip of the pen."""

_TOGETHER = re.compile(r"(?P<one>.+?) and (?P<other>.+?) (?P<verb>ally|part|quarrel|reconcile)$")
_BODY = re.compile(r"(?P<one>.+?) (?P<verb>leaves|joins) (?P<body>.+)$")
_SET = re.compile(r"(?P<one>.+?) and (?P<other>.+?) (?P<name>[a-z_]+) ?= ?(?P<value>.+)$")
_EXPERT = re.compile(r"(?P<one>.+?) (?P<verb>opposes|favours)(?: ?[x×] ?(?P<by>\S+))?$")


class Change(msgspec.Struct, frozen=True, kw_only=True):
    """What is to be otherwise."""

    text: str
    where: str
    """The file and line, or `--set`."""
    verb: Verb
    members: tuple[str, ...]
    """Keys of the states."""
    body: str = ""
    feature: str = ""
    value: float = 0.0
    """Of a feature; or by what the rate is multiplied."""

    @property
    def structural(self) -> bool:
        """Whether models see it; else it is an assumption of whoever wrote it."""
        return self.verb != "multiplies"

    @property
    def about(self) -> tuple[object, ...]:
        """What it changes: two lines about the same thing contradict each other."""
        match self.verb:
            case "leaves" | "joins":
                return ("body", self.members, self.body)
            case "ally" | "part":
                return ("allied", frozenset(self.members))
            case "quarrel" | "reconcile":
                return ("hostile", frozenset(self.members))
            case "set":
                return (self.feature, frozenset(self.members))
        return ("by", self.members)


def read(record: Record, said: Sequence[str], files: Sequence[Path] = ()) -> tuple[Change, ...]:
    """The changes that lines and files name, in order.

    Raises `ForecastError` with file and line for one that is not understood, or that contradicts another.
    """
    lines = [(text, "--set") for text in said]
    for path in files:
        try:
            text = path.read_text(encoding="utf-8-sig")
        except (OSError, UnicodeDecodeError) as error:
            raise ForecastError(f"{path} cannot be read: {error}.", "A scenario is a text file in UTF-8.") from error
        lines += [(line, f"{path}:{number}") for number, line in enumerate(text.splitlines(), 1)]
    changes = [_change(record, text, where) for line, where in lines if (text := line.partition("#")[0].strip())]
    if not changes:
        raise ForecastError("The scenario changes nothing.", f'Say for instance --set "{FORMS[0]}".')
    _consistent(changes)
    return tuple(changes)


def _consistent(changes: Iterable[Change]) -> None:
    seen: dict[tuple[object, ...], Change] = {}
    for one in changes:
        other = seen.setdefault(one.about, one)
        if other is not one:
            same = (other.verb, other.value) == (one.verb, one.value)
            how = "says the same as" if same else "contradicts"
            raise ForecastError(
                f"{one.where}: '{one.text}' {how} '{other.text}' ({other.where}).", "Leave one of them out."
            )


def _change(record: Record, text: str, where: str) -> Change:
    text = " ".join(text.split())
    for form, make in _MAKERS:
        found = form.match(text)
        if found:
            return make(record, found, text, where)
    raise ForecastError(f"{where}: '{text}' is no line of a scenario.", f"Lines are such as: {'; '.join(FORMS)}.")


def _body(record: Record, found: re.Match[str], text: str, where: str) -> Change:
    verb: Verb = "leaves" if found["verb"] == "leaves" else "joins"
    body = _entity(record, found["body"], where)
    return Change(text=text, where=where, verb=verb, members=(_state(record, found["one"], where),), body=body)


def _together(record: Record, found: re.Match[str], text: str, where: str) -> Change:
    return Change(text=text, where=where, verb=_verb(found["verb"]), members=_two(record, found, where))


def _verb(word: str) -> Verb:
    verbs: dict[str, Verb] = {"ally": "ally", "part": "part", "quarrel": "quarrel", "reconcile": "reconcile"}
    return verbs[word]


def _set(record: Record, found: re.Match[str], text: str, where: str) -> Change:
    if found["name"] not in SETTABLE:
        near = nearest(found["name"], SETTABLE)
        hint = f"Did you mean '{near}'?" if near else f"What can be set is {', '.join(SETTABLE)}."
        raise ForecastError(f"{where}: there is no '{found['name']}' that a scenario could set.", hint)
    value = _number(found["value"], where, text)
    if value < 0:
        raise ForecastError(f"{where}: {found['name']} cannot be {value:g} in '{text}'.", "It is 0 or more.")
    return Change(
        text=text, where=where, verb="set", members=_two(record, found, where), feature=found["name"], value=value
    )


def _expert(record: Record, found: re.Match[str], text: str, where: str) -> Change:
    if found["by"] is None:
        raise ForecastError(
            f"{where}: no dataset says what it is worth that '{text}', so you must.",
            f"Write by what the rate is multiplied: '{text} x0.3'. It is shown apart, as your assumption.",
        )
    value = _number(found["by"], where, text)
    if not 1 / MOST <= value <= MOST or (found["verb"] == "opposes") == (value > 1):
        sense = "below 1" if found["verb"] == "opposes" else "above 1"
        raise ForecastError(
            f"{where}: x{found['by']} does not fit '{found['verb']}'.", f"A multiplier {sense}, please."
        )
    member = _entity(record, found["one"], where)
    return Change(text=text, where=where, verb="multiplies", members=(member,), value=value)


def _number(text: str, where: str, line: str) -> float:
    try:
        found = float(text)
    except ValueError:
        found = float("nan")
    if found != found or found in (float("inf"), float("-inf")):
        raise ForecastError(f"{where}: '{text}' in '{line}' is no number.", "Write it with a decimal point: 0.3.")
    return found


def _two(record: Record, found: re.Match[str], where: str) -> tuple[str, ...]:
    one, other = (_state(record, found[name], where) for name in ("one", "other"))
    if one == other:
        raise ForecastError(f"{where}: '{found[0]}' names one state twice.", "A pair is of two.")
    return tuple(sorted((one, other)))


def _state(record: Record, text: str, where: str) -> str:
    key = _entity(record, text, where)
    if key not in states.states():
        raise ForecastError(f"{where}: '{text}' is no state.", "Write a state's key, such as KAZ, or its name.")
    return key


def _entity(record: Record, text: str, where: str) -> str:
    try:
        return record.entity(text)
    except AskError as error:
        raise ForecastError(f"{where}: {error}", getattr(error, "hint", "")) from error


_Maker = Callable[[Record, "re.Match[str]", str, str], Change]
_MAKERS: tuple[tuple[re.Pattern[str], _Maker], ...] = (
    (_TOGETHER, _together),
    (_BODY, _body),
    (_SET, _set),
    (_EXPERT, _expert),
)
