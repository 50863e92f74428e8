"""The content of each page of the studio and the static site, one module a page, as plain data.

Comes in: `Asked` - a record at its clocks, a selection, the key in the address. Goes out: a struct of texts, figures
and claims. Its fields are the page's JSON; its `rows()` are the page's CSV.
May import: what `foedus.views` may.
"""
