"""What is asked: who withholds, from whom, and what; each checked against the case, with a hint where it fails."""

from collections.abc import Iterable, Mapping, Sequence

import msgspec

from foedus.measures.asked import state
from foedus.measures.embargo.chains import Parts, chains
from foedus.measures.embargo.denials import Denial
from foedus.measures.embargo.exposures import Exposure
from foedus.measures.embargo.things import Thing
from foedus.measures.measured import MeasureError
from foedus.measures.told import names
from foedus.record import Record
from foedus.record.ask import AskError
from foedus.record.conclude.claims import World
from foedus.record.conclude.values import tokens
from foedus.terms.words import nearest

BODIES = ("group", "organisation")


class Asked(msgspec.Struct, frozen=True):
    """The question, as keys of the case."""

    imposer: str
    target: str
    item: str
    """A key, a class or words; '' for everything."""
    form: str
    """key, class or words."""
    words: str
    """What was asked for, as it is said."""

    @property
    def within(self) -> str:
        """The item as a phrase to go on with: " in engines"; '' for everything."""
        return f" of {self.words}" if self.item else ""

    def things(self, found: Iterable[Thing], up: Parts) -> list[Thing]:
        """The things that are asked about: with a platform also what goes into it."""
        return [thing for thing in found if not self.item or self._is(thing, up)]

    def _is(self, thing: Thing, up: Parts) -> bool:
        if self.form == "class":
            return self.item in thing.categories
        if self.form == "words":
            return tokens(self.item) <= tokens(thing.label) | tokens(thing.key)
        return any(self.item in path.nodes for path in chains(thing, up)[0])

    def touches(self, denial: Denial, rows: Sequence[Exposure]) -> bool:
        """Whether a restriction belongs to the answer: on the target, and general or on what is asked about."""
        if self.target and self.target not in denial.targets:
            return False
        if not self.item:
            return True
        hit = any(one.told == denial.told for row in rows for one in (*row.denials, *row.spared))
        return hit or not denial.items

    def told(self, record: Record) -> Mapping[str, str]:
        """The question as options."""
        options = {"imposer": self.imposer, "item": self.item, "target": self.target}
        clocks = {name.replace("_", "-"): value for name, value in record.clocks.items()}
        return {name: value for name, value in {**options, **clocks}.items() if value}


def asked(record: Record, imposer: str, item: str, target: str) -> Asked:
    """The question as keys. Raises `MeasureError` or `AskError` where it cannot be asked so."""
    one, other = party(record, imposer), party(record, target) if target else ""
    if one == other:
        raise MeasureError(
            f"{names(record, [one])} cannot withhold from itself.", "Name another state as --target, or none."
        )
    key, form, words = _item(record, item.strip()) if item.strip() else ("", "", "")
    return Asked(one, other, key, form, words)


def party(record: Record, text: str) -> str:
    """The key of a state, or of a group or organisation of the case. Raises `MeasureError` for what is neither."""
    try:
        key = record.entity(text)
    except AskError:
        return state(record, text)
    return key if World.of(record).types[key] in BODIES else state(record, text)


def _item(record: Record, text: str) -> tuple[str, str, str]:
    """What is asked about: a class, a platform, or words that occur in an item."""
    column = record.codebook.kinds["production"].by_name["category"]
    classes = {**{word: word for word in column.words}, **{label.lower(): word for word, label in column.words.items()}}
    if text.lower() in classes:
        word = classes[text.lower()]
        return word, "class", column.words[word]
    try:
        key = record.entity(text)
    except AskError:
        key = ""
    if key and World.of(record).platform(key):
        return key, "key", names(record, [key])
    items = _items(record)
    if any(tokens(text) <= tokens(item) for item in items):
        return text, "words", text
    listed = record.con.execute("SELECT entity, name FROM entities WHERE type = 'platform'").fetchall()
    near = nearest(text, [*classes, *items, *(word for row in listed for word in row if word)])
    hint = f"Did you mean '{near}'?" if near else f"Classes are: {', '.join(column.words)}."
    raise MeasureError(f"--item: no claim of production or transfers is about '{text}'.", hint)


def _items(record: Record) -> list[str]:
    rows = record.con.execute(
        "SELECT DISTINCT item FROM (SELECT item FROM production UNION SELECT item FROM transfers UNION "
        "SELECT item FROM restrictions) WHERE item IS NOT NULL ORDER BY item"
    ).fetchall()
    return [row[0] for row in rows]
