"""The inner loops: every subset of a pool scored in blocks, and only the best kept.

A set is a number: bit b is set where state b is in it. The upper bits, the prefix, are fixed in a block; its 2^low
sets are all subsets of the lower ones. A quantity of a set is that of its lower part (a table made once), that of its
prefix, and what pairs across add. Across, each lower state adds one number, so that the block is filled by doubling:
the sets with state b are those without it, plus that number. Least values go the same way, with `min` in place of a
sum; greatest ones are least ones with the sign turned.

Unknown is plus infinity in sums and minus infinity in least values, and stays so. Read this file with `layout`, which
makes the arrays. numba compiles it; everything that it calls stands here.
"""

import numpy as np
from numpy.typing import NDArray

from foedus.forecast.coalitions.compiled import compiled, part

Floats = NDArray[np.float64]
Ints = NDArray[np.int64]
Bools = NDArray[np.bool_]
Bytes = NDArray[np.uint8]


@compiled
def lower(members: Floats, pairs: Floats, low: int, least: bool) -> Floats:
    """For each channel and each subset of the lower states its sum or least value: shape (channels, 2^low)."""
    made = np.empty((members.shape[0], 1 << low))
    across = np.empty(1 << low)
    for channel in range(members.shape[0]):
        row = made[channel]
        row[0] = np.inf if least else 0.0
        for bit in range(low):
            across[0] = members[channel, bit]
            for other in range(bit):
                half = 1 << other
                value = pairs[channel, bit, other]
                for at in range(half):
                    across[half + at] = min(across[at], value) if least else across[at] + value
            half = 1 << bit
            for at in range(half):
                row[half + at] = min(row[at], across[at]) if least else row[at] + across[at]
    return made


@part
def _spread(row: Floats, members: Floats, pairs: Floats, paired: bool, inside: Ints, low: int, least: bool) -> None:
    """Fill a block with what the prefix has, whose states are `inside`, and what its pairs with the lower add."""
    value = np.inf if least else 0.0
    for one in range(inside.size):
        a = inside[one]
        value = min(value, members[a]) if least else value + members[a]
        if paired:
            for other in range(one):
                value = min(value, pairs[a, inside[other]]) if least else value + pairs[a, inside[other]]
    if not paired:
        row[:] = value
        return
    row[0] = value
    for bit in range(low):
        across = np.inf if least else 0.0
        for one in range(inside.size):
            across = min(across, pairs[bit, inside[one]]) if least else across + pairs[bit, inside[one]]
        half = 1 << bit
        upper = row[half : 2 * half]
        if least:
            for at in range(half):
                upper[at] = min(row[at], across)
        else:
            for at in range(half):
                upper[at] = row[at] + across


@part
def _put(keys: Floats, masks: Ints, filled: int, key: float, mask: int) -> int:
    """Put a set into the list of the best of its size: highest key first, among equals the larger number first."""
    most = keys.size
    if filled == most and (key < keys[most - 1] or (key == keys[most - 1] and mask < masks[most - 1])):
        return filled
    at = min(filled, most - 1)
    while at > 0 and (keys[at - 1] < key or (keys[at - 1] == key and masks[at - 1] < mask)):
        keys[at], masks[at] = keys[at - 1], masks[at - 1]
        at -= 1
    keys[at], masks[at] = key, mask
    return min(filled + 1, most)


@part
def _add_sums(score: Floats, unknown: Bytes, block: Floats, table: Floats, factor: Floats, unsure: bool) -> None:
    if unsure:
        for at in range(score.size):
            value = block[at] + table[at]
            score[at] += value * factor[at] if value < np.inf else 0.0
            unknown[at] |= value == np.inf
    else:
        for at in range(score.size):
            score[at] += (block[at] + table[at]) * factor[at]


@part
def _add_least(score: Floats, unknown: Bytes, block: Floats, table: Floats, weight: float, unsure: bool) -> None:
    if unsure:
        for at in range(score.size):
            value = min(block[at], table[at])
            score[at] += value * weight if value > -np.inf else 0.0
            unknown[at] |= value == -np.inf
    else:
        for at in range(score.size):
            score[at] += min(block[at], table[at]) * weight


@part
def _sizes(low: int) -> Bytes:
    """How many states each subset of the lower ones has."""
    size = np.zeros(1 << low, np.uint8)
    for at in range(1, size.size):
        size[at] = size[at >> 1] + (at & 1)
    return size


@part
def _states(prefix: int, low: int, inside: Ints) -> int:
    """Write down the states of a prefix, ascending, and return how many they are."""
    count = 0
    for bit in range(inside.size - low):
        if (prefix >> bit) & 1:
            inside[count] = low + bit
            count += 1
    return count


@part
def _doubt(score: Floats, unknown: Bytes, size: Bytes, exclude: bool, unsure: Ints) -> None:
    """Count the sets of which something is unknown, and exclude them if that is asked for."""
    for at in range(score.size):
        unsure[size[at]] += unknown[at]
    if exclude:
        for at in range(score.size):
            score[at] = -np.inf if unknown[at] else score[at]


@part
def _highest(score: Floats, size: Bytes, folded: Floats, top: Floats) -> None:
    """The best of a block by size, and of all blocks so far by lower part."""
    for at in range(score.size):
        folded[at] = max(folded[at], score[at])
    top[:] = -np.inf
    for at in range(score.size):
        top[size[at]] = max(top[size[at]], score[at])


@part
def _note(top: float, prefix: int, with_it: Floats, without: Floats) -> float:
    """Note the best score of a block and size for each upper state that is in the prefix, or is not.

    Returns the least of all that is noted: what is not above it changes nothing.
    """
    least = np.inf
    for bit in range(with_it.size):
        if (prefix >> bit) & 1:
            with_it[bit] = max(with_it[bit], top)
        else:
            without[bit] = max(without[bit], top)
        least = min(least, with_it[bit], without[bit])
    return least


@part
def _keep(
    score: Floats, size: Bytes, first: int, count: int, largest: int, step: float,
    keys: Floats, masks: Ints, filled: Ints, bar: Floats,
) -> None:  # fmt: skip
    """Put those sets of a block into the lists of the best that belong there; `first` is the number of its first."""
    most = keys.shape[1]
    for at in range(score.size - 1, -1, -1):  # the largest number first, so that equals are met in their order
        whole = count + size[at]
        if 2 <= whole <= largest and score[at] >= bar[whole]:
            filled[whole] = _put(keys[whole], masks[whole], filled[whole], np.rint(score[at] / step), first | at)
            if filled[whole] == most:
                bar[whole] = (keys[whole, most - 1] - 1.0) * step


@compiled
def scan(
    prefixes: Ints, low: int, largest: int, exclude: bool, step: float, constants: Floats,
    sum_members: Floats, sum_pairs: Floats, sum_paired: Bools, sum_unsure: Bools, sum_factors: Floats, sum_low: Floats,
    min_members: Floats, min_pairs: Floats, min_paired: Bools, min_unsure: Bools, min_weights: Floats, min_low: Floats,
    keys: Floats, masks: Ints, folded: Floats, with_it: Floats, without: Floats, unsure: Ints,
) -> None:  # fmt: skip
    """Score all subsets of the lower states joined with each prefix, and keep what is best.

    Filled in: `keys` and `masks` (size, rank): the best sets, their scores in steps; `folded` (states in the prefix,
    subset of the lower): the best score over prefixes of so many states; `with_it`, `without` (size, upper state):
    the best score of a set with and without it; `unsure` (size): sets of which something is unknown.
    """
    states, sets, size = constants.size - 1, 1 << low, _sizes(low)
    score, block, inside = np.empty(sets), np.empty(sets), np.empty(states, np.int64)
    base, factors, unknown = np.empty(sets), np.empty((sum_members.shape[0], sets)), np.zeros(sets, np.uint8)
    some_unsure = sum_unsure.any() or min_unsure.any()
    filled, bar = np.zeros(states + 1, np.int64), np.full(states + 1, np.finfo(np.float64).min)
    floor, top = np.full(states + 1, -np.inf), np.empty(low + 1)
    held = -1
    for prefix in prefixes:
        count = _states(prefix, low, inside)
        if count != held:  # factors and constants go by the size of a set
            held = count
            for at in range(sets):
                base[at] = constants[count + size[at]]
                factors[:, at] = sum_factors[:, count + size[at]]
        score[:] = base
        unknown[:] = 0
        for one in range(sum_members.shape[0]):
            _spread(block, sum_members[one], sum_pairs[one], sum_paired[one], inside[:count], low, False)
            _add_sums(score, unknown, block, sum_low[one], factors[one], sum_unsure[one])
        for one in range(min_members.shape[0]):
            _spread(block, min_members[one], min_pairs[one], min_paired[one], inside[:count], low, True)
            _add_least(score, unknown, block, min_low[one], min_weights[one], min_unsure[one])
        if some_unsure:
            _doubt(score, unknown, size, exclude, unsure[count:])
        _highest(score, size, folded[count], top)
        wanted = False
        for few in range(max(0, 2 - count), min(low, largest - count) + 1):
            whole = count + few
            wanted |= top[few] >= bar[whole]
            if top[few] > floor[whole]:
                floor[whole] = _note(top[few], prefix, with_it[whole], without[whole])
        if wanted:
            _keep(score, size, prefix << low, count, largest, step, keys, masks, filled, bar)
