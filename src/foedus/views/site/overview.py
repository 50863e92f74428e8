"""The overview: the question, the state of the answer, what is contested, what is new, and ways into the case."""

from collections.abc import Sequence
from pathlib import Path

import msgspec

from foedus.case.guide import Question
from foedus.record import Record, Rows
from foedus.record.words import Words
from foedus.terms.dates import parse, say
from foedus.views.site import network
from foedus.views.site.asked import Asked
from foedus.views.site.contested import Contested, contested
from foedus.views.site.contested import claims as claims_of
from foedus.views.site.gist import SMALL, Blocs, Chances, Pact, Thread, blocs, chances, pact, threads
from foedus.views.site.lines import cited
from foedus.views.site.named import Named
from foedus.views.site.network import Network

NEW, CONTESTED, ACTORS, PAIRS = 6, 5, 10, 5
"""How many of each are shown; all of them have a page."""


class Kind(msgspec.Struct, frozen=True):
    """A kind of claim in counts."""

    kind: str
    label: str
    claims: int
    events: int
    told: int
    """Events that a source itself says were agreed or carried out; of these some may be denied by others."""
    passed: int
    """Further events that are only told on somebody's word."""
    ahead: int
    """Events that are expected or weighed."""
    denied: int
    """Events that somebody denies, whoever else tells of them."""


class Source(msgspec.Struct, frozen=True):
    """A source in short: what is in it, and what nobody had said before it."""

    source: str
    cite: str
    title: str
    published: str
    """In words; '' where its date is unknown."""
    claims: int
    events: int
    first: int
    """Events of which it was the first to speak."""


class Actor(msgspec.Struct, frozen=True):
    """Somebody of whom many claims speak."""

    key: str
    name: str
    claims: int


class Overview(msgspec.Struct, frozen=True):
    """What one should see first of a case."""

    title: str
    name: str
    """Of the case."""
    question: str
    summary: str
    claims: int
    events: int
    undated: int
    read: int
    """That were read and have claims."""
    cited: int
    """Works on which they rest, as far as the case names them."""
    kinds: tuple[Kind, ...]
    guide: tuple[Question, ...]
    coalition: str
    pact: Pact | None
    blocs: Blocs | None
    threads: tuple[Thread, ...]
    chances: Chances | None
    contested: tuple[Contested, ...]
    disputes: int | None
    """Events on which sources contradict each other; None where these are too many to be counted at a clock."""
    new: tuple[Source, ...]
    actors: tuple[Actor, ...]
    pairs: tuple[tuple[Named, Named, str], ...]
    """The pairs that most events tie, with the figures."""
    network: Network | None
    """The states in question as a picture; nothing where no two of them are linked."""
    large: bool
    """Whether the case is too large for blocs and strands to be worked out here."""
    sources: tuple[str, ...]
    """The sources of the claims shown, as one cites them."""

    def rows(self) -> Rows:
        """The kinds in counts."""
        names = Kind.__struct_fields__
        return Rows(names, [tuple(getattr(kind, name) for name in names) for kind in self.kinds])


def overview(asked: Asked) -> Overview:
    """The overview of a case at the record's clocks; of what is chosen besides, only the picture takes note."""
    record, linked = asked.record, network.sketch(asked)
    made = record.kept.get(Overview)
    if not isinstance(made, Overview):
        made = record.kept[Overview] = _without_picture(record, asked.folder)
    return msgspec.structs.replace(
        made,
        pairs=tuple((Named(one.a, one.names[0]), Named(one.b, one.names[1]), one.told) for one in linked.links[:PAIRS]),
        network=linked if len(linked.actors) > 2 else None,
    )


def _without_picture(record: Record, folder: Path | None) -> Overview:
    """All that depends on the record alone."""
    settings, words = record.settings, Words.of(record)
    counts = record.rows(
        "SELECT count(*) AS claims, count(DISTINCT event) AS events, count(*) FILTER (date IS NULL) AS undated, "
        "(SELECT count(*) FROM sources WHERE access = 'read' AND claims > 0) AS read, "
        "(SELECT count(*) FROM sources WHERE access = 'cited') AS cited FROM claims"
    )[0]
    disputed, disputes = contested(record, CONTESTED)
    large = counts["claims"] > SMALL
    promise = pact(record)
    sides = claims_of(disputed) + ([*promise.told, *promise.denied, *promise.ahead] if promise else [])
    return Overview(
        title=settings.question or settings.title or "Overview",
        name=settings.title,
        question=settings.question,
        summary=" ".join(settings.summary.split()),
        claims=counts["claims"],
        events=counts["events"],
        undated=counts["undated"],
        read=counts["read"],
        cited=counts["cited"],
        kinds=_kinds(record),
        guide=_guide(record),
        coalition=settings.coalition.label,
        pact=promise if counts["claims"] else None,
        blocs=None if large else blocs(record),
        threads=() if large else threads(record),
        chances=None if large or not counts["claims"] else chances(record, folder),
        contested=disputed,
        disputes=disputes,
        new=_new(record),
        actors=_actors(record, words),
        pairs=(),
        network=None,
        large=large,
        sources=cited(sides),
    )


def _guide(record: Record) -> tuple[Question, ...]:
    """The guide of the case; none in a record that was built before there were any."""
    return msgspec.json.decode(record.meta.get("guide", "[]"), type=tuple[Question, ...])


def _kinds(record: Record) -> tuple[Kind, ...]:
    rows = record.rows(
        "WITH each AS (SELECT kind, event, count(*) AS claims, "
        "bool_or(assertion = 'asserted' AND phase IN ('agreed', 'done')) AS told, "
        "bool_or(assertion = 'attributed' AND phase IN ('agreed', 'done')) AS passed, "
        "bool_or(assertion IN ('expected', 'hypothetical')) AS ahead, bool_or(assertion = 'denied') AS denied "
        "FROM claims GROUP BY kind, event) "
        "SELECT kind, sum(claims)::BIGINT AS claims, count(*) AS events, count(*) FILTER (told) AS told, "
        "count(*) FILTER (passed AND NOT told) AS passed, count(*) FILTER (ahead) AS ahead, "
        "count(*) FILTER (denied) AS denied FROM each GROUP BY kind"
    )
    found = {row.pop("kind"): row for row in rows}
    return tuple(
        Kind(kind=name, label=kind.plural, **found[name])
        for name, kind in record.codebook.kinds.items()
        if name in found
    )


def _new(record: Record) -> tuple[Source, ...]:
    """The sources published last, with the events of which each was the first to speak."""
    rows = record.rows(
        "WITH last AS (SELECT source, title, published, known FROM sources WHERE claims > 0 "
        f"ORDER BY known DESC NULLS LAST, source LIMIT {NEW}), "
        "told AS (SELECT claim, event, source, known FROM claims WHERE source IN (SELECT source FROM last)), "
        "first AS (SELECT event, min(known) AS known FROM claims WHERE event IN (SELECT event FROM told) "
        "GROUP BY event) "
        "SELECT s.source, any_value(s.title) AS title, any_value(s.published) AS published, any_value(s.known) AS day, "
        "count(DISTINCT c.claim) AS claims, count(DISTINCT c.event) AS events, "
        "count(DISTINCT c.event) FILTER (f.known = c.known) AS first "
        "FROM last s JOIN told c USING (source) JOIN first f USING (event) GROUP BY s.source ORDER BY 4 DESC, 1"
    )
    words = Words.of(record)
    return tuple(
        Source(
            source=row["source"], cite=words.label(row["source"]), title=row["title"] or "",
            published=say(parse(row["published"])) if row["published"] else "", claims=row["claims"],
            events=row["events"], first=row["first"],
        )
        for row in rows
    )  # fmt: skip


def _actors(record: Record, words: Words) -> tuple[Actor, ...]:
    named = "SELECT entity, count(DISTINCT claim) AS n FROM {} WHERE via = 'named' {} GROUP BY entity"
    if record.without:
        counted = named.format("roles", "")
    else:  # a clock mostly takes few claims away
        gone = named.format("store.roles", f"AND ({record.bounds or 'true'}) IS NOT TRUE")
        left = "c.named - coalesce(g.n, 0)"
        counted = f"SELECT c.entity, {left} AS n FROM store.counts c LEFT JOIN ({gone}) g USING (entity)"
    rows: Sequence[tuple[str, int]] = record.con.execute(
        f"SELECT entity, n FROM ({counted}) WHERE n > 0 ORDER BY n DESC, entity LIMIT {ACTORS}"
    ).fetchall()
    return tuple(Actor(key, words.label(key), count) for key, count in rows)
