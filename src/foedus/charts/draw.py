"""A chart by its name."""

from collections.abc import Callable, Mapping
from typing import Any

import msgspec

from foedus.charts.bars import Bars, bars
from foedus.charts.calibration import Calibration, calibration
from foedus.charts.chain import Chain, chain
from foedus.charts.chances import Chances, chances
from foedus.charts.dots import Dots, dots
from foedus.charts.map import Map, map_of_ties
from foedus.charts.matrix import Matrix, matrix
from foedus.charts.network import Network, network
from foedus.charts.shares import Shares, shares
from foedus.charts.tiles import Tiles, tiles
from foedus.charts.timeline import Timeline, timeline
from foedus.charts.tornado import Tornado, tornado

KINDS: Mapping[str, tuple[type[msgspec.Struct], Callable[..., str]]] = {
    "matrix": (Matrix, matrix),
    "map": (Map, map_of_ties),
    "timeline": (Timeline, timeline),
    "bars": (Bars, bars),
    "network": (Network, network),
    "shares": (Shares, shares),
    "dots": (Dots, dots),
    "tiles": (Tiles, tiles),
    "chain": (Chain, chain),
    "tornado": (Tornado, tornado),
    "calibration": (Calibration, calibration),
    "chances": (Chances, chances),
}
"""Each chart: the shape of its data, and what draws it."""


def chart(kind: str, name: str, data: Mapping[str, Any], title: str, description: str) -> str:
    """A chart as SVG; `name` makes its identifiers unique in a page.

    Raises ValueError for a chart that there is none of, `msgspec.ValidationError` for data of another shape.
    """
    if kind not in KINDS:
        raise ValueError(f"There is no chart called '{kind}'.")
    shape, draw = KINDS[kind]
    return draw(name, msgspec.convert(data, shape), title, description)
