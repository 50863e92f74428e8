"""List where claims contradict each other: both sides, who says so, and what the record concludes by which rule.

foedus contradictions cases/turkic-states

foedus contradictions cases/turkic-states --kind disputes --known 2022-06-01 --json
"""

from foedus.cli import options


def run(
    case: options.Case,
    kind: options.Kind = None,
    actor: options.Actor = None,
    group: options.Group = None,
    as_of: options.AsOf = None,
    known: options.Known = None,
    as_json: options.Json = False,
) -> None:
    """List where claims contradict each other."""
    from foedus.cli import show
    from foedus.views.concluded import contradictions

    record = options.asked(case, as_of, known)
    found = contradictions(record, kind, **options.filters(actor, None, group))
    if as_json:
        show.print_json([one.as_dict() for one in found])
        return
    for one in found:
        show.conclusion(one)
    show.note(f"{show.number(len(found), 'contradiction')}. A vaguer date or item is agreement, and not listed.")
