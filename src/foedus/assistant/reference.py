"""The tools as a page of the docs: `docs/reference/assistant.md`, made from the tools and nothing else."""

from collections.abc import Iterator
from typing import Any

from foedus.assistant.answer import LARGEST
from foedus.assistant.prompts import PROMPTS
from foedus.assistant.resources import RESOURCES
from foedus.assistant.tool import Tool, tools

FILE = "assistant.md"


def markdown() -> str:
    """The whole page. The same tools give the same text."""
    parts = [
        "# The server for assistants",
        "<!-- Made from src/foedus/assistant by `make docs`. Change the tools, not this page. -->",
        (
            "What `foedus mcp CASE` offers. All tools only read. "
            "[Let an assistant ask](../how-to/ask-with-an-assistant.md) says how to set it up, and how an answer is "
            "checked."
        ),
        "## Answers",
        (
            "Every tool gives the same frame: `answer` (a sentence or two), `about`, `items`, the `claims` behind them "
            "in words with `source`, `locator` and `cite`, their `sources`, `coverage`, `left_out`, and `record` "
            f"(which build was asked, at which clocks). An answer has about {LARGEST:,} characters at most; `left_out` "
            "says what is missing, and `start` asks for the next items. `as_of` and `known` are the "
            "[two clocks](../explanation/two-clocks.md)."
        ),
        "## Tools",
    ]
    for tool in tools().values():
        parts += _tool(tool)
    parts += ["## Resources", _table(("Address", "What it is"), ((f"`{r.uri}`", r.says) for r in RESOURCES.values()))]
    rows = ((f"`{p.name}`", f"`{p.argument}`", p.says) for p in PROMPTS.values())
    parts += ["## Prompts", _table(("Prompt", "Takes", "What it does"), rows)]
    return "\n\n".join(parts) + "\n"


def _tool(tool: Tool) -> Iterator[str]:
    yield f"### {tool.name}"
    yield tool.says
    schema = tool.input_schema
    needed = schema.get("required", ())
    rows = [
        (f"`{name}`" + (" (needed)" if name in needed else ""), _type(about), about["description"])
        for name, about in schema["properties"].items()
        if name not in ("start", "as_of", "known")
    ]
    clocks = "`as_of`, `known` and `start`" if "known" in schema["properties"] else "`start`"
    if rows:
        yield _table(("Argument", "Is", "What it says"), rows)
    yield f"And {clocks}." if rows else f"Takes {clocks}."


def _type(about: dict[str, Any]) -> str:
    if "anyOf" in about:
        return " or ".join(map(_type, about["anyOf"]))
    if "enum" in about:
        return ", ".join(f"`{word}`" for word in about["enum"])
    if about.get("type") == "array":
        return f"list of {_type(about['items'])}"
    return {"string": "text", "boolean": "yes or no", "integer": "number"}.get(about.get("type", ""), "text")


def _table(head: tuple[str, ...], rows: Any) -> str:
    lines = ["| " + " | ".join(head) + " |", "|" + " --- |" * len(head)]
    return "\n".join([*lines, *("| " + " | ".join(cell.replace("|", "\\|") for cell in row) + " |" for row in rows)])
