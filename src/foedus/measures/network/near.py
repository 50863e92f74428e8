"""Who is next to whom, and what follows from that alone: the parts of a network, and how far it is to others."""

from collections.abc import Iterable, Mapping

Near = Mapping[str, frozenset[str]]
"""For each state, in order of key, those that it is tied to."""


def near(states: Iterable[str], links: Iterable[tuple[str, str]]) -> Near:
    """The states with those next to them; of states that are not among them nothing is said."""
    found: dict[str, set[str]] = {key: set() for key in sorted(states)}
    for one, other in links:
        found[one].add(other)
        found[other].add(one)
    return {key: frozenset(beside) for key, beside in found.items()}


def distances(network: Near, start: str) -> dict[str, int]:
    """How many links it takes at least from a state to each that can be reached."""
    found, ring, left = {start: 0}, {start}, set(network) - {start}
    while ring:
        # Most are found soon: to look at those that are left is quicker than at all that the last ring is tied to.
        ring = {other for other in left if not network[other].isdisjoint(ring)}
        left -= ring
        found.update(dict.fromkeys(sorted(ring), max(found.values()) + 1))
    return found


def components(network: Near) -> list[list[str]]:
    """The sets of states linked through others, the greatest first, each in order of key."""
    found: list[list[str]] = []
    seen: set[str] = set()
    for key in network:
        if key not in seen:
            part = sorted(distances(network, key))
            seen.update(part)
            found.append(part)
    return sorted(found, key=lambda part: (-len(part), part))
