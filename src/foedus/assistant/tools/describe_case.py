"""What a case is about, and what there is in it."""

import msgspec

from foedus.assistant.answer import Told
from foedus.assistant.tool import Asked, Clocked, Tool, sliced
from foedus.case.guide import Question
from foedus.record.words import Words
from foedus.views.site import asked as pages
from foedus.views.site.named import Named
from foedus.views.site.overview import overview as shown


class Arguments(Clocked, frozen=True, forbid_unknown_fields=True, kw_only=True):
    """The clocks alone."""


class Group(msgspec.Struct, frozen=True):
    """A group that can be asked for by its key."""

    group: str
    label: str
    members: tuple[Named, ...]


class Actor(msgspec.Struct, frozen=True):
    """Somebody of whom many claims speak."""

    entity: str
    name: str
    claims_total: int


class Kind(msgspec.Struct, frozen=True):
    """A kind of claim in counts."""

    kind: str
    label: str
    claims_total: int
    events_total: int
    told: int
    """Events that a source itself says were agreed or carried out; some of these others may deny."""
    passed_on: int
    """Further events that are only told on somebody's word."""
    ahead: int
    """Events that are expected or weighed."""
    denied: int
    """Events that somebody denies."""


class About(msgspec.Struct, frozen=True):
    """The case."""

    title: str
    question: str
    summary: str
    licence: str
    claims_total: int
    events_total: int
    undated: int
    sources_read: int
    sources_cited: int
    disputes: int | None
    """Events on which sources contradict each other; null where these are too many to be counted at a clock."""
    errors: int
    warnings: int
    groups: tuple[Group, ...]
    topics: tuple[Named, ...]
    actors: tuple[Actor, ...]
    """Those of whom most claims speak."""
    guide: tuple[Question, ...]
    """What the case's editors suggest to ask of it."""


def answer(asked: Asked, given: Arguments) -> Told:
    """The case in short."""
    record = asked.record
    settings, words = record.settings, Words.of(record)
    found = shown(pages.Asked(record))
    groups = [("coalition", settings.coalition.label or "The coalition", settings.coalition.members)]
    groups += [(key, group.label, group.members) for key, group in settings.groups.items()]
    kinds = [Kind(k.kind, k.label, k.claims, k.events, k.told, k.passed, k.ahead, k.denied) for k in found.kinds]
    topics = record.con.execute("SELECT topic FROM topics ORDER BY topic").fetchall()
    return Told(
        answer=found.summary or found.title,
        about=About(
            title=found.name,
            question=found.question,
            summary=found.summary,
            licence=settings.licence,
            claims_total=found.claims,
            events_total=found.events,
            undated=found.undated,
            sources_read=found.read,
            sources_cited=found.cited,
            disputes=found.disputes,
            errors=sum(one.severity == "error" for one in asked.findings),
            warnings=sum(one.severity != "error" for one in asked.findings),
            groups=tuple(
                Group(key, name, tuple(Named(one, words.label(one)) for one in members))
                for key, name, members in groups
                if members
            ),
            topics=tuple(Named(key, words.label(key)) for (key,) in topics),
            actors=tuple(Actor(one.key, one.name, one.claims) for one in found.actors),
            guide=found.guide,
        ),
        items=sliced(kinds, given.start),
        start=given.start,
        total=len(kinds),
        what="kinds of claims",
    )  # fmt: skip


TOOL = Tool(
    name="describe_case",
    title="What the case is about",
    says="The case's question, its groups, topics and chief actors, and how many claims of which kind it has.",
    arguments=Arguments,
    answer=answer,
    about=About,
    item=Kind,
)
