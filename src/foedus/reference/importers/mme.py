"""Multinational Military Exercises: exercises with their participants, and joint exercises by dyad and year.

An exercise counts in the year in which it began. A participant named twice counts once.
"""

from foedus.reference.raw import Raw, name_of

SORTS = {
    "cpx": "CPX", "air": "Air", "land": "Land", "sea": "Sea", "amphibious": "Amphibious", "cyber": "Cyber",
    "warfighting": "Warfighting", "peacekeeping": "Peacekeeping", "humanitarian": "Humanitarian",
}  # fmt: skip
"""Columns of ours, and MME's."""
_UNKNOWN = ("xx", "-9")


def _exercises(raw: Raw) -> None:
    sheet = raw.csv()
    parties = [column for column in sheet.columns if column.startswith("State")]
    sheet.pop("MMEID", name="mme_id")
    sheet.pop("Ex_Name", name="name", missing=_UNKNOWN)
    sheet.pop("Series_Name", name="series", missing=_UNKNOWN)
    sheet.pop("Location", missing=_UNKNOWN)
    sheet.pop("lat", "number")
    sheet.pop("lon", "number")
    for theirs, ours in (("s", "begins"), ("e", "ends")):
        for unit in ("year", "month", "day"):
            sheet.pop(f"{theirs}.{unit}", "whole", f"{ours}_{unit}", _UNKNOWN)
    for ours, theirs in SORTS.items():
        sheet.pop(theirs, "flag", ours, _UNKNOWN)
    sheet.pop("FocusDescription", name="focus", missing=_UNKNOWN)
    sheet.pop("AdditionalParticipantInfo", name="others", missing=_UNKNOWN)
    for party in parties:
        sheet.pop(party)
    sheet.drop("StartDate", "EndDate")
    sheet.make("mme_exercises")
    raw.make("mme_exercises", "SELECT row_number() OVER () AS exercise, * FROM mme_exercises")
    named = ", ".join(name_of(party.lower()) for party in parties)
    raw.make(
        "mme_participants",
        "SELECT DISTINCT exercise, year, name FROM ("
        f"SELECT exercise, begins_year AS year, unnest([{named}]) AS name FROM mme_exercises) "
        "WHERE name IS NOT NULL ORDER BY ALL",
    )
    raw.states("mme_participants", "name", "mme")
    raw.make("mme_exercises", f"SELECT * EXCLUDE ({named}) FROM mme_exercises")
    again = raw.db.execute("SELECT count(*) - count(DISTINCT mme_id) FROM mme_exercises").fetchall()[0][0]
    raw.expect(
        not again,
        "shared-ids",
        f"{again} exercises have the MMEID of another exercise.",
        "They are told apart by their place in the file (`exercise`).",
    )
    _years(raw)


def _years(raw: Raw) -> None:
    counts = ", ".join(f"count(*) FILTER (WHERE {sort}) AS {sort}" for sort in SORTS)
    held = "SELECT DISTINCT exercise, year, ccode FROM mme_participants WHERE ccode IS NOT NULL"
    raw.make(
        "mme_states",
        f"SELECT p.ccode, p.year, count(*) AS exercises, {counts} FROM ({held}) p "
        "JOIN mme_exercises USING (exercise) GROUP BY ALL ORDER BY ALL",
    )
    raw.make(
        "mme_dyads",
        f"WITH held AS ({held}) SELECT a.ccode AS ccode1, b.ccode AS ccode2, a.year, count(*) AS joint, {counts} "
        "FROM held a JOIN held b ON a.exercise = b.exercise AND a.ccode <> b.ccode "
        "JOIN mme_exercises e ON e.exercise = a.exercise GROUP BY ALL ORDER BY ALL",
    )


PARTS = {"exercises": _exercises}
