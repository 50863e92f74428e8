"""Published datasets of the field: found on this machine, read in their native form, joined into a panel.

Comes in: files as their publishers give them, recognised by what is in them. Goes out: typed tables (Parquet, kept
by the file's hash), each row with the states it is about as COW codes and foedus keys; a country-year, dyad-year or
k-ad-year panel whose every value is a number, nil, or not covered; profiles of a case; comparisons with a record.

`datasets/<name>.toml` says what a dataset is: title, citation, licence, files by their columns, tables, variables.
`importers/<name>.py` reads its files. A new dataset is one file of each. `shelf` finds files, `store` imports them
once, `obtain` fetches them, `take` takes over what was downloaded, `panel/` joins. May import: terms, codebook, case,
record.
"""
