"""Notes as they stand at the foot of a page."""

from foedus.views.evidence import Evidence


def where(claim: Evidence) -> str:
    """The source of a claim and the place in it: 'Kuzio (2024), ¶12, on the word of the ministry'."""
    place = f", {claim.locator}" if claim.locator else ""
    via = f", on the word of {claim.via}" if claim.via else ""
    return f"{claim.cite}{place}{via}"
