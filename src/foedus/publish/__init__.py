"""Publishing: what leaves the house as files.

Comes in: documents of `foedus.views`, rendered by `foedus.pages`. Goes out: files, written at a stroke.
May import: `foedus.pages`, `foedus.views`, `foedus.charts` and what is upstream of them.
"""
