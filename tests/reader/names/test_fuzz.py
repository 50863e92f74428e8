"""Whatever the text: offsets lie inside it, nothing overlaps, nothing breaks."""

from hypothesis import given, settings
from hypothesis import strategies as st

from foedus.reader.names import Gazetteer
from foedus.reader.names.folding import fold
from foedus.reader.names.sentences import sentences

GAZETTEER = Gazetteer()
WORDS = st.sampled_from(
    [
        "Kenya", "Kenya's", "the", "two", "countries", "both", "its", "Its", "They", "He", "President",
        "Minister of Defence", "Turkish", "side", "F-16", "light", "tanks", "NATO",
        "(RSC)", "Regional Security Council", "and",
        ",", ".", ";",
        "U.S.", "said", "Xi Jinping", "Ärø", "\u202eلبنان\u202c", "\u0301", "\ufb01", "İ", "\n", "155mm",
    ]
)  # fmt: skip


def check(text: str) -> None:
    (mentions,) = GAZETTEER.read([text])
    end = 0
    for one in mentions:
        assert end <= one.start < one.end <= len(text)
        assert one.key or one.keys
        end = one.end


@given(st.text(max_size=300))
def test_any_text(text):
    check(text)


@settings(max_examples=300)
@given(st.lists(WORDS, max_size=40), st.sampled_from([" ", "  ", "\n", "\u00a0", "-"]))
def test_names_in_any_order(words, gap):
    check(gap.join(words))


@given(st.lists(st.lists(WORDS, max_size=12).map(" ".join), max_size=6))
def test_any_document_has_a_list_for_each_block(blocks):
    assert [len(blocks)] == [len(GAZETTEER.read(blocks))]


@given(
    st.text(max_size=40),
    st.sampled_from(["Côte d'Ivoire", "People's Republic of China", "Türkiye", "NASAMS"]),
    st.text(max_size=40),
)
def test_what_is_found_folds_to_a_form_that_the_gazetteer_has(before, name, after):
    text = f"{before}\n{name}\n{after}"
    for hit in GAZETTEER.hits_of(text):
        form = fold(text[hit.start : hit.end]).text.strip()
        assert form in GAZETTEER.entries


@given(st.text(max_size=300))
def test_sentences_cover_the_text_without_gaps(text):
    spans = sentences(text)
    assert "".join(text[start:end] for start, end in spans) == text


def test_a_line_of_five_megabytes():
    text = ("Chad and Mali signed; the two countries said that F-16s and the Coral Council (CC) came. " * 60_000)[
        :5_000_000
    ]
    (mentions,) = GAZETTEER.read([text])
    assert len(mentions) > 100_000
    assert mentions[-1].end <= len(text)
