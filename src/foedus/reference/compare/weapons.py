"""What sort of weapon a description in SIPRI's register is of, and whether two names mean one weapon.

The register describes a weapon ("armed UAV", "towed gun") and does not say which of SIPRI's categories that falls
in. The words below put a description into a category of the codebook, the first that fits; `codebook/crosswalks`
says how the codebook's categories and SIPRI's go together.
"""

import re
from collections.abc import Iterable, Sequence

from foedus.terms.words import fold

SORTS: tuple[tuple[str, str], ...] = (
    ("uav", r"uav|ucav"),
    ("satellites", r"satellite"),
    ("engines", r"engine|turbofan|turbojet|turboprop|turboshaft|gas turbine|diesel"),
    ("sensors", r"radar|sonar|electro-optical|sigint|reconnaissance system|sensor"),
    ("naval-weapons", r"naval (sam|gun|mine)|ciws|close-in weapon"),
    ("anti-submarine", r"asw mortar|asw rocket|anti-submarine (mortar|rocket)|depth"),
    ("ships",
     (r"\bboat|\bship\b|frigate|corvette|destroyer|cruiser|minesweeper|minehunter|minelayer|aircraft carrier|"
     r"landing craft|(?<!anti-)submarine\b(?! (aircraft|helicopter|torpedo|missile))|opv|ferry|tug|hovercraft")),
    ("air-defence", r"sam system|aa gun|anti-aircraft gun|air-?defence|aa system|\bspaag"),
    ("missiles",
     r"missile|\bsam\b|\bssm\b|\basm\b|torpedo|guided (bomb|rocket|shell|glide bomb)|glide bomb|loitering"),
    ("armoured-vehicles",
     r"\btank\b|armoured|infantry fighting|\bifv\b|\bapc\b|\bafv\b|bridgelayer|recovery vehicle|reconnaissance veh"),
    ("artillery", r"\bgun\b|howitzer|mortar|rocket launcher|turret"),
    ("aircraft", r"aircraft|helicopter|trainer|airship|glider|fighter|bomber|tanker"),
)  # fmt: skip
OTHER = "other"
_SPLIT = re.compile(r"[^a-z0-9]+")
_CALLED = "designation"
"""The word by which the register's remarks give another name: "Turkish designation Trabzon"."""
SHORTEST = 3
"""Letters of a name that may be the beginning of a longer one: `f35` of `f35a`, never `t` of `t72`."""
SAME, NAMED, VARIANT = 3, 2, 1
"""How surely a name means a weapon: it is its name; holds it or stands in the remarks; is one of its variants."""
SAID = {SAME: "weapon", NAMED: "weapon (its name within a longer one)", VARIANT: "weapon (a variant)"}


def sort_of(description: str) -> str:
    """The codebook's category of a description.

    >>> sort_of("armed UAV"), sort_of("missile boat"), sort_of("anti-submarine helicopter"), sort_of("portable SAM")
    ('uav', 'ships', 'aircraft', 'missiles')
    """
    text = description.lower()
    return next((sort for sort, words in SORTS if re.search(words, text)), OTHER)


def _tokens(text: str) -> tuple[str, ...]:
    return tuple(part for part in _SPLIT.split(fold(text)) if part)


def _within(few: Sequence[str], many: Sequence[str]) -> bool:
    return any(tuple(many[at : at + len(few)]) == tuple(few) for at in range(len(many) - len(few) + 1))


def same_weapon(names: Iterable[str], weapon: str, comments: str = "", makers: Iterable[str] = ()) -> int:
    """How surely one of some names means the weapon of a designation: `SAME`, `NAMED`, `VARIANT`, or 0.

    A maker's name in front is no part of a weapon's name; the register's remarks may give another name.

    >>> same_weapon(["Otokar Cobra"], "Cobra", makers=["Otokar"]), same_weapon(["Otokar Cobra"], "Cobra-2")
    (3, 1)
    >>> same_weapon(["F-35"], "F-35A JSF"), same_weapon(["Deniz Han"], "C-92", "designation Deniz Han")
    (1, 2)
    """
    theirs, remark = _tokens(weapon), _tokens(comments)
    if not theirs:
        return 0
    unnamed = {token for maker in makers for token in _tokens(maker)}
    best = 0
    for name in names:
        full = _tokens(name)
        bare = tuple(token for token in full if token not in unnamed) or full
        if not bare:
            continue
        if theirs in (full, bare):
            return SAME
        if _within(theirs, full) or _begins(bare, theirs) or _within((_CALLED, *bare), remark):
            best = max(best, NAMED)
        elif _variant(bare, theirs) or _variant(full, theirs) or _variant(bare[-1:], theirs):
            best = max(best, VARIANT)
    return best


def _begins(ours: Sequence[str], theirs: Sequence[str]) -> bool:
    """Whether a designation is the name and a word more: `s 400 triumf`, but not `cobra 2`, which is another model."""
    at = len(ours)
    return len("".join(ours)) >= SHORTEST and tuple(theirs[:at]) == tuple(ours) and theirs[at].isalpha()


def _variant(ours: Sequence[str], theirs: Sequence[str]) -> bool:
    """Whether one name is the beginning of the other: `anka` of `anka s`, `f 35` of `f 35a jsf`."""
    if len("".join(ours)) < SHORTEST:
        return False
    if _within(ours, theirs):
        return True
    one, other = "".join(ours), "".join(theirs)
    return other.startswith(one) and not other[len(one)].isdigit() and one[-1].isdigit()
