"""Alliances among the case's states, with whom they bind, and memberships of its organisations."""

from typing import TYPE_CHECKING

from foedus.reference import likeness
from foedus.reference.compare.atop import OBLIGATIONS

if TYPE_CHECKING:
    from foedus.reference.profile.make import Cells, Desk

FULL = {"full": "member", "associate": "associate", "observer": "observer", "unknown": "unknown"}


def bodies(desk: "Desk") -> dict[str, str]:
    """The case's organisations by the abbreviation that COW-IGO may have for them."""
    rows = desk.record.con.execute("SELECT entity, name, aliases FROM entities WHERE type = 'organisation'").fetchall()
    found: dict[str, str] = {}
    for entity, name, aliases in rows:
        others = aliases.split(";") if isinstance(aliases, str) else aliases or ()
        for short in likeness.abbreviations([entity, name, *others]):
            found.setdefault(short, entity)
    return found


def pacts(desk: "Desk") -> "list[Cells]":
    """For each alliance that binds one of the coalition with another of the case's states: who, when, to what."""
    if not desk.has("atop_members", "pacts"):
        return []
    treaties = _treaties(desk)
    columns = ", ".join(f"bool_or(m.{column})" for column in OBLIGATIONS)
    rows = desk.con.execute(
        f"WITH mine AS (SELECT m.*, a.state, a.own FROM atop_members m JOIN asked a ON a.ccode = m.ccode "
        "AND a.year = year(m.begins)), ours AS (SELECT atopid FROM mine GROUP BY atopid "
        "HAVING count(DISTINCT state) > 1 AND bool_or(own)), sizes AS (SELECT atopid, count(DISTINCT ccode) AS n "
        f"FROM atop_members GROUP BY atopid) SELECT m.atopid, m.state, m.begins, m.ends, any_value(s.n), {columns} "
        "FROM mine m JOIN ours USING (atopid) JOIN sizes s USING (atopid) GROUP BY ALL ORDER BY 1, 2, 3"
    ).fetchall()
    whence = desk.whence("atop_members")
    found: list[Cells] = []
    for atopid, state, begins, ends, members, *obligations in rows:
        words = "; ".join(word for word, has in zip(OBLIGATIONS.values(), obligations, strict=True) if has)
        body, like = treaties.get(atopid, ("", 0.0))
        until = ends.isoformat() if ends else ""
        last = found[-1] if found else ()
        if last and last[:2] == (str(atopid), state) and last[3] == begins.isoformat() and last[4] == words:
            found[-1] = (*last[:3], until, *last[4:])  # one phase gave way to the next on that day, with the same words
            continue
        cells = (str(atopid), state, begins.isoformat(), until, words, str(members))
        found.append((*cells, body, f"{like:.2f}" if body else "", *whence, ""))
    return found


def _treaties(desk: "Desk") -> dict[int, tuple[str, float]]:
    """The case's organisation whose treaty an alliance is, as told by their members."""
    if not desk.has("igo_members", "pacts"):
        return {}
    mine = bodies(desk)
    desk.con.execute(likeness.SQL, [list(mine), likeness.LIKE])
    found: dict[int, tuple[str, float]] = {}
    for atopid, igo, like in desk.con.execute("SELECT atopid, igo, likeness FROM likeness").fetchall():
        if igo in mine:
            found.setdefault(atopid, (mine[igo], like))
    return found


def organisations(desk: "Desk") -> "list[Cells]":
    """Spells of the case's states in its organisations, as COW-IGO has them."""
    if not desk.has("igo_members", "organisations"):
        return []
    mine = bodies(desk)
    rows = desk.con.execute(
        "WITH m AS (SELECT a.state, m.igo, m.status, m.year FROM igo_members m JOIN asked a ON a.ccode = m.ccode "
        "AND a.year = m.year WHERE list_contains(?, m.igo)), runs AS (SELECT *, year - row_number() OVER "
        "(PARTITION BY state, igo, status ORDER BY year) AS run FROM m) "
        "SELECT state, igo, status, min(year), max(year) FROM runs GROUP BY state, igo, status, run ORDER BY ALL",
        [list(mine)],
    ).fetchall()
    whence = desk.whence("igo_members")
    return [
        (state, mine[igo], FULL.get(status, status), str(since), str(until), *whence, "")
        for state, igo, status, since, until in rows
    ]
