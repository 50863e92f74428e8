"""A case's profile: figures of the field's datasets for its own states, in the case's folder, offline.

`Profile` reads it; `make` makes it where the datasets are, one file a table; `write` puts it into the folder. What
its tables hold is said in `foedus.case.profile`. Outside a dataset's window, and where the profile has no dataset for
it, the answer is "not covered", never zero.
"""

from foedus.reference.profile.read import Membership, Pact, Profile, Value

__all__ = ["Membership", "Pact", "Profile", "Value"]
