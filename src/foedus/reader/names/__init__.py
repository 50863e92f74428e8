"""Who and what is named: a gazetteer of facts, one pass over the text, references resolved where the text fixes them.

`data/` holds the facts as CSV files that people can read and add to. `Gazetteer(entities)` knows them and a case's own
entities: `find` reads a block by itself, `read` a whole document, with surnames and acronyms that it introduces and
with references ("the two countries", "its") resolved. Names that are not known come as mentions of form `new`.
"""

from foedus.reader.names.gazetteer import Gazetteer
from foedus.reader.names.refer import resolve

__all__ = ["Gazetteer", "resolve"]
