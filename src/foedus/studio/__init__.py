"""The studio: a case as a web site on this machine, to look at, to question and to correct.

Comes in: a case's folder and the requests of a browser. Goes out: the pages of `foedus.pages.site`, made of the
record as the files are now, which `foedus.watch` gives, and decisions handed to `foedus.desk`. It listens on this
machine alone.
May import: `foedus.pages`, `foedus.watch`, `foedus.desk` and what is upstream of them.
"""
