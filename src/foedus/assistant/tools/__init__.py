"""The tools, one a module: a struct of arguments, the structs of what is told, a function, and `TOOL` (or `TOOLS`)."""
