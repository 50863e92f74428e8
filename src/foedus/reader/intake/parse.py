"""Bytes become a document: the format's own parser, then what all have in common. Runs in a worker."""

import hashlib

from foedus.reader.document import About, Document
from foedus.reader.intake import about
from foedus.reader.intake.decode import decode
from foedus.reader.intake.errors import EmptyError
from foedus.reader.intake.finish import finish
from foedus.reader.intake.limits import Limits
from foedus.reader.intake.sniff import sniff


def parse(data: bytes, name: str, limits: Limits) -> Document:
    """The document in a file's bytes. Raises an `IntakeError` for what cannot be read."""
    kind = sniff(data, name)
    warnings: list[str] = []
    said = About()
    if kind == "text":
        from foedus.reader.intake.text import drafts as of_text

        text, warning = decode(data)
        warnings += [warning] if warning else []
        made = of_text(text)
    elif kind == "html":
        from foedus.reader.intake.html import drafts as of_html

        made, said, more = of_html(data, name)
        warnings += more
    elif kind == "pdf":
        from foedus.reader.intake.pdf import drafts as of_pdf

        made, said, more = of_pdf(data, name, limits)
        warnings += more
    else:
        from foedus.reader.intake.docx import drafts as of_docx

        made, said, more = of_docx(data, name, limits)
        warnings += more
    if not any(draft.text for draft in made):
        raise EmptyError(f"{name} holds no text.", "Open it, and see whether its text is a picture.")
    blocks = finish(made)
    return Document(
        name=name,
        sha256=hashlib.sha256(data).hexdigest(),
        format=kind,
        blocks=blocks,
        about=_filled(said, about.of_blocks(blocks, said.title)),
        warnings=tuple(warnings),
    )


def _filled(said: About, found: About) -> About:
    """What the format's own fields say, and what the text says where they are silent."""
    return About(
        title=said.title or found.title,
        authors=said.authors or found.authors,
        published=said.published or found.published,
        publisher=said.publisher,
        language=found.language or said.language,
        url=said.url,
    )
