"""Frames: what a sentence can say, as data, and the engine that finds it in a parsed sentence.

`rules/<kind>.toml` holds the frames of a kind, each with its trigger words, where its roles stand in the grammar of
the sentence, and examples that are its tests. `model` reads them, `grammar` and `lists` look around in a parse,
`sentence` follows paths through it, `fill` finds who fills a role, `match` makes candidates, `phase` tells how far a
thing has got and whether it is vouched for, `attach` adds when, where and how many.
"""
