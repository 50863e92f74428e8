import pytest

SETTINGS = 'format = 1\ntitle = "A case"\n'


@pytest.mark.parametrize(
    ("setting", "where"),
    [
        ('[coalition]\nmembers = ["TUR", "kazakstan"]\n', "coalition"),
        ('blocs = ["TUR", "kazakstan"]\n', "blocs"),
        ('[groups.asia]\nlabel = "Asia"\nmembers = ["TUR", "kazakstan"]\n', "groups.asia"),
    ],
)
def test_a_name_in_the_settings_that_leads_nowhere_is_an_error(make_case, found, setting, where):
    """A coalition with a state that is nowhere would be forecast without it, in silence."""
    case = make_case({"case.toml": SETTINGS + setting, "entities.csv": "entity,type\nkazakhstan,group\n"})
    [finding] = found(case, "unknown-entity")
    assert finding.severity == "error"
    assert finding.place == "case.toml"
    assert f"'kazakstan' under {where}" in finding.message
    assert finding.hint == "Did you mean 'kazakhstan'? Otherwise add it to entities.csv."


@pytest.mark.parametrize("setting", ["never", "allow"])
def test_a_mark_on_a_source_that_is_not_there_is_an_error(make_case, found, setting):
    """It was to keep one from leaving the machine."""
    case = make_case({"case.toml": f'{SETTINGS}[remote]\n{setting} = ["interveiw"]\n',
                      "sources.csv": "source,title,type,access\ninterview,Talk,official,read\n"})  # fmt: skip
    [finding] = [one for one in found(case, "unknown-source") if one.file == "case.toml"]
    assert f"'interveiw' under remote.{setting}" in finding.message
    assert finding.hint == "Did you mean 'interview'? Otherwise add it to sources.csv."


def test_states_and_entities_of_the_case_are_fine(make_case, found):
    """States need no row."""
    settings = SETTINGS + 'blocs = ["ots"]\n[coalition]\nmembers = ["TUR", "KAZ"]\n'
    case = make_case({"case.toml": settings, "entities.csv": "entity,type\nots,organisation\n"})
    assert not found(case)
