"""`datapackage.json`: what is in a data package, whose it is, and under which terms.

Source: Data Package 2.0, https://datapackage.org/standard/data-package/
"""

import hashlib
from typing import Any

import msgspec

import foedus
from foedus.publish.licences import licence
from foedus.publish.package.contents import Contents
from foedus.terms.words import slug

FILE = "datapackage.json"
PROFILE = "https://datapackage.org/profiles/2.0/datapackage.json"


def version(contents: Contents) -> str:
    """What tells this content from any other: the first twelve digits of SHA-256 over the case's own tables."""
    state = hashlib.sha256()
    own = {*contents.case.codebook.tables, *contents.case.codebook.kinds}
    for one in contents.described:
        if one["name"] in own:
            state.update(f"{one['path']} {one['hash']}\n".encode())
    return state.hexdigest()[:12]


def descriptor(contents: Contents) -> bytes:
    """The description, as bytes of JSON."""
    settings = contents.case.settings
    terms = licence(settings.licence)
    data: dict[str, Any] = {
        "$schema": PROFILE,
        "name": slug(contents.title) or "case",
        "title": contents.title,
        "description": _description(contents),
        "version": version(contents),
        "licenses": [terms.described] if terms else [],
        "contributors": [{"title": name, "roles": ["editor"]} for name in settings.editors],
        "keywords": ["security cooperation", "claims with sources"],
        "resources": contents.described,
        "foedus": {
            "version": foedus.__version__,
            "withheld": sorted(contents.keeps),
            "errors": len(contents.findings),
            "parquet": contents.parquet,
        },
    }
    kept = {key: value for key, value in data.items() if value != []}
    return msgspec.json.format(msgspec.json.encode(kept), indent=1) + b"\n"


def _description(contents: Contents) -> str:
    settings = contents.case.settings
    faulty = f"FAULTY: the case has {contents.faults}; see FINDINGS.txt." if contents.findings else ""
    parts = [faulty, " ".join(settings.summary.split()), " ".join(settings.question.split())]
    return " ".join(part for part in parts if part)
