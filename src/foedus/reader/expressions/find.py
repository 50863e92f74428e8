"""All expressions of a block, none of which overlap: dates before money before numbers, the longest first."""

from foedus.reader.expressions.dates import Anchor, dates
from foedus.reader.expressions.numbers import money, numbers, percentages
from foedus.reader.mention import Mention


def find(text: str, anchor: str | Anchor = "") -> list[Mention]:
    """Dates, sums of money and numbers in a text, in order. `anchor`: when the document was published, EDTF."""
    if isinstance(anchor, str):
        anchor = Anchor(anchor)
    kept: list[Mention] = []
    for found in (dates(text, anchor), money(text), percentages(text), numbers(text)):
        for one in sorted(found, key=lambda mention: mention.start - mention.end):
            if all(one.end <= other.start or other.end <= one.start for other in kept):
                kept.append(one)
    return sorted(kept, key=lambda mention: mention.start)
