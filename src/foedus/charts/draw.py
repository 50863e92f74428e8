"""A chart by its name."""

from collections.abc import Mapping
from typing import Any

import msgspec

from foedus.charts.bars import Bars, bars
from foedus.charts.chain import Chain, chain
from foedus.charts.map import Map, map_of_ties
from foedus.charts.matrix import Matrix, matrix
from foedus.charts.network import Network, network
from foedus.charts.shares import Shares, shares
from foedus.charts.tiles import Tiles, tiles
from foedus.charts.timeline import Timeline, timeline


def chart(kind: str, name: str, data: Mapping[str, Any], title: str, description: str) -> str:
    """A chart as SVG; `name` makes its identifiers unique in a page.

    Raises ValueError for a chart that there is none of, `msgspec.ValidationError` for data of another shape.
    """
    match kind:
        case "matrix":
            return matrix(name, msgspec.convert(data, Matrix), title, description)
        case "map":
            return map_of_ties(name, msgspec.convert(data, Map), title, description)
        case "timeline":
            return timeline(name, msgspec.convert(data, Timeline), title, description)
        case "bars":
            return bars(name, msgspec.convert(data, Bars), title, description)
        case "network":
            return network(name, msgspec.convert(data, Network), title, description)
        case "shares":
            return shares(name, msgspec.convert(data, Shares), title, description)
        case "tiles":
            return tiles(name, msgspec.convert(data, Tiles), title, description)
        case "chain":
            return chain(name, msgspec.convert(data, Chain), title, description)
    raise ValueError(f"There is no chart called '{kind}'.")
