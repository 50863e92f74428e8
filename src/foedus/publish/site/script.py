"""The modules of the pages as one plain script: browsers load no modules from files."""

import re
from collections.abc import Mapping
from graphlib import TopologicalSorter

from foedus.pages.site.assets import assets
from foedus.publish.site.plan import shown

ENTRY = "folder.mjs"
INSTEAD: Mapping[str, str] = {"reach.mjs": "copy.mjs"}
"""Modules in whose place another one stands."""
_IMPORT = re.compile(r'^import (\{[^}]*\}) from "\./([\w.-]+\.mjs)";$', re.MULTILINE)
_EXPORT = re.compile(r"^export ((?:async )?function (\w+))", re.MULTILINE)
_LEFT = re.compile(r"^\s*(?:import|export)\b|\bimport\(", re.MULTILINE)


def script() -> str:
    """Every module that a page of a site needs, each in a function of its own, in the order in which they need another.

    Raises ValueError for a module that says something else than `import {...} from` and `export function`.
    """
    files = {name: data.decode("utf-8") for name, data in assets().files.items() if name.endswith(".mjs")}
    needs: dict[str, set[str]] = {}
    wanted = [ENTRY, *(module for page in shown().values() for module in page.modules)]
    while wanted:
        name = wanted.pop()
        if name not in needs:
            needs[name] = {other for _, other in _IMPORT.findall(files[INSTEAD.get(name, name)])}
            wanted += sorted(needs[name])
    del needs[ENTRY]
    order = [*TopologicalSorter({name: sorted(needs[name]) for name in sorted(needs)}).static_order(), ENTRY]
    parts = [
        "(() => {",
        "const modules = {};",
        *(_wrapped(name, files[INSTEAD.get(name, name)]) for name in order[:-1]),
    ]
    parts += ["window.foedus.module = (name) => modules[name];", _wrapped(ENTRY, files[ENTRY]), "})();", ""]
    return "\n".join(parts)


def _wrapped(name: str, text: str) -> str:
    names = [found for _, found in _EXPORT.findall(text)]
    text = _IMPORT.sub(r'const \1 = modules["\2"];', text)
    text = _EXPORT.sub(r"\1", text)
    if _LEFT.search(text):
        raise ValueError(f"{name} cannot be made a part of a plain script: it says something else than is known here.")
    return f'modules["{name}"] = (() => {{\n{text}return {{ {", ".join(names)} }};\n}})();'
