"""Which thing of the case is which row of the dataset: each the other's best by far, or nothing is said.

A pair is made only where each is the single best of the other. Where two fit as well, both stay unpaired and are
called ambiguous: a wrong pair would make disagreements that are none.
"""

from collections.abc import Callable, Sequence

from foedus.reference.compare.model import Fit, Ours, Theirs

Fits = Callable[[Ours, Theirs], Fit | None]


class Pairing:
    """Things of both sides with how well they fit; `pairs` by position, `open` what fits a thing left unpaired."""

    def __init__(self, ours: Sequence[Ours], theirs: Sequence[Theirs], fits: Fits) -> None:
        self.pairs: dict[int, tuple[int, Fit]] = {}
        self._fits = {
            (at, to): fit
            for at, one in enumerate(ours)
            for to, other in enumerate(theirs)
            if (fit := fits(one, other)) is not None
        }
        self._pair()

    def _pair(self) -> None:
        left = dict(self._fits)
        while True:
            sure = [
                (at, to, fit)
                for (at, to), fit in left.items()
                if all(fit.rank > other.rank for (a, t), other in left.items() if (a == at) != (t == to))
            ]
            if not sure:
                return
            for at, to, fit in sure:
                self.pairs[at] = to, fit
            taken = {at for at, _, _ in sure}, {to for _, to, _ in sure}
            left = {(at, to): fit for (at, to), fit in left.items() if at not in taken[0] and to not in taken[1]}

    def open_to(self, at: int) -> list[int]:
        """Rows that a thing of ours left unpaired may be: those that nothing else has taken."""
        taken = {to for to, _ in self.pairs.values()}
        return sorted(to for a, to in self._fits if a == at and to not in taken)

    def open_of(self, to: int) -> list[int]:
        """Things of ours that an unpaired row may be."""
        return sorted(at for at, t in self._fits if t == to and at not in self.pairs)
