"""`guide.toml`: the questions with which a newcomer is led through the case, and the addresses that answer them."""

import re
import tomllib
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import msgspec

from foedus.case.findings import Finding
from foedus.terms.words import nearest

NAME = "guide.toml"
FORMAT = 1
MOST = 12
"""Questions on one page that somebody still reads."""


class Step(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """One thing to look at on the way to an answer: `[[question.step]]`."""

    says: str
    address: str
    """On the studio, from its `/` on: `/event/sale?known=2022-05`."""


class Question(msgspec.Struct, frozen=True, forbid_unknown_fields=True, rename={"steps": "step"}):
    """A question that the case answers: `[[question]]`."""

    title: str
    sentence: str
    address: str
    steps: tuple[Step, ...] = ()


class Placed(msgspec.Struct, frozen=True):
    """An address of the guide and the line on which it stands."""

    address: str
    line: int


class Guide(msgspec.Struct, frozen=True):
    """What stands in the file; without it, no questions."""

    questions: tuple[Question, ...] = ()
    addresses: tuple[Placed, ...] = ()


def read(folder: Path) -> tuple[Guide, list[Finding]]:
    """The guide of a case, and what is wrong with the file, by line; a question with a fault is left out."""
    path = folder / NAME
    if not path.exists() and not path.is_symlink():
        return Guide(), []
    if not path.resolve().is_relative_to(folder.resolve()) or not path.is_file():
        return Guide(), [
            _fault(0, f"{NAME} is no file of this folder, so it was not read.", "Put the file itself there.")
        ]
    try:
        text = path.read_text(encoding="utf-8-sig")
        data = tomllib.loads(text)
    except OSError as error:
        return Guide(), [_fault(0, f"{NAME} cannot be read: {error.strerror}.", "See who owns the file.")]
    except UnicodeDecodeError:
        return Guide(), [_fault(0, f"{NAME} is not UTF-8 text.", "Save it as UTF-8.")]
    except (ValueError, RecursionError) as error:
        where = re.search(r"line (\d+)", str(error))
        message = f"{NAME} is not valid TOML: {str(error).rstrip('.')}."
        return Guide(), [_fault(int(where[1]) if where else 0, message, "Texts stand in double quotes.")]
    if data.get("format") != FORMAT:
        message = f"{NAME} says format = {data.get('format', 'nothing')!r}; this program reads format = {FORMAT}."
        return Guide(), [_fault(0, message, f"Write format = {FORMAT}.")]
    return _questions(data, text)


def _questions(data: dict[str, Any], text: str) -> tuple[Guide, list[Finding]]:
    findings = []
    for key in data.keys() - {"format", "question"}:
        near = nearest(key, ["format", "question"])
        hint = f"Did you mean '{near}'?" if near else "There are format and [[question]]."
        findings.append(_fault(_line(text, rf"\[*\s*{re.escape(key)}\b"), f"{NAME} has no setting '{key}'.", hint))
    entries = data.get("question", [])
    if not isinstance(entries, list):
        hint = "Write [[question]], in two pairs of brackets."
        return Guide(), [*findings, _fault(_line(text, r"\[?\s*question\b"), "'question' is no list.", hint)]
    starts = [n for n, line in enumerate(text.splitlines(), 1) if re.match(r"\s*\[\[\s*question\s*\]\]", line)]
    if len(entries) > MOST:
        message = f"These are {len(entries)} questions; the first {MOST} are shown."
        findings.append(_fault(0, message, "A guide is read on one page.", "warning"))
    good, placed = [], []
    for number, entry in enumerate(entries[:MOST]):
        start = starts[number] if number < len(starts) else 0
        try:
            one = _question(entry)
        except (msgspec.ValidationError, ValueError) as error:
            hint = "A question has title, sentence and address; a step of it has says and address."
            findings.append(_fault(start, f"Question {number + 1}: {str(error).rstrip('.')}.", hint))
            continue
        good.append(one)
        placed += list(_placed(one, text, start))
    return Guide(tuple(good), tuple(placed)), findings


def _question(entry: object) -> Question:
    one = msgspec.convert(entry, Question)
    for name in ("title", "sentence"):
        if not getattr(one, name).strip():
            raise ValueError(f"its {name} is empty")
    if any(not step.says.strip() for step in one.steps):
        raise ValueError("a step says nothing")
    for address in (one.address, *(step.address for step in one.steps)):
        if not address.startswith("/") or address.startswith("//") or not address.isprintable() or " " in address:
            raise ValueError(f"'{address}' is no address: it begins with one / and has no blanks")
    return one


def _placed(one: Question, text: str, start: int) -> Iterator[Placed]:
    """The addresses of a question, each on the line where it stands."""
    lines = text.splitlines()
    at = start
    for address in (one.address, *(step.address for step in one.steps)):
        found = next((n for n in range(at, len(lines) + 1) if n and f'"{address}"' in lines[n - 1]), start)
        at = found + 1
        yield Placed(address, found)


def _line(text: str, pattern: str) -> int:
    return next((n for n, line in enumerate(text.splitlines(), 1) if re.match(rf"\s*{pattern}", line)), 0)


def _fault(line: int, message: str, hint: str, severity: str = "error") -> Finding:
    return Finding("guide", "warning" if severity == "warning" else "error", NAME, line, message, hint)
