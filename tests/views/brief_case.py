"""A small made-up case with one of everything that a brief has to keep apart."""

FILES = {
    "case.toml": """
        format = 1
        title = "A northern question"
        question = "Will the three form a pact?"
        summary = "Made up for a test."
        blocs = ["north-pact", "east-union"]

        [coalition]
        label = "northern states"
        members = ["FIN", "NOR", "SWE"]

        [groups.powers]
        label = "Powers"
        members = ["RUS"]
        """,
    "sources.csv": """
        source,title,authors,publisher,published,access,url
        first-2021,The first,Ann First,,2021-03-01,read,https://example.org/first
        second-2023,Is it so?,,The Second,2023-05-10,read,
        cited-2010,A cited work,Carl Cited,,2010,cited,
        """,
    "entities.csv": """
        entity,name,type,aliases,country,members
        FIN,Finland,state,,,
        NOR,Norway,state,,,
        SWE,Sweden,state,,,
        RUS,Russia,state,,,
        north-pact,Northern Pact,organisation,NPT,,
        east-union,Eastern Union,organisation,Eastern Bloc; EAU,,
        northerners,Northern peoples,group,,,FIN; NOR; SWE
        nordfirm,Nordfirm,firm,,NOR,
        minister,Max Minister,person,,FIN,
        boat-9,Boat 9,platform,,,
        """,
    "events.csv": """
        event,title
        pact-2019,"Fin-Nor agreement, 2019"
        boat-sale,Sale of Boat 9 to Finland
        boat-rumour,Rumoured boats for Sweden
        boat-plant,Boat plant in Finland
        talks,Talks of the northern peoples
        oil-ban,Russian oil ban
        """,
    "claims/memberships.csv": """
        claim,event,stage,date,assertion,source,locator,grain,member,organisation,role
        mem-001,fin-np,in-force,2015/..,asserted,first-2021,¶1,single,FIN,north-pact,member
        mem-002,nor-np,in-force,,asserted,second-2023,¶2,single,NOR,north-pact,observer
        mem-003,swe-np,in-force,,denied,second-2023,¶2,single,SWE,north-pact,member
        """,
    "claims/agreements.csv": """
        claim,event,stage,date,assertion,attribution,source,locator,grain,parties,instrument,obligations,obligation_basis
        agr-001,pact-2019,signed,2019-04-02,asserted,,first-2021,¶3,single,FIN; NOR,treaty,,
        agr-002,pact-2019,signed,2020-04,asserted,cited-2010,second-2023,¶4,single,FIN; NOR,treaty,,
        agr-003,talks,negotiated,,asserted,,second-2023,¶5,series,northerners,none-named,,
        agr-004,defence-idea,proposed,,hypothetical,,second-2023,¶6,single,FIN; NOR; SWE,treaty,defense,inferred
        """,
    "claims/transfers.csv": """
        claim,event,stage,date,assertion,attribution,source,locator,grain,supplier,recipient,item,quantity
        tra-001,boat-sale,ordered,2020,asserted,,first-2021,¶7,single,NOR,FIN,boat-9,3
        tra-002,boat-sale,delivered,../2024,expected,,first-2021,¶7,single,NOR,FIN,boat-9,3
        tra-003,boat-rumour,delivered,2022-02-01,attributed,minister,second-2023,¶8,single,NOR,SWE,boats,
        tra-004,boat-rumour,ordered,2022-02-03,denied,SWE,second-2023,¶9,single,NOR,SWE,boats,
        """,
    "claims/production.csv": """
        claim,event,stage,date,assertion,source,locator,grain,partners,country,item,mode,replaces,prompted_by
        pro-001,boat-plant,agreed,2021-01,asserted,first-2021,¶10,single,FIN; nordfirm,FIN,boat-9,licence,,
        pro-002,boat-plant,operating,,asserted,second-2023,¶11,summary,FIN; NOR,FIN,boat-9,,,
        pro-003,own-sonar,operating,2022,asserted,second-2023,¶12,single,FIN,FIN,sonar,own-development,old sonar,oil-ban
        """,
    "claims/assistance.csv": """
        claim,event,stage,date,assertion,source,locator,grain,donor,recipient,form,value,currency,covers
        ass-001,grant-2018,pledged,2018,asserted,first-2021,¶13,single,NOR,FIN,financial,1500000,USD,
        ass-002,grant-2019,delivered,2019,asserted,first-2021,¶14,single,NOR,FIN,financial,~700000,USD,
        ass-003,grant-2020,delivered,2020,asserted,first-2021,¶14,single,NOR,FIN,equipment,300000,USD,
        ass-004,grants,delivered,2019/2020,asserted,first-2021,¶15,series,NOR,FIN,financial,2000000,USD,2019/2020
        """,
    "topics.csv": """
        topic,label,parent,note
        northern-work,Work of the northern states,,
        the-pact,Whether the pact will come about,northern-work,
        fishing,Fishing rights,,
        """,
    "claims/milestones.csv": """
        claim,event,stage,date,assertion,source,locator,grain,entity,milestone,detail
        mil-001,np-founding,done,1999,asserted,first-2021,¶18,single,north-pact,founded,by three states
        mil-002,np-founding,done,2001,asserted,second-2023,¶18,single,north-pact,founded,
        mil-003,np-army,done,,denied,second-2023,¶19,single,north-pact,operational,
        """,
    "claims/exercises.csv": """
        claim,event,stage,date,assertion,source,locator,grain,participants,name
        exe-001,cold-1,held,2020,asserted,first-2021,¶20,series,FIN; NOR,Cold Wind
        exe-002,cold-2,held,2020,asserted,first-2021,¶20,series,FIN; RUS,Cold Water
        """,
    "claims/training.csv": """
        claim,event,stage,date,assertion,source,locator,grain,provider,recipient,people
        trn-001,pilots,running,,expected,first-2021,¶21,series,NOR,FIN,30
        """,
    "claims/presences.csv": """
        claim,event,stage,date,assertion,source,locator,grain,sender,host,type
        pre-001,liaison,in-place,2021/..,asserted,first-2021,¶22,series,NOR,FIN,liaison
        """,
    "claims/disputes.csv": """
        claim,event,stage,date,assertion,source,locator,grain,parties,type
        dis-001,herring-war,open,,asserted,second-2023,¶23,summary,FIN; RUS,rivalry
        """,
    "claims/arguments.csv": """
        claim,event,stage,assertion,attribution,source,locator,grain,by,question,proposition,role,concerns
        arg-001,idea,made,asserted,,first-2021,¶24,single,minister,the-pact,Cold winters bind.,enables,northerners
        arg-002,idea,made,attributed,minister,second-2023,¶24,single,minister,the-pact,Fish divides.,obstructs,FIN; NOR
        arg-003,idea,made,asserted,,first-2021,¶25,single,minister,fishing,Herring is dear.,motive,FIN
        """,
    "claims/restrictions.csv": """
        claim,event,stage,date,assertion,source,locator,grain,imposer,target,measure
        res-001,oil-ban,imposed,2019-05,asserted,first-2021,¶16,single,RUS,FIN,export-denial
        """,
}
