"""A small invented case of three northern states, and invented files of datasets about them."""

from collections.abc import Mapping
from pathlib import Path

CASE: Mapping[str, str] = {
    "case.toml": """
        format = 1
        title = "The North"
        blocs = ["nato", "north-pact"]

        [coalition]
        label = "northern states"
        members = ["FIN", "NOR", "SWE"]

        [groups.powers]
        label = "Powers"
        members = ["DEU"]
        """,
    "sources.csv": """
        source,title,published,access
        gazette-2012,The Gazette,2012-06-01,read
        herald-2020,The Herald,2020-06-01,read
        """,
    "entities.csv": """
        entity,name,type,aliases,country
        FIN,Finland,state,,
        NOR,Norway,state,,
        SWE,Sweden,state,,
        DEU,Germany,state,,
        nato,NATO,organisation,,
        north-pact,Northern Pact,organisation,,
        elkworks,Elkworks,firm,Elk,SWE
        elk-9,Elkworks Moose,platform,Moose vehicle,SWE
        gull,Gull,platform,,NOR
        otter,Otter,platform,,SWE
        """,
    "claims/memberships.csv": """
        claim,event,stage,assertion,source,locator,grain,member,organisation,role
        mem-001,nor-nato,in-force,asserted,herald-2020,¶1,single,NOR,nato,member
        """,
    "claims/transfers.csv": """
        claim,event,stage,date,assertion,source,locator,grain,supplier,recipient,manufacturer,item,category,quantity
        tra-001,moose-sale,ordered,2005,asserted,gazette-2012,¶2,single,SWE,FIN,elkworks,elk-9,armoured-vehicles,10
        tra-002,gull-sale,delivered,2009,asserted,gazette-2012,¶3,single,NOR,SWE,,gull,aircraft,
        tra-003,otter-sale,ordered,2006,asserted,gazette-2012,¶4,single,SWE,NOR,,otter,armoured-vehicles,
        tra-004,radio-sale,ordered,2007,asserted,gazette-2012,¶5,single,NOR,FIN,,radios,other,
        tra-005,late-sale,ordered,2016,asserted,herald-2020,¶6,single,SWE,FIN,,otter,armoured-vehicles,
        tra-006,drones,delivered,,asserted,herald-2020,¶7,summary,SWE,FIN,,drones,uav,
        """,
    "claims/production.csv": """
        claim,event,stage,date,assertion,source,locator,grain,partners,country,item,category,mode
        pro-001,moose-plant,agreed,2008,asserted,gazette-2012,¶8,single,FIN; SWE,FIN,elk-9,armoured-vehicles,licence
        """,
    "claims/agreements.csv": """
        claim,event,stage,date,assertion,source,locator,grain,parties,sectors,obligations,obligation_basis
        agr-001,school,signed,1999-03,asserted,gazette-2012,¶9,single,FIN; SWE,training,,
        agr-002,shipyard,signed,2001,asserted,gazette-2012,¶10,single,NOR; SWE,industry,,
        agr-003,rescue,signed,2002,asserted,gazette-2012,¶11,single,FIN; NOR,civil-protection,,
        agr-004,newer,signed,2015,asserted,herald-2020,¶12,single,FIN; SWE,general,,
        agr-005,oath,signed,1994,asserted,gazette-2012,¶13,single,FIN; SWE,general,nonaggression,treaty-text
        agr-006,firm-deal,signed,2003,asserted,gazette-2012,¶14,single,FIN; elkworks,industry,,
        """,
    "claims/exercises.csv": """
        claim,event,stage,date,assertion,source,locator,grain,participants,name
        exe-001,cold-wind,held,2004-02,asserted,gazette-2012,¶15,single,FIN; SWE,Cold Wind
        exe-002,warm-wind,held,2018,asserted,herald-2020,¶16,single,FIN; SWE,Warm Wind
        """,
}

_REGISTER = (
    "Recipient,Supplier,Year of order, ,Number ordered, ,Weapon designation,Weapon description,Number delivered, ,"
    "Year(s) of delivery,status,Comments,SIPRI TIV per unit,SIPRI TIV for total order,SIPRI TIV of delivered weapons"
)
_DEALS = (
    "Finland,Sweden,2005,,12,,Moose,armoured personnel carrier,12,,2006; 2007,New,,0.5,6,6",
    "Finland,Sweden,2008,,,,Moose,armoured personnel carrier,0,,,New,Produced under licence in Finland,0.5,0,0",
    "Sweden,Norway,2007,,4,,Gull,light aircraft,4,,2008; 2009,New,,1,4,4",
    "Norway,Sweden,2006,,3,,Otter,armoured car,3,,2006,New,,1,3,3",
    "Norway,Sweden,2006,,5,?,Otter,armoured car,5,,2006,New,,1,5,5",
    "Finland,Germany,2010,,2,,Bear,tank,2,,2011,New,,4,8,8",
    "Finland,Norway,2012,,1,,Puffin,patrol boat,1,,2012,New,,3,3,3",
)
_DCAD = (
    "DCAid,ccode1,ccode2,signDay,signMonth,signYear,EIFDay,EIFMonth,EIFYear,type,category1,category2,category3,span,"
    "renewType,renewYears,terminated,durationActual,endYearEstimate,asymmetry,categoryConf,UNTS,fullText,sourceType,"
    "source,factivaConf,factivaSign,factivaEIF,cowName1,cowName2"
)


def _agreement(number: int, one: int, other: int, day: str, sort: str, category: str) -> str:
    year, month, date = [*day.split("-"), "", ""][:3]
    return f"D-{number},{one},{other},{date},{month},{year},,,,{sort},{category},,,,,,0,,2010,1,high,,Y,treaty,x,,,,,"


_AGREEMENTS = (
    _agreement(1, 375, 380, "1999-03-09", "sector", "PROCUREMENT"),
    _agreement(2, 380, 385, "2001-05-05", "general", "DIC"),
    _agreement(3, 375, 385, "1996-06-06", "general", "DCA"),
)
_ATOP = (
    "atopid,member,cowsys,yrent,moent,dayent,yrexit,moexit,dayexit,ineffect,bilat,phase,wartime,"
    "defense,offense,neutral,nonagg,consul,active,conditio,asymm,obvary,version"
)


def _member(pact: int, state: int, year: int, owes: str, left: int = 0) -> str:
    out = f"{left},1,1" if left else "0,0,0"
    return f"{pact},{state},1,{year},1,1,{out},{int(not left)},{int(pact < 9003)},0,0,{owes},0,0,0,0,5.1"


_PACTS = tuple(
    _member(pact, state, year, owes, left)
    for pact, states, year, owes, left in (
        (9001, (375, 380), 1994, "1,0,0,1,0", 0),
        (9002, (380, 385), 1995, "1,0,0,0,1", 2004),
        (9003, (385, 390, 200), 1990, "1,0,0,0,1", 0),
    )
    for state in states
)
_MME = (
    "MMEID,Ex_Name,Series_Name,Location,lat,lon,StartDate,s.year,s.month,s.day,EndDate,e.year,e.month,e.day,CPX,Air,"
    "Land,Sea,Amphibious,Cyber,Warfighting,Peacekeeping,Humanitarian,FocusDescription,AdditionalParticipantInfo,"
    "StateA,StateB,StateC"
)


def _exercise(number: int, name: str, year: int, month: int, *states: str) -> str:
    parties = ",".join([*states, "", "", ""][:3])
    return f"m{number},{name},,Somewhere,60,10,,{year},{month},1,,{year},{month},9,0,0,1,0,0,0,1,0,0,,,{parties}"


_EXERCISES = (
    _exercise(1, "Cold Wind", 2004, 2, "Finland", "Sweden", "Norway"),
    _exercise(2, "Old Fog", 2001, 5, "Norway", "Sweden"),
)
_IGO = "ccode,year,state,aalco,cento,nato,un,upu"
_MEMBERS = tuple(
    f"{state},{year},x,0,0,{int(state in (385, 390, 200))},1,1"
    for year in range(1990, 2015)
    for state in (375, 380, 385, 390, 200, 255)
)

FILES: Mapping[str, tuple[str, ...]] = {
    "register.csv": (_REGISTER, *_DEALS),
    "dcad.csv": (_DCAD, *_AGREEMENTS),
    "members.csv": (_ATOP, *_PACTS),
    "mme.csv": (_MME, *_EXERCISES),
    "igo.csv": (_IGO, *_MEMBERS),
}


def put(folder: Path, files: Mapping[str, tuple[str, ...]] = FILES) -> Path:
    """Write the datasets' files into a folder."""
    folder.mkdir(parents=True, exist_ok=True)
    for name, lines in files.items():
        (folder / name).write_text("\n".join(lines) + "\n", encoding="utf-8")
    return folder
