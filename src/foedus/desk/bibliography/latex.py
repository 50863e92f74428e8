"""Text with LaTeX's accents and commands, as BibTeX files have it -> letters."""

import re
import unicodedata

_MARKS = {
    '"': "\u0308", "'": "\u0301", "`": "\u0300", "^": "\u0302", "~": "\u0303", "=": "\u0304", ".": "\u0307",
    "c": "\u0327", "v": "\u030c", "u": "\u0306", "H": "\u030b", "k": "\u0328", "r": "\u030a", "b": "\u0331",
    "d": "\u0323",
}  # fmt: skip
_LETTERS = {
    "ss": "ß", "o": "ø", "O": "Ø", "l": "ł", "L": "Ł", "ae": "æ", "AE": "Æ", "oe": "œ", "OE": "Œ", "aa": "å", "AA": "Å",
    "i": "ı", "j": "ȷ", "dh": "ð", "DH": "Ð", "th": "þ", "TH": "Þ", "dj": "đ", "DJ": "Đ", "ng": "ŋ", "NG": "Ŋ",
    "textbackslash": "\\", "textbraceleft": "{", "textbraceright": "}", "textasciitilde": "~", "textasciicircum": "^",
    "textasciigrave": "`", "textquotesingle": "'", "textendash": "–", "textemdash": "—", "ldots": "…", "dots": "…",
    "textquoteright": "’", "textquoteleft": "‘", "textquotedblleft": "“", "textquotedblright": "”", "S": "§",
    "P": "¶", "pounds": "£", "copyright": "©", "textdegree": "°",
}  # fmt: skip
_TOKEN = re.compile(
    r"\\(?P<mark>[\"'`^~=.])\s*(?:\{\s*\\?(?P<in1>[^\W\d_])?\s*\}|\\?(?P<on1>[^\W\d_]))"
    r"|\\(?P<named>[cvuHkrbd])(?:\s*\{\s*\\?(?P<in2>[^\W\d_])?\s*\}|\s+\\?(?P<on2>[^\W\d_]))"
    r"|\\(?P<word>[A-Za-z]+)\*?\s*(?:\{\})?"
    r"|\\(?P<sign>.)"
    r"|(?P<brace>[{}])|(?P<tilde>~)|(?P<dashes>-{2,3})|(?P<open>``)|(?P<close>'')",
    re.DOTALL,
)


def text_of(latex: str) -> str:
    """The letters of a text in LaTeX; commands that are not known are left out, what they are about stays.

    >>> text_of(r'{\\"O}zt{\\"u}rk, \\c{C}a\\u{g}lar'), text_of(r"Pr{\\v z}ova \\& {NATO} -- \\emph{a study}")
    ('Öztürk, Çağlar', 'Pržova & NATO – a study')
    """
    return _TOKEN.sub(_letter, latex)


def _letter(found: re.Match[str]) -> str:
    mark = found["mark"] or found["named"]
    if mark:
        letter = found["in1"] or found["on1"] or found["in2"] or found["on2"] or ""
        return unicodedata.normalize("NFC", letter + _MARKS[mark]) if letter else ""
    if found["word"]:
        return _LETTERS.get(found["word"], "")
    if found["sign"]:
        return "" if found["sign"].isspace() else found["sign"]
    if found["dashes"]:
        return "–" if found["dashes"] == "--" else "—"
    if found["tilde"]:
        return " "
    return "“" if found["open"] else "”" if found["close"] else ""


_ESCAPED = {
    "\\": r"\textbackslash{}", "{": r"\textbraceleft{}", "}": r"\textbraceright{}", "~": r"\textasciitilde{}",
    "^": r"\textasciicircum{}", "`": r"\textasciigrave{}", "&": r"\&", "%": r"\%", "$": r"\$", "#": r"\#", "_": r"\_",
}  # fmt: skip


def latex_of(text: str) -> str:
    """A text as LaTeX that reads back as it was; letters stay letters (UTF-8).

    >>> latex_of("R&D: 5 % {of} it--all"), text_of(latex_of("R&D: 5 % {of} it--all"))
    ('R\\\\&D: 5 \\\\% \\\\textbraceleft{}of\\\\textbraceright{} it-{}-all', 'R&D: 5 % {of} it--all')
    """
    escaped = "".join(_ESCAPED.get(char, char) for char in text)
    return re.sub(r"(?<=-)(?=-)|(?<=')(?=')", "{}", escaped)
