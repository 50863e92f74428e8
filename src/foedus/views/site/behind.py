"""The claims behind what a page shows, each put into words once as long as a record is open."""

from collections.abc import Collection, Iterable

from msgspec.structs import replace

from foedus.record import Record
from foedus.record.words import Words
from foedus.views.evidence import Evidence, by_id
from foedus.views.site.lines import ClaimLine, line

MOST = 2_500
"""Claims that are held in words: some 20 MB. Beyond it all are let go, and begun anew."""


class Behind:
    """Claims of a record in words, by their keys."""

    def __init__(self, record: Record) -> None:
        self.record = record
        self.words = Words.of(record)
        self._held: dict[str, Evidence] = {}
        self._lines: dict[str, ClaimLine] = {}

    @classmethod
    def of(cls, record: Record) -> "Behind":
        """Those of a record, begun once."""
        found = record.kept.get(cls)
        if not isinstance(found, cls):
            found = record.kept[cls] = cls(record)
        return found

    def evidence(self, claims: Iterable[str], *, said: bool = True) -> dict[str, Evidence]:
        """Claims by key, in the codebook's order of kinds, then by event and time; those that are not there are out.

        Not `said`: without their sentences, where only a few of them will be lines of a page.
        """
        wanted = set(claims)
        missing = {claim for claim in wanted if claim not in self._held}
        if missing:
            if len(self._held) + len(missing) > MOST:
                self._held.clear()
                self._lines.clear()
                missing = wanted
            self._held.update((one.claim, one) for one in by_id(self.words, missing, said=said))
        if said:
            self._held.update((claim, self._said(self._held[claim])) for claim in wanted if claim in self._held)
        order = {kind: number for number, kind in enumerate(self.record.codebook.kinds)}
        found = [self._held[claim] for claim in wanted if claim in self._held]
        found.sort(key=lambda one: (order[one.kind], one.event, one.row["step"], _day(one), one.claim))
        return {one.claim: one for one in found}

    def lines(self, claims: Iterable[str]) -> tuple[ClaimLine, ...]:
        """Claims as lines of a page, in the same order."""
        return self.told(self.evidence(claims).values())

    def told(self, claims: Collection[Evidence]) -> tuple[ClaimLine, ...]:
        """The same of claims that are in words already."""
        self.words.read(one.event for one in claims if one.claim not in self._lines)
        return tuple(self.line(one) for one in claims)

    def line(self, claim: Evidence) -> ClaimLine:
        """A claim as a line of a page."""
        found = self._lines.get(claim.claim)
        if found is None:
            found = self._lines[claim.claim] = line(self.words, self._said(claim))
        return found

    def _said(self, claim: Evidence) -> Evidence:
        """A claim with its sentence."""
        return claim if claim.sentence else replace(claim, sentence=self.words.sentence(claim.row))


def _day(claim: Evidence) -> str:
    day = claim.row["earliest"] or claim.row["begun_by"]
    return day.isoformat() if day else "9999"
