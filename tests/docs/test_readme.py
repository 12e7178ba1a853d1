"""The READMEs: pytest-codeblocks runs only what is spelt exactly so, and both say the same."""

import re

import pytest

from lab.pages import ROOT, blocks

READMES = ("README.md", "README.zh.md")
LINK = re.compile(r"\]\(([^)]+)\)")


def fences(name):
    return list(blocks((ROOT / name).read_text(encoding="utf-8").splitlines()))


@pytest.mark.parametrize("name", READMES)
def test_every_block_is_spelt_so_that_it_is_run(name):
    lines = (ROOT / name).read_text(encoding="utf-8").splitlines()
    found = {lines[block.line - 1] for block in fences(name)}
    assert found <= {"```python", "```sh", "```text"}


@pytest.mark.parametrize("name", READMES)
def test_every_output_is_compared(name):
    lines = (ROOT / name).read_text(encoding="utf-8").splitlines()
    above = [lines[b.line - 3 : b.line - 1] for b in fences(name) if b.info == "text"]
    assert all(pair == ["<!--pytest-codeblocks:expected-output-->", ""] for pair in above)


@pytest.mark.parametrize("name", READMES)
def test_a_block_that_is_not_run_gives_its_reason(name):
    text = (ROOT / name).read_text(encoding="utf-8")
    for mark in re.findall(r"<!--(?!pytest-codeblocks:expected-output-->)(.*?)-->", text):
        assert re.fullmatch(r'pytest\.mark\.skip(if)?\((.+, )?reason="[^"]{10,}"\)', mark)


def test_both_have_the_same_commands_and_outputs():
    one, other = ([(b.info, b.body) for b in fences(name)] for name in READMES)
    assert one == other


def test_both_have_the_same_marks_tables_and_commands_in_the_line():
    def kept(name):
        text = (ROOT / name).read_text(encoding="utf-8")
        return (
            re.findall(r"<!--.*?-->", text),
            [line.count("|") for line in text.splitlines() if line.startswith("|")],
            sorted(re.findall(r"`(?:make|uv|python)\b[^`]*`", text)),
            sorted(re.sub(r"[.-]zh(?=[.])", "", link) for link in LINK.findall(text)),
        )

    assert kept("README.md") == kept("README.zh.md")


def test_the_first_commands_are_the_two():
    assert [b.body for b in fences("README.md")][:2] == [("make serve",), ("make test",)]


def test_every_target_that_is_named_exists():
    makefile = (ROOT / "Makefile").read_text(encoding="utf-8")
    targets = set(re.findall(r"(?m)^([a-z-]+):", makefile))
    for name in (*READMES, "CONTRIBUTING.md", "CONTRIBUTING.zh.md"):
        named = set(
            re.findall(r"`make ([a-z-]+)(?![\w.])", (ROOT / name).read_text(encoding="utf-8"))
        )
        assert named - targets == set(), name


def test_every_folder_of_the_table_exists():
    for name in READMES:
        folders = re.findall(r"(?m)^\| (`.*?) \|", (ROOT / name).read_text(encoding="utf-8"))
        named = [folder for cell in folders for folder in re.findall(r"`([a-z]+/[a-z]*)/?`", cell)]
        assert len(named) == 8
        assert [folder for folder in named if not (ROOT / folder).is_dir()] == []


@pytest.mark.parametrize("name", [*READMES, "CONTRIBUTING.md", "CONTRIBUTING.zh.md"])
def test_every_link_to_a_file_leads_somewhere(name):
    text = re.sub(r"`+[^`]+`+", "", (ROOT / name).read_text(encoding="utf-8"))
    files = [link for link in LINK.findall(text) if "://" not in link]
    assert [file for file in files if not (ROOT / file).exists()] == []


@pytest.mark.parametrize("name", READMES)
def test_nothing_is_left_to_be_filled_in(name):
    assert "TODO" not in (ROOT / name).read_text(encoding="utf-8")
