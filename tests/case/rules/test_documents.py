SOURCES = "source,document\npress-2022,report.txt\n"


def test_a_document_that_is_not_there_is_a_warning(make_case, found, pointed):
    """Where the documents lie in the case, each named one does."""
    case = make_case({"sources.csv": SOURCES, "documents/other.txt": "x"})
    [finding] = found(case, "document")
    assert finding.severity == "warning"
    assert finding.place == "sources.csv:2:12"
    assert pointed(case, finding) == "report.txt"
    assert "no file 'report.txt'" in finding.message


def test_without_the_folder_nothing_is_missed(make_case, found):
    """A case may be published without its documents, for rights."""
    assert not found(make_case({"sources.csv": SOURCES}), "document")


def test_a_document_that_is_there_is_fine(make_case, found):
    """In a folder of its own as well."""
    case = make_case({"sources.csv": "source,document\npress-2022,2022/report.txt\n", "documents/2022/report.txt": "x"})
    assert not found(case, "document")


def test_a_path_that_leads_out_is_an_error(make_case, found):
    """Nothing outside of the case is ever read, whether the documents are there or not."""
    sources = "source,document\npress-2022,../case.toml\nb,/etc/hostname\n"
    first, second = found(make_case({"sources.csv": sources}), "document")
    assert first.severity == "error"
    assert "'../case.toml' leads out of documents/" in first.message
    assert (second.line, second.severity) == (3, "error")


def test_a_link_that_leads_out_is_an_error(make_case, found, tmp_path):
    """A link is followed before it is judged."""
    case = make_case({"sources.csv": SOURCES, "documents/other.txt": "x"})
    (tmp_path / "secret.txt").write_text("secret")
    (case / "documents" / "report.txt").symlink_to(tmp_path / "secret.txt")
    [finding] = found(case, "document")
    assert finding.severity == "error"
    assert "leads out" in finding.message


def test_names_that_no_file_can_have(make_case, found):
    """A name longer than any file's, or links in a circle, are findings like any other."""
    case = make_case({"sources.csv": f"source,document\npress-2022,{'x' * 5000}\nb,loop\n", "documents/o.txt": "x"})
    (case / "documents" / "loop").symlink_to("loop")
    long, loop = sorted(found(case, "document"), key=lambda f: f.line)
    assert (long.severity, long.line, loop.line) == ("warning", 2, 3)
    assert len(long.message) < 500
