"""Energy: agreements that claims say are about it."""

from foedus.views.brief.material import Material
from foedus.views.brief.wording import note
from foedus.views.document import BulletList, Section, Text

KIND, SECTOR = "agreements", "energy"


def energy(m: Material) -> Section | None:
    """What claims say of them, a point for each sentence."""
    found = [claim for claim in m.by_kind.get(KIND, []) if SECTOR in (claim.row["sectors"] or ())]
    if not found:
        return None
    sentences = dict.fromkeys(claim.sentence for claim in found)
    items = tuple((Text(sentence), note(c for c in found if c.sentence == sentence)) for sentence in sentences)
    return Section("energy", "Energy", (BulletList(items),))
