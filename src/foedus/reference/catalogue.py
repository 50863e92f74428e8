"""What is known of datasets, and what of them is on this machine, as plain data to show or print as JSON."""

from collections.abc import Sequence
from typing import Any

import msgspec

from foedus.reference.about import Dataset, Release, datasets
from foedus.reference.errors import DataError
from foedus.reference.obtain import by_hand, offers
from foedus.reference.shelf import Found
from foedus.reference.store import Imported, Library, kept


def newest(about: Dataset) -> Release | None:
    """The newest release that foedus knows: of its forms the one that reaches furthest."""
    releases = [release for file in about.files for release in file.releases]
    return max(releases, key=lambda one: one.span[1], default=None)


def overview(library: Library) -> list[dict[str, Any]]:
    """Every dataset in a few words, with what of it is here."""
    return [_brief(about, library) for about in datasets().values()]


def _brief(about: Dataset, library: Library) -> dict[str, Any]:
    release = newest(about)
    return {
        "name": about.name,
        "title": about.title,
        "by": about.by,
        "version": release.version if release else "",
        "span": list(release.span) if release else [],
        "licence": about.licence,
        "citations": dict(about.citations),
        "homepage": about.homepage,
        "obtain": obtained_how(about),
        "parts": list(dict.fromkeys(file.part for file in about.files)),
        "here": [
            _here(one, library)
            for key, files in library.found.items()
            if key[0] == about.name
            for one in (files if files[0].file.many else files[:1])
        ],
    }


def _here(found: Found, library: Library) -> dict[str, Any]:
    """A file on this machine, with what its import has shown, if it has been imported."""
    said: dict[str, Any] = {"part": found.file.part, "form": found.file.form, "file": str(found.path)}
    try:
        made = kept(found, library.cache, library.index)
    except DataError as error:
        return said | {"error": str(error)}
    if made is None:
        return said | {"imported": False}
    return said | {"imported": True} | result(made)


def result(made: Imported) -> dict[str, Any]:
    """What an import has shown."""
    return {
        "version": made.version,
        "span": list(made.span),
        "rows": made.rows,
        "tables": dict(made.counts),
        "sha256": made.sha256,
        "findings": [msgspec.to_builtins(finding) for finding in made.findings],
    }


def obtained_how(about: Dataset) -> str:
    """How to come by a dataset, in a sentence with the command."""
    try:
        parts = [offer.file.part for offer in offers(about)]
    except DataError:
        return f"{by_hand(about)} Then: foedus data add {about.name} FILE"
    every = {file.part for file in about.files}
    rest = "" if set(parts) == every else f" ({', '.join(parts)}; the rest from {about.homepage})"
    return f"foedus data get {about.name}{rest}"


def described(about: Dataset, library: Library) -> dict[str, Any]:
    """All that is known of a dataset; `here` with the import of the files that are on this machine, made now."""
    whole: dict[str, Any] = msgspec.to_builtins(about)
    here: list[dict[str, Any]] = []
    for (name, part), files in library.found.items():
        if name == about.name:
            here += _imports(library, name, part, files)
    return whole | {"obtain": obtained_how(about), "here": here}


def _imports(library: Library, name: str, part: str, files: Sequence[Found]) -> list[dict[str, Any]]:
    try:
        made = library.part(name, part)
    except DataError as error:
        findings = [msgspec.to_builtins(finding) for finding in error.findings]
        return [{"part": part, "file": str(files[0].path), "error": str(error), "findings": findings}]
    return [{"part": part, "form": one.form, "file": one.file, "imported": True} | result(one) for one in made]
