"""A panel in one line: country-years, dyad-years or k-ad-years, with variables of any dataset.

Comes in: a unit, years, names of datasets and variables. Goes out: a `Panel`, whose every value is a number, 0 (nil),
or null (not covered, or missing), and which knows of each column where it is from.

`choose` finds what is asked for, `sources` the files and their windows, `system` the states of each year, `layout`
which columns come about and how. `states`, `pairs` and `kads` are the SQL of the three units, `coverage` what a value
is where a dataset says nothing. `panel` is the thing itself, `write` puts it into a file.
"""

from foedus.reference.panel.columns import Column, Description
from foedus.reference.panel.panel import Panel, panel

__all__ = ["Column", "Description", "Panel", "panel"]
