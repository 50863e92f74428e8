"""What tests of forms share: a form is read from its page, filled in and sent, as a browser without JavaScript does."""

import html
import re
from collections.abc import Mapping
from html.parser import HTMLParser
from typing import Any

from httpx2 import Response
from starlette.testclient import TestClient

Sent = dict[str, list[str]]


class _Form(HTMLParser):
    """The fields of the forms of a page, by the form's address, as they stand."""

    def __init__(self, text: str) -> None:
        super().__init__()
        self.forms: list[tuple[str, Sent]] = []
        self._select = self._area = ""
        self.feed(text)

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        given = {name: value or "" for name, value in attrs}
        if tag == "form":
            self.forms.append((given.get("action", ""), {}))
        if not self.forms:
            return
        fields = self.forms[-1][1]
        name = given.get("name", "")
        if tag == "input" and name:
            if given.get("type") not in ("checkbox", "radio") or "checked" in given:
                fields.setdefault(name, []).append(given.get("value", ""))
        elif tag == "select" and name:
            self._select = name
            fields.setdefault(name, [])
        elif tag == "option" and self._select and ("selected" in given or not fields[self._select]):
            fields[self._select] = [given.get("value", "")]
        elif tag == "textarea" and name:
            self._area = name
            fields[name] = [""]

    def handle_endtag(self, tag: str) -> None:
        if tag == "select":
            self._select = ""
        elif tag == "textarea":
            self._area = ""

    def handle_data(self, data: str) -> None:
        if self._area:
            self.forms[-1][1][self._area][0] += data


def form(answer: Response, action: str) -> Sent:
    """The fields of a page's form that writes, as a browser would send them untouched. Its address may have a query."""
    forms = _Form(answer.text).forms
    found = [fields for where, fields in forms if where.partition("?")[0] == action and "csrf" in fields]
    assert found, f"no form to {action} in: {words(answer)[:1500]}"
    return {name: [value.removeprefix("\n") for value in values] for name, values in found[0].items()}


def send(client: TestClient, action: str, fields: Sent, **typed: Any) -> Response:
    """Send a form with some fields filled in otherwise, and follow where it leads."""
    given = {**fields, **{name: value if isinstance(value, list) else [value] for name, value in typed.items()}}
    return client.post(action, data=given)


def typing(client: TestClient, address: str, action: str, **typed: Any) -> Response:
    """Open a page and send its form with some fields filled in otherwise."""
    return send(client, action, form(client.get(address), action), **typed)


def words(answer: Response) -> str:
    """The main part of a page as text, on one line."""
    main = answer.text.partition("<main")[2].partition("</main>")[0]
    return " ".join(html.unescape(re.sub(r"<[^>]+>", " ", main.partition(">")[2])).split())


def cells(path: Any, key: str) -> Mapping[str, str]:
    """A row of a file by its key."""
    import csv

    with path.open(encoding="utf-8", newline="") as handle:
        return next(row for row in csv.DictReader(handle) if next(iter(row.values())) == key)
