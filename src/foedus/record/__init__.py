"""The record: a case as a database that answers questions.

Comes in: a `Case` that has been checked. Goes out: `record.duckdb` and the same tables as Parquet, built into
new files and then swapped in; a `Record` that asks them, at any pair of clocks: `as_of` (the state of the
world on a day) and `known` (only what sources published by a day say). The database is a build product:
deleting it loses nothing.
May import: `foedus.terms`, `foedus.codebook`, `foedus.case`.
"""

from foedus.record.ask import Record
from foedus.record.build import BuildError, Built, build, fresh
from foedus.record.rows import Rows

__all__ = ["BuildError", "Built", "Record", "Rows", "build", "fresh"]
