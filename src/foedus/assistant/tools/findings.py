"""What the check of the case has found: errors, warnings, and what its editors let stand."""

from typing import Annotated

import msgspec

from foedus.assistant.answer import Told, counted
from foedus.assistant.tool import Asked, Paged, Text, Tool, sliced
from foedus.views.selection import Selection
from foedus.views.site import asked as pages
from foedus.views.site import findings as page


class Arguments(Paged, frozen=True, forbid_unknown_fields=True, kw_only=True):
    """Which findings."""

    code: Annotated[Text, msgspec.Meta(description="Only of this code; all without.")] = ""


class Finding(msgspec.Struct, frozen=True):
    """One finding, with its place."""

    code: str
    severity: str
    file: str
    line: int
    subject: str
    message: str
    hint: str
    let_stand: str
    """Why the editors let it stand; '' where they did not."""


class About(msgspec.Struct, frozen=True):
    """Counts."""

    errors: int
    warnings: int
    codes: tuple[page.Sort, ...]
    rows_left_out: int


def answer(asked: Asked, given: Arguments) -> Told:
    """The findings, the gravest as the check lists them, those let stand last."""
    selection = Selection(own=(("code", given.code),) if given.code else ())
    of_case = pages.Asked(
        asked.record, selection, findings=asked.findings, left_out=asked.left_out, waived=asked.waived
    )
    found = page.findings(of_case)
    items = [
        Finding(
            row["code"], row["severity"], row["file"], row["line"] or 0, row["subject"], row["message"], row["hint"],
            row["waived"],
        )
        for row in page.table(of_case)
    ]  # fmt: skip
    return Told(
        answer=(
            f"{counted(found.errors, 'error')}, {counted(found.warnings, 'warning')}; let stand with a reason: "
            f"{len(found.waived)}."
        ),
        about=About(found.errors, found.warnings, found.codes, len(found.left_out)),
        items=sliced(items, given.start),
        start=given.start,
        total=len(items),
        what="findings",
        coverage=("Findings are of the case's files as they are now, at no clock.",),
    )


TOOL = Tool(
    name="findings",
    title="Findings of the check",
    says="What foedus has found wrong or doubtful in the case itself: how far its claims can be relied on.",
    arguments=Arguments,
    answer=answer,
    about=About,
    item=Finding,
)
