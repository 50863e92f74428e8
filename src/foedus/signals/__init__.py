"""Event data: reports of events that machines have read in the news, counted by pair of states and month.

Comes in: event files of GDELT 1.0 and 2.0 and of ICEWS as they are published, zipped or not (`inputs`). They are
taken in once (`stage`) as Parquet by month, each record once, into a folder that can be taken up again where it was
left (`shelf`). Goes out: for each directed pair of states, month and type of PLOVER how many events were reported, and
in how many reports (`count`); and pairs whose reported cooperation moves without a claim in a case (`watch`).

A report is no event, and neither is a claim: nothing here writes to a case. What counts as one event is said, and done,
in `expression`, once for both engines: DuckDB, embedded, and Apache Spark. Whatever is left out is counted by reason.
May import: record, case, codebook, cluster, terms. Ibis, pyspark and pyarrow are imported when used.
"""

from foedus.signals.errors import SignalsError

__all__ = ["SignalsError"]
