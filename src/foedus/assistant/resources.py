"""Resources: what a client may put before the model at once, as Markdown: the case, the codebook, one kind of it."""

from collections.abc import Callable, Mapping

import msgspec

from foedus.assistant.answer import scope
from foedus.assistant.tool import Asked
from foedus.codebook.reference import markdown
from foedus.record.words import Words
from foedus.views.site.citing import cited

MEDIA = "text/markdown"


class Resource(msgspec.Struct, frozen=True):
    """A resource: an address, what it is, and its text. `write` raises `AskError` where there is none."""

    uri: str
    name: str
    title: str
    says: str
    write: Callable[[Asked], str]


def _case(asked: Asked) -> str:
    record = asked.record
    settings, words = record.settings, Words.of(record)
    parts = [f"# {settings.title}", settings.question, " ".join(settings.summary.split()), cited(record).line]
    groups = [(settings.coalition.label or "The coalition", settings.coalition.members)]
    groups += [(group.label, group.members) for group in settings.groups.values()]
    parts += [f"- {label}: {', '.join(map(words.label, members))}" for label, members in groups if members]
    return "\n\n".join(part for part in (*parts, scope(record)) if part) + "\n"


RESOURCES: Mapping[str, Resource] = {
    one.uri: one
    for one in (
        Resource("foedus://case", "case", "The case", "Its question, summary, groups, and what it can say.", _case),
        Resource(
            "foedus://codebook", "codebook", "The codebook", "Kinds of claims, stages, columns, words.",
            lambda asked: markdown(asked.record.codebook),
        ),
    )
}  # fmt: skip
