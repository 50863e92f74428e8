"""ICEWS coded event data: tab-separated files with a header, a year or a part of one each."""

from foedus.codebook.event_data.icews import NOBODY
from foedus.reference.raw import Raw


def _events(raw: Raw) -> None:
    sheet = raw.csv("\t")
    sheet.pop("Event ID", "whole", "event")
    sheet.pop("Event Date", "date", "day")
    for theirs, at in (("Source", 1), ("Target", 2)):
        sheet.pop(f"{theirs} Name", name=f"actor{at}_name")
        sheet.pop(f"{theirs} Sectors", name=f"actor{at}_sectors")
        sheet.pop(f"{theirs} Country", name=f"actor{at}_country", missing=NOBODY)
    sheet.pop("Event Text", name="text")
    sheet.pop("CAMEO Code", name="cameo")
    sheet.pop("Intensity", "number")
    sheet.pop("Story ID", "whole", "story")
    sheet.pop("Sentence Number", "whole", "sentence")
    sheet.pop("Publisher")
    sheet.pop("City")
    sheet.pop("Province")
    sheet.pop("Country", name="place_country")
    sheet.pop("Latitude", "number", "lat")
    sheet.pop("Longitude", "number", "lon")
    sheet.drop("District")
    sheet.make("icews_events")
    raw.make("icews_events", "SELECT *, year(day) AS year FROM icews_events")
    raw.states("icews_events", "actor1_country", "icews", suffix="1")
    raw.states("icews_events", "actor2_country", "icews", suffix="2")


PARTS = {"events": _events}
