"""What stands around the tables of a data package: settings, codebook, licence, whom to cite, what it is."""

import json
import tomllib
from collections.abc import Mapping
from itertools import pairwise
from typing import Any

import msgspec

import foedus
from foedus.case import guide
from foedus.case.settings import Settings
from foedus.codebook.reference import markdown
from foedus.publish.licences import licence
from foedus.publish.package.contents import Contents
from foedus.publish.package.describe import version
from foedus.publish.toml import toml

FAULTS = "FINDINGS.txt"


def put(contents: Contents) -> None:
    """Everything but the page that tells what is there."""
    folder, case = contents.folder, contents.case
    files = {"case.toml": toml(_settings(case.settings)), "LICENCE.txt": _licence(contents)}
    for path in sorted((case.path / "kinds").glob("*.toml")):
        if path.stem in case.codebook.kinds:
            files[f"kinds/{path.name}"] = toml(tomllib.loads(path.read_text(encoding="utf-8")))
    questions, _ = guide.read(case.path)
    if questions.questions:
        asked = [_without(msgspec.to_builtins(one)) for one in questions.questions]
        files[guide.NAME] = toml({"format": guide.FORMAT, "question": asked})
    if contents.findings:
        files[FAULTS] = "\n".join(["This case has errors:", "", *contents.findings]) + "\n"
    files["CITATION.cff"] = _citation(contents)
    for name, text in files.items():
        path = folder / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(text, encoding="utf-8", newline="\n")
    contents.put("codebook.html", _codebook(contents), "codebook", "Codebook: what each table and column holds")


def _settings(settings: Settings) -> dict[str, Any]:
    """The settings as they differ from what holds without them."""
    blank = msgspec.to_builtins(Settings())
    data = msgspec.to_builtins(settings)
    kept = {key: value for key, value in data.items() if value != blank[key]}
    if "waive" in kept:
        kept["waive"] = [_without(one) for one in kept["waive"]]
    return {"format": settings.format} | {
        key: _without(value) if isinstance(value, dict) else value for key, value in kept.items()
    }


def _without(data: Mapping[str, Any]) -> dict[str, Any]:
    """The data less what is empty."""
    return {key: value for key, value in data.items() if value not in ("", (), [], {})}


def _licence(contents: Contents) -> str:
    terms = licence(contents.case.settings.licence)
    if terms is None:
        said = "The case names no licence: ask its editors before you use it."
    else:
        where = f"\n\n    {terms.title}\n    {terms.address}" if terms.address else ""
        said = f"The coded tables of this package are licensed under {terms.name}.{where}"
    return (
        f"{contents.title}\n\n{said}\n\n"
        "The documents that the claims were read from are not part of the package and stay with their authors and\n"
        "publishers; so do the rights in the words of short quotations. A claim records what a source says; it does\n"
        "not say that the source is right.\n"
    )


def _citation(contents: Contents) -> str:
    """CITATION.cff, version 1.2.0: https://citation-file-format.github.io"""
    settings = contents.case.settings
    terms = licence(settings.licence)
    names = settings.editors or ("The editors of the case",)
    fields = {
        "cff-version": "1.2.0",
        "message": "If you use this dataset, please cite it, and the sources of the claims that you use.",
        "type": "dataset",
        "title": contents.title,
        "version": version(contents),
        **({"license": terms.name} if terms and terms.address else {}),
        **({"abstract": " ".join(settings.summary.split())} if settings.summary.strip() else {}),
    }
    lines = [f"{key}: {json.dumps(value, ensure_ascii=False)}" for key, value in fields.items()]
    lines += ["authors:", *(f"  - name: {json.dumps(name, ensure_ascii=False)}" for name in names)]
    return "\n".join(lines) + "\n"


def _codebook(contents: Contents) -> str:
    from markdown_it import MarkdownIt
    from markupsafe import escape

    from foedus.pages.brief import styles

    written = "\n".join(line for line in markdown(contents.case.codebook).splitlines() if not line.startswith("<!--"))
    reader = MarkdownIt("commonmark", {"html": False}).enable("table")
    tokens = reader.parse(written)
    for opening, inline in pairwise(tokens):
        if opening.type == "heading_open":
            opening.attrSet("id", inline.content.lower().replace(" ", "-"))
    body = reader.renderer.render(tokens, reader.options, {})
    return (
        '<!doctype html>\n<html lang="en">\n<head>\n<meta charset="utf-8">\n'
        '<meta name="viewport" content="width=device-width, initial-scale=1">\n'
        f"<title>Codebook of {escape(contents.title)}</title>\n<style>\n{styles('tokens.css')}{_STYLE}</style>\n"
        f"</head>\n<body>\n<main>\n{body}</main>\n</body>\n</html>\n"
    )


_STYLE = """
body { margin: 0 auto; max-width: 64rem; padding: 1rem 1.5rem 4rem; font: 1rem/1.5 system-ui, sans-serif; }
table { border-collapse: collapse; margin: 1rem 0; display: block; overflow-x: auto; }
th, td { text-align: left; vertical-align: top; padding: .25rem .75rem .25rem 0; border-bottom: 1px solid; }
code { font-size: .9em; overflow-wrap: anywhere; }
blockquote { margin: 0 0 0 1rem; }
"""


def put_readme(contents: Contents) -> None:
    """README.md: what lies here, what was kept back, how to read it."""
    settings = contents.case.settings
    listed = [f"| `{one['path']}` | {one.get('description') or one['title']} |" for one in contents.described]
    kept = ", ".join(f"`{name}`" for name in sorted(contents.keeps))
    parts = [
        f"# {contents.title}",
        *([f"**This case has {contents.faults}: see {FAULTS}.**"] if contents.findings else []),
        *([" ".join(settings.summary.split())] if settings.summary.strip() else []),
        _READ,
        "\n".join(["| file | holds |", "| --- | --- |", *listed]),
        f"Kept back by the editors: the columns {kept}, in every table." if kept else "Nothing was kept back.",
        _USE.format(version=foedus.__version__),
    ]
    (contents.folder / "README.md").write_text("\n\n".join(parts) + "\n", encoding="utf-8", newline="\n")


_READ = (
    "One row of a table of claims is what one source says, in one place, about one event. An empty cell means that the "
    "source does not say: it is never a no, and never a zero. Several values in a cell stand apart by `; `. Dates are "
    "EDTF (`2021~`, `2016/..`), figures may carry a sign (`~1500000`); `parquet/` has days and figures beside them. "
    "What each column holds is in `codebook.html` and `datapackage.json`."
)
_USE = (
    "This folder is a case of foedus {version}: `foedus make` reads it as it is, and `foedus new CASE --from-package "
    "FOLDER` makes of it one to go on with. `sha256sum -c SHA256SUMS` tells whether all of it has arrived. Whom to "
    "cite: `CITATION.cff`; under which terms: `LICENCE.txt`."
)
