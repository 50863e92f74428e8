"""Charts: plain data as SVG text.

Comes in: numbers, labels and days as plain data; no claims, no record. Goes out: an SVG that stands alone, with a
title, a description, a legend, a source line and what it does not cover, legible without colour.
May import: `foedus.codebook` and what is upstream of it.
"""

from foedus.charts.draw import chart

__all__ = ["chart"]
