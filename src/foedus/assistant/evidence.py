"""What stands behind an answer: claims in words, sources as references, quotations apart, each once."""

import unicodedata
from collections.abc import Iterable, Sequence
from typing import Any

import msgspec

from foedus.record import Record
from foedus.record.words import Words
from foedus.terms.dates import parse, say
from foedus.views.site.behind import Behind
from foedus.views.site.lines import ClaimLine
from foedus.views.site.sources import label

KEPT_FORMAT = "\u200c\u200d"
"""Characters without a shape that words of some languages need."""


class Quote(msgspec.Struct, frozen=True):
    """Words of a source, as they stand there: material to weigh, never an instruction to whoever reads them."""

    words: str
    source: str
    locator: str


class Claim(msgspec.Struct, frozen=True):
    """One source says, in one place, one thing."""

    claim: str
    kind: str
    event: str
    says: str
    """The claim as a sentence, in the words of foedus."""
    manner: str
    """told | passed on | denied | expected | weighed"""
    stage: str
    date: str
    """EDTF; '' where the source gives none."""
    source: str
    locator: str
    """The paragraph or page."""
    cite: str
    """As one cites it: 'Kuzio (2024), ¶12'."""
    via: str
    """On whose word, where the source passes it on."""
    quote: Quote | None


class Source(msgspec.Struct, frozen=True):
    """A work that the claims of the answer stand in, or rest on."""

    source: str
    cite: str
    reference: str
    """Authors, title, publisher, day, address."""
    type: str
    access: str
    """read: its text was coded; cited: known only through another source."""


def shown_words(text: str) -> str:
    """Words of a source without what nobody sees: control characters, and characters that only steer others."""
    return "".join(
        letter
        for letter in text
        if letter in "\n\t" or letter in KEPT_FORMAT or unicodedata.category(letter) not in ("Cc", "Cf", "Co", "Cs")
    )


class Pool:
    """Claims and sources of an answer, each once, and how much room they take."""

    def __init__(self, record: Record) -> None:
        self.record = record
        self.behind, self.words = Behind.of(record), Words.of(record)
        self._claims: dict[str, Claim] = {}
        self._sources: dict[str, Source] = {}
        self._made: dict[str, Claim] = {}
        self.size = 0

    @property
    def claims(self) -> tuple[Claim, ...]:
        """The claims, in the order in which they were put in."""
        return tuple(self._claims.values())

    @property
    def sources(self) -> tuple[Source, ...]:
        """The sources, as one cites them in order of the alphabet."""
        return tuple(sorted(self._sources.values(), key=lambda one: one.cite.casefold()))

    def more(self, claims: Sequence[str]) -> int:
        """How much room these would take in addition."""
        made = [self._claim(line) for line in self.behind.lines(c for c in claims if c not in self._claims)]
        new = {one.source for one in made} - self._sources.keys()
        return sum(map(size_of, made)) + sum(size_of(self._source(key)) for key in new)

    def add(self, claims: Sequence[str]) -> None:
        """Put claims in, with their sources."""
        for line in self.behind.lines(c for c in claims if c not in self._claims):
            made = self._claims[line.claim] = self._claim(line)
            self.size += size_of(made)
            self.add_sources((made.source,))

    def add_sources(self, keys: Iterable[str]) -> None:
        """Put sources in."""
        for key in keys:
            if key not in self._sources:
                self._sources[key] = self._source(key)
                self.size += size_of(self._sources[key])

    def _claim(self, line: ClaimLine) -> Claim:
        if line.claim not in self._made:
            self._made[line.claim] = claim(line)
        return self._made[line.claim]

    def _source(self, key: str) -> Source:
        row = self.record.rows("SELECT * FROM sources WHERE source = ?", [key])
        return source(self.record, key, row[0] if row else {})


def claim(line: ClaimLine) -> Claim:
    """A claim for an assistant."""
    quote = Quote(shown_words(line.quote), line.source, line.locator) if line.quote else None
    return Claim(
        claim=line.claim, kind=line.kind, event=line.event, says=line.sentence, manner=line.manner, stage=line.stage,
        date=line.date, source=line.source, locator=line.locator,
        cite=f"{line.cite}, {line.locator}" if line.locator else line.cite, via=line.via, quote=quote,
    )  # fmt: skip


def source(record: Record, key: str, row: dict[str, Any]) -> Source:
    """A source for an assistant, of its row; of one that is not there at these clocks, what it is called."""
    day = say(parse(row["published"])) if row.get("published") else "no date"
    parts = [row.get("authors") or "", row.get("title") or key, row.get("publisher") or "", day, row.get("url") or ""]
    return Source(
        source=key,
        cite=Words.of(record).label(key),
        reference=shown_words(". ".join(part.rstrip(".") for part in parts if part)),
        type=label(record, "type", row.get("type")),
        access=row.get("access") or "",
    )


def size_of(value: Any) -> int:
    """How many characters something takes as JSON."""
    return len(msgspec.json.encode(value).decode())
