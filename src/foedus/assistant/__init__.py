"""The server for assistants: a case that a language model can ask, through the Model Context Protocol.

Comes in: a case's folder, and the calls of a client: the name of a tool, arguments, two clocks. Goes out: answers of
`foedus.views` as structured data of a bounded size, each with the claims behind it, their sources and paragraphs, what
was looked at and what was not; and a sentence, never a traceback, where a question makes no sense. It only reads.
One tool a module of `tools/`, found by its `TOOL` or `TOOLS`; `door` answers without knowing the protocol, `server`
speaks it (extra `[mcp]`), `serve` opens it on standard input and output or on this machine's loopback address.
May import: `foedus.views`, `foedus.watch` and what is upstream of them; not the studio, not `foedus.publish`.
"""
