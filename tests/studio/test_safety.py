"""Whom the studio answers: this machine's own browser, on its own pages; others only with the link."""

import re
from collections.abc import Callable
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st
from starlette.testclient import TestClient

from foedus.studio.safety import CSRF_FIELD, SESSION_COOKIE, Guard
from tests.cli.conftest import FILES
from tests.record.small import write
from tests.studio.conftest import Opened

Open = Callable[..., Opened]


@pytest.mark.parametrize("host", ["127.0.0.1:8765", "localhost", "LOCALHOST:9000", "[::1]:8765", "127.0.0.1"])
def test_this_machine_is_answered(small_studio: TestClient, host: str):
    """Whatever the port: somebody may have led it through a tunnel."""
    assert small_studio.get("/claims", headers={"host": host}).status_code == 200


@pytest.mark.parametrize(
    "host", ["evil.example", "127.0.0.1.evil.example", "localhost.evil.example", "192.168.1.7", ""]
)
def test_another_name_for_this_machine_is_not(small_studio: TestClient, host: str):
    """A site whose name has been pointed at 127.0.0.1 could read everything otherwise."""
    answer = small_studio.get("/claims.json", headers={"host": host})
    assert answer.status_code == 421
    assert "tra-001" not in answer.text


@given(host=st.text(max_size=40))
def test_no_name_but_ours_is_a_name_of_ours(host: str):
    guard = Guard.made()
    name = host.strip().casefold().rpartition(":")[0] or host.strip().casefold()
    if guard.answers(host):
        assert name.strip("[]") in {"localhost", "::1"} or re.fullmatch(
            r"127\.\d+\.\d+\.\d+|[0-9a-f:.]+", name.strip("[]")
        )


def test_no_page_may_run_what_is_not_a_file_of_ours(small_studio: TestClient):
    answer = small_studio.get("/event/sale")
    policy = answer.headers["content-security-policy"]
    assert "default-src 'none'" in policy
    assert "unsafe" not in policy
    assert re.findall(r"<script(?![^>]* src=)[^>]*>", answer.text) == []
    assert " style=" not in answer.text
    assert re.findall(r" on[a-z]+=", answer.text) == []
    assert re.findall(r'(?:src|href)="(?:https?:)?//', answer.text) == []


def test_others_need_the_link(studio_of: Open, tmp_path: Path):
    guard = Guard.made("studio.example", token=True)
    client = studio_of(write(tmp_path / "case", FILES), guard).client
    assert client.get("/claims").status_code == 403
    assert client.get("/claims?token=wrong").status_code == 403
    let_in = client.get(f"/claims?token={guard.token}&kind=transfers", follow_redirects=False)
    assert (let_in.status_code, let_in.headers["location"]) == (303, "/claims?kind=transfers")
    cookie = let_in.headers["set-cookie"]
    assert "HttpOnly" in cookie
    assert "samesite=lax" in cookie.casefold()
    assert client.get("/claims").status_code == 200
    assert client.get("/claims", headers={"host": "evil.example"}).status_code == 421


def test_the_link_leads_to_no_other_site(studio_of: Open, tmp_path: Path):
    guard = Guard.made("studio.example", token=True)
    client = studio_of(write(tmp_path / "case", FILES), guard).client
    answer = client.get(f"http://127.0.0.1:8765//evil.example/?token={guard.token}", follow_redirects=False)
    assert not answer.headers.get("location", "").startswith("//")


@pytest.mark.parametrize(
    "path",
    ["/static/x/../../tokens.css", "/static/x/..%2f..%2fbrief.py", "/static/x/%2fetc%2fpasswd", "/static/x/brief.css"],
)
def test_no_path_leads_to_a_file_that_is_not_shown(small_studio: TestClient, path: str):
    assert small_studio.get(path).status_code == 404


def test_a_form_of_another_site_does_nothing(small_studio: TestClient):
    for headers in ({"origin": "http://evil.example"}, {"origin": "null"}, {"sec-fetch-site": "cross-site"}):
        assert small_studio.post("/claims", headers=headers).status_code == 403


def test_a_form_needs_its_token_and_session(studio_of: Open, tmp_path: Path, monkeypatch: pytest.MonkeyPatch):
    """Of the right session, in the right form, and not too large."""
    from foedus.studio import app as module
    from foedus.studio.forms import Form, Go

    done: list[str] = []

    def act(posted):
        done.append(posted.one("word"))
        return Go("/claims")

    monkeypatch.setattr(module, "forms", lambda: (Form("/try/{key}", act),))
    opened = studio_of(write(tmp_path / "case", FILES))
    send = opened.client.post
    right = {CSRF_FIELD: opened.guard.csrf("mine"), "word": "yes"}
    assert send("/try/x", data=right).status_code == 403
    opened.client.cookies.set(SESSION_COOKIE, "other")
    assert send("/try/x", data=right).status_code == 403
    opened.client.cookies.set(SESSION_COOKIE, "mine")
    assert send("/try/x", data={**right, CSRF_FIELD: "0"}).status_code == 403
    assert send("/try/x", json=right).status_code == 415
    assert send("/try/x", data={**right, "word": "x" * (2 << 20)}).status_code == 413
    assert done == []
    answer = send("/try/x", data=right, follow_redirects=False)
    assert (answer.status_code, answer.headers["location"], done) == (303, "/claims", ["yes"])
    assert opened.client.get("/try/x").status_code == 405
