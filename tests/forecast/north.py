"""An invented case on three northern states, claims for, against, expected, denied; models put in for a test."""

from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import ClassVar

from foedus.forecast.estimate import HORIZONS, Core, Estimate, Evaluation, Score
from foedus.record import Record
from foedus.record.figure import DataRow
from tests.measures.invented import SHA, made
from tests.record.small import Files

FILES: Files = {
    "case.toml": """
        format = 1
        title = "Three in the north"
        question = "Will the northern three found a pact?"
        editors = ["a. nother"]
        [coalition]
        label = "Northern three"
        members = ["FIN", "NOR", "SWE"]
        [groups.alone]
        label = "One alone"
        members = ["DNK"]
        """,
    "sources.csv": """
        source,title,published,access,derived_from
        press-2022,A report,2022-06-15,read,
        paper-2024,A paper,2024-03,read,
        copy-2023,A copy,2023-01-01,read,press-2022
        """,
    "entities.csv": """
        entity,type,name,aliases,country,members
        FIN,state,Finland,,,
        NOR,state,Norway,,,
        SWE,state,Sweden,,,
        RUS,state,Russia,,,
        three,group,The three,,,FIN; NOR; SWE
        league,organisation,Northern League,NL,,
        guard,organisation,Union of Northern Border Guards,UNBG,,
        far-police,organisation,Southern Police Union,,,
        home-guard,agency,Finnish Border Guard,,FIN,
        legion,organisation,Legion of the North,Northern army,,
        finnarms,firm,Finnarms,,FIN,
        a-writer,person,A. Writer,,,
        """,
    "topics.csv": "topic,label\npact-question,Whether there will be a pact\n",
    "claims/memberships.csv": """
        claim,event,stage,date,assertion,source,grain,member,organisation,role
        mem-001,fin-league,in-force,1999/..,asserted,paper-2024,single,FIN,league,member
        mem-002,swe-league,in-force,,asserted,paper-2024,single,SWE,league,member
        mem-003,fin-guard,in-force,2005/..,asserted,press-2022,single,FIN,guard,member
        mem-004,nor-guard,in-force,,asserted,press-2022,single,NOR,guard,member
        mem-005,rus-guard,in-force,,asserted,press-2022,single,RUS,guard,member
        mem-006,fin-far,in-force,,asserted,press-2022,single,FIN,far-police,member
        mem-007,legion-idea,proposed,,hypothetical,press-2022,single,SWE,legion,member
        mem-008,legion-idea,proposed,,hypothetical,press-2022,single,NOR,legion,member
        """,
    "claims/agreements.csv": """
        claim,event,stage,date,assertion,source,grain,parties,title,instrument,sectors,obligations,obligation_basis
        agr-001,fin-swe-training,signed,2010-05,asserted,press-2022,single,FIN; SWE,,agreement,training,,
        agr-002,fin-swe-training,signed,2010,asserted,copy-2023,single,FIN; SWE,,agreement,training,,
        agr-003,fin-swe-arms,signed,,asserted,paper-2024,single,finnarms; SWE,,contract,industry,,
        agr-004,nor-swe-old,ended,2015,asserted,paper-2024,single,NOR; SWE,,agreement,general,,
        agr-005,fin-rus,signed,2001,asserted,paper-2024,single,FIN; RUS,,agreement,general,,
        agr-006,three-gas,signed,2001,asserted,paper-2024,single,three,,agreement,energy,,
        agr-007,three-plan,proposed,2030,expected,paper-2024,single,three,,agreement,general,,
        agr-008,three-pact,signed,,denied,press-2022,single,three,,treaty,general,defense,reported
        agr-009,league-talk,signed,2020,asserted,paper-2024,single,league,,agreement,consultation,consultation,inferred
        agr-010,league-consults,in-force,2021/..,asserted,paper-2024,single,league,,declaration,consultation,,
        """,
    "claims/exercises.csv": """
        claim,event,stage,date,assertion,source,grain,participants,domain
        exe-001,north-wind,held,2019-03,asserted,press-2022,single,FIN; NOR; SWE,air
        exe-002,flood-drill,held,2020,asserted,press-2022,single,FIN; NOR,civil-protection
        exe-003,north-snow,cancelled,2021,asserted,press-2022,single,FIN; NOR,land
        """,
    "claims/milestones.csv": """
        claim,event,stage,date,assertion,source,grain,entity,milestone
        mil-001,guard-founding,done,2004,asserted,press-2022,single,guard,founded
        mil-002,far-founding,done,2004,asserted,press-2022,single,far-police,founded
        mil-003,legion-idea,done,,denied,press-2022,single,legion,founded
        """,
    "claims/statements.csv": """
        claim,event,stage,assertion,source,grain,speaker,about,position
        sta-001,a-speech,made,asserted,press-2022,single,FIN,three-pact,supports
        sta-002,a-speech,made,asserted,press-2022,single,SWE,three-pact,opposes
        sta-003,a-speech,made,denied,press-2022,single,NOR,three-pact,supports
        sta-004,a-speech,made,asserted,press-2022,single,NOR,pact-question,supports
        """,
    "claims/arguments.csv": """
        claim,event,stage,assertion,source,grain,by,question,proposition,role
        arg-001,three-pact,made,asserted,paper-2024,single,a-writer,pact-question,Neutral states stay out.,obstructs
        arg-002,three-pact,made,asserted,paper-2024,single,a-writer,pact-question,First an election.,precondition
        """,
    "profile/coverage.csv": f"""\
        part,title,since,until,form,sha256,citations,tables,dataset,version,note
        members,Pacts,1815,2018,native,{SHA},nobody2002,pacts,atop,5.1,
        exercises,Exercises,1980,2010,native,{SHA},nobody2021,exercises,mme,7,
        agreements,Agreements,1980,2010,native,{SHA},nobody2020b,agreements,dcad,1.0,
        """,
    "profile/agreements.csv": """\
        row,state1,state2,signed,type,categories,dataset,version,note
        D-1,FIN,SWE,1999-04-01,general,DCA,dcad,1.0,
        D-2,FIN,RUS,1998,general,DCA,dcad,1.0,
        D-3,NOR,SWE,2005,sector,TREX,dcad,1.0,
        """,
    "profile/exercises.csv": """\
        state1,state2,year,exercises,dataset,version,note
        FIN,SWE,1999,2,mme,7,
        FIN,SWE,2003,1,mme,7,
        """,
    "profile/pacts.csv": """\
        pact,state,since,until,obligations,members,organisation,likeness,dataset,version,note
        77,FIN,1990-02-01,,defense; consultation,5,,,atop,5.1,
        77,SWE,1991-02-01,,defense; consultation,5,,,atop,5.1,
        88,NOR,1930-01-01,1940-01-01,defense,2,,,atop,5.1,
        88,SWE,1930-01-01,1940-01-01,defense,2,,,atop,5.1,
        """,
}
EXPERT = """\
format = 1

[[assumption]]
name = "neutrality"
by = "a. nother"
date = 2024-05-01
reason = "Neutral states stay out."
rests_on = ["arg-001"]
multiplier = [0.1, 0.5]

[[assumption]]
name = "in-the-league"
by = "a. nother"
date = 2024-05-01
reason = "The league's members know each other."
multiplier = 2
when = [["league"]]
"""


def north(folder: Path, expert: str = EXPERT, **files: str) -> Record:
    """The record of the case, with its assumptions beside it."""
    record = made(folder, {**FILES, **files})
    if expert:
        (folder / "expert.toml").write_text(expert, encoding="utf-8")
    return record


class Fake:
    """Models that say the same of any set: .02, .0002 and nothing at all, a decade."""

    version = "fake 1"
    decade: ClassVar[Mapping[str, float | None]] = {"distance": 0.0002, "template": 0.02, "boosting": None}

    def _told(self, members: Sequence[str], times: float) -> tuple[Estimate, ...]:
        return tuple(
            Estimate(
                model=model, members=tuple(members), horizon=years,
                probability=None if chance is None else 1 - (1 - chance * times) ** (years / 10),
                why="" if chance else "no figures of Sweden", rows=(DataRow("atop", "5.1", "foundings"),),
            )
            for model, chance in self.decade.items()
            for years in HORIZONS
        )  # fmt: skip

    def chances(self, members: Sequence[str], record: Record, *, year: int) -> tuple[Estimate, ...]:
        return self._told(members, 1)

    def within(self, members: Sequence[str], record: Record, *, year: int) -> tuple[Estimate, ...]:
        return self._told(members, 10)

    def cores(self, members: Sequence[str], record: Record, *, year: int) -> tuple[Core, ...]:
        return (
            Core(model="distance", members=("FIN", "SWE"), probability=0.01),
            Core(model="template", members=("FIN", "SWE"), probability=0.05),
            Core(model="template", members=("FIN", "NOR", "SWE"), probability=0.02),
        )

    def evaluation(self) -> Evaluation:
        score = Score(model="template", sets="three or more", events=25, nats=-17.8, near_miss=0.74, ratio=1.1)
        verdict = "No skill beyond the baseline for three founders or more."
        return Evaluation(verdict=verdict, years="1960–2018", scores=(score,))


class Silent(Fake):
    """Models that can say nothing."""

    decade: ClassVar[Mapping[str, float | None]] = {"distance": None}
