"""The states and organisations that case.toml names exist.

A coalition with a state that is nowhere would be forecast without it, in silence.
"""

from collections.abc import Iterator

from foedus.case.findings import Finding
from foedus.case.folder import Case
from foedus.case.rules import references
from foedus.terms.states import states
from foedus.terms.words import nearest


def check(case: Case) -> Iterator[Finding]:
    """Yield `unknown-entity` findings for case.toml."""
    known = {row[0] for row in case.rows("SELECT entity FROM entities")} | set(states())
    named = [("coalition", member) for member in case.settings.coalition.members]
    named += [("blocs", bloc) for bloc in case.settings.blocs]
    named += [(f"groups.{key}", member) for key, group in case.settings.groups.items() for member in group.members]
    for where, name in named:
        if name not in known:
            near = nearest(name, known)
            message = f"case.toml names '{name}' under {where}, and there is no such entity."
            hint = (
                f"Did you mean '{near}'? Otherwise add" if near else "Add"
            ) + f" it to {references.FILES['entity']}."
            yield Finding("unknown-entity", "error", "case.toml", 0, message, hint, subject=name)
