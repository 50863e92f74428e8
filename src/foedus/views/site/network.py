"""The network: who is linked to whom by single events, of a kind or of all cooperation, where each always stands."""

from collections.abc import Sequence

import msgspec

from foedus.measures.network.layout import layout
from foedus.measures.network.near import components, near
from foedus.record import Record, Rows
from foedus.record.once import once
from foedus.record.tied import TABLE
from foedus.record.words import Words
from foedus.views.site.asked import Asked
from foedus.views.site.brush import Brush, brush
from foedus.views.site.citing import cited
from foedus.views.site.tied import Counted, Tie, Ties, of_tone

MOST = 700
"""Links of which the page tells more than how many they are: no picture could show more."""
SKETCHED = 40
"""Links of a network that is drawn small."""
COLUMNS = ("a", "b", "name_a", "name_b", "firm", "soft", "claims")
COVERAGE = (
    "Single events that claims tell of two states by name; points stand where they stand whatever is chosen, and "
    "nearness means nothing but that ties are short. No line is silence of the sources, not a no."
)


class Actor(msgspec.Struct, frozen=True):
    """A state in the network, and where it stands: 0 to 1 from the left and from the top."""

    key: str
    name: str
    x: float
    y: float
    member: bool
    """Whether it is one of the states in question."""
    partners: int
    events: int
    """Events of certain standing that link it to any other, each once."""


class Link(msgspec.Struct, frozen=True):
    """Two states that single events link."""

    a: str
    b: str
    names: tuple[str, str]
    firm: int
    soft: int
    told: str
    """Both figures as a table shows them: '26 +3'."""
    kinds: tuple[tuple[str, str], ...]
    """Kinds of the codebook with their figures, those with most first."""
    claims: tuple[str, ...]


class Network(msgspec.Struct, frozen=True):
    """Who is linked to whom."""

    title: str
    of: str
    """What links them, in words: of cooperation, of transfers."""
    kind: str
    tone: str
    actors: tuple[Actor, ...]
    links: tuple[Link, ...]
    """Those with most events first, with their kinds and claims."""
    rest: tuple[Tie, ...]
    """The others, of a network with very many."""
    total: int
    """How many links there are in all."""
    parts: int
    """Sets of states linked through others."""
    members: str
    """What the states in question are called."""
    citation: str
    coverage: str
    brush: Brush | None

    def rows(self) -> Rows:
        """The links."""
        return Rows(COLUMNS, [(one.a, one.b, *one.names, one.firm, one.soft, len(one.claims)) for one in self.links])


def network(asked: Asked) -> Network:
    """The network of a selection: of its kind, else of all kinds that tie and none that divide."""
    ties = Ties(asked)
    return _made(asked, ties, _linked(ties, _chosen(asked)), brush(asked))


def sketch(asked: Asked) -> Network:
    """The network of the states in question among themselves, or of the strongest links where a case names none."""
    ties = Ties(asked, asked.record.settings.coalition.members)
    return _made(asked, ties, _linked(ties, _chosen(asked))[:SKETCHED], None)


def _made(asked: Asked, ties: Ties, found: Sequence[Tie], beside_it: Brush | None) -> Network:
    record, kinds, words = asked.record, asked.record.codebook.kinds, Words.of(asked.record)
    kind, chosen = asked.selection.kind, _chosen(asked)
    shown = found[:MOST]
    of_kinds = ties.of_kinds([(tie.a, tie.b) for tie in shown])
    beside = near({key for tie in found for key in (tie.a, tie.b)}, [(tie.a, tie.b) for tie in found])
    events, at = ties.events(chosen), _places(record)
    own = set(record.settings.coalition.members)
    return Network(
        title="Network",
        of=kinds[kind].plural if kind else "cooperation",
        kind=kind,
        tone="conflict" if kind in of_tone(kinds, "conflict") else "cooperation",
        actors=tuple(
            Actor(key, words.label(key), *at[key], key in own, len(beside[key]), events.get(key, 0)) for key in beside
        ),
        links=tuple(_link(tie, of_kinds[tie.a, tie.b], chosen, words) for tie in shown),
        rest=tuple(found[MOST:]),
        total=len(found),
        parts=len(components(beside)),
        members=record.settings.coalition.label if own & beside.keys() else "",
        citation=f"Source: {cited(record).line}",
        coverage=COVERAGE,
        brush=beside_it,
    )


def table(asked: Asked) -> Rows:
    """All links of the selection: the page's CSV."""
    words = Words.of(asked.record)
    found = _linked(Ties(asked), _chosen(asked))
    lines = [(t.a, t.b, words.label(t.a), words.label(t.b), t.firm, t.soft, t.claims) for t in found]
    return Rows(COLUMNS, lines)


def _chosen(asked: Asked) -> list[str]:
    kinds = asked.record.codebook.kinds
    return [asked.selection.kind] if asked.selection.kind else of_tone(kinds, "cooperation")


def _linked(ties: Ties, kinds: Sequence[str]) -> list[Tie]:
    return [tie for tie in ties.sums(kinds) if tie.firm or tie.soft]


def _link(tie: Tie, of: Sequence[Counted], chosen: Sequence[str], words: Words) -> Link:
    kinds = words.record.codebook.kinds
    mine = [one for one in of if one.kind in chosen]
    counted = sorted((one for one in mine if one.told), key=lambda one: (-one.firm, -one.soft))
    return Link(
        a=tie.a, b=tie.b, names=(words.label(tie.a), words.label(tie.b)), firm=tie.firm, soft=tie.soft, told=tie.told,
        kinds=tuple((kinds[one.kind].plural, one.told) for one in counted),
        claims=tuple(claim for one in mine for claim in one.claims),
    )  # fmt: skip


def _places(record: Record) -> dict[str, tuple[float, float]]:
    """Where every state stands that any claim ties, at whatever clock: what is chosen moves nobody."""
    return once(record, _Places, _found).at


class _Places(msgspec.Struct, frozen=True):
    """Where the states of a build stand."""

    at: dict[str, tuple[float, float]]


def _found(record: Record) -> _Places:
    rows = record.con.execute(f"SELECT DISTINCT a, b FROM store.{TABLE}").fetchall()
    return _Places(layout(near({key for pair in rows for key in pair}, rows)))
