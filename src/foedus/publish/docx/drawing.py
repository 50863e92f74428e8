"""Pictures of a Word document: vectors for programs that know SVG, with a PNG for those that do not."""

from foedus.pages.pictures import Picture
from foedus.publish.docx.xml import plain, w

EMU_PER_PIXEL = 9525
"""914400 to the inch, at 96 pixels to the inch."""
WIDTH, HEIGHT = 5_976_000, 7_560_000
"""The most that a picture may take on A4 (166 by 210 mm)."""
PICTURE = "http://schemas.openxmlformats.org/drawingml/2006/picture"
SVG_EXTENSION = "{96DAC541-7B7A-43D3-8B79-37D633B846F1}"


def drawing(number: int, picture: Picture, title: str, alt: str) -> str:
    """A picture in the line of text; its parts are related as rPng and rSvg with its number."""
    scale = min(1.0, WIDTH / (picture.width * EMU_PER_PIXEL), HEIGHT / (picture.height * EMU_PER_PIXEL))
    width, height = (round(side * EMU_PER_PIXEL * scale) for side in (picture.width, picture.height))
    name = f'id="{number}" name="{plain(title)}" descr="{plain(alt)}"'
    blip = (
        f'<a:blip r:embed="rPng{number}"><a:extLst><a:ext uri="{SVG_EXTENSION}">'
        f'<asvg:svgBlip r:embed="rSvg{number}"/></a:ext></a:extLst></a:blip>'
    )
    shape = (
        f'<pic:spPr><a:xfrm><a:off x="0" y="0"/><a:ext cx="{width}" cy="{height}"/></a:xfrm>'
        '<a:prstGeom prst="rect"><a:avLst/></a:prstGeom></pic:spPr>'
    )
    inner = (
        f"<pic:pic><pic:nvPicPr><pic:cNvPr {name}/><pic:cNvPicPr/></pic:nvPicPr>"
        f"<pic:blipFill>{blip}<a:stretch><a:fillRect/></a:stretch></pic:blipFill>{shape}</pic:pic>"
    )
    return w(
        "drawing",
        f'<wp:inline distT="0" distB="0" distL="0" distR="0"><wp:extent cx="{width}" cy="{height}"/>'
        f"<wp:docPr {name}/><wp:cNvGraphicFramePr/>"
        f'<a:graphic><a:graphicData uri="{PICTURE}">{inner}</a:graphicData></a:graphic></wp:inline>',
    )
