"""The matrix: who with whom in counts, every cell a way to the pair; and each pair by kind."""

from foedus.charts import matrix as chart
from foedus.charts.svg import sheet, text
from foedus.pages.site.page import WHO_AND_WHEN, Page
from foedus.views.site.matrix import Matrix, matrix, table


def _picture(content: Matrix) -> str:
    """The same as a picture; of one kind only one half is drawn."""
    if not content.parties:
        nothing = "No two states stand together in single events."
        return sheet("matrix", 420, 40, "Who with whom", nothing, [text(8, 24, nothing)])
    cells = [
        chart.Cell(row, column, cell.firm, cell.soft, cell.claims)
        for row, line in enumerate(content.grid)
        for column, cell in enumerate(line)
        if cell and (column < row) == (cell.tone == "cooperation")
    ]
    tones = {cell.tone for line in content.grid for cell in line if cell}
    below, above = content.of or "cooperation", "disputes and restrictions"
    if content.of:
        below, above = (below, "nothing") if "cooperation" in tones else ("nothing", content.of)
    data = chart.Matrix(
        labels=[one.name for one in content.parties], cells=cells, below=below, above=above, source=content.citation,
        coverage=content.coverage, bracket=content.bracket, bracket_label=content.members,
    )  # fmt: skip
    said = "; ".join(f"{' and '.join(one.names)} {one.told}" for one in content.lines[:12] if one.told)
    alt = f"{len(content.parties)} states; single events of {below} by pair: {said or 'none'}."
    return chart.matrix("matrix", data, "Who with whom", alt)


PAGE = Page(
    name="matrix",
    path="/matrix",
    label="Matrix",
    template="site/matrix.html.j2",
    content=matrix,
    place=40,
    letter="x",
    obeys=WHO_AND_WHEN,
    table=table,
    pictures={"matrix": _picture},
    modules=("brush.mjs", "matrix.mjs"),
)
