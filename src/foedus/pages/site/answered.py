"""The pictures of a page that answers as a measure does."""

from collections.abc import Callable, Mapping

from foedus.charts import chart
from foedus.charts.svg import SOFT, sheet, text
from foedus.views.site.measures import Answered


def pictures(most: int) -> Mapping[str, Callable[[Answered], str]]:
    """What draws the first pictures of an answer, by name: `picture`, `picture-2`."""
    return {("picture" if number == 1 else f"picture-{number}"): _drawer(number) for number in range(1, most + 1)}


def _drawer(number: int) -> Callable[[Answered], str]:
    def draw(content: Answered) -> str:
        found = content.figures.pictures if content.figures else ()
        if number > len(found):
            words = "There is nothing to draw for what was asked."
            return sheet("nothing", 480, 60, content.title, words, [text(12, 34, words, fill=SOFT)])
        one = found[number - 1]
        return chart(one.chart, one.name, one.data, one.caption, one.alt)

    return draw
