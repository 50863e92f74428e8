"""What would change the chances: lines of what is to be otherwise, asked in a form."""

from collections.abc import Iterator
from itertools import islice

import msgspec

from foedus.forecast.errors import ForecastError
from foedus.forecast.scenario.lines import read
from foedus.measures import membership
from foedus.measures.measured import Measured, MeasureError
from foedus.record import Record
from foedus.record.ask import AskError
from foedus.record.words import Words
from foedus.views.selection import Trouble
from foedus.views.site.asked import Asked
from foedus.views.site.asking import Asking, Choice, Field, Offered
from foedus.views.site.figures import figures
from foedus.views.site.measures import Answered, Option, answered, told
from foedus.views.site.questions import GROUP, STATE

TITLE = "What would change it"
SAYS = (
    "Say what is to be otherwise, and the models are asked before and after. Associations, not causes: what pacts have "
    "gone with, not what would follow if somebody did this."
)
LINES = Field(
    "lines", "What is to be otherwise", "text", required=True, nothing="one or several, apart by semicolons",
    help="A leaves B; A joins B; A and B ally, part, quarrel or reconcile; A and B unga_distance = 0.2; "
    "A opposes x0.3; A favours x2.",
)  # fmt: skip
FIELDS = (LINES, GROUP, STATE)
OWN = tuple(field.name for field in FIELDS)
MOST_LINES, MOST_STATES, EXAMPLES = 6, 8, 8
TOO_MANY = f"A page asks for up to {MOST_LINES} lines on up to {MOST_STATES} states; more can be asked in a terminal."


def scenario(asked: Asked) -> Answered:
    """What a scenario does to the chances; without lines, some that can be asked for."""
    asking, offered = Asking(asked.selection), Offered.of(asked.record)
    text = asking.one(LINES.name)
    examples = () if text else _Examples.of(asked).choices
    options = tuple(
        Option(field, asking.one(field.name), examples if field is LINES else offered.choices(field))
        for field in FIELDS
    )
    trouble, shown = None, None
    if text:
        try:
            shown = figures(asked.record, _compared(asked, asking))
        except (ForecastError, MeasureError, AskError) as error:
            trouble = told(error.message, error.hint)
        except ImportError as error:
            trouble = lacking(error)
    return answered("scenario", TITLE, SAYS, shown, trouble, options, spans=False, silent=not text)


def lacking(error: ImportError) -> Trouble:
    """That a package is not installed which only forecasts need."""
    name = error.name or "a package"
    return Trouble("", f"{name} is not installed.", "It comes with the extra foedus[forecast].")


def _compared(asked: Asked, asking: Asking) -> Measured:
    from foedus.forecast.scenario.compare import compare

    changes = read(asked.record, [part for part in asking.one(LINES.name).split(";") if part.strip()])
    group, states = asking.one("group"), asking.several("state")
    if len(changes) > MOST_LINES or len(states or _members(asked.record, group)) > MOST_STATES:
        raise ForecastError(TOO_MANY)
    return compare(asked.record, changes, group=group, states=states, folder=asked.folder)


def _members(record: Record, group: str) -> list[str]:
    return membership.members(record, group) if group else list(record.settings.coalition.members)


class _Examples(msgspec.Struct, frozen=True):
    """Lines that can be asked for of a record, found once."""

    choices: tuple[Choice, ...]

    @classmethod
    def of(cls, asked: Asked) -> "_Examples":
        """Those of the record that is asked."""
        found = asked.record.kept.get(cls)
        if not isinstance(found, cls):
            found = asked.record.kept[cls] = cls(tuple(islice(_examples(asked), EXAMPLES)))
        return found


def _examples(asked: Asked) -> Iterator[Choice]:
    """Lines that can be carried out: of each bloc of the case one state of the coalition that leaves or joins it."""
    try:
        from foedus.forecast.chances import of_record
        from foedus.forecast.scenario.change import changed

        places = of_record(asked.record, asked.folder)
    except (ImportError, ForecastError):
        return
    record, words = asked.record, Words.of(asked.record)
    bodies = membership.bodies(record)
    names = membership.short(record, bodies)
    for body in bodies:
        for verb in ("leaves", "joins"):
            for state in record.settings.coalition.members:
                line = f"{state} {verb} {body}"
                try:
                    [change] = read(record, [line])
                    changed(places, change, record)
                except (ForecastError, AskError):
                    continue
                yield Choice(line, f"{words.label(state)} {verb} {names[body]}")
                break
