"""A case as a site of files: every page of the studio that only reads, by the same templates, without a server.

Comes in: a case, and the site that is there already. Goes out: a folder that opens from a disk, a memory stick or any
web server. `plan` says which pages there are and `names` where they lie; `workers` have them made (`making`, `work`),
`search`, `spans` and `script` are what a browser needs instead of a server; `editions` tells what changed, `keeping`
leaves out what stays at home, `place` puts it all in its place, `check` looks it over.
May import: what `foedus.publish` may.
"""

from foedus.publish.site.publish import Published, publish

__all__ = ["Published", "publish"]
