"""`case.toml`: what the case is about, and how it wants to be checked."""

import math
import re
import tomllib
from collections.abc import Mapping
from pathlib import Path

import msgspec

from foedus.case.findings import Finding, Waiver
from foedus.terms.words import nearest

FORMAT = 1
"""The version of the folder's layout that this program reads."""


class Group(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """A set of states that the case looks at together: `[groups.<key>]`."""

    label: str
    members: tuple[str, ...]


class Coalition(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """The states of which the question asks whether they will form a pact: `[coalition]`."""

    label: str = ""
    members: tuple[str, ...] = ()


class Conclude(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """How the record concludes: `[conclude]`."""

    off: tuple[str, ...] = ()
    """Rules of conclusion that are switched off, by name."""


class Publish(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """What of the case goes out with it when it is handed to others: `[publish]`."""

    notes: bool = False
    """The coders' own words: the column `note` of every table."""
    coders: bool = False
    """Who coded what: the column `coder`."""
    quotes: bool = True
    """The short quotations in `quote`."""
    address: str = ""
    """Where a site of the case will be: `https://example.org/case/`. For its sitemap, and those who pass on links."""


class Remote(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """What may be sent to a language model elsewhere: `[remote]`, keys of sources."""

    never: tuple[str, ...] = ()
    """Not to be sent at all."""
    allow: tuple[str, ...] = ()
    """Not known to be published, and to be sent all the same."""


class Settings(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """What stands in `case.toml`."""

    format: int = FORMAT
    title: str = ""
    question: str = ""
    summary: str = ""
    editors: tuple[str, ...] = ()
    licence: str = ""
    blocs: tuple[str, ...] = ()
    """Organisations whose membership the brief shows; without any, those with most members."""
    groups: Mapping[str, Group] = {}
    coalition: Coalition = Coalition()
    conclude: Conclude = Conclude()
    weights: Mapping[str, float] = {}
    """How the components of integration weigh in one number: `[weights]`; without any there is none."""
    waive: tuple[Waiver, ...] = ()
    publish: Publish = Publish()
    remote: Remote = Remote()


def read(folder: Path) -> tuple[Settings, list[Finding]]:
    """The settings of a case, or defaults and what is wrong with the file."""
    path = folder / "case.toml"
    name = path.name

    def fault(code: str, message: str, hint: str, line: int = 0) -> tuple[Settings, list[Finding]]:
        return Settings(), [Finding(code, "error", name, line, message, hint)]

    if path.exists() and not path.resolve().is_relative_to(folder.resolve()):
        message = "case.toml is a link that leads out of the case's folder, so it was not read."
        return fault("outside", message, "Put the file itself into the folder.")
    if path.exists() and not path.is_file():
        return fault("case-toml", "case.toml is no file, so it was not read.", "Move it away and write the file.")
    if not path.is_file():
        return fault(
            "case-toml",
            "There is no case.toml in this folder, so it is not known what the case is about.",
            "Write one with format = 1, title and question; `foedus new DIR` shows how it looks.",
        )
    try:
        data = tomllib.loads(path.read_text(encoding="utf-8-sig"))
    except OSError as error:
        return fault("case-toml", f"case.toml cannot be read: {error.strerror}.", "See who owns the file.")
    except UnicodeDecodeError:
        return fault("case-toml", "case.toml is not UTF-8 text.", "Save it as UTF-8.")
    except (ValueError, RecursionError) as error:  # ValueError: a figure of 5000 digits, besides what is no TOML
        where = re.search(r"line (\d+)", str(error))
        return fault(
            "case-toml",
            f"case.toml is not valid TOML: {str(error).rstrip('.')}.",
            "Texts stand in double quotes, lists in square brackets.",
            int(where.group(1)) if where else 0,
        )
    if data.get("format") != FORMAT:
        return fault(
            "case-format",
            f"case.toml says format = {data.get('format', 'nothing')!r}; this program reads format = {FORMAT}.",
            f"Write format = {FORMAT}, or use a version of foedus that knows the other one.",
        )
    unknown = [key for key in data if key not in Settings.__struct_fields__]
    findings = []
    for key in unknown:
        near = nearest(key, Settings.__struct_fields__)
        hint = f"Did you mean '{near}'?" if near else "Known are: " + ", ".join(Settings.__struct_fields__) + "."
        findings.append(Finding("case-toml", "error", name, 0, f"case.toml has no setting '{key}'.", hint))
        del data[key]
    try:
        settings = msgspec.convert(data, Settings)
    except msgspec.ValidationError as error:
        _, more = fault("case-toml", f"A setting in case.toml has the wrong form: {error}.", "See docs/reference.")
        return Settings(), findings + more
    settings, wrong = _weighed(settings, name)
    findings += wrong
    if not settings.title:
        findings.append(
            Finding("case-toml", "warning", name, 0, "The case has no title.", 'Write title = "..." in case.toml.')
        )
    return settings, findings


def _weighed(settings: Settings, name: str) -> tuple[Settings, list[Finding]]:
    """The settings without weights where one is no weight, and the finding on it."""
    wrong = {key: weight for key, weight in settings.weights.items() if not 0 <= weight < math.inf}
    if not wrong:
        return settings, []
    said = ", ".join(f"of {key} is {weight}" for key, weight in wrong.items())
    message, hint = f"A weight in case.toml is no weight: that {said}.", "Write a number of 0 or more."
    return msgspec.structs.replace(settings, weights={}), [Finding("case-toml", "error", name, 0, message, hint)]
