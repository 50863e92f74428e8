"""Event data (GDELT, ICEWS): count reports by pair of states and month, and see what the case has no claim on.

  foedus signals count gdelt/*.zip -o series.parquet

  foedus signals watch my-case series.parquet

A report is no event and no claim: nothing here changes a case.
"""
