"""A case with a dataset profile, all invented: two buyers, three sellers, a quarrel, help that is told of twice."""

from pathlib import Path
from textwrap import dedent

from foedus.measures.measured import Line, Measured, Sheet
from foedus.record import Record, build
from foedus.record.figure import Figure
from tests.record.small import Files, write

SHA = "0" * 64
COVERAGE = f"""\
    part,title,since,until,form,sha256,citations,tables,dataset,version,note
    register,A register,1950,2020,native,{SHA},nobody2020,transfers,sipri-transfers,2021,
    members,Pacts,1815,2018,native,{SHA},nobody2002,pacts,atop,5.1,
    exercises,Exercises,1980,2010,native,{SHA},nobody2021,exercises,mme,7,
    agreements,Agreements,1980,2010,native,{SHA},nobody2020b,agreements,dcad,1.0,
    memberships,Bodies,1816,2014,native,{SHA},nobody2019,dyads; organisations,igo,3.0,
    points,Votes,1946,2024,native,{SHA},nobody2017,dyads; states,unga,July 2025,
    """
# KAZ in 2011-2020: 60 from RUS (10 of it uncertain), 30 from TUR, 10 from an unknown supplier; shares .6, .3, .1 and
# index .46. KGZ: 4 from RUS, too little for a share. 2005 is before the window of ten years.
TRANSFERS = """\
    supplier,recipient,year,category,tiv,uncertain,deals,dataset,version,note
    RUS,KAZ,2012,aircraft,40,0,1,sipri-transfers,2021,
    RUS,KAZ,2018,missiles,20,10,2,sipri-transfers,2021,
    TUR,KAZ,2019,aircraft,30,0,1,sipri-transfers,2021,
    unknown supplier(s),KAZ,2020,aircraft,10,0,1,sipri-transfers,2021,
    RUS,KAZ,2005,aircraft,500,0,1,sipri-transfers,2021,
    RUS,KGZ,2016,artillery,4,0,1,sipri-transfers,2021,
    """
STATES = """\
    state,measure,year,value,unit,dataset,version,note
    KAZ,unga_idealpoint,1992,0.1,,unga,July 2025,
    KAZ,unga_idealpoint,2000,-0.5,,unga,July 2025,
    """
CASE = {
    "case.toml": """
        format = 1
        title = "Two buyers"
        question = "From whom?"
        [coalition]
        label = "buyers"
        members = ["KAZ", "KGZ"]
        [groups.alone]
        label = "One alone"
        members = ["TUR"]
        """,
    "sources.csv": """
        source,title,published,access,derived_from
        press-2022,A report,2022-06-15,read,
        book-2010,A book,2010,read,
        copy-2023,A copy,2023-01-01,read,press-2022
        """,
    "entities.csv": """
        entity,type,name,aliases,country,members
        KAZ,state,Kazakhstan,,,
        KGZ,state,Kyrgyzstan,,,
        TUR,state,Türkiye,Turkey,,
        RUS,state,Russia,,,
        TJK,state,Tajikistan,,,
        dronefirm,firm,Dronefirm,,TUR,
        both,group,Both,,,KAZ; KGZ
        """,
    "claims/transfers.csv": """
        claim,event,stage,date,assertion,source,grain,supplier,recipient,item
        tra-001,late-sale,delivered,2021-05,asserted,press-2022,single,dronefirm,KAZ,drones
        tra-002,loose-sale,ordered,,asserted,press-2022,single,RUS,KAZ,tanks
        tra-003,old-sale,delivered,2010,asserted,press-2022,single,RUS,KAZ,guns
        tra-004,denied-sale,delivered,2022,denied,press-2022,single,TUR,KAZ,boats
        tra-005,tajik-arms,delivered,,asserted,press-2022,summary,RUS,TJK,arms
        tra-006,group-sale,delivered,2022,asserted,press-2022,single,TUR,both,rifles
        """,
    "claims/disputes.csv": """
        claim,event,stage,date,assertion,source,grain,parties,type
        dis-001,border-clash,open,2021,asserted,press-2022,single,KGZ; TJK,armed-clash
        dis-002,no-quarrel,open,2021,denied,press-2022,single,KAZ; RUS,rivalry
        """,
    "profile/coverage.csv": COVERAGE,
    "profile/transfers.csv": TRANSFERS,
    "profile/states.csv": STATES,
}


def made(folder: Path, files: Files) -> Record:
    """The record of such a case; what stands under profile/ is written as it is."""
    profile = {name: text for name, text in files.items() if name.startswith("profile/")}
    write(folder, {name: text for name, text in files.items() if name not in profile})
    for name, text in profile.items():
        path = folder / name
        path.parent.mkdir(exist_ok=True)
        path.write_text(dedent(text), encoding="utf-8")
    return Record(build(folder, parquet=False).path)


def sheet(measured: Measured, name: str) -> Sheet:
    """A sheet by its name."""
    return next(one for one in measured.sheets if one.name == name)


def line(measured: Measured, name: str, key: str) -> Line:
    """A line of a sheet by its key."""
    return next(one for one in sheet(measured, name).lines if one.key == key)


def cells(measured: Measured, name: str, key: str) -> dict[str, Figure | str]:
    """The cells of a line by their columns."""
    columns = [column.label for column in sheet(measured, name).columns]
    return dict(zip(columns, line(measured, name, key).cells, strict=True))


def values(measured: Measured, name: str, key: str) -> dict[str, object]:
    """The same, of figures the value."""
    found = cells(measured, name, key)
    return {label: cell.value if isinstance(cell, Figure) else cell for label, cell in found.items()}


def figures(measured: Measured) -> list[Figure]:
    """Every figure of a measure."""
    return [
        cell for one in measured.sheets for row in one.lines for cell in row.cells if isinstance(cell, Figure)
    ]  # fmt: skip


def claims(measured: Measured) -> set[str]:
    """Every claim behind a figure."""
    return {claim for figure in figures(measured) for claim in figure.claims}
