"""Reasons as a picture: a row for each role, a tile for each reason with the letter of who gives it."""

from collections.abc import Sequence
from string import ascii_uppercase

from foedus.measures.arguments.reasons import ROLES, Reason
from foedus.measures.measured import Picture
from foedus.record import Record

MOST = 120
"""Reasons that a picture can hold."""
OTHERS = "+"


def picture(record: Record, found: Sequence[Reason]) -> tuple[Picture, ...]:
    """The reasons as tiles; nothing where there are none, or more than a picture can hold."""
    if not found or len(found) > MOST:
        return ()
    by = {one.claims: "; ".join(sorted(one.givers)) for one in found}
    names = sorted(dict.fromkeys(by.values()), key=lambda name: (-list(by.values()).count(name), name))
    letters = {name: ascii_uppercase[n] if n < len(ascii_uppercase) else OTHERS for n, name in enumerate(names)}
    words = record.codebook.kinds["arguments"].by_name["role"].words
    lanes = []
    for role in ROLES:
        of = [one for one in found if one.role == role]
        row = [
            {"form": "full" if one.counted else "dashed", "letter": letters[by[one.claims]], "title": one.proposition}
            for one in sorted(of, key=lambda one: (not one.counted, letters[by[one.claims]], one.proposition))
        ]
        if row:
            lanes.append({"label": words.get(role, role) or "role not said", "tiles": row})
    legend = [["full", letters[name], name] for name in names[: len(ascii_uppercase)]]
    legend += [["dashed", "", "only weighed, expected, denied or general"]] * any(not one.counted for one in found)
    data = {
        "lanes": lanes,
        "legend": legend,
        "source": f"Source: claims of the case “{record.settings.title}”.",
        "coverage": "A tile is a reason, once however often it is told. Who wrote most lists most.",
    }
    told = "; ".join(f"{lane['label']} {len(lane['tiles'])}" for lane in lanes)
    claims = tuple(sorted(claim for one in found for claim in one.claims))
    alt = f"Tiles of reasons by role: {told}; given by {', '.join(names)}."
    return (Picture("tiles", data, "Reasons by role, and who gives them", alt, claims),)
