"""A block while it is being made: what every format hands on to be finished in the same way."""

from dataclasses import dataclass, field

from foedus.reader.document import Aside, Piece, Role


@dataclass(slots=True)
class Draft:
    """A block before roles, languages and joins are settled for the document as a whole."""

    text: str
    pieces: tuple[Piece, ...] = ()
    role: Role = "body"
    settled: bool = False
    """Whether the format itself says what it is: words then say nothing against it."""
    page: int = 0
    asides: list[Aside] = field(default_factory=list)
    marks: list[tuple[int, str]] = field(default_factory=list)
    """Marks of notes taken out of the text: character, and the note's own mark."""
    notes: list[str] = field(default_factory=list)
    """Marks of the notes that this block holds."""
    damaged: str = ""
    full: bool = False
    """Whether its last line is as long as lines are: it may well go on."""

    def own(self) -> str:
        """Its text without its asides."""
        if not self.asides:
            return self.text
        kept, at = [], 0
        for aside in self.asides:
            kept.append(self.text[at : aside.start])
            at = aside.end
        return " ".join(part for part in (*kept, self.text[at:]) if part.strip()).strip()
