"""A page of the docs as a test reads it: its blocks of code, its links, and a folder in which to try them.

A block's first word says what is done with it; the words after it are invisible to readers:

    ```console          each line with `$ ` is run, and what it prints is compared with what is shown
    ```csv PATH         is written to PATH (`+PATH`: its rows are added), so that later commands find it
    ```toml PATH        the same; without a path it is parsed
    ```markdown PATH    the same, and never parsed
    ```python           runs, all blocks of a page as one script; ```pycon is compared, too
    ```sql              is asked of the bundled case
    ```json             is parsed

A line `…` in what is shown stands for any lines. Commands are run on a screen of 100 characters.
"""

import contextlib
import csv
import doctest
import io
import json
import os
import re
import shlex
import subprocess
import sys
import tomllib
from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

ROOT = Path(__file__).parents[2]
PAGES = [ROOT / "README.md", *sorted((ROOT / "docs").rglob("*.md"))]
WIDTH = 100
FENCE = re.compile(r"^( *)```(\S*) *(.*?)\n(.*?)^\1```$", re.MULTILINE | re.DOTALL)
ELISION = {"…", "..."}
BUNDLED = "cases/turkic-states"


def name_of(page: Path) -> str:
    return page.relative_to(ROOT).as_posix()


@dataclass
class Block:
    language: str
    about: str
    text: str
    line: int
    span: tuple[int, int] = (0, 0)


def blocks(text: str) -> list[Block]:
    return [
        Block(m[2], m[3], m[4], text[: m.start()].count("\n") + 2, (m.start(4), m.end(4))) for m in FENCE.finditer(text)
    ]


@dataclass
class Command:
    """A command of a console block, and the lines shown under it."""

    typed: list[str]
    shown: list[str] = field(default_factory=list)

    @property
    def command(self) -> str:
        first, *more = self.typed
        whole = "\n".join([first.removeprefix("$ "), *(line.removeprefix("> ") for line in more)])
        return whole.replace("\\\n", " ")


def commands(text: str) -> list[Command]:
    found: list[Command] = []
    for line in text.splitlines():
        if line.startswith("$ "):
            found.append(Command([line]))
        elif found and not found[-1].shown and line.startswith("> ") and _goes_on(found[-1].command):
            found[-1].typed.append(line)
        elif found:
            found[-1].shown.append(line)
    return found


def _goes_on(command: str) -> bool:
    if command.endswith("\\"):
        return True
    try:
        shlex.split(command)
    except ValueError:
        return True
    return False


def agrees(shown: list[str], printed: list[str]) -> bool:
    """Whether what is shown is what was printed, a line `…` standing for any lines."""
    pattern = "\n".join(
        "(?:.*\n)*?.*" if line.strip() in ELISION else re.escape(line.rstrip()) for line in _trimmed(shown)
    )
    return re.fullmatch(pattern, "\n".join(line.rstrip() for line in _trimmed(printed))) is not None


def _trimmed(lines: list[str]) -> list[str]:
    while lines and not lines[-1].strip():
        lines = lines[:-1]
    return lines


def renewed(shown: list[str], printed: list[str]) -> list[str]:
    """What was printed, as much of it as was shown: as many lines before and after one `…`."""
    printed = [line.rstrip() for line in _trimmed(printed)]
    gaps = [index for index, line in enumerate(shown) if line.strip() in ELISION]
    if not gaps:
        return printed
    before, after = gaps[0], len(_trimmed(shown)) - gaps[-1] - 1
    if len(gaps) > 1 or before + after >= len(printed):
        return printed if len(gaps) == 1 else shown
    return [*printed[:before], shown[gaps[0]], *(printed[-after:] if after else [])]


class Sandbox:
    """A folder with a copy of the bundled case, in which a page's blocks are tried one after the other."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder
        self.names: dict[str, Any] = {"__name__": "page"}

    def run(self, command: str) -> list[str]:
        """The lines that a command prints, to standard output and error alike."""
        words = _words(command)
        if words and words[0] == "foedus":
            target = None
            if len(words) > 2 and words[-2] == ">":
                words, target = words[:-2], self.folder / words[-1]
            text = _in_process(words[1:])
            if target is None:
                return text.splitlines()
            target.write_text(text, encoding="utf-8")
            return []
        environment = os.environ | {
            "PATH": f"{Path(sys.executable).parent}{os.pathsep}{os.environ['PATH']}", "COLUMNS": str(WIDTH)
        }  # fmt: skip
        done = subprocess.run(
            ["bash", "-c", command], cwd=self.folder, env=environment, text=True, encoding="utf-8", timeout=60,
            stdout=subprocess.PIPE, stderr=subprocess.STDOUT, check=False,
        )  # fmt: skip
        return done.stdout.splitlines()

    def save(self, block: Block) -> None:
        """Write a block to the file that it names."""
        path = self.folder / block.about.removeprefix("+")
        path.parent.mkdir(parents=True, exist_ok=True)
        text = block.text
        if block.about.startswith("+"):
            header, _, rows = text.partition("\n")
            there = path.read_text(encoding="utf-8")
            if path.suffix == ".csv":
                assert there.startswith(header + "\n"), f"line {block.line}: the header is not that of {path.name}"
                text = there + rows
            else:
                text = there + "\n" + text
        path.write_text(text, encoding="utf-8")

    def ask(self, sql: str) -> None:
        import foedus

        with foedus.open(self.folder / BUNDLED) as case:
            case.query(sql)

    def python(self, block: Block) -> None:
        exec(compile("\n" * (block.line - 1) + block.text, "page", "exec"), self.names)

    def talk(self, block: Block, page: str) -> str:
        """What differs from what a block of `>>>` lines shows."""
        told = io.StringIO()
        test = doctest.DocTestParser().get_doctest(block.text, {}, page, page, block.line)
        test.globs = self.names
        flags = doctest.NORMALIZE_WHITESPACE | doctest.ELLIPSIS
        doctest.DocTestRunner(optionflags=flags, verbose=False).run(test, out=told.write, clear_globs=False)
        return told.getvalue()


def _words(command: str) -> list[str]:
    """The words of a plain command, `>` among them; nothing where a shell is needed."""
    lexer = shlex.shlex(command, posix=True, punctuation_chars=True)
    lexer.whitespace_split = True
    words = list(lexer)
    marks = [word for word in words if set(word) <= set("();<>|&")]
    return words if marks in ([], [">"]) and "$" not in command.replace("$ ", "") else []


def _in_process(arguments: list[str]) -> str:
    from rich.console import Console

    from foedus.cli import show
    from foedus.cli.app import app
    from foedus.cli.errors import told

    out = io.StringIO()
    console, show.console = show.console, Console(highlight=False, width=WIDTH)
    columns = os.environ.get("COLUMNS")
    os.environ["COLUMNS"] = str(WIDTH)
    try:
        with contextlib.redirect_stdout(out), contextlib.redirect_stderr(out):
            told(lambda: app(arguments, prog_name="foedus"))
    finally:
        show.console = console
        if columns is None:
            del os.environ["COLUMNS"]
        else:
            os.environ["COLUMNS"] = columns
    return out.getvalue()


def parse(block: Block) -> None:
    """Raise where a block of data is not what it says it is."""
    if block.language == "toml":
        tomllib.loads(block.text)
    elif block.language == "json":
        json.loads(block.text)
    elif block.language == "csv":
        rows = list(csv.reader(io.StringIO(block.text), strict=True))
        assert len({len(row) for row in rows}) == 1, f"line {block.line}: rows of different lengths"


def prose(text: str) -> str:
    """A page without its blocks of code and its inline code: where links stand."""
    return re.sub(r"`[^`\n]*`", "", FENCE.sub("", text))


def links(text: str) -> Iterator[str]:
    yield from (m[1] for m in re.finditer(r"\]\(([^)\s]+)\)", prose(text)))
    yield from (m[1] for m in re.finditer(r'<img[^>]*src="([^"]+)"', text))


def anchors(text: str) -> set[str]:
    """The anchors of a page's headings, as GitHub makes them."""
    found: dict[str, int] = {}
    for match in re.finditer(r"^#{1,6} +(.+?) *$", FENCE.sub("", text), re.MULTILINE):
        plain = re.sub(r"\[([^\]]*)\]\([^)]*\)", r"\1", match[1])
        slug = re.sub(r"[^\w\- ]", "", plain.lower()).replace(" ", "-")
        count = found.get(slug, 0)
        found[slug] = count + 1
        if count:
            found[f"{slug}-{count}"] = 1
    return set(found)
