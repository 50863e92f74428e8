"""Show the codebook: the kinds of claims, their columns, words and stages; or its JSON Schema.

foedus codebook

foedus codebook transfers

foedus codebook transfers --schema > transfers.schema.json
"""

from pathlib import Path
from typing import Annotated

import typer

from foedus.cli import options


def run(
    kind: Annotated[
        str | None, typer.Argument(metavar="KIND", help="A kind, such as transfers; all without one.")
    ] = None,
    case: Annotated[Path | None, typer.Option("--case", help="A case whose own kinds are shown as well.")] = None,
    schema: Annotated[bool, typer.Option("--schema", help="Print the JSON Schema.")] = False,
    as_json: options.Json = False,
) -> None:
    """Show the codebook."""
    import msgspec

    from foedus.case.folder import CaseError
    from foedus.cli import show
    from foedus.codebook import CodebookError, load
    from foedus.codebook.schema import json_schema
    from foedus.terms.words import nearest

    try:
        book = load(sorted((case / "kinds").glob("*.toml")) if case else ())
    except CodebookError as error:
        raise CaseError(f"{error.path}: {error.message}", error.hint) from error
    if kind and kind not in book.kinds:
        near = nearest(kind, book.kinds)
        hint = f"Did you mean '{near}'?" if near else "Kinds are: " + ", ".join(book.kinds) + "."
        raise CaseError(f"There is no kind of claim called '{kind}'.", hint)
    if schema:
        show.print_json(json_schema(book, kind))
    elif as_json:
        show.print_json(msgspec.to_builtins(book.kinds[kind] if kind else book))
    elif kind:
        spec = book.kinds[kind]
        show.heading(spec.plural.capitalize(), f"{spec.summary} claims/{spec.kind}.csv, identifiers {spec.prefix}-…")
        show.console.print()
        show.table(("stage", "means"), ([stage.word, f"{stage.label} ({stage.phase})"] for stage in spec.stages))
        show.console.print()
        show.table(
            ("column", "holds", "compared", "words or help"),
            ([c.name, c.type, c.compare, ", ".join(c.words) or c.help] for c in spec.columns),
        )
    else:
        show.table(
            ("kind", "prefix", "records", "stages"),
            ([k.kind, k.prefix, k.summary, ", ".join(stage.word for stage in k.stages)] for k in book.kinds.values()),
        )
