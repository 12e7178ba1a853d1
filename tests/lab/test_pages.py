"""The parser of pages sees every spelling of a block."""

import textwrap

import pytest

from lab.pages import Page, blocks


def found(text):
    return list(blocks(textwrap.dedent(text).strip("\n").splitlines()))


HAND_WRITTEN = {
    "plain": "```python\nx = 1\n```",
    "short name": "```py\nx = 1\n```",
    "console": "```pycon\n>>> 1\n```",
    "space": "``` python\nx = 1\n```",
    "title": '```python title="a.py"\nx = 1\n```',
    "highlight": '```python hl_lines="1"\nx = 1\n```',
    "attributes": "``` { .python .annotate }\nx = 1\n```",
    "braces": "```{.python}\nx = 1\n```",
    "tilde": "~~~python\nx = 1\n~~~",
    "four backticks": "````python\nx = 1\n````",
    "no language": "```\nx = 1\n```",
    "text": "```text\nx = 1\n```",
    "python3": "```python3\nx = 1\n```",
    "admonition": "!!! note\n\n    ```python\n    x = 1\n    ```",
    "tab": '=== "3.11"\n\n    ```python\n    x = 1\n    ```',
    "list": "- one\n\n    ```python\n    x = 1\n    ```",
    "list at once": "- ```python\n  x = 1\n  ```",
    "quote": "> ```python\n> x = 1\n> ```",
    "indented": "words\n\n    x = 1\n    y = 2\n\nwords",
    "indented in admonition": "!!! note\n\n    words\n\n        x = 1\n",
    "html": "<pre><code>x = 1</code></pre>",
    "unclosed": "```python\nx = 1",
}


@pytest.mark.parametrize("spelling", HAND_WRITTEN)
def test_no_spelling_of_a_block_goes_unseen(spelling):
    assert len(found(HAND_WRITTEN[spelling])) == 1


@pytest.mark.parametrize(
    "text",
    [
        "words\n\n!!! note\n\n    more words\n    and more",
        "- item\n\n    of two paragraphs\n\n- item",
        '=== "3.11"\n\n    words',
        "1. one\n\n    - inner\n\n        of two paragraphs",
        "a `<pre>` in the line",
        "| a | b |\n| - | - |\n| `x` | y |",
    ],
)
def test_what_is_no_block_is_none(text):
    assert found(text) == []


def test_what_a_block_says_of_itself():
    text = """
    === "3.11 – 3.13"

        ``` text title="python -m snippets run a.b"
        --8<-- "evidence/outputs/a/b@3.11.txt"
        ```

    *Guaranteed:* the lines.
    """
    (block,) = found(text)
    assert block.language == "text"
    assert block.title == "python -m snippets run a.b"
    assert block.tab == "3.11 – 3.13"
    assert block.include.file == "evidence/outputs/a/b@3.11.txt"
    assert block.after == "*Guaranteed:* the lines."


def test_two_tabs_each_have_their_label():
    text = """
    === "3.11"

        ```text
        a
        ```

    === "3.12"

        ```text
        b
        ```

    ```text
    c
    ```
    """
    assert [block.tab for block in found(text)] == ["3.11", "3.12", None]


@pytest.fixture
def page(tmp_path):
    path = tmp_path / "page.md"
    path.write_text(
        '---\ndescription: words\n---\n# One {#one}\n\n!!! question "Why?"\n\n    Because.\n\n'
        "## Two {#two}\n\n```text\n# not a heading\n[not](a-link)\n```\n\n[a link](b.md#c) and [an object][x.y]\n\n"
        "| a | b |\n| - | - |\n| 1 | 2 |\n",
        encoding="utf-8",
    )
    return Page("en", "page", path)


def test_sections_and_links_are_those_of_the_prose(page):
    assert page.anchors == ["one", "two"]
    assert page.links == ["b.md#c", "[x.y]"]
    assert page.front_matter == {"description": "words"}


def test_the_shape_has_everything_but_the_words(page):
    assert page.shape == [
        ("heading", "# one"),
        ("admonition", "question"),
        ("heading", "## two"),
        ("block", "text"),
        ("row", ""),
        ("table", "2 columns"),
        ("row", ""),
    ]


def test_a_fingerprint_is_blind_to_line_breaks_only(page):
    one = page.sections[0].fingerprint
    page.path.write_text(page.text.replace("Because.", "Be-\n    cause."), encoding="utf-8")
    assert Page("en", "page", page.path).sections[0].fingerprint != one
