"""Times, money and numbers in running text, as the codebook writes them: EDTF, plain units, ISO 4217.

`dates` reads an expression by itself, against the day of the document; `money` and `numbers` likewise. `find` gives
all of a block as mentions, the longest first where they overlap. What cannot be read is left alone: nothing is guessed.
"""

from foedus.reader.expressions.find import find

__all__ = ["find"]
