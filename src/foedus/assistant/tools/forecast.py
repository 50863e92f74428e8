"""The answer to the case's question: how close the states are, and the chances of a pact."""

from typing import Annotated, Literal

import msgspec

from foedus.assistant.answer import Told
from foedus.assistant.tool import Asked, Clocked, Several, Text, Tool, listed
from foedus.assistant.tools.measures import About, Row, tell
from foedus.forecast.answer import answer as forecast
from foedus.forecast.sheets import measured


class Arguments(Clocked, frozen=True, forbid_unknown_fields=True, kw_only=True):
    """Of which states, from when."""

    state: Annotated[Several, msgspec.Meta(description="The states, by key or name. Without: those of the group.")] = ""
    group: Annotated[Text, msgspec.Meta(description="A group or organisation. Without: the case's coalition.")] = ""
    year: Annotated[Text, msgspec.Meta(description="First year of the horizons. Without: after the newest source.")] = (
        ""
    )
    expert: Annotated[
        Literal["all", "none"],
        msgspec.Meta(description="Whether what named persons assume stands beside the models, never in them."),
    ] = "all"


def answer(asked: Asked, given: Arguments) -> Told:
    """The forecast, told as a measure is."""
    record = asked.record
    found = forecast(
        record, asked.folder, group=given.group, states=listed(given.state), year=given.year, assumptions=given.expert
    )
    return tell(asked, measured(record, found), given.start)


TOOL = Tool(
    name="forecast",
    title="Forecast",
    says=(
        "The answer to the case's question: strands of closeness with their claims, the chance that exactly these "
        "states found a defence pact as a range over models, and how well those models do. Give the range and the "
        "evaluation, never one number alone."
    ),
    arguments=Arguments,
    answer=answer,
    about=About,
    item=Row,
    hint="describe_case lists groups, list_entities states.",
)
