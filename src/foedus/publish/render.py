"""A person's own Markdown as a file, with the claims it cites; beside it a list of them, for the next time."""

from pathlib import Path

import msgspec

from foedus.publish.file import form_of, put
from foedus.record import Record
from foedus.record.ask import AskError
from foedus.views.render import Cited, changes
from foedus.views.render import render as rendered


def list_of(target: Path) -> Path:
    """Where it stands what a document cites: `paper.cited.json` beside `paper.pdf`, one for all its forms."""
    return target.with_suffix(".cited.json")


def render(record: Record, source: Path, target: Path) -> list[str]:
    """Write a text in the format that the target's ending names; returns what has changed in what it cites.

    Raises `AskError` for a text that cannot be read, with the line for marks that stand for nothing, and for what
    `form_of` and `put` refuse.
    """
    form = form_of(target)
    try:
        text = source.read_text(encoding="utf-8-sig")
    except (OSError, UnicodeDecodeError) as error:
        said = error.strerror if isinstance(error, OSError) else "it is not UTF-8"
        raise AskError(f"{source} cannot be read: {said}.", "Give a Markdown file in UTF-8.") from error
    last = _last(list_of(target))
    made = rendered(record, text, source.name, last)
    put(form(made.document), target)
    put(msgspec.json.format(msgspec.json.encode(made.cited), indent=1) + b"\n", list_of(target))
    return changes(made, last, source.name) if last else []


def _last(path: Path) -> Cited | None:
    try:
        return msgspec.json.decode(path.read_bytes(), type=Cited)
    except FileNotFoundError:
        return None
    except (OSError, msgspec.MsgspecError) as error:
        raise AskError(
            f"{path} is not a list of cited claims as foedus writes it.", "Remove it, and what is cited is listed anew."
        ) from error
