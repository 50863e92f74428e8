"""What the docs show is what foedus does: commands, code, links, lists."""

import ast
import re
import shutil
from pathlib import Path

import pytest
import typer

from foedus.case import check
from foedus.cli import reference
from foedus.cli.app import app
from foedus.codebook import load
from tests.docs import broken
from tests.docs.page import (
    BUNDLED,
    PAGES,
    ROOT,
    Sandbox,
    agrees,
    anchors,
    blocks,
    commands,
    links,
    name_of,
    parse,
    renewed,
)

WITH_BLOCKS = [page for page in PAGES if name_of(page) not in {f"docs/reference/{name}" for name in reference.pages()}]


NEEDS = {"docs/how-to/use-from-python-r-stata.md": pytest.mark.needs("frames")}


@pytest.fixture
def sandbox(tmp_path: Path, built_case: Path, monkeypatch: pytest.MonkeyPatch) -> Sandbox:
    shutil.copytree(built_case, tmp_path / BUNDLED)
    monkeypatch.chdir(tmp_path)
    for name in ("FOEDUS_CACHE", "FOEDUS_DATA_HOME"):  # no dataset of whoever runs the tests
        monkeypatch.setenv(name, str(tmp_path / f".{name.lower()}"))
    monkeypatch.delenv("FOEDUS_DATA", raising=False)
    return Sandbox(tmp_path)


@pytest.mark.parametrize(
    "page", [pytest.param(page, id=name_of(page), marks=NEEDS.get(name_of(page), ())) for page in WITH_BLOCKS]
)
def test_what_a_page_shows_is_what_happens(page: Path, sandbox: Sandbox, request: pytest.FixtureRequest) -> None:
    """From top to bottom, as a reader would: each block finds what those before it have made."""
    text = page.read_text(encoding="utf-8")
    wrong: list[str] = []
    new: list[tuple[tuple[int, int], str]] = []
    for block in blocks(text):
        if block.language == "console":
            lines: list[str] = []
            for command in commands(block.text):
                printed = sandbox.run(command.command)
                if not agrees(command.shown, printed):
                    shown = "\n".join(printed)
                    wrong.append(f"{name_of(page)}:{block.line}: `{command.command}` prints\n{shown}")
                lines += [*command.typed, *renewed(command.shown, printed)]
            new.append((block.span, "\n".join(lines) + "\n"))
        elif block.language in {"csv", "toml", "markdown"} and block.about:
            sandbox.save(block)
        elif block.language == "sql":
            sandbox.ask(block.text)
        elif block.language == "python":
            sandbox.python(block)
        elif block.language == "pycon" and (told := sandbox.talk(block, name_of(page))):
            wrong.append(told)
        parse(block)
    if wrong and request.config.getoption("--rewrite-golden"):
        for (start, end), fresh in reversed(new):
            text = text[:start] + fresh + text[end:]
        page.write_text(text, encoding="utf-8", newline="\n")
    assert not wrong, "\n\n".join([*wrong, "pytest --rewrite-golden tests/docs writes the pages anew"])


@pytest.mark.parametrize("page", PAGES, ids=name_of)
def test_every_link_leads_somewhere(page: Path) -> None:
    text = page.read_text(encoding="utf-8")
    broken = []
    for link in links(text):
        if re.match(r"[a-z]+:", link):
            continue
        path, _, anchor = link.partition("#")
        target = (page.parent / path).resolve() if path else page
        if not target.exists() or (anchor and anchor not in anchors(target.read_text(encoding="utf-8"))):
            broken.append(link)
        elif not target.is_relative_to(ROOT):
            broken.append(f"{link}, which is outside the repository")
    assert not broken


def test_pictures_are_light_enough_for_a_slow_line() -> None:
    heavy = [path.name for path in (ROOT / "docs" / "images").iterdir() if path.stat().st_size > 300_000]
    assert not heavy


def test_the_map_of_the_docs_names_every_page() -> None:
    index = ROOT / "docs" / "index.md"
    named = {(index.parent / link.partition("#")[0]).resolve() for link in links(index.read_text(encoding="utf-8"))}
    assert {name_of(page) for page in PAGES if page.resolve() not in named | {index, ROOT / "README.md"}} == set()


@pytest.mark.parametrize("name", reference.pages())
def test_the_generated_pages_are_up_to_date(name: str) -> None:
    path = ROOT / "docs" / "reference" / name
    assert path.read_text(encoding="utf-8") == reference.pages()[name], "run `make docs`"


def test_every_verb_and_option_is_in_the_reference() -> None:
    page = (ROOT / "docs" / "reference" / "cli.md").read_text(encoding="utf-8")
    sections = dict(re.findall(r"^## foedus (\w+)\n(.*?)(?=^## |\Z)", page, re.MULTILINE | re.DOTALL))
    verbs = getattr(typer.main.get_command(app), "commands", {})
    assert verbs
    assert list(sections) == list(verbs)
    for verb, command in verbs.items():
        options = [name for parameter in command.params for name in parameter.opts if name.startswith("--")]
        assert [name for name in options if name not in sections[verb]] == [], f"foedus {verb}"


def test_every_kind_and_column_is_in_the_codebooks_page() -> None:
    page = (ROOT / "docs" / "reference" / "codebook.md").read_text(encoding="utf-8")
    sections = dict(re.findall(r"^##+ (.+?)\n(.*?)(?=^##+ |\Z)", page, re.MULTILINE | re.DOTALL))
    book = load()
    for kind in book.kinds.values():
        for column in kind.own:
            assert f"| `{column.name}`" in sections[kind.kind]
        for stage in kind.stages:
            assert f"| `{stage.word}`" in sections[kind.kind]
    for column in book.common:
        assert f"| `{column.name}`" in sections["Columns of every kind"]
    for table in book.tables.values():
        for column in table.columns:
            assert f"| `{column.name}`" in sections[table.table]


def test_every_setting_of_a_case_is_in_the_page_on_its_folder() -> None:
    from foedus.case.findings import Waiver
    from foedus.case.settings import Coalition, Conclude, Group, Settings

    page = (ROOT / "docs" / "reference" / "case-folder.md").read_text(encoding="utf-8")
    for part in (Settings, Group, Coalition, Conclude, Waiver):
        for name in part.__struct_fields__:
            assert f"`{name}`" in page, f"{part.__name__}.{name}"


def test_every_rule_of_conclusion_is_explained() -> None:
    """In its own words, and in the order in which they are tried."""
    from foedus.record.conclude import RULES

    page = (ROOT / "docs" / "explanation" / "conclusions.md").read_text(encoding="utf-8")
    table = re.findall(r"^\| `([a-z-]+)` \| (.+) \|$", page, re.MULTILINE)
    assert table == [(rule.name, rule.says) for rule in RULES]


def test_every_field_of_a_finding_is_in_the_page_on_findings() -> None:
    from foedus.case import Finding

    page = (ROOT / "docs" / "reference" / "findings.md").read_text(encoding="utf-8")
    for name in Finding.__struct_fields__:
        assert f"`{name}`" in page


def test_the_worked_examples_read_back_as_the_page_says(sandbox: Sandbox) -> None:
    """The sentence under each example is the one that foedus makes of the rows above it."""
    import foedus
    from foedus.record.words import Words
    from foedus.views.evidence import evidence

    text = (ROOT / "docs" / "how-to" / "code-a-document.md").read_text(encoding="utf-8")
    promised = []
    for block in blocks(text):
        if block.language in {"csv", "toml", "markdown"} and block.about:
            sandbox.save(block)
            quote = re.match(r"```\n\n((?:> .+\n)+)", text[block.span[1] :])
            promised += [" ".join(line.removeprefix("> ") for line in quote[1].splitlines())] if quote else []
    with foedus.open(sandbox.folder / "harbour") as case:
        said = {claim.sentence for claim in evidence(Words(case.record()))}
    assert len(promised) == len(re.findall(r"^## [0-9]+\. ", text, re.MULTILINE))
    assert [sentence for sentence in promised if sentence not in said] == []


def codes() -> set[str]:
    """Every code of a finding that the source raises: the first argument of `Finding(...)`."""
    from foedus.case.rules.references import FILES

    found: set[str] = set()
    for file in (ROOT / "src").rglob("*.py"):
        for node in ast.walk(ast.parse(file.read_text(encoding="utf-8"))):
            if not (isinstance(node, ast.Call) and isinstance(node.func, ast.Name) and node.args):
                continue
            first = node.args[0]
            if node.func.id in {"Finding", "fault"} and isinstance(first, ast.Constant):
                found.add(str(first.value))
            elif node.func.id == "Finding" and isinstance(first, ast.JoinedStr):
                assert file.name in {"references.py", "settings_names.py"}, (
                    f"{file.name} makes up a code; tell this test how"
                )
                found |= {f"unknown-{what}" for what in FILES}
    return found


def test_every_code_of_a_finding_is_explained() -> None:
    page = (ROOT / "docs" / "how-to" / "mend-findings.md").read_text(encoding="utf-8")
    assert re.findall(r"^### `([a-z-]+)`", page, re.MULTILINE) != []
    assert set(re.findall(r"^### `([a-z-]+)`", page, re.MULTILINE)) == codes()


def test_the_examples_of_findings_are_what_check_says(tmp_path: Path) -> None:
    """Each finding shown on the page comes up, word for word, in cases where everything is wrong."""
    found = [finding for case in broken.cases(tmp_path) for finding in check(case).findings]
    assert codes() - {finding.code for finding in found} == {"unreadable"}
    said = {f"{finding.place}  {finding.message}\n    {finding.hint}\n": finding.code for finding in found}
    page = (ROOT / "docs" / "how-to" / "mend-findings.md").read_text(encoding="utf-8")
    for section in re.split(r"^### ", page, flags=re.MULTILINE)[1:]:
        code = section.partition("`")[2].partition("`")[0]
        shown = [block.text for block in blocks(section) if block.language == "text"]
        assert [said.get(text) for text in shown] == [code] * (code != "unreadable"), code
