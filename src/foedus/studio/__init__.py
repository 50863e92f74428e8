"""The studio: a case as a web site on this machine, to look at, to question and to correct.

Comes in: a case's folder and the requests of a browser. Goes out: the pages of `foedus.pages.site`, made of the
record as the files are now, and decisions handed to `foedus.desk`. It listens on this machine alone, and watches the
case: when a file changes, a new record is built in a process of its own and swapped in.
May import: `foedus.pages`, `foedus.desk` and what is upstream of them.
"""
