"""Pictures to take away: charts as SVG in the fonts that typst carries, and as PNG for programs without SVG."""

import re
from collections.abc import Sequence
from importlib.resources import files
from typing import NamedTuple

from foedus.charts import chart
from foedus.views.document import Figure

SIZE = re.compile(r'viewBox="[-\d.]+ [-\d.]+ ([\d.]+) ([\d.]+)"')
FONTS = re.compile(r'font-family="[^"]*"')
PIXELS_PER_INCH = 192.0
"""Of the PNG, at 96 of the SVG's units to the inch: twice as fine as a screen."""


class Picture(NamedTuple):
    """A chart as SVG, and its size in pixels."""

    svg: str
    width: float
    height: float


def drawn(figure: Figure) -> Picture:
    """The chart of a figure. Raises ValueError for a chart that there is none of."""
    return sized(chart(figure.chart, figure.anchor, figure.data, figure.caption, figure.alt))


def sized(svg: str) -> Picture:
    """An SVG of ours with its size."""
    size = SIZE.search(svg)
    assert size is not None, "The picture does not say how large it is."
    return Picture(svg, float(size[1]), float(size[2]))


def in_fonts_of_typst(svg: str) -> str:
    """The same picture in the serif that typst carries: no machine's own fonts decide how it looks."""
    return FONTS.sub('font-family="Libertinus Serif"', svg)


def pngs(pictures: Sequence[Picture]) -> list[bytes]:
    """The pictures as PNG, each in its own size."""
    if not pictures:
        return []
    import json

    import typst

    data = [{"svg": in_fonts_of_typst(p.svg), "width": p.width, "height": p.height} for p in pictures]
    made: object = typst.compile(
        (files("foedus.pages") / "pictures.typ").read_bytes(),
        format="png",
        ppi=PIXELS_PER_INCH,
        ignore_system_fonts=True,
        sys_inputs={"pictures": json.dumps(data, ensure_ascii=False)},
    )
    return made if isinstance(made, list) else [bytes(made)] if isinstance(made, bytes) else []
