"""What the cooperation adds up to, and what it does not: figures with the claims and rows behind each.

Comes in: a `Record` at its clocks, a case's dataset profile, a panel where datasets are on this machine. Goes out: a
`Measured`: an answer in a sentence or two, sheets of `Figure`s, pictures as plain data, limits. Each measure is a
module (or folder) with one function of its own name. Rendering is elsewhere, once for all of them
(`foedus.views.measured`). May import: terms, codebook, case, record, reference.
"""
