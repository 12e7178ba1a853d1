"""`python -m snippets`, as a reader types it, and what it stands on."""

import re
import sys
from pathlib import Path

import click
import pytest
from click.testing import CliRunner

from lab.child import run_python
from snippets import __main__ as command
from snippets import _catalogue
from snippets._catalogue import UnknownSnippetError

SCRIPT = """
\"\"\"A script.\"\"\"
print("script ran")
raise SystemExit(3)
"""


@pytest.fixture
def planted(monkeypatch, tmp_path):
    """Put modules of the test's own beside the real ones."""

    def plant(name, text):
        path = tmp_path / f"{name.rpartition('.')[2]}.py"
        path.write_text(text, encoding="utf-8")
        snippet = _catalogue.describe(name, path)
        every = _catalogue.snippets() | {name: snippet}
        monkeypatch.setattr(_catalogue, "snippets", lambda: every)
        return snippet

    return plant


def invoke(*arguments):
    return CliRunner().invoke(command.main, arguments)


def test_without_a_command_all_snippets_are_listed_with_their_summaries():
    result = invoke()
    assert result.exit_code == 0
    for snippet in _catalogue.snippets().values():
        assert re.search(rf"^  {re.escape(snippet.name)} ", result.output, re.MULTILINE), (
            snippet.name
        )
    assert "Stop a thread right before one of its bytecodes" in result.output


def test_the_list_says_what_needs_a_newer_python(planted):
    planted("zoo.newer", '"""Something new."""\nREQUIRES = "9.9"\n')
    assert re.search(r"zoo\.newer 9\.9\+ +Something new\.", invoke().output)


def test_run_prints_what_the_snippet_shows(capfd):
    assert invoke("run", "testing.gate").output == "two increments, counted: 1\n"


def test_run_by_its_file_name():
    assert invoke("run", "snippets/testing/gate.py").output == "two increments, counted: 1\n"


def test_show_prints_the_source_without_marks():
    result = invoke("show", "testing.gate")
    assert "def stop_before(" in result.output
    assert "--8<--" not in result.output


def test_show_ends_with_the_addresses_of_the_pages_in_both_languages():
    shown = [
        line
        for line in invoke("show", "testing.gate").output.splitlines()
        if line.startswith("https")
    ]
    assert shown == command.addresses(_catalogue.find("testing.gate")[0])
    assert f"{command.SITE}learn/races/" in shown
    assert f"{command.SITE}en/learn/races/" in shown


def test_the_address_of_a_page_and_of_an_index():
    assert command.address(Path("learn/locks.md")) == "learn/locks/"
    assert command.address(Path("index.md")) == ""
    assert command.address(Path("learn/index.md")) == "learn/"


def test_a_wrong_name_gets_the_nearest_names_and_no_traceback():
    result = invoke("run", "testing.gatee")
    assert result.exit_code == 1
    assert result.output == "Error: no snippet 'testing.gatee'; did you mean testing.gate?\n"


def test_a_topic_without_its_part_is_understood_as_a_hint():
    with pytest.raises(
        UnknownSnippetError, match=r"no snippet 'gate'; did you mean testing\.gate\?"
    ):
        _catalogue.find("gate")


def test_a_name_like_no_other_is_sent_to_the_list():
    with pytest.raises(UnknownSnippetError, match="`python -m snippets` lists all"):
        _catalogue.find("qqqqqqqq")


def test_a_wrong_function_gets_the_nearest_functions():
    with pytest.raises(
        UnknownSnippetError, match=r"has no function 'mian'; did you mean testing\.gate\.main\?"
    ):
        _catalogue.find("testing.gate.mian")


def test_what_a_function_returns_is_printed_as_the_repl_would(planted, monkeypatch, capsys):
    planted("zoo.answer", '"""An answer."""\n\ndef answer() -> str: ...\ndef main() -> None: ...\n')
    module = type(sys)("snippets.zoo.answer")
    module.answer = lambda: "forty-two"
    monkeypatch.setitem(sys.modules, "snippets.zoo.answer", module)
    assert _catalogue.run("zoo.answer.answer") == 0
    assert capsys.readouterr().out == "'forty-two'\n"


def test_a_snippet_for_a_newer_python_says_so_in_one_line(planted, capsys):
    planted("zoo.newer", '"""Something new."""\nREQUIRES = "9.9"\ndef main() -> None: ...\n')
    assert _catalogue.run("zoo.newer") == 2
    here = ".".join(map(str, sys.version_info[:2]))
    assert capsys.readouterr().err == f"zoo.newer needs Python 9.9 or newer; this is {here}\n"


def test_a_script_is_run_as_a_program_and_its_status_is_kept(planted, capfd):
    assert planted("zoo.script", SCRIPT).is_script
    assert _catalogue.run("zoo.script") == 3
    assert capfd.readouterr().out == "script ran\n"


def test_sections_lose_the_marks_of_sections_inside_them(planted):
    snippet = planted(
        "zoo.nested",
        "# --8<-- [start:outer]\na = 1\n# --8<-- [start:inner]\nb = 2\n# --8<-- [end:inner]\n# --8<-- [end:outer]\n",
    )
    assert snippet.sections() == {"inner": "b = 2\n", "outer": "a = 1\nb = 2\n"}


def test_a_section_that_never_ends_is_an_error(planted):
    snippet = planted("zoo.open", "# --8<-- [start:outer]\na = 1\n")
    monkey = pytest.MonkeyPatch()
    with monkey.context() as patch:
        patch.setattr(_catalogue, "ROOT", snippet.path.parent)
        with pytest.raises(ValueError, match=r"open\.py: section never ended: outer"):
            snippet.sections()


def test_only_functions_that_need_nothing_can_be_run(planted):
    text = (
        "def bare(): ...\n"
        "def filled(a=1, *, b=2): ...\n"
        "def needs(a): ...\n"
        "def asks(*, a): ...\n"
        "def _private(): ...\n"
        "class Thing: ...\n"
        "OTHER = 1\n"
    )
    assert planted("zoo.mixed", text).functions == ("bare", "filled")


def test_how_an_output_varies_is_read_without_importing(planted):
    assert planted("zoo.varying", 'VARIES = {"main": "any order"}\n').varies == {
        "main": "any order"
    }


def test_the_program_itself_starts_and_lists():
    done = run_python("-m", "snippets")
    assert done.returncode == 0
    assert "testing.gate" in done.stdout


def test_the_runner_for_bare_interpreters_needs_the_standard_library_alone():
    done = run_python("-I", "-S", Path(_catalogue.__file__), "testing.gate")
    assert "ModuleNotFoundError: No module named 'snippets'" in done.stderr
    done = run_python("-S", "-m", "snippets._catalogue", "testing.gate")
    assert (done.stdout, done.stderr) == ("two increments, counted: 1\n", "")


def test_known_gives_a_right_name_back():
    assert command.known("testing.gate") == "testing.gate"
    with pytest.raises(click.ClickException, match="no snippet"):
        command.known("nothing.like.it")
