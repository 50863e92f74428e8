"""Bibliographies -> sources of a case: BibTeX, CSL-JSON and RIS, as Zotero and its like write them.

`bibtex`, `csl` and `ris` read a file into references, `plan` says which of them a case has already and what rows
the others would become. `types` says what kind of source an item is; what writes these formats uses it too.
"""
