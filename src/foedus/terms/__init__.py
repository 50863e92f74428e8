"""The words everybody shares: dates, numbers, states and their names in time.

Comes in: text as a source or a coder wrote it ("2021~", ">=3", "Türkiye").
Goes out: small frozen values that say what the text allows and no more: `dates.Date`, `numbers.Number`,
`states.State`; how two of them stand to each other (`relation.Relation`); and the words to print them with.
A text that is no term is refused with a sentence (`.message`) and a way to mend it (`.hint`).
Nothing here guesses: an ambiguous name finds no state, an open date has an open end.

May import: the standard library, nothing else of foedus. Everything else of foedus may import this room.
The facts about states lie in `data/*.csv`, one row a state, written to be read and corrected by hand.
"""
