"""The published rules of Data Package 2.0 and Table Schema, as far as a package of ours can break them.

Sources: https://datapackage.org/standard/data-package/, .../data-resource/, .../table-schema/
"""

import csv
import datetime
import hashlib
import json
import re
from collections.abc import Iterator
from pathlib import Path
from typing import Any

NAME = re.compile(r"[-a-z0-9._]+")
TYPES = {"string", "number", "integer", "boolean", "date", "any"}
CONSTRAINTS = {"required", "unique", "enum", "pattern"}


def broken(folder: Path) -> list[str]:
    """Every rule that the package in a folder breaks, with its place."""
    package = json.loads((folder / "datapackage.json").read_text(encoding="utf-8"))
    return [*_package(package), *(fault for one in package["resources"] for fault in _resource(folder, package, one))]


def _package(package: dict[str, Any]) -> Iterator[str]:
    if not NAME.fullmatch(package.get("name", "")):
        yield f"name {package.get('name')!r}"
    if not package.get("resources"):
        yield "no resources"
    names = [one.get("name") for one in package["resources"]]
    yield from (f"name twice: {name}" for name in names if names.count(name) > 1)
    for terms in package.get("licenses", ()):
        if not ({"name", "path"} & terms.keys()) or not NAME.fullmatch(terms.get("name", "a").lower()):
            yield f"licence {terms}"
    yield from (f"contributor {one}" for one in package.get("contributors", ()) if not one.get("title"))


def _resource(folder: Path, package: dict[str, Any], one: dict[str, Any]) -> Iterator[str]:
    name, path = one.get("name", ""), one.get("path", "")
    if not NAME.fullmatch(name):
        yield f"name {name!r}"
    if not path or path.startswith("/") or ".." in path.split("/") or not (folder / path).is_file():
        yield f"{name}: path {path!r}"
        return
    data = (folder / path).read_bytes()
    if one["bytes"] != len(data) or one["hash"] != f"sha256:{hashlib.sha256(data).hexdigest()}":
        yield f"{name}: bytes or hash"
    if "schema" in one:
        yield from (f"{name}: {fault}" for fault in _table(folder, package, one))


def rows(folder: Path, one: dict[str, Any]) -> list[dict[str, str]]:
    """The rows of a resource."""
    with (folder / one["path"]).open(encoding="utf-8", newline="") as file:
        return list(csv.DictReader(file))


def _table(folder: Path, package: dict[str, Any], one: dict[str, Any]) -> Iterator[str]:
    schema = one["schema"]
    fields = {field["name"]: field for field in schema["fields"]}
    with (folder / one["path"]).open(encoding="utf-8", newline="") as file:
        header = next(csv.reader(file))
    if header != [field["name"] for field in schema["fields"]] or len(fields) != len(header):
        yield f"header {header}"
    for field in fields.values():
        if field["type"] not in TYPES or not field.get("constraints", {}).keys() <= CONSTRAINTS:
            yield f"field {field}"
        words = [category["value"] for category in field.get("categories", ())]
        if words and words != field["constraints"]["enum"]:
            yield f"categories of {field['name']}"
    table = rows(folder, one)
    for number, row in enumerate(table, 2):
        for field_name, cell in row.items():
            if not fits(fields[field_name], cell):
                yield f"line {number}, {field_name}: {cell!r}"
    if "primaryKey" in schema:
        keys = [tuple(row[name] for name in schema["primaryKey"]) for row in table]
        yield from (f"key twice or empty: {key}" for key in keys if keys.count(key) > 1 or "" in key)
    for key in schema.get("foreignKeys", ()):
        there = next(other for other in package["resources"] if other["name"] == key["reference"]["resource"])
        known = {tuple(row[name] for name in key["reference"]["fields"]) for row in rows(folder, there)}
        for row in table:
            cells = tuple(row[name] for name in key["fields"])
            if any(cells) and cells not in known:
                yield f"{key['fields']} leads nowhere: {cells}"


def fits(field: dict[str, Any], cell: str) -> bool:
    """Whether a cell is one of its field."""
    rules = field.get("constraints", {})
    if cell == "":
        return not rules.get("required")
    if "enum" in rules and cell not in rules["enum"]:
        return False
    if "pattern" in rules and not re.fullmatch(rules["pattern"], cell):
        return False
    try:
        match field["type"]:
            case "integer":
                int(cell)
            case "number":
                float(cell)
            case "date":
                datetime.date.fromisoformat(cell)
            case "boolean":
                return cell in {"true", "false"}
    except ValueError:
        return False
    return True
