"""A tool: what an assistant can ask, with which arguments, and what answers it."""

import re
from collections.abc import Callable, Mapping, Sequence
from functools import cache
from importlib import import_module
from pathlib import Path
from pkgutil import iter_modules
from typing import Annotated, Any, Literal, TypeVar

import msgspec

from foedus.assistant.answer import Answer, Nothing, Told
from foedus.case import Finding
from foedus.record import Record
from foedus.record.ask import AskError
from foedus.terms.words import nearest
from foedus.views.site.asked import LeftOut

LONGEST = 400
"""Characters of an argument that are looked at; nothing that is asked for is longer."""
MOST_STARTS = 10_000_000

Text = Annotated[str, msgspec.Meta(max_length=LONGEST)]
Start = Annotated[
    int,
    msgspec.Meta(
        ge=1, le=MOST_STARTS, description="The number of the first item to show; an answer that is cut says the next."
    ),
]
AsOf = Annotated[
    Text,
    msgspec.Meta(description="The state of the world on a day, month or year: only what may have happened by then."),
]
Known = Annotated[
    Text,
    msgspec.Meta(description="What was known on a day, month or year: only what sources published by then say."),
]


class Paged(msgspec.Struct, frozen=True, forbid_unknown_fields=True, kw_only=True):
    """Arguments of a tool whose answer may be longer than what is shown at a time."""

    start: Start = 1


class Clocked(Paged, frozen=True, forbid_unknown_fields=True, kw_only=True):
    """Arguments of a tool that asks the record, which has two clocks."""

    as_of: AsOf = ""
    known: Known = ""


Arguments = TypeVar("Arguments", bound=Paged)


class Asked(msgspec.Struct, frozen=True):
    """What a tool is asked: of which record, which is at the clocks already, and of which state of the case."""

    record: Record
    folder: Path
    findings: tuple[Finding, ...] = ()
    left_out: tuple[LeftOut, ...] = ()
    waived: tuple[Finding, ...] = ()


class Tool(msgspec.Struct, frozen=True):
    """A tool. `answer` raises `AskError`, `MeasureError` or `ForecastError` for what cannot be answered as asked."""

    name: str
    title: str
    says: str
    """What it answers and when to use it, for whoever chooses among tools."""
    arguments: type[Paged]
    answer: Callable[[Asked, Any], Told]
    about: type = Nothing
    item: Any = Nothing
    """The types of what is told, for the schema of answers."""
    hint: str = ""
    """The next step where an error names none that an assistant can take."""

    @property
    def input_schema(self) -> dict[str, Any]:
        """The JSON Schema of the arguments."""
        return _schema(self.arguments)

    @property
    def output_schema(self) -> dict[str, Any]:
        """The JSON Schema of the answer."""
        generic: Any = Answer  # of types that are known only here
        return _schema(generic[self.about, self.item])

    def parsed(self, arguments: Mapping[str, Any]) -> Paged:
        """The arguments, checked. Raises `AskError` with a sentence on the first that makes no sense."""
        known = [field.encode_name for field in msgspec.structs.fields(self.arguments)]
        for name in arguments:
            if name not in known:
                near = nearest(name, known)
                hint = f"Did you mean '{near}'?" if near else f"It takes: {', '.join(known)}."
                raise AskError(f"{self.name} takes no argument '{name[:40]}'.", hint)
        given = {name: value for name, value in arguments.items() if value is not None}
        try:
            return msgspec.convert(given, self.arguments)
        except msgspec.ValidationError as error:
            raise AskError(*_wrong(self, str(error))) from error


def sliced(items: Sequence[Any], start: int) -> Sequence[Any]:
    """The items from the one asked for on. Raises `AskError` for a number past the last."""
    past(len(items), start)
    return items[start - 1 :]


def past(total: int, start: int) -> None:
    """Raise `AskError` for a start past the last item; the first is never past."""
    if start > max(total, 1):
        raise AskError(f"There is no item {start}: there are {total}.", f"Ask with start={max(total, 1)} or less.")


def several(texts: Sequence[str]) -> list[str]:
    """Texts, each of which may be several apart by commas or semicolons."""
    return [part for text in texts for one in text.replace(";", ",").split(",") if (part := one.strip())]


Several = Annotated[list[Text], msgspec.Meta(max_length=20)] | Text
Manner = Literal["asserted", "attributed", "denied", "expected", "hypothetical"]


def listed(texts: list[str] | str) -> list[str]:
    """What was given for `Several`: a list, or one text."""
    return several([texts] if isinstance(texts, str) else texts)


@cache
def tools() -> Mapping[str, Tool]:
    """Every tool by name, in the order of the alphabet of its modules."""
    from foedus.assistant import tools as room

    found: list[Tool] = []
    for module in iter_modules([str(Path(room.__path__[0]))]):
        loaded = import_module(f"{room.__name__}.{module.name}")
        one = getattr(loaded, "TOOL", None)
        found += [one] if isinstance(one, Tool) else []
        found += getattr(loaded, "TOOLS", ())
    return {one.name: one for one in found}


def _wrong(tool: Tool, said: str) -> tuple[str, str]:
    """A sentence on what msgspec found, and what to write instead."""
    missing = re.search(r"missing required field `(\w+)`", said)
    if missing:
        says = _described(tool, missing[1])
        return f"{tool.name} needs the argument '{missing[1]}'.", says or tool.hint
    where = re.search(r"`\$\.(\w+)", said)
    name = where[1] if where else ""
    plain = said.split(" - at ", maxsplit=1)[0].replace("`", "'")
    return f"The argument '{name}' of {tool.name} cannot be used: {plain}.", _described(tool, name)


def _described(tool: Tool, name: str) -> str:
    about = tool.input_schema["properties"].get(name, {})
    return str(about.get("description", ""))


def _schema(of: Any) -> dict[str, Any]:
    """The JSON Schema of a struct, itself at the top as the protocol wants it."""
    (top,), parts = msgspec.json.schema_components([of], ref_template="#/$defs/{name}")
    name = str(top["$ref"]).rpartition("/")[2]
    made = dict(parts.pop(name))
    made.pop("title", None)
    return {**made, "$defs": parts} if parts else made
