"""Diagrams are drawn from the pages, described, and coloured by the site alone."""

import re
from pathlib import Path
from xml.etree import ElementTree

import pytest

from lab import diagrams

SVG = "{http://www.w3.org/2000/svg}"
SOURCE = "flowchart LR\n    accTitle: One\n    accDescr: Two\n    a --> b\n"


class Page:
    """What superfences hands on: one for each page."""


@pytest.fixture
def drawn(tmp_path, monkeypatch):
    """Keep one drawing in a folder of its own."""
    key = diagrams.name(SOURCE)
    monkeypatch.setattr(diagrams, "ROOT", tmp_path)
    folder = tmp_path / diagrams.FOLDER
    folder.mkdir(parents=True)
    svg = f'<svg aria-labelledby="d{key}-t"><title id="d{key}-t">One</title></svg>\n'
    (folder / f"{key}.svg").write_text(svg, encoding="utf-8")
    return key


def fence(source, page):
    return diagrams.fence(source, "mermaid", "", {}, page)


def test_where_a_diagram_stands_does_not_matter():
    indented = "\n" + "".join(f"    {line}  \n" for line in SOURCE.splitlines())
    assert diagrams.name(indented) == diagrams.name(SOURCE)
    assert diagrams.name(SOURCE.replace("b", "c")) != diagrams.name(SOURCE)


def test_a_page_may_show_one_twice_and_no_id_is_given_twice(drawn):
    page = Page()
    first, second = fence(SOURCE, page), fence(SOURCE, page)
    assert f'id="d{drawn}-t"' in first
    assert f'id="d{drawn}-2-t"' in second
    assert fence(SOURCE, Page()) == first


def test_one_that_is_not_drawn_is_a_warning_that_names_the_command(drawn, caplog):
    fence(SOURCE, Page())
    assert caplog.messages == []
    assert fence(SOURCE.replace("b", "c"), Page()) == ""
    assert caplog.messages == ["diagram 'One' is not drawn; run `python -m lab.diagrams`"]
    assert {record.levelname for record in caplog.records} == {"WARNING"}


def test_one_that_is_not_described_is_a_warning(drawn, caplog):
    fence("flowchart LR\n    accTitle: One\n    a --> b", Page())
    assert "a diagram has no accDescr:" in caplog.messages[0]


def test_every_diagram_on_the_pages_is_drawn_and_no_other():
    kept = {path.stem for path in (diagrams.ROOT / diagrams.FOLDER).glob("*.svg")}
    assert kept == set(diagrams.wanted()), "run `python -m lab.diagrams`"


@pytest.mark.parametrize("key", sorted(diagrams.wanted()))
def test_a_drawing_is_small_described_and_without_colours_of_its_own(key):
    text = (diagrams.ROOT / diagrams.FOLDER / f"{key}.svg").read_text(encoding="utf-8")
    assert len(text) < 30_000
    root = ElementTree.fromstring(text)
    assert root.get("role") == "img"
    spoken = {element.get("id"): element.text for element in root}
    assert spoken[root.get("aria-labelledby")]
    assert spoken[root.get("aria-describedby")]
    assert not [
        element.tag
        for element in root.iter()
        if element.tag in {f"{SVG}style", f"{SVG}foreignObject"}
    ]
    assert not re.search(r'(fill|stroke)="(?!none)|[:"] *#[0-9a-f]{3}|rgb\(', text)
    assert all(name.startswith(f"d{key}-") for name in re.findall(r'\bid="([^"]+)"', text))
    left, top, width, height = map(float, root.get("viewBox").split())
    for line in root.iter(f"{SVG}line"):
        assert top <= float(line.get("y2")) <= top + height
        assert left <= float(line.get("x2")) <= left + width


def test_a_missing_npm_is_named_with_what_brings_it(tmp_path, monkeypatch):
    monkeypatch.setattr(diagrams, "ROOT", tmp_path)
    monkeypatch.setenv("PATH", str(tmp_path))
    with pytest.raises(diagrams.DiagramError, match="apt install npm"):
        diagrams.mermaid()


def test_a_missing_browser_is_named_with_what_brings_it(tmp_path, monkeypatch):
    monkeypatch.setattr(diagrams, "chromium", lambda: None)
    with pytest.raises(diagrams.DiagramError, match="apt install chromium"), diagrams.browser():
        pass


def test_the_function_that_draws_lies_beside_the_module():
    assert Path(diagrams.DRAW).read_text(encoding="utf-8").count("async ([id, source") == 1
