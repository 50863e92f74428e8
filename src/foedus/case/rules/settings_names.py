"""The states, organisations and sources that case.toml names exist.

A coalition with a state that is nowhere would be forecast without it, in silence; a source whose key is misspelt would
not be kept from leaving the machine.
"""

from collections.abc import Collection, Iterable, Iterator

from foedus.case.findings import Finding
from foedus.case.folder import Case
from foedus.case.rules import references
from foedus.terms.states import states
from foedus.terms.words import nearest


def check(case: Case) -> Iterator[Finding]:
    """Yield `unknown-entity` and `unknown-source` findings for case.toml."""
    known = {row[0] for row in case.rows("SELECT entity FROM entities")} | set(states())
    named = [("coalition", member) for member in case.settings.coalition.members]
    named += [("blocs", bloc) for bloc in case.settings.blocs]
    named += [(f"groups.{key}", member) for key, group in case.settings.groups.items() for member in group.members]
    yield from _unknown("entity", named, known)
    remote = case.settings.remote
    marked = [("remote.never", source) for source in remote.never] + [("remote.allow", one) for one in remote.allow]
    yield from _unknown("source", marked, {row[0] for row in case.rows("SELECT source FROM sources")})


def _unknown(what: str, named: Iterable[tuple[str, str]], known: Collection[str]) -> Iterator[Finding]:
    for where, name in named:
        if name not in known:
            near = nearest(name, known)
            message = f"case.toml names '{name}' under {where}, and there is no such {what}."
            hint = (f"Did you mean '{near}'? Otherwise add" if near else "Add") + f" it to {references.FILES[what]}."
            yield Finding(f"unknown-{what}", "error", "case.toml", 0, message, hint, subject=name)
