"""The Composite Index of National Capability, computed from its components as its makers compute it.

In each year a state's share of each of six components is its value over the sum of that component over all states
that have one. The index is the mean of the shares that can be computed: a component that is missing for a state, or
that no state has in that year, is skipped, not counted as zero (Singer, Bremer and Stuckey 1972).
"""

COMPONENTS = ("milex", "milper", "irst", "pec", "tpop", "upop")
"""Military expenditure and personnel, iron and steel, primary energy, total and urban population."""


def cinc(table: str) -> str:
    """SQL that gives `ccode`, `year`, `cinc` (0 to 1) and `components` (how many, 0 to 6) from rows of components.

    `table`: a table or subquery with `ccode`, `year` and the columns of `COMPONENTS`, null where unknown; it has to
    hold all states of a year, as the shares are of their sum. Where a state has no component, `cinc` is null.
    """
    shares = ", ".join(f"{one} / nullif(sum({one}) OVER (PARTITION BY year), 0)" for one in COMPONENTS)
    return (
        f"SELECT ccode, year, list_avg(shares) AS cinc, list_count(shares) AS components FROM "
        f"(SELECT ccode, year, [{shares}] AS shares FROM {table})"
    )
