"""What the record concludes: per event, kind and strand, the value of each field and the rule that concluded it.

Comes in: claims at the record's clocks. Goes out: conclusions, each with the claims that carry it, the claims
against it, and the rule; `unresolved` where no rule decides. `strands` says which claims are held against each
other, `values` when two cells disagree, `rules` who prevails, `resolve` puts them together, `asked` gives what is
asked for and `kept` what the record keeps of it; `disagree` finds what no cell says.
"""

from foedus.record.conclude import store
from foedus.record.conclude.asked import conclude
from foedus.record.conclude.disagree import disagreements
from foedus.record.conclude.resolve import Conclusion, Opposed, Strand
from foedus.record.conclude.rules import OPEN, RULES, Rule

__all__ = ["OPEN", "RULES", "Conclusion", "Opposed", "Rule", "Strand", "conclude", "disagreements", "store"]
