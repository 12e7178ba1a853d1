"""`python -m lab`: bad input gets one clear line that says what to do."""

import pytest
from click.testing import CliRunner

from lab import __main__ as command
from lab import interpreters


def invoke(*arguments):
    return CliRunner().invoke(command.main, arguments)


@pytest.mark.parametrize(
    ("arguments", "line"),
    [
        (("record", "--only", "2.7"), "no such interpreter: 2.7; there are 3.11, 3.12"),
        (
            ("record", "testing.gaet", "--only", interpreters.here()),
            "no snippet 'testing.gaet'; did you mean testing.gate",
        ),
        (("reviewed", "learn/nothing"), "no page or snippet 'learn/nothing' in both languages"),
    ],
)
def test_bad_input_gets_one_line(arguments, line, capfd):
    result = invoke(*arguments)
    assert result.exit_code == 2
    said = result.output + capfd.readouterr().err
    assert line in said
    assert "Traceback" not in said


def test_a_missing_interpreter_is_named(monkeypatch, capfd):
    monkeypatch.setattr(interpreters, "find", lambda tag: None)
    result = invoke("record")
    assert result.exit_code == 2
    assert (
        "missing: Python 3.11, 3.12, 3.13, 3.13t, 3.14, 3.15; bring with"
        in result.output + capfd.readouterr().err
    )
