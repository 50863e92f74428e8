"""Apache Spark, for whoever outgrows one machine: the session, what it is set up with, and the Java that it needs.

Comes in: a file of settings (`spark.toml`: which master, which of Spark's own settings), or what `spark-submit` gives.
Goes out: a session of Spark in which times are UTC, sums that overflow are errors, and workers run the Python that runs
us. Signals and the reader hand their work to it; nothing here is a cluster of our own.
May import: nothing else of foedus. pyspark is imported when used.
"""

from foedus.cluster.errors import ClusterError
from foedus.cluster.spark import Settings, at_work, session, settings

__all__ = ["ClusterError", "Settings", "at_work", "session", "settings"]
