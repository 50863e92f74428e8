"""Give an entity, event, source or topic another key, everywhere it is referred to."""

from pathlib import Path

from foedus.desk.draft import Draft
from foedus.desk.errors import DeskError
from foedus.desk.plan import Plan
from foedus.desk.references import Change, draft_references, keys, table_with
from foedus.terms.states import states
from foedus.terms.words import is_key, slug


def rename(folder: Path, old: str, new: str, table: str | None = None) -> Plan:
    """Plan the renaming of a key; `table` says which, where several have it.

    The key is replaced in its own table, in the columns that refer to it by their type, and in the lists of
    case.toml; free text and `x_` columns stay. Raises `DeskError` for a key that there is not, one that is
    taken, one that has not the form of a key, and for a state's code.
    """
    draft = Draft(folder)
    name = table_with(draft, old, table)
    if name == "entities" and old in states():
        raise DeskError(f"'{old}' is the code of a state, which stays.", "Change its name in entities.csv.")
    if not is_key(new) or (name != "entities" and new.isupper() and new.isalpha()):
        message = f"'{new}' has not the form of a key: small letters, digits and single hyphens, no spaces."
        raise DeskError(message, f"Write {slug(new)}." if slug(new) else "Write it in Latin letters.")
    if new in keys(draft, name):
        raise DeskError(f"'{new}' is a key of {name} already.", f"`foedus merge {folder} {old} {new}` makes them one.")
    if name == "entities" and new in states():
        raise DeskError(
            f"'{new}' is the code of a state.", f"`foedus merge {folder} {old} {new}`, if it is that state."
        )
    changes, _, notes = draft_references(draft, name, old, new)
    sheet, column = draft.table(name), draft.key_column(name)
    for line, record in sheet.rows():
        if sheet.cell(record, column) == old:
            sheet.change_all({record: {column: new}})
            changes.append(Change(sheet.name, line, old, column, old, new))
            break
    notes += [f"'{new}' is a key of {other} too." for other in draft.book.tables
              if other != name and new in keys(draft, other)]  # fmt: skip
    return Plan(draft, "rename", f"{old} was renamed {new} in {name}.", [old, new], changes, notes)
