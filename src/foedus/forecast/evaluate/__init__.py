"""Evaluation: what each model would have said, year by year, from what was known then, against what came.

`rolling` makes the forecasts of every year, `scores` are the figures taken from them, `compare` the bootstrap between
models, `protocol` the configuration that is hashed before anything is scored, `report` the tables and the picture.
"""
