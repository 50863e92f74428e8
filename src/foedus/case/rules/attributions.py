"""On whose word: a claim that is passed on says from whom, and nobody passes on his own word.

`attributed` without an attribution is somebody's word, but whose? A claim attributed to its own source would
count as independent of it.
"""

from collections.abc import Iterator

from foedus.case.findings import Finding
from foedus.case.folder import Case


def check(case: Case) -> Iterator[Finding]:
    """Yield `no-attribution` and `own-word` findings."""
    for kind in case.filled:
        file = case.file(kind.kind)
        for line, claim in case.rows(
            f"SELECT line, claim FROM \"{kind.kind}\" WHERE assertion = 'attributed' AND attribution = '' ORDER BY row"
        ):
            message = "The claim is attributed, but the cell 'attribution' does not say to whom."
            hint = "Name the person, agency or cited work; an unnamed one can be an entity of its own."
            yield Finding("no-attribution", "warning", file, line, message, hint, "attribution", subject=claim)
        for line, claim, source in case.rows(
            f"SELECT line, claim, source FROM \"{kind.kind}\" WHERE source <> '' AND list_contains("
            "list_transform(string_split(attribution, ';'), lambda x: trim(x)), source) ORDER BY row"
        ):
            message = f"The claim passes on the word of {source}, which is its own source."
            hint = "Leave the attribution empty and write 'asserted'."
            yield Finding("own-word", "error", file, line, message, hint, "attribution", subject=claim)
