"""The reader's own workings: what it has learnt of which proposals are right.

foedus reader train my-case

foedus reader train tests/reader/gold/tune tests/reader/gold/more --out scorer.json
"""
