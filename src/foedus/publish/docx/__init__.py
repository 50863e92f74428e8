"""A document as DOCX, for those who go on writing in Word: styles, real footnotes, repeated table heads, alt text.

Written here, part by part, because no permissively licensed library writes footnotes. The same document gives
the same bytes: the archive carries no dates.
"""

from foedus.publish.docx.body import Body
from foedus.publish.docx.package import package
from foedus.views.document import Document


def docx(document: Document) -> bytes:
    """The document as DOCX."""
    return package(document, Body(document))
