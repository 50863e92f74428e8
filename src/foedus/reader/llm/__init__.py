"""A language model that the user has, as a second reader: any endpoint that speaks OpenAI's protocol.

Comes in: sources that were taken in, an address. Goes out: proposals, each tied to words of the text, and a report
of what was asked, sent, spent, dropped and not sent.

`permission` says what may leave the machine, `questions` cuts sources into blocks with their context, `prompt` and
`form` say what is wanted (from the codebook), `wire` and `chat` ask, `answers` and `check` believe nothing that is not
in the text, `cache` keeps every answer, `join` puts both readers' proposals together. `second` runs it all. A document
is data here: whatever stands in it, or in an answer, can become a proposal for a person to judge, and nothing else.
"""
