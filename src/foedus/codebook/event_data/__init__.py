"""What published event data are made of: the columns of GDELT and ICEWS, CAMEO's codes, and PLOVER's types.

CAMEO says what sort of event a report tells of, in two to four digits; PLOVER, which follows it, knows sixteen types in
four classes. `cameo.csv` says for each of CAMEO's codes which type it is, how well that fits, and what is lost.

Sources: GDELT's data format codebooks for Events 1.0 and 2.0; CAMEO 1.1b3 (Schrodt 2012); PLOVER (Halterman, Bagozzi,
Beger, Schrodt and Scarborough 2023).
"""

from foedus.codebook.event_data.gdelt import COLUMNS as GDELT_COLUMNS
from foedus.codebook.event_data.icews import COLUMNS as ICEWS_COLUMNS
from foedus.codebook.event_data.plover import CLASSES, Class, Tone, Type, cameo_types, tone_of, types

__all__ = [
    "CLASSES", "GDELT_COLUMNS", "ICEWS_COLUMNS", "Class", "Tone", "Type", "cameo_types", "tone_of", "types",
]  # fmt: skip
