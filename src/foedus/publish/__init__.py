"""Publishing: what leaves the house as files.

Comes in: documents of `foedus.views`, rendered by `foedus.pages`; cases and their records. Goes out: files, written at
a stroke: briefs (`brief`, `render`), archives (`replicate`), a site (`site/`), a data package (`package/`) and the
formats of other programs (`export`), with what these lose told beside them. `withheld` says what stays at home,
`folder` how a folder of files comes about.
May import: `foedus.pages`, `foedus.views`, `foedus.charts` and what is upstream of them.
"""
