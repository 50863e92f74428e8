"""A small learned scorer: it ranks proposals, accepts those that are likely enough and abstains from the rest.

`features` are numbers that a person can read, `score` weighs them by `model.json` in plain Python. `texts` reads coded
texts and says which proposals a coder would have coded; `train` makes the file anew from them (`foedus reader train`;
only that needs scikit-learn).
"""

from foedus.reader.scorer.score import Model, accept, beside, of_case, own_path, scored, shipped

__all__ = ["Model", "accept", "beside", "of_case", "own_path", "scored", "shipped"]
