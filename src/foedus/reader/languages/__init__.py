"""Documents in Russian, Turkish, Azerbaijani and Kazakh become proposed claims, without a parser.

Comes in: the blocks of a document that are in one of these languages, and its day. Goes out: proposals, as for English.

`detect` tells the language of a block. A language is a folder of data: `grammar.toml` (endings by case, words that
govern, negation, times), `names.toml`, `words.toml` (instruments, arms) and `rules/<kind>.toml`, each rule with
examples. `tokens` folds and cuts; `decline` makes the forms of names; `names`, `people`, `dates`, `amounts` find what
is named, dated and counted; `clauses` gives names their slots, `match` fills the roles of the rules, `rows` makes
claims of it. Keys are those of the English reader. A parser can be plugged in: `clauses.Cases`. May import: terms,
codebook, case.
"""

READ = ("ru", "tr", "az", "kk")
"""ISO 639-1 of the languages that are read here; English is read by the frames over a parse."""
