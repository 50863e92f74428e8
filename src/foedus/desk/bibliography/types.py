"""Types of sources and what they are called by CSL, BibTeX and RIS.

Sources: CSL 1.0.2 (appendix III), the entry types of BibTeX and biblatex, the RIS specification (2011).
"""

from collections.abc import Mapping

from foedus.codebook import load
from foedus.terms.words import fold

ITEMS: Mapping[str, tuple[str, str, str]] = {
    "treaty-text": ("treaty", "misc", "LEGAL"),
    "official": ("report", "report", "GOVDOC"),
    "agency-report": ("article-newspaper", "article", "NEWS"),
    "press": ("article-newspaper", "article", "NEWS"),
    "opinion": ("post-weblog", "online", "BLOG"),
    "scholarly": ("article-journal", "article", "JOUR"),
    "dataset": ("dataset", "dataset", "DATA"),
    "company": ("pamphlet", "booklet", "PAMP"),
}
"""Type of a source -> item in CSL, BibTeX and RIS. Our own word goes with it, as the item's genre."""

CONTAINED = frozenset({"agency-report", "press", "opinion", "scholarly"})
"""Types whose publisher is what the item stands in: a journal, a paper, a site."""

_THEIRS = {
    "treaty-text": "treaty",
    "official": "report legislation regulation bill hearing legal_case techreport legal jurisdiction govdoc rprt stat "
    "case standard",
    "press": "article-newspaper article-magazine webpage broadcast interview newsarticle news mgzn elec www online "
    "electronic periodical",
    "opinion": "post post-weblog speech blog",
    "scholarly": "article article-journal book chapter paper-conference thesis manuscript review review-book entry "
    "entry-encyclopedia inbook incollection inproceedings conference proceedings collection mvbook phdthesis "
    "mastersthesis unpublished jour jfull chap conf cpaper thes edbook encyc abst unpb",
    "dataset": "dataset data",
    "company": "pamphlet booklet manual pamp",
}
_TYPES = {item: ours for ours, items in _THEIRS.items() for item in items.split()}


def type_of(item: str, genre: str) -> tuple[str, bool]:
    """The type of a source from its item and genre, and whether that is certain: only a genre in our words is.

    >>> type_of("article-newspaper", "agency report"), type_of("JOUR", ""), type_of("motion_picture", "")
    (('agency-report', True), ('scholarly', False), ('', False))
    """
    words = load().tables["sources"].by_name["type"].words
    ours = {fold(label): word for word, label in words.items()} | {fold(word): word for word in words}
    if fold(genre) in ours:
        return ours[fold(genre)], True
    return _TYPES.get(item.casefold(), ""), False
