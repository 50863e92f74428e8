"""Sources of a case as references for other programs: BibTeX, CSL-JSON, RIS. What reads them is in `foedus.desk`."""

from collections.abc import Callable, Iterable, Mapping

from foedus.publish.references import bibtex, csl, ris

WRITERS: Mapping[str, Callable[[Iterable[Mapping[str, str]]], str]] = {
    "bibtex": bibtex.write,
    "csl": csl.write,
    "ris": ris.write,
}
"""What writes rows of `sources.csv`, by format."""
