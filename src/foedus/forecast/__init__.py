"""The forecast: will a set of states found a pact, who would be its core, and what would change that.

Comes in: a record with its profile, or the datasets themselves. Goes out: strands of closeness with their evidence,
estimates of several models with their evaluation, likely cores, and beside them what named persons assume. A
probability is given only for outcomes that have been evaluated, and always as a range over models.
May import: `foedus.measures`, `foedus.reference`, `foedus.record` and what is upstream of them.
"""
