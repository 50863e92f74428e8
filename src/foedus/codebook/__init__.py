"""The codebook: what can be claimed about security cooperation, as data.

Comes in: `kinds/<kind>.toml` (one small file a kind), `common.toml` (the columns every kind has),
`crosswalks/<scheme>.csv` (how our lists map to the field's), and the kind files a case adds of its own.
Goes out: a `Codebook`: kinds, columns with type and `compare`, closed lists, stages in order, sentences.
The checks, the record's tables, the reference pages in the docs and the JSON Schema are all made from it:
whoever adds a kind adds a file and no code. `say` puts a claim in words, `names` gives it the names of a case,
`crosswalk` maps our lists to the field's, `schema` and `reference` make the JSON Schema and the docs page.
May import: `foedus.terms`.
"""

from foedus.codebook.load import CodebookError, load
from foedus.codebook.model import Codebook, Column, Kind, Stage

__all__ = ["Codebook", "CodebookError", "Column", "Kind", "Stage", "load"]
