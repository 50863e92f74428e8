"""Take a decision of the log back."""

from urllib.parse import urlencode

from foedus.desk.undo import undo
from foedus.studio.forms import Form, Go, Posted, Refused
from foedus.studio.forms.edit import signed


def act(posted: Posted) -> Go | Refused:
    """Undo one decision; its identifier comes with the form. Raises `DeskError`."""
    decision = posted.one("decision")
    if not decision:
        return Refused("Nothing was undone", "The form names no decision.", "The log lists them.", 400)
    done = undo(posted.case, signed(posted), decision)
    return Go(f"/log?{urlencode({'done': done.entry.id})}")


FORM = Form("/undo", act)
