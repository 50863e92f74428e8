"""An invented case of four northern states and three blocs, with a profile of invented rows."""

from collections.abc import Mapping
from pathlib import Path
from textwrap import dedent

from foedus.record import Record, build
from tests.record.small import Files, write

HASH = "0" * 64

FILES: Mapping[str, str] = {
    "case.toml": """
        format = 1
        title = "Blocs of the North"
        blocs = ["pact", "union", "league"]

        [coalition]
        label = "northern states"
        members = ["FIN", "NOR", "SWE"]

        [groups.alone]
        label = "One"
        members = ["FIN"]
        """,
    "sources.csv": """
        source,title,published
        first-2020,The first,2020-06-01
        second-2022,The second,2022-06-01
        """,
    "entities.csv": """
        entity,name,type,aliases,country,members
        FIN,Finland,state,,,
        NOR,Norway,state,,,
        SWE,Sweden,state,,,
        DNK,Denmark,state,,,
        RUS,Russia,state,,,
        pact,Northern Pact,organisation,NPT,,
        union,Eastern Union,organisation,EAU,,
        league,Fishing League,organisation,,,
        minister,Max Minister,person,,NOR,
        scholar,Sam Scholar,person,,SWE,
        northmen,Northmen,group,,,FIN; NOR
        """,
    "events.csv": """
        event,title
        herring,The herring quarrel
        cod,The cod quarrel
        sale,Sale of boats
        treaty,The pact's treaty
        deal,Deal of Finland and Norway
        rumour,Rumoured deal
        idea,The idea
        """,
    "topics.csv": """
        topic,label,parent
        work,Work of the northern states,
        the-army,Whether an army will come about,work
        fishing,Fishing rights,
        """,
    "claims/memberships.csv": """
        claim,event,stage,date,assertion,source,grain,member,organisation,role
        mem-001,fin-pact,in-force,2015/..,asserted,first-2020,single,FIN,pact,member
        mem-002,nor-pact,in-force,2015,asserted,first-2020,single,NOR,pact,leader
        mem-003,swe-pact,in-force,,denied,second-2022,single,SWE,pact,member
        mem-004,dnk-pact,in-force,,asserted,first-2020,single,DNK,pact,observer
        mem-005,fin-union,in-force,,asserted,second-2022,single,FIN,union,member
        mem-006,nor-union,in-force,2010/2014,asserted,first-2020,single,NOR,union,member
        mem-007,swe-union,invited,2019,asserted,first-2020,single,SWE,union,member
        mem-008,rus-union,in-force,,asserted,first-2020,single,RUS,union,leader
        mem-009,dnk-union,in-force,,asserted,first-2020,single,DNK,union,member
        """,
    "claims/agreements.csv": """
        claim,event,stage,date,assertion,source,grain,parties,obligations,obligation_basis
        agr-001,treaty,in-force,2015,asserted,first-2020,single,pact,defense; consultation,treaty-text
        agr-002,union-duty,in-force,,asserted,first-2020,single,union,defense,inferred
        agr-003,deal,signed,2021-03-01,asserted,second-2022,single,FIN; NOR,,
        agr-004,rumour,signed,2021-05-01,denied,second-2022,single,FIN; NOR,,
        """,
    "claims/statements.csv": """
        claim,event,stage,assertion,source,grain,speaker,speaks_for,about,position
        sta-001,talk,made,asserted,first-2020,single,RUS,RUS,pact,opposes
        sta-002,talk,made,asserted,second-2022,single,minister,NOR,union,doubts
        sta-003,talk,made,asserted,second-2022,single,scholar,,pact,supports
        sta-005,talk,made,asserted,second-2022,single,SWE,SWE,union,supports
        sta-004,talk,made,hypothetical,second-2022,single,FIN,FIN,union,supports
        """,
    "claims/disputes.csv": """
        claim,event,stage,date,assertion,source,grain,parties,type
        dis-001,herring,open,2018,asserted,first-2020,single,FIN; NOR,political-dispute
        dis-002,herring,open,2018-03,asserted,second-2022,single,FIN; NOR,political-dispute
        dis-003,cod,open,2019,asserted,first-2020,single,NOR; RUS,rivalry
        dis-004,cold,open,,hypothetical,first-2020,summary,SWE; RUS,rivalry
        """,
    "claims/transfers.csv": """
        claim,event,stage,date,assertion,source,grain,supplier,recipient,item
        tra-001,sale,delivered,2017,asserted,first-2020,single,RUS,FIN,boats
        tra-002,more,delivered,2018,asserted,first-2020,single,RUS,FIN,planes
        tra-003,planned,ordered,2023,expected,second-2022,single,RUS,NOR,guns
        tra-004,many,delivered,,asserted,second-2022,series,DNK,SWE,arms
        tra-005,inside,delivered,2019,asserted,second-2022,single,NOR,FIN,ropes
        """,
    "claims/restrictions.csv": """
        claim,event,stage,date,assertion,source,grain,imposer,target,measure
        res-001,ban,imposed,2019,asserted,first-2020,single,RUS,FIN,export-denial
        """,
    "claims/arguments.csv": """
        claim,event,stage,date,assertion,attribution,source,grain,prompted_by,by,question,proposition,role,concerns
        arg-001,idea,made,,asserted,,first-2020,single,herring,minister,the-army,Cold binds.,enables,FIN; NOR
        arg-002,idea,made,,asserted,,second-2022,single,,minister,the-army,Cold binds.,enables,FIN; NOR
        arg-003,idea,made,,asserted,,first-2020,single,,scholar,the-army,Two pacts exclude.,obstructs,pact; union
        arg-004,idea,made,,attributed,minister,second-2022,single,,minister,the-army,Fish divides.,obstructs,FIN
        arg-005,idea,made,,hypothetical,,second-2022,single,,scholar,the-army,It may be talk.,motive,northmen
        arg-006,nets,made,,asserted,,first-2020,single,,scholar,fishing,Herring is dear.,motive,SWE
        """,
}
PROFILE: Mapping[str, str] = {
    "profile/coverage.csv": f"""
        part,title,since,until,form,sha256,citations,tables,dataset,version,note
        members,Organisations of the North,1990,2014,native,{HASH},made2020,organisations,igo,9,
        alliances,Alliances of the North,1990,2018,native,{HASH},made2020,pacts,atop,9,
        register,Arms of the North,1990,2020,native,{HASH},made2020,transfers,sipri-transfers,9,
        quarrels,Quarrels of the North,1990,2014,native,{HASH},made2020,disputes,mid,9,
        """,
    "profile/organisations.csv": """
        state,organisation,status,since,until,dataset,version,note
        FIN,pact,member,2000,2014,igo,9,
        FIN,union,member,2005,2010,igo,9,
        NOR,pact,member,2000,2014,igo,9,
        NOR,union,member,2012,2013,igo,9,
        NOR,union,unknown,2014,2014,igo,9,
        SWE,union,associate,2001,2014,igo,9,
        SWE,pact,member,2001,2003,igo,9,
        """,
    "profile/pacts.csv": """
        pact,state,since,until,obligations,members,organisation,likeness,dataset,version,note
        7,FIN,2000-01-01,2005-01-01,defense; neutrality,3,union,1.00,atop,9,
        7,FIN,2005-01-01,,defense,3,union,1.00,atop,9,
        """,
    "profile/transfers.csv": """
        supplier,recipient,year,category,tiv,uncertain,deals,dataset,version,note
        RUS,FIN,2005,ships,12.5,2.5,1,sipri-transfers,9,
        RUS,NOR,2017,ships,30,0,1,sipri-transfers,9,
        RUS,RUS,2017,ships,99,0,1,sipri-transfers,9,
        """,
    "profile/disputes.csv": """
        state1,state2,type,since,until,level,dataset,version,note
        FIN,SWE,dispute,1999,1999,3,mid,9,
        FIN,SWE,dispute,2003,2004,4,mid,9,
        FIN,RUS,dispute,2003,2004,4,mid,9,
        """,
    "profile/references.bib": "@misc{made2020,\n  title = {Made up},\n  year = {2020},\n}\n",
}


def with_profile(folder: Path, files: Files = FILES) -> Record:
    """The record of the case with its profile, whose files are written as they are."""
    write(folder, files)
    (folder / "profile").mkdir()
    for name, text in PROFILE.items():
        (folder / name).write_text(dedent(text).lstrip("\n"), encoding="utf-8", newline="")
    return Record(build(folder, parquet=False).path)
