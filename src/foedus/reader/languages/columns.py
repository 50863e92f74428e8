"""What the kinds have beside roles and date: money, hosts, persons, names of exercises, arms, what is spoken about."""

from collections.abc import Callable, Mapping, Sequence

from foedus.reader.languages import items
from foedus.reader.languages.match import Found, Line
from foedus.reader.languages.names import Named
from foedus.reader.languages.rules import classes
from foedus.reader.mention import Mention

MANY = 50
"""People in an exercise, at least: smaller numbers beside it count something else."""
_LONGEST_NAME = 60
_OPEN, _CLOSED = '«“„"', '»”“"'
_FOR_ITSELF = ("state", "organisation", "group", "territory")


class Draft:
    """A row in the making, and the characters that each column was read from."""

    def __init__(self, found: Found, line: Line, roles: Mapping[str, tuple[Named, ...]], code: str) -> None:
        self.found, self.line, self.roles, self.code = found, line, roles, code
        self.kind = found.ready.kind
        self.row: dict[str, str] = {}
        self.spans: dict[str, tuple[tuple[int, int], ...]] = {}

    def put(self, column: str, value: str, *mentions: Mention) -> None:
        """Fill a column with what mentions say."""
        self.row[column] = value
        self.spans[column] = tuple((one.start, one.end) for one in mentions)

    def within(self, one: Named) -> bool:
        """Whether a name stands in the clause."""
        return self.found.clause.first <= one.first < self.found.clause.last

    def nearest(self, name: str) -> str:
        """What the word of a class means that stands nearest to the trigger in the clause; empty where none does."""
        clause, (place, _) = self.found.clause, self.found.trigger
        hits = list(classes(self.code, name).within(self.line.words, clause.first, clause.last))
        return str(min(hits, key=lambda hit: abs(hit[0] - place))[2]) if hits else ""


def fill(draft: Draft, named: Sequence[Named]) -> None:
    """Fill the columns of a draft's kind. `named`: all that its sentence names."""
    maker = _KINDS.get(draft.kind)
    if maker is not None:
        maker(draft, named)


def _agreement(draft: Draft, _: Sequence[Named]) -> None:
    draft.row.setdefault("sectors", draft.nearest("sectors") or "general")
    _money(draft)


def _meeting(draft: Draft, _: Sequence[Named]) -> None:
    draft.row.setdefault("format", draft.nearest("formats"))
    parties = set(draft.row.get("participants", "").split("; "))
    people = [
        one
        for group in draft.line.groups
        for one in group.names
        if one.mention.type == "person" and one.mention.form != "office" and one.party in parties and draft.within(one)
    ]
    if people:
        keys = dict.fromkeys(one.mention.key for one in people)
        draft.put("persons", "; ".join(keys), *(one.mention for one in people))
    _host(draft)


def _exercise(draft: Draft, _: Sequence[Named]) -> None:
    draft.row.setdefault("domain", draft.nearest("domains"))
    _host(draft)
    _called(draft)
    for one in draft.line.amounts:
        figure = one.mention.key.lstrip("~<>=")
        if one.mention.type == "number" and figure.isdigit() and int(figure) >= MANY:
            draft.put("personnel", one.mention.key, one.mention)
            return


def _host(draft: Draft) -> None:
    """The state where it is: one in the locative that does not merely take part."""
    if "host" in draft.row:
        return
    for group in draft.line.groups:
        for one in group.names:
            if "loc" in group.slots and one.mention.type == "state":
                draft.put("host", one.party, one.mention)
                return


def _called(draft: Draft) -> None:
    """The name of an exercise: what stands in quotation marks in its clause."""
    text, words, clause = draft.line.text, draft.line.words, draft.found.clause
    start, end = words[clause.first].start, words[clause.last - 1].end
    opened = next((n for n in range(max(0, start - 1), end) if text[n] in _OPEN), None)
    if opened is None:
        return
    last = min(opened + _LONGEST_NAME, len(text))
    closed = next((n for n in range(opened + 1, last) if text[n] in _CLOSED), None)
    if closed is not None and closed > opened + 2:
        draft.row["name"], draft.spans["name"] = text[opened + 1 : closed], ((opened + 1, closed),)


def _transfer(draft: Draft, _: Sequence[Named]) -> None:
    item = draft.roles["item"][0]
    row, maker = draft.row, item.mention.country
    row["category"] = item.mention.category or "other"
    count = items.quantity(item, draft.line.words, draft.line.amounts, draft.code)
    if count is not None:
        draft.put("quantity", count.mention.key, count.mention)
    _money(draft)
    takers = row.get("recipient", "").split("; ")
    if row.get("supplier") or not maker:
        return
    if maker in takers and len(takers) > 1:
        row["recipient"] = "; ".join(one for one in takers if one != maker)
    if maker not in row.get("recipient", "").split("; "):
        row["supplier"] = maker


def _money(draft: Draft) -> None:
    for one in draft.line.amounts:
        if one.mention.type == "money" and draft.found.clause.first <= one.first < draft.found.clause.last:
            draft.put("value", one.mention.key, one.mention)
            draft.row["currency"] = one.mention.category
            return


def _statement(draft: Draft, named: Sequence[Named]) -> None:
    speaker, line = draft.roles["speaker"][0], draft.line
    own = speaker.mention.key if speaker.mention.type in _FOR_ITSELF else ""
    draft.row["speaks_for"] = speaker.mention.country or own
    sentence = line.text[line.words[line.first].start : line.words[line.last - 1].end]
    draft.row["basis"] = "quoted" if any(mark in sentence for mark in _OPEN) else "reported"
    for one in named:
        if one.mention.type != "person" and one.party != draft.row["speaks_for"] and one.first != speaker.first:
            draft.put("about", one.mention.key, one.mention)
            return
    clause, (first, last) = draft.found.clause, draft.found.trigger
    start, end = (last, clause.last) if clause.last - last > last - clause.first else (clause.first, first)
    words = [line.text[one.start : one.end] for one in line.words[start:end][:8]]
    draft.row["about"] = " ".join(words) or sentence[:_LONGEST_NAME]


_KINDS: dict[str, Callable[[Draft, Sequence[Named]], None]] = {
    "agreements": _agreement, "meetings": _meeting, "exercises": _exercise, "transfers": _transfer,
    "statements": _statement,
}  # fmt: skip
