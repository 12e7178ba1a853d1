"""One stem: snippet, test, docstrings, evidence, page."""

import re
import tomllib
from pathlib import Path

import pytest

from lab import evidence, interpreters
from lab.pages import LANGUAGES, ROOT, pages
from snippets import __main__ as command
from snippets._catalogue import snippets


def stems(folder, pattern):
    return {path.relative_to(ROOT / folder).as_posix() for path in (ROOT / folder).glob(pattern)}


def test_every_snippet_has_its_test_and_every_test_its_snippet():
    expected = {f"{s.part}/test_{s.path.stem}.py" for s in snippets().values()}
    assert stems("tests/snippets", "*/test_*.py") == expected


def test_every_snippet_has_its_chinese_docstrings_and_no_other_has():
    assert stems("registers/docstrings", "*/*.toml") == {
        f"{s.part}/{s.path.stem}.toml" for s in snippets().values()
    }


def test_every_snippet_is_shown_on_a_page():
    files = {include.file for page in pages("en") for include in page.includes}
    outputs = {evidence.parse(file)[0].name for file in files if file.startswith("evidence/")}
    linked = {
        name for page in pages("en") for name in snippets() if f"[snippets.{name}" in page.text
    }
    hidden = [n for n, s in snippets().items() if s.file not in files and n not in outputs | linked]
    assert hidden == []


def test_every_file_of_evidence_is_shown_and_recorded():
    shown = {i.file for language in LANGUAGES for page in pages(language) for i in page.includes}
    kept = {
        f"evidence/outputs/{name}"
        for name in stems("evidence/outputs", "*/*.*")
        if not name.endswith(".json")
    }
    assert kept == {file for file in shown if file.startswith("evidence/")}


@pytest.mark.parametrize("output", evidence.wanted(), ids=lambda output: output.target)
def test_an_output_is_recorded_on_every_interpreter_and_all_its_groups_are_shown(output):
    pythons = evidence.recorded(output)["pythons"]
    assert list(pythons) == [tag for tag in interpreters.REQUIRED if output.runs_on(tag)]
    groups = {f"evidence/outputs/{then['file']}" for then in pythons.values()}
    for language in LANGUAGES:
        for page in pages(language):
            mine = {
                i.file
                for i in page.includes
                if i.file.startswith("evidence/") and evidence.parse(i.file)[0] == output
            }
            assert mine in (set(), groups), (
                f"{page.file} shows only some versions of {output.target}"
            )


def test_every_snippet_begins_with_one_sentence():
    assert [
        name
        for name, s in snippets().items()
        if not re.fullmatch(r"[A-Z`].{10,110}[.?]", s.summary)
    ] == []


def test_snippets_import_only_the_standard_library_and_each_other():
    import ast
    import sys

    strange = []
    for snippet in snippets().values():
        for node in ast.walk(ast.parse(snippet.source)):
            names = [a.name for a in node.names] if isinstance(node, ast.Import) else []
            names += [node.module or ""] if isinstance(node, ast.ImportFrom) else []
            strange += [
                f"{snippet.file}: {name}"
                for name in names
                if name.partition(".")[0] not in {*sys.stdlib_module_names, "snippets"}
            ]
    assert strange == []


def test_no_sleep_orders_anything():
    hits = [s.file for s in snippets().values() if re.search(r"\bsleep\((?!0\))", s.source)]
    assert hits == []


def test_the_command_knows_the_address_of_the_site():
    text = (ROOT / "mkdocs.yml").read_text(encoding="utf-8")
    assert f"site_url: {command.SITE}\n" in text


def test_dependencies_are_pinned_and_name_no_host():
    for name in ("requirements.txt", "requirements-snippets.txt"):
        text = (ROOT / name).read_text(encoding="utf-8")
        assert "://" not in text
        pins = re.findall(r"(?m)^[a-z0-9-]+(\S*)", text)
        assert pins
        assert [pin for pin in pins if not pin.startswith("==")] == []


def test_the_pins_are_those_of_the_project():
    project = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))
    text = (ROOT / "requirements.txt").read_text(encoding="utf-8")
    groups = [*project["dependency-groups"].values(), project["project"]["dependencies"]]
    wanted = [pin for group in groups for pin in group if isinstance(pin, str)]
    assert [pin for pin in wanted if not re.search(rf"(?m)^{re.escape(pin)}\b", text)] == []


def test_nothing_names_a_path_of_a_machine():
    home = re.compile(r"/(?:home|Users|root)/[a-z]")
    files = [
        p
        for folder in ("docs", "evidence", "registers", "snippets", "lab")
        for p in (ROOT / folder).rglob("*")
    ]
    texts = [p for p in files if p.suffix in {".md", ".txt", ".json", ".toml", ".py", ".svg"}]
    assert [
        str(p.relative_to(ROOT)) for p in texts if home.search(Path(p).read_text(encoding="utf-8"))
    ] == []
