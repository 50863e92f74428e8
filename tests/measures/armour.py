"""A made-up case of parts, platforms and what is withheld, and ways of changing a case that must change no figure.

The Wolf, a Finnish tank, needs a Norwegian gearbox, and that a Danish bearing. Norway stops the gearbox in 2015;
Sweden agrees to another one in 2016. Boats go on being built together.
"""

import csv
import io
import random
from collections.abc import Mapping
from textwrap import dedent
from typing import Any

import msgspec

from foedus.measures.measured import Measured
from foedus.record.figure import Figure

FILES = {
    "case.toml": """
        format = 1
        title = "Parts of the north"

        [coalition]
        label = "northern states"
        members = ["FIN", "NOR"]
        """,
    "sources.csv": """
        source,title,authors,publisher,published,access,type
        first-2020,The first,Ann First,,2020-03-01,read,scholarly
        second-2022,Another look,,The Second,2022-05-10,read,press
        ministry-2021,Figures of the year,,Ministry of Defence of Finland,2021,cited,official
        norse-ministry-2021,Our neighbours,,Government of Norway,2021,cited,official
        works-2021,Annual report,,Finworks,2021,cited,company
        """,
    "entities.csv": """
        entity,name,type,aliases,country,members,office
        DNK,Denmark,state,,,,
        EST,Estonia,state,,,,
        FIN,Finland,state,Suomi,,,
        LVA,Latvia,state,,,,
        NOR,Norway,state,,,,
        SWE,Sweden,state,,,,
        finworks,Finworks,firm,,FIN,,
        nordgear,Nordgear,firm,,NOR,,
        minister,Max Minister,person,,FIN,,Minister of Defence
        northerners,Northern peoples,group,,,,
        wolf,Wolf,platform,,FIN,,
        wolf-gearbox,Norwegian gearbox of the Wolf,platform,,NOR,,
        new-gearbox,Swedish gearbox of the Wolf,platform,,SWE,,
        gear-bearing,Bearing,platform,,DNK,,
        """,
    "topics.csv": "topic,label\nparts,Parts from abroad\n",
    "events.csv": """
        event,title
        gearbox,Gearbox of the Wolf
        bearing,Bearing of the gearbox
        boats,Boats built together
        island-quarrel,Quarrel over an island
        north-embargo,Norwegian embargo on Finland
        """,
    "claims/production.csv": """
        claim,event,stage,date,assertion,attribution,source,prompted_by,note,partners,item,category,mode,part_of,replaces
        pro-001,gearbox,ended,2015-03,asserted,,first-2020,island-quarrel,,finworks; nordgear,wolf-gearbox,engines,component-supply,wolf,
        pro-002,wolf-plant,operating,2010/..,asserted,,first-2020,,,finworks,wolf,armoured-vehicles,own-development,,
        pro-003,gearbox,agreed,2016-06-01,asserted,,second-2022,gearbox,Said to last longer.,FIN; SWE,new-gearbox,engines,component-supply,wolf,wolf-gearbox
        pro-004,gearbox,operating,2018,attributed,minister,second-2022,,,FIN; SWE,new-gearbox,engines,component-supply,wolf,
        pro-005,bearing,operating,2012,asserted,,first-2020,,,DNK; nordgear,gear-bearing,other,component-supply,wolf-gearbox,
        pro-006,boats,operating,,asserted,,second-2022,,,FIN; NOR,patrol boats,ships,joint-production,,
        pro-007,lenses,operating,2019,asserted,,second-2022,,,finworks; nordgear,lenses,sensors,component-supply,,
        pro-008,plant-talks,proposed,2021,asserted,,second-2022,,,FIN; NOR,,ships,joint-venture,,
        """,  # noqa: E501
    "claims/restrictions.csv": """
        claim,event,stage,date,assertion,source,grain,prompted_by,imposer,target,measure,item,reason
        res-001,gearbox,imposed,2015-02,asserted,first-2020,single,island-quarrel,NOR,FIN,export-denial,wolf-gearbox,the island
        res-002,north-embargo,imposed,,asserted,second-2022,series,,NOR,FIN,arms-embargo,arms,
        res-003,boats,imposed,,denied,second-2022,single,,NOR,FIN,arms-embargo,patrol boats,
        res-004,old-embargo,imposed,1999,asserted,first-2020,single,,NOR,SWE,arms-embargo,,
        res-005,old-embargo,lifted,2001,asserted,first-2020,single,,NOR,SWE,arms-embargo,,
        """,  # noqa: E501
    "claims/transfers.csv": """
        claim,event,stage,date,assertion,source,grain,supplier,recipient,item,category
        tra-001,wolf-sale,delivered,2012,asserted,first-2020,single,FIN,EST,wolf,armoured-vehicles
        tra-002,other-sale,in-service,,asserted,first-2020,single,FIN,LVA,armoured vehicles,armoured-vehicles
        tra-003,radio-talk,ordered,,asserted,second-2022,summary,NOR,LVA,radios,other
        """,
    "claims/disputes.csv": """
        claim,event,stage,date,assertion,source,grain,parties,type
        dis-001,island-quarrel,open,2015-01-10,asserted,first-2020,single,FIN; NOR,territorial-dispute
        """,
    "claims/arguments.csv": """
        claim,event,stage,assertion,source,grain,prompted_by,by,question,proposition,role,concerns
        arg-001,gearbox,made,asserted,second-2022,single,,minister,parts,The new one is as good.,consequence,FIN
        arg-002,gearbox,made,asserted,second-2022,single,island-quarrel,minister,parts,Islands matter.,motive,FIN
        """,
    "claims/indicators.csv": """
        claim,event,stage,date,assertion,attribution,source,grain,subject,measure,value,unit
        ind-001,exports,reported,2017,asserted,ministry-2021,first-2020,summary,FIN,defence-exports,100,EUR
        ind-002,exports,reported,2018,asserted,ministry-2021,first-2020,summary,FIN,defence-exports,~130,EUR
        ind-003,exports,reported,2020,asserted,norse-ministry-2021,second-2022,summary,FIN,defence-exports,90,EUR
        ind-004,exports,reported,2021,asserted,norse-ministry-2021,second-2022,summary,FIN,defence-exports,12,percent
        ind-005,turnover,reported,2020,asserted,works-2021,second-2022,summary,finworks,turnover,500,EUR
        ind-006,share,reported,2020,attributed,minister,second-2022,summary,FIN,domestic-share-of-weapons,>=70,percent
        ind-007,beds,reported,2020,asserted,,second-2022,summary,FIN,hospital-beds,9,beds
        ind-008,turnover,reported,2020,asserted,nordgear,second-2022,summary,FIN,arms-imports,rising,
        ind-009,share,reported,,expected,,second-2022,summary,FIN,domestic-share-of-weapons,90,percent
        """,
}

Files = Mapping[str, str]


def shuffled(files: Files, seed: int) -> dict[str, str]:
    """The same case, rows of its tables in another order."""
    rng = random.Random(seed)
    found = {}
    for name, text in files.items():
        lines = dedent(text).strip().splitlines()
        rows = lines[1:]
        if name.endswith(".csv"):
            rng.shuffle(rows)
        found[name] = "\n".join([*lines[:1], *rows]) + "\n"
    return found


def reposted(files: Files, source: str) -> dict[str, str]:
    """The same case with a source that reposts another one: each of its claims once more, under the repost."""
    found = {name: dedent(text).strip() + "\n" for name, text in files.items()}
    table = [*csv.DictReader(io.StringIO(found["sources.csv"]))]
    one = next(row for row in table if row["source"] == source)
    table.append({**one, "source": "repost", "title": "A repost", "published": "2023", "derived_from": source})
    found["sources.csv"] = _text([{"derived_from": "", **row} for row in table])
    for name in [name for name in found if name.startswith("claims/")]:
        rows = [*csv.DictReader(io.StringIO(found[name]))]
        more = [
            {**row, "claim": f"{row['claim'][:4]}9{row['claim'][5:]}", "source": "repost"}
            for row in rows
            if row["source"] == source
        ]
        found[name] = _text([*rows, *more])
    return found


def _text(rows: list[dict[str, str]]) -> str:
    out = io.StringIO()
    writer = csv.DictWriter(out, [*rows[0]], lineterminator="\n")
    writer.writeheader()
    writer.writerows(rows)
    return out.getvalue()


def values(measured: Measured) -> list[Any]:
    """All that a measure says, without the claims that it rests on: words, values, intervals, roots."""
    found: list[Any] = [measured.answer]
    for sheet in measured.sheets:
        found += [(sheet.name, line.label, *(_value(cell) for cell in line.cells)) for line in sheet.lines]
    return found


def _value(cell: Figure | str) -> Any:
    return cell if isinstance(cell, str) else (cell.value, cell.unit, cell.low, cell.high, cell.roots, cell.cover)


def claims(measured: Measured) -> set[str]:
    """Every claim that a measure names, in its sheets, pictures, or words."""
    found = {c for p in measured.pictures for c in p.claims}
    for sheet in measured.sheets:
        for line in sheet.lines:
            found |= {c for cell in line.cells if isinstance(cell, Figure) for c in cell.claims}
    return found


def cell(measured: Measured, sheet: str, label: str, column: str) -> Figure | str:
    """What stands in a sheet, in the only row of that label."""
    [table] = [one for one in measured.sheets if one.name == sheet]
    [place] = [n for n, one in enumerate(table.columns) if one.label == column]
    [row] = [line for line in table.lines if line.label == label]
    return row.cells[place]


def figure(measured: Measured, sheet: str, label: str, column: str) -> Figure:
    """The figure that stands there."""
    found = cell(measured, sheet, label, column)
    assert isinstance(found, Figure), f"{label}, {column}: {found}"
    return found


def labels(measured: Measured, sheet: str) -> list[str]:
    """The rows of a sheet; none where there is no such sheet."""
    return [line.label for one in measured.sheets if one.name == sheet for line in one.lines]


def whole(measured: Measured) -> str:
    """Everything in it as text, to look for what must not be there."""
    return msgspec.json.encode(measured, enc_hook=tuple).decode()
