"""Word documents: paragraphs, headings by style, notes tied to their marks, tables; what was deleted stays deleted."""

from foedus.reader.intake import Limits
from foedus.reader.intake.parse import parse
from tests.reader.intake.making import check_pieces, docx_of, paragraph

STYLES = (
    '<w:style w:styleId="H"><w:name w:val="heading 1"/></w:style>'
    '<w:style w:styleId="C"><w:name w:val="caption"/></w:style>'
)
NOTES = (
    '<w:footnote w:type="separator" w:id="-1"><w:p/></w:footnote>'
    f'<w:footnote w:id="2">{paragraph("Register, p. 11.")}</w:footnote>'
)
CORE = (
    '<p:coreProperties xmlns:p="http://schemas.openxmlformats.org/package/2006/metadata/core-properties" '
    'xmlns:dc="http://purl.org/dc/elements/1.1/"><dc:title>Two lakes</dc:title>'
    "<dc:creator>Ann Bell; Carl Dorn</dc:creator></p:coreProperties>"
)
TABLE = f"<w:tbl><w:tr><w:tc>{paragraph('Year')}</w:tc><w:tc>{paragraph('Boats')}</w:tc></w:tr></w:tbl>"


def test_paragraphs_headings_notes_and_tables():
    data = docx_of(
        paragraph("Two lakes, one fleet", style="H")
        + paragraph("The fleet was founded ", "in 1951.", '<w:footnoteReference w:id="2"/>', " It has  nine boats.")
        + paragraph("A boat of the fleet", style="C")
        + TABLE
        + paragraph("It was sold", "<w:delText> to Iceland</w:delText>", "<w:noBreakHyphen/>", "not given away.")
        + paragraph(""),
        notes=NOTES, styles=STYLES, core=CORE,
    )  # fmt: skip
    made = parse(data, "lakes.docx", Limits())
    assert [(block.role, block.text) for block in made.blocks] == [
        ("heading", "Two lakes, one fleet"),
        ("body", "The fleet was founded in 1951. It has nine boats."),
        ("caption", "A boat of the fleet"),
        ("table", "Year Boats"),
        ("body", "It was sold-not given away."),
        ("footnote", "Register, p. 11."),
    ]
    assert made.blocks[1].notes == ((len("The fleet was founded in 1951."), 6),)
    assert (made.about.title, made.about.authors) == ("Two lakes", ("Ann Bell", "Carl Dorn"))
    check_pieces(made, data)


def test_a_text_box_is_read_once():
    """Word writes a text box twice: as it is, and for programs that cannot show it."""
    mc = "http://schemas.openxmlformats.org/markup-compatibility/2006"
    box = paragraph("In a box.")
    made = parse(
        docx_of(
            f'<w:p><w:r><mc:AlternateContent xmlns:mc="{mc}"><mc:Choice>{box}</mc:Choice>'
            f"<mc:Fallback>{box}</mc:Fallback></mc:AlternateContent></w:r></w:p>"
        ),
        "box.docx",
        Limits(),
    )
    assert [block.text for block in made.blocks] == ["In a box."]
