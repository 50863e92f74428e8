"""What a browser needs instead of a server: the modules as one script, pages that share their pieces."""

import base64
import json
import zlib

import pytest

from foedus.pages.site.page import pages
from foedus.publish.site import script as scripts
from foedus.publish.site.script import script
from foedus.publish.site.search import held
from foedus.publish.site.spans import bundled


def test_the_script_has_every_module_of_a_page_that_reads_and_none_that_needs_a_server():
    text = script()
    for page in pages().values():
        for module in page.modules:
            assert (f'modules["{module}"]' in text) == page.reads, module
    assert text.index('modules["swap.mjs"] =') < text.index('modules["brush.mjs"] =')
    assert "fetch(" not in text
    assert "import " not in text.replace("// ", "")


def test_a_module_that_says_what_is_not_known_here_is_refused():
    for line in ("export const x = 1;\n", 'import all from "./keys.mjs";\n', 'const keys = import("./keys.mjs");\n'):
        with pytest.raises(ValueError, match=r"own\.mjs cannot be made a part"):
            scripts._wrapped("own.mjs", line)


def test_pages_come_out_of_their_script_as_they_went_in_and_what_they_share_is_there_once():
    one, other = (
        "<!doctype html>\n<p class='a'>Қазақстан <b>1</b></p>",
        "<!doctype html>\n<p class='a'>Қазақстан <b>2</b></p>",
    )
    said = bundled("map", [("", one), ("since=2020", other)]).decode()
    assert said.startswith('foedus.hold("map.spans","')
    packed = json.loads(said.partition(",")[2].rsplit(")", 1)[0])
    data = json.loads(zlib.decompress(base64.b64decode(packed)))
    assert {query: "".join(data["pieces"][at] for at in places) for query, places in data["pages"].items()} == {
        "": one,
        "since=2020": other,
    }
    assert len(data["pieces"]) == len(set(data["pieces"])) == 6


def test_nothing_that_is_said_ends_the_script_that_says_it():
    assert b"</script" not in held("names", ["</script><script>alert(1)"])
