from foedus.case import check


def test_a_cell_of_30_kB_is_an_error(make_case, found, pointed):
    """Nobody writes a note of thirty thousand characters: a quotation mark was not closed."""
    case = make_case({"claims/transfers.csv": f"claim,note\ntra-001,fine\ntra-002,{'x' * 30_000}\n"})
    [finding] = found(case, "huge-cell")
    assert finding.severity == "error"
    assert finding.place == "claims/transfers.csv:3:9"
    assert pointed(case, finding).startswith("xxx")
    assert "'note' holds 30000 characters" in finding.message
    assert "never closed" in finding.hint


def test_a_cell_of_3_MB_does_not_stop_the_others(make_case, found):
    """The rows after it are read, and its length is at least said to be beyond all measure."""
    rows = f"claim,note,quote\ntra-001,{'ğ' * 3_000_000},{'x' * 600_000}\ntra-002,fine,\ntra-003,deliverd,\n"
    case = make_case({"claims/transfers.csv": rows})
    assert [(f.line, f.field) for f in found(case, "huge-cell")] == [(2, "note"), (2, "quote")]
    assert check(case).claims == 3


def test_a_long_note_is_fine(make_case, found):
    """Nineteen thousand characters are long, but they may be meant."""
    case = make_case({"claims/transfers.csv": f"claim,note\ntra-001,{'x' * 19_000}\n"})
    assert not found(case, "huge-cell")


def test_what_is_shown_of_a_huge_cell_is_short(make_case, found):
    """No message, hint or subject is as long as the cell that it is about."""
    huge = "x" * 30_000
    case = make_case({"claims/transfers.csv": f"claim,event,stage,supplier,date\n{huge},{huge},{huge},{huge},{huge}\n"})
    findings = found(case)
    assert {"huge-cell", "key-form", "unknown-word", "unknown-entity", "date-form"} <= {f.code for f in findings}
    assert max(len(f.message + f.hint + f.subject) for f in findings) < 1300
    [word] = [f for f in findings if f.code == "unknown-word"]
    assert word.message.endswith("is not a stage that the codebook knows for transfers.")
