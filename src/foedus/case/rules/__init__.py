"""The rules of a case, one file a rule.

Comes in: a `Case`. Goes out: findings. Each module has one function `check(case)` that yields them, and its
docstring says what the rule is for. A rule asks the tables in columns (SQL) and looks only at the different
values in Python, so that a million claims take seconds. A new rule is a new file here.
May import: `foedus.terms`, `foedus.codebook`, `foedus.case.findings`, `foedus.case.folder`.
"""

import importlib
import pkgutil
from collections.abc import Callable, Iterable, Mapping

from foedus.case.findings import Finding
from foedus.case.folder import Case

Rule = Callable[[Case], Iterable[Finding]]


def _all() -> Mapping[str, Rule]:
    names = sorted(module.name for module in pkgutil.iter_modules(__path__))
    return {name: importlib.import_module(f"{__name__}.{name}").check for name in names}


ALL: Mapping[str, Rule] = _all()
"""Every rule, by the name of its file."""
