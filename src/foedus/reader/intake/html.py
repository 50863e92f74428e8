"""A page of the web becomes blocks: the article from its heading on, then comments, then what stands around them.

A block is what a browser sets apart by an empty line: a paragraph, a heading, a list whose items follow each other.
The article's heading is block 1, as if all above it stood in the same block; menus, banners and advertisements come
last, so that the article's own blocks can be counted on the page as it is seen.
"""

import re
from typing import Any

from foedus.reader.document import About, Role
from foedus.reader.intake.about import HEAD, day
from foedus.reader.intake.decode import decode
from foedus.reader.intake.draft import Draft
from foedus.reader.intake.errors import DamagedError
from foedus.reader.intake.html_about import LARGEST, about, asked
from foedus.reader.intake.html_flow import NEVER, Flow, flows

BULK = 0.6
"""Share of a page's text that an element must hold to be the article's."""
LINKS = 0.8
"""Share of a list's characters that stand in links where it is a list of links."""
LONG = 80
"""Characters from which a block counts when the article is looked for."""
SMALL = 300
"""Characters up to which small print is a byline or a line of tags, whatever its class."""
SHORT = 3
"""Characters that a heading has more of than a word of a menu."""
HEADINGS = frozenset(["h1", "h2", "h3", "h4", "h5", "h6"])

_DECLARED = re.compile(rb"""<meta[^>]{0,200}charset\s*=\s*["']?\s*([\w.:-]+)""", re.IGNORECASE)


def drafts(data: bytes, name: str) -> tuple[list[Draft], About, list[str]]:
    """The blocks of a page, what it says of itself, and warnings."""
    tree, warnings = parsed(data, name)
    found = flows(tree)
    article = _article(found)
    heading = _heading(tree, found, article)
    said = about(tree, "" if heading is None else found[heading].text)
    made = _drafts(_ordered(found, article, heading))
    if (
        not said.published
        and len(data) <= LARGEST
        and not any(day(draft.text) for draft in made[:HEAD] if len(draft.text) < 160)
    ):
        said = asked(tree, said)
    return made, said, warnings


def parsed(data: bytes, name: str) -> tuple[Any, list[str]]:
    """The page as a tree of elements: what the XPaths of pieces are of."""
    import lxml.etree
    import lxml.html

    declared = _DECLARED.search(data[:4096])
    text, warning = decode(data, declared.group(1).decode("ascii") if declared else "")
    text = re.sub(r"^\s*<\?xml[^>]*\?>", "", text.replace("\x00", " "), count=1)
    parser = lxml.html.HTMLParser(encoding="utf-8", huge_tree=True, remove_comments=True, remove_pis=True)
    try:
        tree = lxml.html.document_fromstring(text.encode("utf-8", "replace"), parser=parser)
    except (lxml.etree.LxmlError, ValueError, AssertionError) as error:
        raise DamagedError(f"{name} is no page that can be read.", "Save it again from a browser.") from error
    return tree, [warning] if warning else []


def _article(found: list[Flow]) -> Any:
    """The smallest element that holds most of the page's text, what is plainly no article left aside; None without."""
    weights: dict[Any, int] = {}
    depths: dict[Any, int] = {}
    total = 0
    for flow in found:
        if flow.zone == "body" and len(flow.text) >= LONG:
            total += len(flow.text)
            above = [flow.element, *flow.element.iterancestors()]
            for depth, element in enumerate(reversed(above)):
                weights[element] = weights.get(element, 0) + len(flow.text)
                depths[element] = depth
    best = max(
        (each for each, weight in weights.items() if weight >= BULK * total), key=depths.__getitem__, default=None
    )
    paragraphs = {flow.element for flow in found}
    while best is not None and best in paragraphs and best.tag not in NEVER and best.getparent() is not None:
        best = best.getparent()
    return best


def _heading(tree: Any, found: list[Flow], article: Any) -> int | None:
    """The index of the article's heading: the first that the page's title names, else the first `h1` near it."""
    title = _plain(tree.findtext(".//title") or "")
    headings = [
        (at, flow)
        for at, flow in enumerate(found)
        if flow.element.tag in ("h1", "h2", "h3") and flow.zone in ("body", "header")
    ]
    named = [at for at, flow in headings if len(flow.text) > SHORT and _plain(flow.text) in title]
    if named:
        return named[0]
    around = set() if article is None else {article, *article.iterancestors()}
    near = [at for at, flow in headings if flow.element.tag == "h1" and around & set(flow.element.iterancestors())]
    return next(iter(near), None)


def _plain(text: str) -> str:
    return re.sub(r"\W+", " ", text).strip().lower()


def _ordered(found: list[Flow], article: Any, heading: int | None) -> list[Flow]:
    """The article from its heading to its end; comments; all else, as furniture."""
    within = [at for at, flow in enumerate(found) if article is None or article in flow.element.iterancestors()]
    start = heading if heading is not None else next(iter(within), 0)
    end = max([*within, *(at for at, flow in enumerate(found) if flow.zone in ("reference", "footnote"))], default=0)
    main, comments, rest = list[Flow](), list[Flow](), list[Flow]()
    for at, flow in enumerate(found):
        if flow.zone == "comment":
            comments.append(flow)
        elif at == heading or (start <= at <= end and flow.zone not in ("furniture", "header")):
            main.append(flow)
        else:
            flow.zone = "furniture"
            rest.append(flow)
    return [*main, *comments, *rest]


def _drafts(ordered: list[Flow]) -> list[Draft]:
    """The flows as drafts, with the marks of notes tied to the notes that follow them."""
    places = {name: at for at, flow in enumerate(ordered) for name in flow.ids}
    made = []
    targets = set()
    for at, flow in enumerate(ordered):
        text, pieces = flow.tidy.done()
        role, settled = _role(flow)
        draft = Draft(text, pieces, role, settled, full=True)
        draft.marks = [(where, mark) for where, mark in flow.marks if places.get(mark, at) > at or mark.isdigit()]
        targets |= {mark for _, mark in draft.marks}
        draft.notes = [name for name in flow.ids if name in targets]
        if draft.notes and role == "body":
            draft.role, draft.settled = "footnote", True
        made.append(draft)
    return made


def _role(flow: Flow) -> tuple[Role, bool]:
    """What a flow is by its place in the page, and whether that is beyond doubt."""
    if flow.zone == "header":
        return "heading", False
    if flow.zone != "body":
        return flow.zone, True
    if flow.element.tag in HEADINGS:
        return "heading", False
    if flow.small and len(flow.text) < SMALL:
        return "furniture", True
    links = flow.linked >= LINKS * len(flow.text)
    if links and (flow.element.tag in ("ul", "ol") or len(flow.text) < LONG):
        return "furniture", True
    return "body", False
