"""What differs between two languages is found and named."""

import pytest

from lab import parity
from lab.pages import Page

PAGE = """---
concepts: [C-14]
---

# Title {#top}

!!! question "?"

    Answer.

## Part {#part}

``` python title="snippets/a/b.py"
--8<-- "snippets/a/b.py:fix"
```

[link](other.md#there)

| a | b |
| - | - |
"""


@pytest.fixture
def write(tmp_path, monkeypatch):
    monkeypatch.setattr("lab.pages.ROOT", tmp_path)

    def make(language, text):
        path = tmp_path / "docs" / language / "learn" / "page.md"
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(text, encoding="utf-8")
        return Page(language, "learn/page", path)

    return make


def test_pages_alike_have_no_difference(write):
    assert (
        list(parity.differences(write("zh", PAGE.replace("Answer", "答")), write("en", PAGE))) == []
    )


@pytest.mark.parametrize(
    ("old", "new", "problem"),
    [
        (
            "## Part {#part}",
            "## Part {#other}",
            "heading ## other in Chinese and heading ## part in English",
        ),
        ("## Part {#part}\n", "", "heading ## part in English"),
        (':fix"', ':misuse"', "b.py:misuse"),
        ("!!! question", "!!! note", "admonition note in Chinese"),
        ("other.md#there", "other.md#here", "link other.md#here stands in Chinese only"),
        ("| a | b |\n| - | - |", "| a |\n| - |", "table 1 columns in Chinese"),
        ("[C-14]", "[C-15]", "front matter 'concepts' differs"),
    ],
)
def test_a_difference_is_named(write, old, new, problem):
    found = list(parity.differences(write("zh", PAGE.replace(old, new)), write("en", PAGE)))
    assert any(problem in line for line in found), found


def test_links_may_lead_to_cpythons_documentation_in_either_language(write):
    zh = write("zh", PAGE.replace("other.md#there", "https://docs.python.org/zh-cn/3/x.html"))
    en = write("en", PAGE.replace("other.md#there", "https://docs.python.org/3/x.html"))
    assert list(parity.differences(zh, en)) == []


def test_a_section_changed_in_one_language_asks_to_be_read_in_both(write, tmp_path):
    both = {"zh": write("zh", PAGE), "en": write("en", PAGE)}
    book = {"learn/page": parity.fingerprints(both)}
    assert list(parity.unlooked(book, tmp_path)) == []
    write("en", PAGE.replace("[link]", "[a better link]"))
    (told,) = parity.unlooked(book, tmp_path)
    assert told.startswith("docs/en/learn/page.md#part has changed: read it beside the other")
    assert told.endswith("then run `python -m lab reviewed learn/page`")


def test_a_section_that_is_gone_is_named(write, tmp_path):
    both = {"zh": write("zh", PAGE), "en": write("en", PAGE)}
    book = {"learn/page": parity.fingerprints(both) | {"gone": {"zh": "1", "en": "2"}}}
    assert list(parity.unlooked(book, tmp_path)) == [
        "registers/reviewed.json notes learn/page#gone, which is gone"
    ]


def test_review_of_a_page_that_is_not_there_is_one_clear_error():
    with pytest.raises(LookupError, match="no page or snippet 'learn/nothing' in both languages"):
        parity.review(["learn/nothing"])


def test_docstrings_are_read_by_dotted_name():
    from snippets._catalogue import snippets

    found = parity.docstrings(snippets()["testing.gate"])
    assert {"", "stop_before", "WitnessLock", "WitnessLock.acquire", "main"} <= set(found)
    assert found[""].startswith("Stop a thread right before one of its bytecodes")


def test_nested_tables_are_dotted_names():
    assert parity.flatten({"": "m", "A": {"b": "x"}, "A.c": "y"}) == {
        "": "m",
        "A.b": "x",
        "A.c": "y",
    }
