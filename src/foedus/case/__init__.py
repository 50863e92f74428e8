"""The case: a folder of plain text that a person can review and git can version.

Comes in: a folder with `case.toml`, `sources.csv`, `entities.csv`, `claims/<kind>.csv` and, optionally,
`events.csv`, `topics.csv`, `kinds/<kind>.toml`, `documents/`. Goes out: a `Case` whose tables are held in
columns (DuckDB), and findings: reading never stops at the first fault. `check` runs the rules of
`case/rules/`, one file a rule. `start` makes a new folder.
May import: `foedus.terms`, `foedus.codebook`.
"""

from foedus.case.check import Report, check
from foedus.case.findings import Finding
from foedus.case.folder import Case, read
from foedus.case.settings import Settings

__all__ = ["Case", "Finding", "Report", "Settings", "check", "read"]
