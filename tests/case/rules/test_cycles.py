def test_groups_within_each_other_are_errors(make_case, found, pointed):
    """A group whose member is a group whose member is the first could never be expanded."""
    case = make_case(
        {
            "entities.csv": """
                entity,type,name,members
                turkic,group,Turkic states,TUR; central-asia
                central-asia,group,Central Asia,KAZ; turkic
                powers,group,Powers,RUS; CHN; turkic
            """
        }
    )
    first, second = found(case, "cycle")
    assert first.severity == "error"
    assert first.place == "entities.csv:2:28"
    assert pointed(case, first) == "TUR; central-asia"
    assert first.message == "'turkic' is a member of itself: turkic > central-asia > turkic."
    assert "Break the circle" in first.hint
    assert (second.line, second.subject) == (3, "central-asia")


def test_an_event_that_is_part_of_itself(make_case, found):
    """The shortest circle has one row."""
    case = make_case({"events.csv": "event,part_of\nan-event,an-event\n"})
    [finding] = found(case, "cycle")
    assert finding.place == "events.csv:2:10"
    assert finding.message == "'an-event' is a part of itself: an-event > an-event."


def test_topics_and_sources_have_ladders_too(make_case, found):
    """Wider topics and reposted sources may not lead back either."""
    case = make_case(
        {
            "topics.csv": "topic,parent\narmy,pact\npact,army\n",
            "sources.csv": "source,derived_from\npress-2022,blog\nblog,press-2022\n",
        }
    )
    assert [(f.file, f.line) for f in found(case, "cycle")] == [
        ("sources.csv", 2), ("sources.csv", 3), ("topics.csv", 2), ("topics.csv", 3),
    ]  # fmt: skip


def test_two_ways_up_are_no_circle(make_case, found):
    """A row may be reached by two ways, as long as none leads back."""
    case = make_case({"sources.csv": "source,derived_from\npress-2022,a; b\na,wire\nb,wire\nwire,\n"})
    assert not found(case, "cycle")
