"""Documents become proposed claims.

Comes in: HTML, PDF, DOCX and plain text. Goes out: proposals, each a claim of the codebook's kinds tied to the
characters that it was read from, with a score and the reason; and, where there is a gold standard, how good they are.

`intake/` makes a `Document` of a file: numbered blocks, with what is no body text set aside. `names/` finds who and
what is named, `expressions/` times, money and numbers. `frames/` holds the rules, as data, and the engine that fills
their roles over a parsed sentence; `languages/` reads other languages than English by rules of their own, without a
parser. `propose` runs it all over documents; `scorer/` ranks and abstains; `merge` says the same thing once. A person
accepts, edits or rejects: nothing here writes a claim. May import: terms, codebook, case.
"""
