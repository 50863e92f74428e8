"""The server: what the door answers, spoken in the Model Context Protocol (package `mcp`, extra `[mcp]`)."""

import logging
from typing import TYPE_CHECKING, Any

import anyio
import mcp_types as types
import msgspec
from mcp import MCPError
from mcp.server import Server

from foedus import __version__
from foedus.assistant.door import Door, RefusedError, encoded
from foedus.assistant.prompts import INSTRUCTIONS, PROMPTS
from foedus.assistant.resources import MEDIA, RESOURCES
from foedus.assistant.tool import tools
from foedus.record.ask import AskError

if TYPE_CHECKING:
    from mcp.server.context import ServerRequestContext

    Context = ServerRequestContext[Any]

NAME = "foedus"
BROKEN = "This could not be answered. That is a fault of foedus, not of the question; the other tools work as before."
ONLY_READS = types.ToolAnnotations(
    read_only_hint=True, destructive_hint=False, idempotent_hint=True, open_world_hint=False
)


def server(door: Door) -> Server[Any]:
    """The server of a case."""

    async def list_tools(_: "Context", __: types.PaginatedRequestParams | None) -> types.ListToolsResult:
        return types.ListToolsResult(
            tools=[
                types.Tool(
                    name=one.name,
                    title=one.title,
                    description=one.says,
                    input_schema=one.input_schema,
                    output_schema=one.output_schema,
                    annotations=ONLY_READS,
                )
                for one in tools().values()
            ]
        )

    async def call_tool(_: "Context", asked: types.CallToolRequestParams) -> types.CallToolResult:
        return await anyio.to_thread.run_sync(_called, door, asked.name, asked.arguments or {})

    async def list_resources(_: "Context", __: types.PaginatedRequestParams | None) -> types.ListResourcesResult:
        found = [
            types.Resource(uri=one.uri, name=one.name, title=one.title, description=one.says, mime_type=MEDIA)
            for one in RESOURCES.values()
        ]
        return types.ListResourcesResult(resources=found)

    async def read_resource(_: "Context", asked: types.ReadResourceRequestParams) -> types.ReadResourceResult:
        text = await anyio.to_thread.run_sync(_read, door, str(asked.uri))
        return types.ReadResourceResult(
            contents=[types.TextResourceContents(uri=asked.uri, text=text, mime_type=MEDIA)]
        )

    async def list_prompts(_: "Context", __: types.PaginatedRequestParams | None) -> types.ListPromptsResult:
        found = [
            types.Prompt(
                name=one.name,
                title=one.title,
                description=one.says,
                arguments=[types.PromptArgument(name=one.argument, description=one.argument_says, required=True)],
            )
            for one in PROMPTS.values()
        ]
        return types.ListPromptsResult(prompts=found)

    async def get_prompt(_: "Context", asked: types.GetPromptRequestParams) -> types.GetPromptResult:
        one = PROMPTS.get(asked.name)
        if one is None:
            raise _not_possible(f"There is no prompt '{asked.name[:60]}'. Prompts: {', '.join(PROMPTS)}.")
        text = (asked.arguments or {}).get(one.argument, "")
        if not text:
            raise _not_possible(f"The prompt {one.name} needs '{one.argument}'. {one.argument_says}")
        content = types.TextContent(type="text", text=one.write(text))
        return types.GetPromptResult(description=one.says, messages=[types.PromptMessage(role="user", content=content)])

    return Server(
        NAME,
        version=__version__,
        title="foedus: a sourced record of security cooperation",
        instructions=INSTRUCTIONS,
        on_list_tools=list_tools,
        on_call_tool=call_tool,
        on_list_resources=list_resources,
        on_read_resource=read_resource,
        on_list_prompts=list_prompts,
        on_get_prompt=get_prompt,
    )


def _called(door: Door, name: str, arguments: dict[str, Any]) -> types.CallToolResult:
    """The answer as data, and the same as text for clients that know no data; or what is wrong, in a sentence."""
    try:
        text = encoded(door.call(name, arguments)).decode()
    except RefusedError as refused:
        return _refused(str(refused))
    except Exception:  # the end of the line: whoever asks gets a sentence, the log what went wrong
        logging.getLogger(__name__).exception("The tool %s could not answer", name)
        return _refused(BROKEN)
    content: list[types.ContentBlock] = [types.TextContent(type="text", text=text)]
    return types.CallToolResult(content=content, structured_content=msgspec.json.decode(text))


def _refused(message: str) -> types.CallToolResult:
    return types.CallToolResult(content=[types.TextContent(type="text", text=message)], is_error=True)


def _read(door: Door, uri: str) -> str:
    one = RESOURCES.get(uri)
    if one is None:
        raise _not_possible(f"There is no resource '{uri[:100]}'. Resources: {', '.join(RESOURCES)}.")
    try:
        with door.asked() as (asked, _):
            return one.write(asked)
    except (RefusedError, AskError) as error:
        raise _not_possible(str(error)) from error


def _not_possible(message: str) -> MCPError:
    return MCPError(code=types.INVALID_PARAMS, message=message)
