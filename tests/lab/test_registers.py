"""The registers are checked entry by entry, and what is wrong is named."""

import re

import pytest

from lab import registers
from lab.pages import Page
from lab.registers import Correction, RegisterError, Term

GOOD = """
[E-12]
documents = ["S0"]
kind = "misleading"
claim = {en = "a", zh = "b"}
truth = {en = "c", zh = "d"}
page = "learn/threads#end"
tests = ["tests/lab/test_registers.py::test_a_good_entry_is_read"]
"""


def write(folder, text, name="a.toml"):
    (folder / name).write_text(text, encoding="utf-8")
    return folder


def test_a_good_entry_is_read(tmp_path):
    (entry,) = registers.corrections(write(tmp_path, GOOD))
    assert (entry.id, entry.proof, entry.truth["zh"]) == ("E-12", "test", "d")


@pytest.mark.parametrize(
    ("old", "new", "problem"),
    [
        ('["S0"]', '["S9"]', "documents must be some of S0, S1, S2, S3, S4"),
        ('"misleading"', '"odd"', "kind 'odd' is none of"),
        ('claim = {en = "a", zh = "b"}', 'claim = {en = "a"}', "claim needs en and zh"),
        ('page = "learn/threads#end"', "", "missing 1 required positional argument: 'page'"),
        ("[E-12]", "[X-12]", "an entry is named like E-07"),
        ("page =", 'colour = "red"\npage =', "unexpected keyword argument 'colour'"),
        ("tests =", 'editorial = {en = "only"}\ntests =', "editorial needs en and zh"),
        ('tests = ["tests/lab/test_registers.py::test_a_good_entry_is_read"]', "", "no proof"),
    ],
)
def test_an_entry_with_something_wrong_is_named(tmp_path, old, new, problem):
    with pytest.raises(RegisterError, match=re.escape(problem)):
        registers.corrections(write(tmp_path, GOOD.replace(old, new)))


def test_an_entry_twice_is_an_error(tmp_path):
    write(tmp_path, GOOD)
    with pytest.raises(RegisterError, match="b.toml: E-12: entered twice"):
        registers.corrections(write(tmp_path, GOOD, "b.toml"))


def test_a_register_that_is_not_toml_gets_one_line(tmp_path, monkeypatch):
    monkeypatch.setattr(registers, "ROOT", tmp_path)
    with pytest.raises(RegisterError, match=r"a\.toml: .*line 1"):
        registers.corrections(write(tmp_path, "= 1"))


@pytest.fixture
def site(tmp_path):
    for language in ("zh", "en"):
        folder = tmp_path / "docs" / language / "learn"
        folder.mkdir(parents=True)
        (folder / "threads.md").write_text(
            "# T {#threads}\n\n## E {#end}\n\n[E-12](../corrections.md#e-12)\n"
        )
    (tmp_path / "tests").mkdir()
    (tmp_path / "tests/test_a.py").write_text("def test_it(): ...\n")
    return tmp_path


def entry(**changes):
    given = {
        "id": "E-12",
        "documents": ["S0"],
        "kind": "wrong",
        "claim": {},
        "truth": {},
        "page": "learn/threads#end",
        "tests": ["tests/test_a.py::test_it[fork]"],
    }
    return Correction(**given | changes)


def test_an_entry_whose_proof_and_page_exist_has_no_problem(site):
    assert list(registers.unproved(entry(), site)) == []


@pytest.mark.parametrize(
    ("changes", "problem"),
    [
        ({"tests": ["tests/test_b.py::test_it"]}, "there is no tests/test_b.py"),
        ({"tests": ["tests/test_a.py::test_that"]}, "tests/test_a.py has no test test_that"),
        ({"sources": ["docs"]}, "a source is an https address"),
        ({"page": "learn/none#end"}, "there is no docs/zh/learn/none.md"),
        ({"page": "learn/threads#nowhere"}, "docs/en/learn/threads.md has no heading {#nowhere}"),
        ({"id": "E-13"}, "docs/zh/learn/threads.md does not cite it"),
    ],
)
def test_a_proof_or_page_that_does_not_exist_is_named(site, changes, problem):
    assert any(problem in found for found in registers.unproved(entry(**changes), site))


def test_a_word_the_glossary_advises_against_is_found_in_prose_only(tmp_path, monkeypatch):
    term = Term("thread-safety", "线程安全性", "thread safety", "…", "…", [], [r"\bthread-?safe\b"])
    monkeypatch.setattr(registers, "terms", lambda: [term])
    path = tmp_path / "page.md"
    path.write_text(
        "# A {#a}\n\nA `thread-safe` name, [link](thread-safe.md), then thread-safe.\n\n"
        "``` text\nthread-safe\n```\n",
        encoding="utf-8",
    )
    monkeypatch.setattr("lab.pages.ROOT", tmp_path)
    (hit,) = registers.misused(Page("en", "page", path))
    assert hit == "page.md:3: 'thread-safe': the glossary says 'thread safety' (thread-safety)"


def test_addresses_of_cpython_lead_to_the_readers_language():
    address = "https://docs.python.org/3/library/threading.html#lock-objects"
    assert registers.localised(address, "en") == address
    assert registers.localised(address, "zh") == address.replace("org/3", "org/zh-cn/3")
    assert (
        registers.localised("https://peps.python.org/pep-0703/", "zh")
        == "https://peps.python.org/pep-0703/"
    )


def test_a_correction_is_worded_in_each_language(monkeypatch):
    given = entry(
        since="3.14",
        claim={"en": "A.", "zh": "甲。"},
        truth={"en": "B.", "zh": "乙。"},
        documents=["S0", "S1"],
    )
    english = "\n".join(registers.correction_lines(given, "en"))
    chinese = "\n".join(registers.correction_lines(given, "zh"))
    assert "### E-12 · wrong {#e-12}" in english
    assert "**What really happens (since 3.14):** B." in english
    assert "also in [Article 2](#s1)" in english
    assert "### E-12 · 错误 {#e-12}" in chinese
    assert "**实际情况（自 3.14）：** 乙。" in chinese
