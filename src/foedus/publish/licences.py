"""Licences that a case may name in case.toml, by their SPDX identifiers: what they are called and where they stand."""

import re

import msgspec

from foedus.terms.words import fold, slug

_CREATIVE = {
    "CC-BY-4.0": ("Creative Commons Attribution 4.0 International", "by/4.0"),
    "CC-BY-SA-4.0": ("Creative Commons Attribution-ShareAlike 4.0 International", "by-sa/4.0"),
    "CC-BY-NC-4.0": ("Creative Commons Attribution-NonCommercial 4.0 International", "by-nc/4.0"),
    "CC-BY-NC-SA-4.0": ("Creative Commons Attribution-NonCommercial-ShareAlike 4.0 International", "by-nc-sa/4.0"),
    "CC-BY-ND-4.0": ("Creative Commons Attribution-NoDerivatives 4.0 International", "by-nd/4.0"),
}
_KNOWN = {
    **{name: (title, f"https://creativecommons.org/licenses/{path}/") for name, (title, path) in _CREATIVE.items()},
    "CC0-1.0": ("Creative Commons Zero 1.0 Universal", "https://creativecommons.org/publicdomain/zero/1.0/"),
    "ODC-By-1.0": ("Open Data Commons Attribution License 1.0", "https://opendatacommons.org/licenses/by/1-0/"),
    "ODbL-1.0": ("Open Data Commons Open Database License 1.0", "https://opendatacommons.org/licenses/odbl/1-0/"),
    "PDDL-1.0": ("Open Data Commons Public Domain Dedication 1.0", "https://opendatacommons.org/licenses/pddl/1-0/"),
}
_NAME = re.compile(r"[-a-zA-Z0-9._]+")


class Licence(msgspec.Struct, frozen=True):
    """The terms of a case."""

    name: str
    """The SPDX identifier where it is one that is known, else what case.toml says."""
    title: str = ""
    address: str = ""

    @property
    def described(self) -> dict[str, str]:
        """As a data package has it: words that are no name of a licence are its title."""
        if not _NAME.fullmatch(self.name):
            return {"name": slug(self.name) or "other", "title": self.name}
        return {"name": self.name} | ({"title": self.title, "path": self.address} if self.address else {})


def licence(text: str) -> Licence | None:
    """The licence that case.toml names; None where it names none."""
    if not text.strip():
        return None
    folded = {fold(name): name for name in _KNOWN}
    name = folded.get(fold(text), text.strip())
    return Licence(name, *_KNOWN.get(name, ("", "")))
