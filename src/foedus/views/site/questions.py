"""The measures that have a page: what each answers, with which options, and how it is taken."""

from collections.abc import Mapping

from foedus.measures.measured import Measured, MeasureError
from foedus.record import Record
from foedus.views.site.asking import Asking, Choice, Field, Question

ROLES = (
    "SELECT actor, count(DISTINCT claim) AS n FROM store.roles WHERE kind = '{kind}' AND role = '{role}' "
    "AND via IN ('named', 'country') GROUP BY actor ORDER BY n DESC, actor"
)
STATES = (
    "SELECT entity, claims AS n FROM store.counts JOIN store.entities USING (entity) "
    "WHERE type IN ('state', 'territory') AND n > 0 ORDER BY n DESC, entity"
)
GROUPS = (
    "SELECT body, count(DISTINCT state) AS n FROM (SELECT unnest(organisation) AS body, unnest(member) AS state "
    "FROM store.memberships WHERE phase = 'done') GROUP BY body HAVING n > 1 ORDER BY n DESC, body"
)
TOPICS = "SELECT question, count(*) AS n FROM store.arguments GROUP BY question ORDER BY n DESC, question"
CAUSES = "SELECT cause, count(DISTINCT event) AS n FROM store.causes GROUP BY cause ORDER BY n DESC, cause"
INDICATORS = "SELECT measure, count(*) AS n FROM store.indicators GROUP BY measure ORDER BY n DESC, measure"
THINGS = (
    "SELECT entity, count(DISTINCT claim) AS n FROM store.roles WHERE kind IN ('restrictions', 'production') AND "
    "role IN ('item', 'part_of', 'replaces') GROUP BY entity ORDER BY n DESC, entity"
)


STATE = Field("state", "States", "several", "Keys or names, apart by commas.", STATES, nothing="the coalition")
GROUP = Field("group", "Group or body", sql=GROUPS, help="Its members.", nothing="the case’s coalition")


def _ties(record: Record, asked: Asking) -> Measured:
    from foedus.measures.ties import ties

    return ties(
        record, state=asked.several("state"), group=asked.one("group") or None, since=asked.since, until=asked.until
    )


def _network(record: Record, asked: Asking) -> Measured:
    from foedus.measures.network import network

    states, group = asked.several("state"), asked.one("group") or None
    return network(record, kind=asked.one("kind"), state=states, group=group, since=asked.since, until=asked.until)


def _integration(record: Record, asked: Asking) -> Measured:
    from foedus.measures.integration import integration

    states, group = asked.several("state"), asked.one("group") or None
    return integration(record, state=states, group=group, year=asked.one("year"), weighted=bool(asked.one("weighted")))


def _dependence(record: Record, asked: Asking) -> Measured:
    from foedus.measures.dependence import dependence

    window = asked.number("window", "Years of a window", 10)
    return dependence(
        record,
        state=asked.several("state"),
        group=asked.one("group") or None,
        window=int(window) if window == int(window) else 0,
        rule=asked.one("rule") or "even",
        least=asked.number("least", "Least volume", 10),
        since=asked.since,
        until=asked.until,
    )


def _embargo(record: Record, asked: Asking) -> Measured:
    from foedus.measures.embargo import embargo

    return embargo(record, imposer=asked.one("imposer"), item=asked.one("item"), target=asked.one("target"))


def _shocks(record: Record, asked: Asking) -> Measured:
    from foedus.measures.shocks import shocks

    kind, causes = asked.one("kind"), asked.one("causes")
    return shocks(record, cause=asked.one("cause"), kind=kind, causes=causes, since=asked.since, until=asked.until)


def _industry(record: Record, asked: Asking) -> Measured:
    from foedus.measures.industry import industry

    states, group = asked.several("state"), asked.one("group") or None
    return industry(
        record, state=states, group=group, indicator=asked.one("indicator"), since=asked.since, until=asked.until
    )


def _aid(record: Record, asked: Asking) -> Measured:
    from foedus.measures.aid import aid

    return aid(
        record,
        donor=asked.one("donor"),
        recipient=asked.one("recipient"),
        since=asked.since,
        until=asked.until,
        into=asked.one("in"),
        rates=dict(map(_rate, asked.several("rate"))),
    )


def _rate(text: str) -> tuple[str, float]:
    code, _, number = text.partition("=")
    try:
        return code.strip(), float(number)
    except ValueError:
        raise MeasureError(f"“{text}” is no rate.", "Write EUR=1.1: what one euro is worth.") from None


def _overlaps(record: Record, asked: Asking) -> Measured:
    from foedus.measures.overlaps import overlaps

    return overlaps(
        record, group=asked.one("group"), states=asked.several("state"), since=asked.since, until=asked.until
    )


def _arguments(record: Record, asked: Asking) -> Measured:
    from foedus.measures.arguments import arguments

    return arguments(record, topic=asked.one("topic"))


KIND = Field("kind", "Kind", help="Of the tie.", nothing="all of cooperation")
QUESTIONS: Mapping[str, Question] = {
    one.name: one
    for one in (
        Question(
            "embargo", "Embargo exposure", "What a state has withheld from others, what needs it, who has that, and "
            "what took its place.", _embargo, (
                Field("imposer", "Who withholds", sql=ROLES.format(kind="restrictions", role="imposer"), required=True,
                      nothing="choose"),
                Field("item", "Of what", "text", "A platform, a part, a class such as engines, or words.", THINGS),
                Field("target", "From whom", sql=ROLES.format(kind="restrictions", role="target"), nothing="anyone"),
            ), "imposer", spans=False),
        Question(
            "overlaps", "Overlapping memberships", "Who is in which blocs, what being in two of them means by texts, "
            "statements and data, and who quarrels with whom.", _overlaps, (GROUP, STATE), "group"),
        Question(
            "arguments", "Arguments", "What is held to enable a thing and what to obstruct it, by whom, and what has "
            "happened since.", _arguments, (
                Field("topic", "On what", "text", "A topic, an event or an actor, by key.", TOPICS,
                      nothing="everything"),
            ), "topic", spans=False),
        Question(
            "aid", "Aid", "What was pledged and what delivered, by donor, recipient, year and currency; totals stand "
            "beside.", _aid, (
                Field("recipient", "To whom", sql=ROLES.format(kind="assistance", role="recipient"), nothing="anyone"),
                Field("donor", "From whom", sql=ROLES.format(kind="assistance", role="donor"), nothing="anyone"),
                Field("in", "In one currency", "text", "Such as USD, by the rates beside.", nothing="each its own"),
                Field("rate", "Rates", "several", "EUR=1.1; several apart by commas.", nothing="none"),
            ), "recipient"),
        Question(
            "dependence", "Dependence on suppliers", "From whom states get their arms, how concentrated that is, and "
            "who arms both sides of a dispute.", _dependence, (
                STATE, GROUP,
                Field("window", "Years of a window", "number", "5 to 10.", nothing="10"),
                Field("rule", "Deliveries of a deal", fixed=(Choice("first", "all in its first year"),
                      Choice("last", "all in its last year")), nothing="even over its years"),
                Field("least", "Least volume", "number", "Millions of TIV below which no share is given.",
                      nothing="10"),
            ), "state"),
        Question(
            "ties", "Documented ties", "What the record tells of pairs of states, by component and year; pairs are not "
            "ranked.", _ties, (STATE, GROUP), "group"),
        Question(
            "network", "Network of ties", "Who is linked to whom by a kind of tie, in how many components, and who "
            "stands between others.", _network, (KIND, STATE, GROUP), "kind"),
        Question(
            "integration", "Integration, by data sets", "How integrated a group of states is by what data sets have of "
            "its pairs.", _integration, (
                STATE, GROUP, Field("year", "Year", "year", "For all; else the last that each covers.", nothing="last"),
                Field("weighted", "Weigh states by capability", "flag"),
            ), "group", spans=False),
        Question(
            "industry", "Arms industry", "What is told of arms industries, whose figures these are, and what is made "
            "with whom.", _industry, (
                STATE, GROUP, Field("indicator", "Figure", sql=INDICATORS, nothing="all of industry"),
            ), "state"),
        Question(
            "shocks", "Shocks", "What sources say was prompted by what, and how long after.", _shocks, (
                Field("cause", "What came first", sql=CAUSES, nothing="any event"),
                Field("causes", "Its kind", nothing="any"), Field("kind", "What followed", nothing="any"),
            ), "cause"),
    )
}  # fmt: skip
"""The measures by name, in the order of the page that lists them."""
