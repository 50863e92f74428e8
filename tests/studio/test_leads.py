"""Marks of a picture lead to pages that there are, with what is chosen; in a file of its own they lead nowhere."""

import msgspec

from foedus.pages.site.leads import lead, led
from foedus.pages.site.links import StudioLinks
from foedus.pages.site.page import find
from foedus.views.selection import Selection


def at(mark: str, **chosen: str) -> str:
    return led(f'<a data-to="{mark}">x</a>', StudioLinks(find("claims"), (), msgspec.convert(chosen, Selection)))


def test_a_mark_leads_to_a_page_with_what_is_chosen():
    assert at(lead("event", "sale"), known="2022") == '<a href="/event/sale?known=2022">x</a>'


def test_keys_of_any_kind_find_their_way():
    assert at(lead("event", "a/b c?")) == '<a href="/event/a%2Fb%20c%3F">x</a>'


def test_a_mark_changes_what_is_chosen():
    mark = lead("claims", changes=[("actor", "KAZ"), ("actor", "TUR")]).replace("&", "&amp;")
    assert at(mark) == '<a href="/claims?actor=KAZ&amp;actor=TUR">x</a>'
    assert at("here?since=2015&amp;until=2016", kind="transfers") == (
        '<a href="/claims?kind=transfers&amp;since=2015&amp;until=2016">x</a>'
    )


def test_of_several_the_first_counts_that_is_there():
    assert at("nowhere/x event/sale") == '<a href="/event/sale">x</a>'
    assert at("nowhere/x") == "<a>x</a>"
