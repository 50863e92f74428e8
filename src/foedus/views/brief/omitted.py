"""What the sources omit: pairs, kinds and dates about which they are silent, and what data sets know of besides."""

from foedus.views.brief import datasets
from foedus.views.brief.material import Material, pairs
from foedus.views.brief.ties import between
from foedus.views.brief.wording import capital, listing, name, words
from foedus.views.document import Block, BulletList, Column, Emphasis, Row, Run, Section, Table, Tally, Text


def omitted(m: Material) -> Section | None:
    """Silences: of pairs of the coalition, of kinds for each of its states, of dates."""
    if not m.claims:
        return None
    blocks: list[Block] = [BulletList(tuple(_points(m))), _kinds(m), *datasets.unmentioned(m)]
    return Section("omitted", "What the sources omit", tuple(blocks))


def _points(m: Material) -> list[tuple[Run, ...]]:
    found: list[tuple[Run, ...]] = [
        (
            Emphasis("Silence. ", strong=True),
            Text(
                "Nothing here is a finding that something does not exist. Where the documents read do not speak of a "
                "thing, the record does not cover it. "
            ),
            *datasets.lead(m),
        )
    ]
    every = list(pairs(m.coalition))
    silent = [pair for pair in every if pair not in m.ties]
    grouped = [pair for pair in silent if pair in m.group_ties]
    if silent:
        told = f"Of {words(len(every))} pairs of {m.the_coalition}, {words(len(silent))} "
        found.append((
            Emphasis("Pairs. ", strong=True), Tally(told), Text("are named together by no claim of any kind: "),
            Text(listing([between(m, pair) for pair in silent]) + "."),
            *((Text(" Groups to which both belong are spoken of for "), Tally(f"{words(len(grouped))} of them."))
              if grouped else ()),
        ))  # fmt: skip
    undated = [claim for claim in m.claims if not claim.date]
    if undated:
        share = round(100 * len(undated) / len(m.claims))
        found.append((
            Emphasis("Dates. ", strong=True),
            Tally(f"{len(undated):,} of {len(m.claims):,} claims ({share} per cent) are undated"),
            Text(": they stand in no picture along the years."),
        ))  # fmt: skip
    return found


def _kinds(m: Material) -> Table:
    rows = []
    for kind, claims in m.by_kind.items():
        silent = [state for state in m.coalition if not any(state in m.named(claim) for claim in claims)]
        undated = sum(not claim.date for claim in claims)
        if not claims:
            said = "any state: not covered" if not m.coalition else "any of them: not covered"
        else:
            said = listing([m.label(state) for state in silent])
        rows.append(Row((
            name(capital(m.kinds[kind].plural)),
            (Tally(f"{len(claims):,}"),) if claims else (),
            (Tally(f"{undated:,}"),) if undated else (),
            name(said),
        )))  # fmt: skip
    return Table(
        "omitted-table",
        "What claims there are, and about whom there is none",
        (
            Column("Kind"), Column("Claims", "right"), Column("Undated", "right"),
            Column("No claim names, or names a firm or body of"),
        ),
        tuple(rows),
    )  # fmt: skip
