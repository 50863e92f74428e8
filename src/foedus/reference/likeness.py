"""Which organisation an alliance is the treaty of: told by their members, as ATOP names no alliance.

In each year for which both are known, the states in both as a share of the states in either (Jaccard's coefficient);
the alliance and the organisation are alike as far as they were in their most alike year.
"""

from collections.abc import Iterable

from foedus.terms.words import fold

LIKE = 0.8
"""From so much on, an alliance may be the organisation's treaty; of several organisations the most alike is meant.
Measured on ATOP 5.1 and COW-IGO 3: NATO, OAS, GCC, ECOWAS, OSCE, SCO, CSTO and CIS find theirs at .9 to 1.0."""

SQL = """
CREATE OR REPLACE TEMP TABLE likeness AS
WITH yearly AS (
  SELECT DISTINCT atopid, year, ccode FROM atop_members,
    unnest(range(year(begins), coalesce(year(ends), (SELECT max(year) FROM igo_members)) + 1)) u(year)
), pacts AS (
  SELECT atopid, year, list(ccode) AS members FROM yearly GROUP BY ALL HAVING count(*) > 2
), bodies AS (
  SELECT igo, year, list(DISTINCT ccode) AS members FROM igo_members
  WHERE status = 'full' AND list_contains(?, igo) GROUP BY ALL
)
SELECT atopid, igo, max(len(list_intersect(p.members, b.members))::DOUBLE
  / len(list_distinct(p.members || b.members))) AS likeness
FROM pacts p JOIN bodies b USING (year)
GROUP BY ALL HAVING likeness >= ? ORDER BY atopid, likeness DESC, igo
"""
"""For each alliance of three or more the organisations, of a list, that are like it, the most alike first."""


def abbreviations(names: Iterable[str]) -> set[str]:
    """What COW may call an organisation that bears some names: its key, or a name of one word, in small letters."""
    return {fold(name).replace("-", "") for name in names if len(fold(name).replace("-", "")) <= 12}
