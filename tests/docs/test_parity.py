"""Both languages say the same, and neither changed without the other being looked at."""

import pytest

from lab import parity
from snippets._catalogue import snippets

PAIRS = parity.pairs()


def test_every_page_exists_in_both_languages():
    alone = [f"{name} only in {next(iter(both))}" for name, both in PAIRS.items() if len(both) == 1]
    assert alone == []
    assert len(PAIRS) >= 10


@pytest.mark.parametrize("name", PAIRS)
def test_both_languages_have_the_same_parts_in_the_same_order(name):
    assert list(parity.differences(PAIRS[name]["zh"], PAIRS[name]["en"])) == []


@pytest.mark.parametrize("name", PAIRS)
def test_every_heading_has_an_id_of_its_own(name):
    for page in PAIRS[name].values():
        assert [f"{page.file}:{s.line} {s.title}" for s in page.sections if not s.id] == []
        assert len(set(page.anchors)) == len(page.anchors), page.file


@pytest.mark.parametrize("name", PAIRS)
def test_every_page_opens_with_its_question_and_answer(name):
    for page in PAIRS[name].values():
        kinds = [kind for kind, _ in page.shape[:2]]
        assert kinds == ["heading", "admonition"], page.file
        assert page.shape[1] == ("admonition", "question"), page.file
        assert 20 <= len(page.front_matter["description"]) <= 160, page.file


@pytest.mark.parametrize("name", [name for name in PAIRS if name.startswith("learn/")])
def test_a_chapter_page_says_what_changes_without_the_gil_when_not_and_what_next(name):
    page = PAIRS[name]["en"]
    assert page.anchors[-3:] == ["free-threaded", "when-not", "next"]
    code = [block for block in page.blocks if block.language == "python"]
    assert len(code) <= 6, f"{page.file} shows {len(code)} blocks of code; six at most"
    assert page.front_matter["concepts"]


def test_no_section_changed_in_one_language_unseen():
    assert list(parity.unlooked(parity.read_book()["pages"])) == []


@pytest.mark.parametrize("name", snippets())
def test_every_docstring_has_its_chinese_text_and_neither_changed_unseen(name):
    snippet = snippets()[name]
    english, chinese = parity.docstrings(snippet), parity.chinese(snippet)
    assert sorted(set(english) ^ set(chinese)) == [], (
        f"registers/docstrings/{name.replace('.', '/')}.toml"
    )
    noted = parity.read_book()["docstrings"].get(name, {})
    stale = [
        key for key, prints in parity.docstring_prints(snippet).items() if noted.get(key) != prints
    ]
    assert stale == [], f"read the Chinese text again, then run `python -m lab reviewed {name}`"
