"""Contradictions: what is said on both sides, and what the record makes of it, by which rule."""

from foedus.record.conclude import OPEN, Conclusion
from foedus.record.conclude.rules import OPPOSED, READ
from foedus.views.brief.material import Material
from foedus.views.brief.wording import capital, head, lines, listing, many, note, the_rule, words
from foedus.views.concluded import field_label, in_words
from foedus.views.document import Break, Column, Emphasis, Name, Paragraph, Row, Run, Runs, Section, Table, Tally, Text
from foedus.views.evidence import Evidence


def contradictions(m: Material) -> Section | None:
    """Every contradiction at the record's clocks: the decided, then those left open."""
    found = m.contradictions
    if not found:
        return None
    unsettled = [one for one in found if one.rule in OPEN]
    decided = len(found) - len(unsettled)
    lead: Runs = (
        Tally(
            f"{capital(many(len(found), 'contradiction'))}: {words(decided) if decided else 'none'} decided by a rule, "
        ),
        Tally(f"{words(len(unsettled)) if unsettled else 'none'} left open. "),
        Text(
            "Held against each other are only claims on the same event, thing and parties that cannot all be right; a "
            "vaguer date inside which a more exact one lies is agreement; and what a person who read both has found. "
            "Where no rule decides, the record does not pretend to know."
        ),
    )
    body: list[Row] = []
    for title, group in (("Decided", [one for one in found if one not in unsettled]), ("Left open", unsettled)):
        if group:
            body += [head(title), *(_row(m, one) for one in group)]
    table = Table(
        "contradiction-table",
        "What is said on both sides, and what the record concludes",
        (Column("On what"), Column("What is said"), Column("What the record concludes, and why")),
        tuple(body),
    )
    return Section("contradictions", "Where sources contradict each other", (Paragraph(lead), table))


def _number(count: int) -> str:
    return words(count) if count else "none"


def _row(m: Material, one: Conclusion) -> Row:
    title: Runs = (Name(m.title(one.event)), Break(), Emphasis(field_label(m.record, one)))
    if one.rule == READ:  # a reader's words may give figures, too
        title = (*title, note(m.by_claim[claim] for claim in sorted(one.named)))
    return Row((title, sides(m, one), _concluded(m, one)))


def sides(m: Material, one: Conclusion) -> Runs:
    """Each side in a line: what it says, who says so, the note."""
    values = [(one.value, one.claims)] if one.claims else []
    values += [(other.value, other.claims) for other in one.against]
    return lines(_side(m, one, value, [m.by_claim[claim] for claim in claims]) for value, claims in values)


def _side(m: Material, one: Conclusion, value: str | None, claims: list[Evidence]) -> Runs:
    if one.rule in (OPPOSED, READ):
        words_of = dict.fromkeys(claim.sentence.rstrip(".") for claim in claims)
        lead: list[Run] = [Text("; ".join(words_of))]
        if any(claim.assertion == "denied" for claim in claims):
            lead = [Emphasis("denied: "), *lead]
    elif any(claim.assertion == "denied" for claim in claims):
        labels = listing(list(dict.fromkeys(m.kinds[c.kind].stage[c.stage].label for c in claims)))
        lead = [Emphasis(f"denied: {labels}" if one.field == "stage" else "denied")]
    else:
        vaguer = one.field == "date" and len({claim.date for claim in claims}) > 1
        lead = [Text(in_words(m.record, m.words, one, value) + (" or, vaguer, a time that holds it" if vaguer else ""))]
    who = dict.fromkeys(f"{claim.cite}, on the word of {claim.via}" if claim.via else claim.cite for claim in claims)
    return (*lead, Name(f" – {'; '.join(who)}"), note(claims))


def _concluded(m: Material, one: Conclusion) -> Runs:
    if one.rule in OPEN:
        why = "One confirms what the other denies." if one.rule == OPPOSED else "No rule decides between them."
        why = "A reader's finding; no rule compares them." if one.rule == READ else why
        return (Emphasis("Open.", strong=True), Text(f" {why}"))
    held = note(m.by_claim[claim] for claim in one.claims)
    if one.value is None:
        return (Emphasis("Not shown", strong=True), Text(f", since {the_rule(one.rule)}."), held)
    value = in_words(m.record, m.words, one, one.value)
    return (Emphasis(capital(value), strong=True), Text(f", since {the_rule(one.rule)}."), held)
