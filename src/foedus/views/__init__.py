"""Views: the content of each page as plain data, with the claims behind each figure.

Comes in: a `Record`. Goes out: structs of texts, figures and the evidence for them - no HTML, no colours. The
command line, the brief and the pages know the record only through this room.
May import: `foedus.record` and all that is upstream of it.
"""
