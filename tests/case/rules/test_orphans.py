def test_rows_that_nothing_refers_to_are_warnings(make_case, found, pointed):
    """A source without claims, and an entity, event or topic that nobody mentions."""
    case = make_case(
        {
            "sources.csv": "source,published\npress-2022,2022\nold-book,1990\n",
            "entities.csv": "entity,name\nots,OTS\nTUR,Türkiye\n",
            "events.csv": "event,title\nan-event,One\na-lost-event,Two\n",
            "topics.csv": "topic\npact\n",
            "claims/transfers.csv": "claim,supplier\ntra-001,TUR\n",
        }
    )
    findings = found(case, "orphan")
    assert [(f.place, f.subject, f.severity) for f in findings] == [
        ("entities.csv:2:1", "ots", "warning"),
        ("events.csv:3:1", "a-lost-event", "warning"),
        ("sources.csv:3:1", "old-book", "warning"),
        ("topics.csv:2:1", "pact", "warning"),
    ]
    assert findings[0].message == "Nothing refers to the entity 'ots'."
    assert pointed(case, findings[2]) == "old-book"


def test_whatever_is_mentioned_anywhere_is_no_orphan(make_case, found):
    """In lists, as country, member, attribution, question, larger event, origin of a repost, or in case.toml."""
    case = make_case(
        {
            "case.toml": """
                format = 1
                title = "A case"
                blocs = ["ots"]
                [coalition]
                members = ["TUR"]
                [groups.powers]
                label = "Powers"
                members = ["RUS"]
            """,
            "sources.csv": "source,derived_from\npress-2022,wire; blog\nwire,\nblog,\nbook,\n",
            "entities.csv": """
                entity,type,country,members
                ots,organisation,,
                TUR,state,,
                RUS,state,,
                KAZ,state,,
                asia,group,,KAZ
                baykar,firm,,
                akinci,platform,,
                someone,person,,
            """,
            "events.csv": "event,part_of\nan-event,summit\nsummit,\nearlier,\n",
            "topics.csv": "topic,parent\npact,army\narmy,\n",
            "claims/transfers.csv": """
                claim,recipient,manufacturer,item,attribution,prompted_by
                tra-001,asia; KGZ,baykar,akinci,someone; book,earlier
            """,
            "claims/arguments.csv": "claim,question\narg-001,pact\n",
        }
    )
    assert not found(case, "orphan")


def test_a_cell_that_reads_like_nothing_hides_no_orphan(make_case, found):
    r"""The text \x00 in a cell is a text like any other."""
    case = make_case({"entities.csv": "entity,country\nots,\\x00\n"})
    assert [finding.subject for finding in found(case, "orphan")] == ["ots"]
