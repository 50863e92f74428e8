"""List events, each with how many claims, sources and independent roots it rests on.

foedus events cases/turkic-states --kind agreements --group coalition

foedus events cases/turkic-states --text anka --json
"""

from foedus.cli import options


def run(
    case: options.Case,
    kind: options.Kind = None,
    actor: options.Actor = None,
    stage: options.Stage = None,
    group: options.Group = None,
    since: options.Since = None,
    until: options.Until = None,
    assertion: options.Assertion = None,
    text: options.Text = None,
    as_of: options.AsOf = None,
    known: options.Known = None,
    limit: options.Limit = 50,
    as_json: options.Json = False,
    as_csv: options.Csv = False,
) -> None:
    """List events."""
    from foedus.cli import show
    from foedus.record.words import Words

    record = options.asked(case, as_of, known)
    found = record.events(kind, **options.filters(actor, stage, group, since, until, assertion, text))
    if as_json or as_csv:
        show.rows(found, as_json=as_json, as_csv=as_csv)
        return
    words = Words.of(record)
    lines: list[list[object]] = [
        [
            show.named(words.title(row["event"]), row["event"]),
            _span(row["first"], row["last"]),
            ", ".join(row["kinds"]),
            str(row["claims"]),
            str(row["roots"]),
        ]
        for row in (found[:limit] if limit else found)
    ]
    show.table(("event", "dated", "kinds", "claims", "roots"), lines, total=len(found))


def _span(first: object, last: object) -> str:
    years = [str(day)[:4] for day in (first, last) if day]
    return "undated" if not years else years[0] if len(set(years)) == 1 else f"{years[0]}–{years[-1]}"
