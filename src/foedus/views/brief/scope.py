"""The question, what the record is drawn from, and how to read the brief."""

from foedus.terms.dates import parse, say
from foedus.views.brief.material import Material
from foedus.views.brief.wording import many
from foedus.views.document import (
    Block,
    BulletList,
    Column,
    Emphasis,
    Name,
    Paragraph,
    Row,
    Section,
    Table,
    Tally,
    Text,
)
from foedus.views.history import independent

TERMS = (
    ("told", "A source vouches for it, with or without a footnote of its own."),
    ("passed on", "A source passes on somebody’s word without vouching for it."),
    ("disputed", "It is told or passed on, and another claim denies it."),
    ("not shown", "It is told or passed on, but denied, and the rule named decides for the denial; else “left open”."),
    ("denied", "It is said not to be so; the stage named is the one denied."),
    ("expected", "It lay in the future when the source wrote. It does not say that it came about."),
    ("weighed", "A possibility that a source considers."),
    ("roots", "How many independent roots the claims of a row have: on how many words they stand in the end."),
    (
        "general",
        "A general statement, not about one identifiable event; “series” stands for several events not told apart.",
    ),
)


def clocks(m: Material) -> str:
    """The clocks of the record, in words."""
    set_to = m.record.clocks
    known = f"only sources published by {_day(set_to['known'])}" if set_to["known"] else "all sources of the case"
    world = f"the world as of {_day(set_to['as_of'])}" if set_to["as_of"] else "events of any date"
    return f"{known}; {world}"


def _day(text: str | None) -> str:
    return say(parse(text)) if text else ""


def span(m: Material) -> str:
    """Between which years the documents read were published."""
    rows = m.record.query("SELECT published_earliest AS first, known FROM sources WHERE access = 'read' AND claims > 0")
    years = [day.year for row in rows for day in (row["first"], row["known"]) if day]
    if not years:
        return ""
    return f"in {min(years)}" if min(years) == max(years) else f"between {min(years)} and {max(years)}"


def scope(m: Material) -> Section:
    """What the brief rests on and how it counts."""
    return Section("scope", "What this brief rests on", (*_drawn_from(m), *_reading()))


def _drawn_from(m: Material) -> list[Block]:
    settings = m.record.settings
    read = {claim.source for claim in m.claims}
    single = {claim.event for claim in m.claims if claim.grain == "single"}
    undated = sum(not claim.date for claim in m.claims)
    when = span(m)
    blocks: list[Block] = []
    if settings.summary.strip():
        blocks.append(Paragraph((Name(" ".join(settings.summary.split())),)))
    counted = (
        f"At these clocks the record holds {len(m.claims):,} claims about {len(m.by_event):,} events, {len(single):,} "
        f"of them told of as one identifiable event. They stand in {many(len(read), 'source')}"
        f"{f' published {when}' if when else ''} and rest on {many(independent(m.claims), 'independent root')}: a root "
        "is the one on whose word a claim stands in the end, the source itself or somebody it cites. "
        f"{f'Undated: {undated:,}' if undated else 'No claim is undated'}. Clocks: {clocks(m)}."
    )
    blocks.append(Paragraph((Tally(counted),)))
    limits = (
        "The record is what these sources say, not what happened. Ties that are documented measure what the sources "
        "looked at: a pair that is hardly mentioned may cooperate as much as any other. A count here is never a share "
        "of all there is, and comparing two counts compares two literatures as much as two pairs of states."
    )
    blocks.append(Paragraph((Text(limits),)))
    return blocks


def _reading() -> list[Block]:
    rules = (
        (
            Emphasis("An empty cell is not a zero. ", strong=True),
            Text("It says that the sources are silent: there is no claim."),
        ),
        (
            Emphasis("What is counted. ", strong=True),
            Text(
                "Only single events: those that a source tells of as one identifiable event. Series and general "
                "statements are shown, but not counted. A bare number counts events that a source itself says were "
                "agreed or carried out and that no claim denies. A number with a plus sign adds events that are only "
                "talked of, passed on on somebody’s word, disputed, or known only by their end."
            ),
        ),
        (
            Emphasis("Notes. ", strong=True),
            Text(
                "Each note lists the claims that the words before it rest on, with the source and the paragraph (¶) "
                "where each can be read. A claim is quoted in full once and pointed to elsewhere."
            ),
        ),
    )
    terms = Table(
        "terms",
        "How firmly a thing is said",
        (Column("Word"), Column("What it stands for")),
        tuple(Row(((Emphasis(word),), (Name(meaning),))) for word, meaning in TERMS),
    )
    return [BulletList(rules), terms]
