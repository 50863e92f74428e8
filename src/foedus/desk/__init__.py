"""The desk: decisions of a person -> the folder, safely. For the command line and the studio alike.

Comes in: a case's folder, what is to be done, and who says so. Goes out: the files with the rows concerned
changed and every other byte as it was, and a line in the log by which it can be undone. A decision is whole
or not at all, whenever the program is killed; it is refused where it would bring an error into the case, or
where a file has changed since it was read.

`file` holds a CSV file whose records keep their bytes, `journal` writes several files as one under the lock
of `lock`, `log` is what has been decided. `draft` puts these together: the files as a decision would leave
them. On it stand `claims` (add, change, remove), `rename`, `merge`, `undo`, `import_`, `judge`, `agree`.
May import: `foedus.terms`, `foedus.codebook`, `foedus.case`. What writes files imports none of them, and no
DuckDB.
"""
