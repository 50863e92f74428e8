"""Archives: more documents than one wants to read in one sitting, on own workers or on Spark.

Comes in: folders of documents, or Parquet files with the columns `name` and `content`. Each document is read by itself
(`worker`: a process that loads the model once, and that a poison document may kill without harm), and what was read is
kept beside the result (`shelf`), so that work that was stopped goes on where it was. Goes out, when all are read: the
same as `foedus read` of all of them at once, as a case of proposals, with `proposals.parquet` beside its tables.
May import: what the reader may, and `foedus.cluster`. pyspark is imported when used.
"""

from foedus.reader.archive.run import Archive, read_archive

__all__ = ["Archive", "read_archive"]
