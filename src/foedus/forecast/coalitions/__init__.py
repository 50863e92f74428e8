"""Coalitions of a pool of states: all of them scored by the linear part of a model, the best of each size kept.

`terms` says what a linear model of sets is and scores single sets; `search` scores all (`plan`: whether that can be
done; `layout` and `kernel`: the arrays and the loops over them, `compiled`: where these are kept). `weights` gives a
model's terms, `pool` what a case's profile has of the states, `sheets` the answer as tables.

A million sets are scored in some hundredths of a second; a pool of up to 24 states is searched whole.
"""

from foedus.forecast.coalitions.search import Adds, Found, left_out, search
from foedus.forecast.coalitions.sheets import coalitions
from foedus.forecast.coalitions.terms import Linear, Scored, Term

__all__ = ["Adds", "Found", "Linear", "Scored", "Term", "coalitions", "left_out", "search"]
