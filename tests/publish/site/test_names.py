"""Names of files: every disk can have them, and no two keys share one."""

from hypothesis import given
from hypothesis import strategies as st

from foedus.publish.folder import DEVICES
from foedus.publish.site.names import file_names

KEYS = st.lists(
    st.tuples(st.text(min_size=1, max_size=120)) | st.tuples(st.text(), st.text()), unique=True, max_size=30
)


@given(KEYS)
def test_any_keys_get_names_that_differ_on_a_disk_without_capitals_and_that_windows_can_have(
    keys: list[tuple[str, ...]],
):
    names = file_names(keys)
    assert list(names) == keys
    assert len({name.casefold() for name in names.values()}) == len(keys)
    for name in names.values():
        assert name.isascii()
        assert not set(name) & set('/\\:*?"<>|%# ')
        assert not DEVICES.fullmatch(f"{name}.html")
        assert not name.endswith(".")
        assert 0 < len(name) <= 90


def test_a_plain_key_is_its_own_name():
    assert file_names([("KAZ", "TUR"), ("anka-2021",)]) == {("KAZ", "TUR"): "KAZ-TUR", ("anka-2021",): "anka-2021"}


def test_keys_that_differ_in_capitals_alone_and_pairs_that_run_together_all_get_a_digest():
    names = file_names([("kaz",), ("KAZ",), ("a-b", "c"), ("a", "b-c"), ("con",), ("Aux.x",)])
    assert names["kaz",] != names["KAZ",]
    assert all("~" in name for name in names.values())


def test_a_name_with_a_digest_does_not_hang_on_which_other_keys_there_are():
    assert file_names([("Қазақстан",)])["Қазақстан",] == file_names([("b",), ("Қазақстан",), ("a",)])["Қазақстан",]
