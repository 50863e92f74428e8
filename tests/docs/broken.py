"""Cases in which everything is wrong that can be: what `docs/how-to/mend-findings.md` shows is found in them."""

from collections.abc import Iterable
from pathlib import Path

COMMON = ("claim", "event", "stage", "date", "assertion", "attribution", "source", "locator", "grain", "prompted_by")
BASE = {
    "event": "arv-kestrels",
    "stage": "delivered",
    "date": "2020-03",
    "assertion": "asserted",
    "source": "gazette-2020",
    "locator": "¶3",
    "grain": "single",
}

CASE = """\
format = 1
title = "Everything that can be wrong"
editor = "A. Moor"

[coalition]
members = ["ARV", "BMQ"]

[[waive]]
code = "long-quote"
subjects = ["tra-900"]
reason = "A treaty's article, quoted whole."
"""

GUIDE = """\
format = 1

[[question]]
title = "Who has the Kestrels?"
sentence = "Two sources disagree."
address = "/event/arv-kestrel"
"""

SOURCES = [
    {"source": "gazette-2020", "title": "Gazette", "published": "2020-05-12", "type": "press", "access": "read"},
    {"source": "letter", "title": "A letter", "type": "official", "access": "read"},
    {"source": "moor-2019", "title": "Moor", "published": "2019", "type": "scholarly", "access": "cited"},
    {"source": "excerpt-2020", "title": "Excerpt", "published": "2020", "type": "press", "access": "read",
     "blocks": "34-35"},
    {"source": "survey-2020", "title": "Survey", "published": "2020", "type": "press", "access": "read",
     "blocks": "3, 4", "document": "survey.txt"},
]  # fmt: skip

ENTITIES = [
    {"entity": "ARV", "type": "state", "name": "Arvonia"},
    {"entity": "BMK", "type": "state", "name": "Belmark"},
    {"entity": "CVA", "type": "state", "name": "Corvia"},
    {"entity": "kestrel-2", "type": "platform", "name": "Kestrel 2", "country": "BMK"},
    {"entity": "heron-works", "type": "firm", "name": "Heron Works", "aliases": "Heron", "country": "BMK"},
    {"entity": "heron-yards", "type": "firm", "name": "Heron Yards", "aliases": "Heron", "country": "CVA"},
    {"entity": "league", "type": "organisation", "name": "Northern League", "members": "ARV; BMK"},
    {"entity": "coast", "type": "group", "name": "Coastal states", "members": "ARV; harbours"},
    {"entity": "harbours", "type": "group", "name": "Harbour states", "members": "CVA; coast"},
]

TRANSFERS: list[dict[str, str]] = [
    {"claim": "tra-001"},
    {"claim": "tra-002", "date": "2022-13-45"},
    {"claim": "tra-003", "quantity": "1,5 mln"},
    {"claim": "tra-004", "stage": "deliverd"},
    {"claim": "tra-005", "supplier": "BMKK"},
    {"claim": "tra-006", "source": "gazete-2020"},
    {"claim": "TRA 7"},
    {"claim": "tra-001", "date": "2020-04"},
    {"claim": "tra-009", "source": "", "date": "2020-01"},
    {"claim": "tra-010", "recipient": "BMK"},
    {"claim": "tra-011", "value": "1500000"},
    {"claim": "tra-012", "value": "1500000", "currency": "USX"},
    {"claim": "tra-013", "value": "3", "currency": "USD"},
    {
        "claim": "tra-014",
        "event": "arv-frigates",
        "stage": "ordered",
        "date": "2021",
        "source": "excerpt-2020",
        "locator": "¶34",
    },
    {"claim": "tra-015", "event": "arv-frigates", "date": "2019-06"},
    {"claim": "tra-016", "event": "arv-radars", "date": "2031"},
    {"claim": "tra-017", "assertion": "attributed"},
    {"claim": "tra-018", "attribution": "gazette-2020"},
    {"claim": "tra-019", "locator": "", "date": "2020-02"},
    {"claim": "tra-020", "locator": "page three", "date": "2019"},
    {"claim": "tra-021", "source": "excerpt-2020", "locator": "¶12"},
    {"claim": "tra-022", "quote": "word " * 80, "date": "2018"},
    {"claim": "tra-023", "locator": "¶9"},
    {"claim": "tra-024", "item": "kestrel-3"},
    {"claim": "tra-025", "prompted_by": "arv-kestrel"},
    {"claim": "tra-026", "source": "moor-2019"},
    {"claim": "tra-027", "source": "letter"},
    {"claim": "tra-028", "note": "and so on " * 2500, "date": "2017"},
    {"claim": "tra-029", "attribution": "moor-2019", "date": "2020-04-02"},
]


def csv_text(columns: Iterable[str], rows: Iterable[dict[str, str]]) -> str:
    names = list(columns)
    cells = [[row.get(name, "") for name in names] for row in rows]
    lines = [names, *([f'"{cell}"' if "," in cell else cell for cell in row] for row in cells)]
    return "".join(",".join(line) + "\n" for line in lines)


def claims(own: Iterable[str], rows: Iterable[dict[str, str]]) -> str:
    columns = (*COMMON, "quote", "note", *own)
    return csv_text(columns, [BASE | row for row in rows])


def write(folder: Path, files: dict[str, str | bytes]) -> Path:
    for name, text in files.items():
        path = folder / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(text.encode() if isinstance(text, str) else text)
    return folder


def cases(place: Path) -> list[Path]:
    """Cases that raise every finding between them (except `unreadable`, which needs a file of somebody else's)."""
    sources = csv_text(("source", "title", "published", "type", "access", "document", "blocks"), SOURCES)
    entities = csv_text(("entity", "type", "name", "aliases", "country", "members"), ENTITIES)
    sides = {"supplier": "BMK", "recipient": "ARV", "item": "Kestrels"}
    transfers = claims(
        ("supplier", "recipient", "item", "quantity", "value", "currency"), [sides | row for row in TRANSFERS]
    )
    meeting = claims(("participants",), [{"claim": "mee-001", "stage": "held", "participants": "ARV; BMK"}])
    presence = claims(
        ("sender", "host"), [{"claim": "pre-001", "stage": "in-place", "sender": "BMK", "host": "ARV", "note": "Å"}]
    )
    training = claims(
        ("provider", "recipient"),
        [{"claim": "trn-001", "stage": "running", "provider": "BMK", "recipient": "ARV", "note": "staff\0course"}],
    )
    dispute = claims(("parties",), [{"claim": "dis-001", "stage": "open", "parties": "ARV; CVA", "note": '"a quarrel'}])
    everything = write(place / "everything", {
        "case.toml": CASE,
        "guide.toml": GUIDE,
        "sources.csv": sources,
        "entities.csv": entities,
        "event.csv": "event,title\n",
        "topics.csv": "topic,label\nregional-order,Regional order\n",
        "disagreements.csv": "disagreement,about,claims,against\n"
        "kestrels,whether they came,tra-005,tra-005\nballoons,whether they flew,tra-005,tra-099\n",
        "documents/gazette.txt": "",
        "kinds/visas.toml": 'prefix = "visa"\nlabel = "visa"\nplural = "visas"\nsummary = "Visas."\nstages = []\n',
        "claims/transfers.csv": transfers,
        "claims/transfer.csv": transfers,
        "claims/assistance.csv": claims(
            ("donor", "recipient", "covers"),
            [{"claim": "ass-001", "donor": "BMK", "recipient": "ARV", "covers": "recent years"}],
        ),
        "claims/arguments.csv": claims(
            ("by", "question", "proposition"),
            [BASE | {"claim": "arg-001", "stage": "made", "by": "CVA", "question": "regional-ordre"}],
        ),
        "claims/exercises.csv": claims(("host", "particpants"), [{"claim": "exe-001", "stage": "held", "host": "ARV"}]),
        "claims/meetings.csv": meeting.rstrip("\n") + ",too much\n",
        "claims/presences.csv": presence.encode("cp1252", errors="replace"),
        "claims/training.csv": training,
        "claims/disputes.csv": dispute,
        "claims/milestones.csv": "",
        "claims/restrictions.csv": "claim,imposer,target\n",
        "claims/restrictions.parquet": "half of a file",
        "claims/production.csv/readme.txt": "",
        "profile/pact.csv": "",
        "profile/pacts.csv": (
            "pact,state,since,until,obligations,members,organisation,likeness,dataset,version,note\n"
            "1,FIN,the nineties,,defense,2,,,atop,5.1,\n"
        ),
    })  # fmt: skip
    elsewhere = write(place / "elsewhere", {"statements.csv": "claim\n"})
    (everything / "claims" / "statements.csv").symlink_to(elsewhere / "statements.csv")
    bare = write(place / "bare", {"case.toml": 'format = 1\ntitle = "Nothing yet"\n', "sources.csv": sources})
    older = write(place / "older", {"case.toml": 'format = 2\ntitle = "Of tomorrow"\n', "entities.csv": entities})
    return [everything, bare, older]
