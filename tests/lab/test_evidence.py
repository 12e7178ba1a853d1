"""Recorded outputs: grouped, compared as what is guaranteed, and stale ones found."""

import json
import shutil

import pytest

from lab import evidence, interpreters, record
from lab.evidence import Output, StaleError
from lab.files import write_whole
from lab.pages import ROOT
from snippets import _catalogue

MODULE = '"""A snippet of the test\'s own."""\n\ndef main() -> None:\n    print("hello")\n'


@pytest.fixture
def planted(monkeypatch, tmp_path):
    """Give an output of a snippet of the test's own, in a repository of its own."""
    for module in (evidence, record, _catalogue):
        monkeypatch.setattr(module, "ROOT", tmp_path)
    (tmp_path / "snippets/zoo").mkdir(parents=True)
    (tmp_path / "snippets/zoo/hello.py").write_text(MODULE, encoding="utf-8")
    for name in ("__init__.py", "_catalogue.py"):
        shutil.copy(ROOT / "snippets" / name, tmp_path / "snippets")
    _catalogue.snippets.cache_clear()
    evidence.run.cache_clear()
    yield Output("zoo.hello", "main")
    _catalogue.snippets.cache_clear()
    evidence.run.cache_clear()


def runs(**texts):
    return {
        tag.lstrip("v").replace("_", "."): {"version": "x", "status": 0, "text": text}
        for tag, text in texts.items()
    }


def test_a_file_of_evidence_names_what_it_shows():
    assert evidence.parse("evidence/outputs/a/b.txt") == (Output("a.b", "main"), None)
    assert evidence.parse("evidence/outputs/a/b.f.txt") == (Output("a.b", "f"), None)
    assert evidence.parse("evidence/outputs/a/b.f@3.13t.txt") == (Output("a.b", "f"), "3.13t")
    assert evidence.parse("evidence/outputs/a/b@3.11.txt") == (Output("a.b", "main"), "3.11")
    assert evidence.parse("evidence/outputs/a/b.f.md") == (Output("a.b", "f", is_table=True), None)


@pytest.mark.parametrize(
    "name", ["a/b.txt", "a/b.f.txt", "a/b.f@3.13t.txt", "a/b@3.11.txt", "a/b.f.md"]
)
def test_names_of_files_are_read_as_they_are_written(name):
    output, first = evidence.parse(f"evidence/outputs/{name}")
    assert output.file(first) == name


def test_interpreters_that_agree_share_a_file():
    output = Output("testing.gate", "main")
    assert evidence.group(output, runs(v3_11="a\n", v3_12="a\n")) == {
        "testing/gate.txt": ["3.11", "3.12"]
    }
    assert evidence.group(output, runs(v3_11="a\n", v3_12="b\n", v3_13="a\n")) == {
        "testing/gate@3.11.txt": ["3.11", "3.13"],
        "testing/gate@3.12.txt": ["3.12"],
    }


def test_what_is_guaranteed_is_compared_and_no_more():
    assert evidence.same("exact", "a\nb\n", "a\nb\n")
    assert not evidence.same("exact", "a\nb\n", "b\na\n")
    assert evidence.same("any order", "a\nb\n", "b\na\n")
    assert not evidence.same("any order", "a\nb\n", "a\na\n")
    assert evidence.same("sample", "5 of 5\n", "3 of 5\n")
    assert not evidence.same("sample", "5 of 5\n", "5 or 5\n")


def test_what_differs_from_machine_to_machine_is_taken_out():
    text = f'File "{evidence.ROOT}/snippets/a.py"\nFile "/usr/lib/python3.13/x.py"\n<f at 0x7f00aa>  \n'
    assert (
        evidence.normalise(text) == 'File "snippets/a.py"\nFile "…/python3.13/x.py"\n<f at 0x…>\n'
    )


def test_a_table_has_a_column_for_each_interpreter():
    cells = {"3.11": {"cells": {"`a`": 1}}, "3.12": {"cells": {"`a`": 2, "`b`": "✓"}}}
    assert evidence.table(cells).splitlines() == [
        "| CPython | 3.11 | 3.12 |",
        "| --- | :-: | :-: |",
        "| `a` | 1 | 2 |",
        "| `b` | – | ✓ |",
    ]


def test_recording_and_checking_agree(planted):
    here = interpreters.here()
    changed = record.record([planted], tags=[here])
    assert changed == ["evidence/outputs/zoo/hello.txt", "evidence/outputs/zoo/hello.json"]
    evidence.check(planted)
    assert record.record([planted], tags=[here]) == []


def plant_record(planted, tmp_path, text="hello\n"):
    write_whole(tmp_path / "evidence/outputs/zoo/hello.txt", text)
    entry = {
        "version": "x",
        "status": 0,
        "file": "zoo/hello.txt",
        "sha": evidence.fingerprint(text),
    }
    book = {"source": planted.source, "pythons": {interpreters.here(): entry}}
    write_whole(planted.record, json.dumps({"outputs": {"main": book}}))


def test_a_right_record_is_accepted(planted, tmp_path):
    plant_record(planted, tmp_path)
    evidence.check(planted)


def test_an_output_never_recorded_is_found(planted):
    with pytest.raises(
        StaleError, match="zoo.hello is not recorded; run `python -m lab record zoo.hello`"
    ):
        evidence.check(planted)


def test_a_changed_character_is_found(planted, tmp_path):
    plant_record(planted, tmp_path)
    write_whole(tmp_path / "evidence/outputs/zoo/hello.txt", "hallo\n")
    with pytest.raises(StaleError, match="zoo/hello.txt is not what was recorded"):
        evidence.check(planted)


def test_a_missing_file_is_found(planted, tmp_path):
    plant_record(planted, tmp_path)
    (tmp_path / "evidence/outputs/zoo/hello.txt").unlink()
    with pytest.raises(StaleError, match="zoo/hello.txt is missing"):
        evidence.check(planted)


def test_a_record_that_a_run_does_not_give_is_found(planted, tmp_path):
    plant_record(planted, tmp_path, "goodbye\n")
    with pytest.raises(StaleError, match="gives"):
        evidence.check(planted)


def test_a_changed_module_is_found(planted, tmp_path):
    plant_record(planted, tmp_path)
    path = tmp_path / "snippets/zoo/hello.py"
    path.write_text(MODULE + "\n# more\n", encoding="utf-8")
    with pytest.raises(StaleError, match="hello.py has changed since it was recorded"):
        evidence.check(planted)


def test_a_broken_record_gets_one_clear_line(planted, tmp_path):
    write_whole(planted.record, "{")
    with pytest.raises(StaleError, match="hello.json is broken"):
        evidence.check(planted)


def test_a_kind_of_comparison_that_does_not_exist_is_an_error(planted, tmp_path):
    path = tmp_path / "snippets/zoo/hello.py"
    path.write_text(MODULE + '\nVARIES = {"main": "roughly"}\n', encoding="utf-8")
    _catalogue.snippets.cache_clear()
    with pytest.raises(ValueError, match="VARIES has no kind 'roughly'"):
        assert planted.comparison


def test_what_no_page_shows_is_removed(planted, tmp_path):
    plant_record(planted, tmp_path)
    assert record.forget([planted]) == []
    assert record.forget([]) == [
        "evidence/outputs/zoo/hello.json",
        "evidence/outputs/zoo/hello.txt",
    ]


def test_a_file_is_written_whole_or_not_at_all(tmp_path, monkeypatch):
    path = tmp_path / "file"
    assert write_whole(path, "one")
    assert not write_whole(path, "one")
    monkeypatch.setattr("lab.files.Path.replace", lambda *_: 1 / 0)
    with pytest.raises(ZeroDivisionError):
        write_whole(path, "two")
    assert path.read_text(encoding="utf-8") == "one"
    assert [p.name for p in tmp_path.iterdir()] == ["file"]
