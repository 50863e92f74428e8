"""Lines of a sheet are made when somebody looks at them, and those at which nobody looks never."""

from collections.abc import Iterator, Sequence

from foedus.measures.measured import Line, Lines


def test_only_the_lines_that_are_shown_are_made_and_once():
    made: list[int] = []

    def make(numbers: Sequence[int]) -> Iterator[Line]:
        made.extend(numbers)
        return (Line(f"row {number}", ()) for number in numbers)

    lines = Lines(range(1000), make)
    assert len(lines) == 1000
    assert lines
    assert made == []
    assert [line.label for line in lines[:2]] == ["row 0", "row 1"]
    assert lines[:2] is lines[:2]
    assert made == [0, 1]
    assert lines[-1].label == "row 999"
    assert [line.label for line in lines] == [f"row {number}" for number in range(1000)]
    assert not Lines([], make)
