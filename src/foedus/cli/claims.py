"""List claims, each as a sentence with its source and paragraph.

foedus claims cases/turkic-states --kind transfers --actor KAZ

foedus claims cases/turkic-states --actor Kyrgyzstan --since 2021 --assertion denied

foedus claims cases/turkic-states --kind assistance --csv > aid.csv
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
    """List claims."""
    from foedus.cli import show

    record = options.asked(case, as_of, known)
    found = record.claims(kind, **options.filters(actor, stage, group, since, until, assertion, text))
    if as_csv:
        show.rows(found, as_csv=True)
        return
    from foedus.record.words import Words
    from foedus.views.event import claim_dict
    from foedus.views.evidence import evidence

    chosen = found if as_json or not limit else found[:limit]
    ids = chosen.column("claim")
    kinds = [name for name in record.codebook.kinds if name in set(chosen.column("kind"))]
    words = Words.of(record)
    said = {e.claim: e for e in evidence(words, where="list_contains(?::VARCHAR[], claim)", values=[ids], kinds=kinds)}
    if as_json:
        show.print_json([claim_dict(said[claim]) for claim in ids])
        return
    lines = ([c, said[c].when or "undated", said[c].sentence, f"{said[c].cite} {said[c].locator}"] for c in ids)
    show.table(("claim", "when", "what is said", "by"), lines, total=len(found))
