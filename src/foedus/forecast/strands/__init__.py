"""Strands of closeness, side by side: what a case's claims say for and against each, and what datasets add.

Closeness is no single ladder: states that exercise together need not consult, those with a police body need not have
a pact. Which claims count where is data (`strands.toml`). Facts and voices (positions and reasons) are counted apart,
an obligation that a coder inferred never counts as one that is there, and nothing is added up over strands.
"""

from foedus.forecast.strands.gather import strands
from foedus.forecast.strands.strand import FORMS, STANCES, Between, Form, Place, Side, Stance, Strand

__all__ = ["FORMS", "STANCES", "Between", "Form", "Place", "Side", "Stance", "Strand", "strands"]
