"""Decide about a proposal of the reader, as `foedus review` does: accept, with changes or without, reject, undo."""

from collections.abc import Mapping

from foedus.case.folder import CaseError
from foedus.case.proposals import ProposalsError, Proposed
from foedus.desk.accept import accept, reject, take_back
from foedus.desk.draft import book
from foedus.desk.errors import DeskError
from foedus.record.ask import AskError
from foedus.studio.forms import Again, Form, Go, Posted
from foedus.studio.forms.edit import signed
from foedus.views.site.waiting import DO, FILTERS, ID, LAST, address, changes, files, narrowed, offered


def act(posted: Posted) -> Go | Again:
    """Carry out what the button says, and go on to the next proposal."""
    chosen = {name: posted.one(f"_{name}") for name in FILTERS}
    try:
        if posted.one(DO) == "undo":
            return _undone(posted, chosen)
        narrow = narrowed(files(posted.case).waiting, chosen)
        one = next((one for one in narrow if one.id == posted.one(ID)), None)
        if one is None:
            return Again("review", (), "This proposal does not wait any more, so nothing was done.", _since(posted))
        after = _next(narrow, one)
        if posted.one(DO) == "accept":
            cells = changes(book(posted.case), one, posted.fields)
            accept(posted.case, one, signed(posted), offered(posted.case), changes=cells)
        elif posted.one(DO) == "reject":
            reject(posted.case, one, signed(posted))
        else:
            return Again("review", (), "The form says nothing that can be done.", "Accept, reject or skip.", status=400)
    except (DeskError, CaseError, OSError) as error:
        return Again.after(error, "review")
    except (AskError, ProposalsError) as error:
        return Again("review", (), error.message, error.hint)
    return Go(address(chosen, after), changed=posted.one(DO) == "accept")


def _undone(posted: Posted, chosen: Mapping[str, str]) -> Go | Again:
    """Take back the decision that the page has shown as the last one."""
    review = take_back(posted.case, signed(posted), wanted=posted.one(LAST))
    if review is None:
        return Again("review", (), "There is nothing to undo.")
    return Go(address(chosen, review.proposal.id), changed=bool(review.claim))


def _next(narrow: list[Proposed], one: Proposed) -> str:
    """The one behind it; '' where it is the last."""
    place = narrow.index(one)
    return narrow[place + 1].id if place + 1 < len(narrow) else ""


def _since(posted: Posted) -> str:
    last = files(posted.case).last
    if last is not None and last.proposal.id == posted.one(ID):
        return f"{last.who} has {last.what} it on {last.when[:10]}."
    return "Somebody has decided about it, or its document was read again."


FORM = Form("/review", act)
