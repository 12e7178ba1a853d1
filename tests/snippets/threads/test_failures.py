import sys
import threading
from threading import Thread

import pytest

from lab.child import run_python
from snippets.threads import failures

UNHEARD = """
from snippets.threads.failures import joined
joined("three")
print("main: last line")
"""

EXIT = """
import sys, threading
thread = threading.Thread(target=sys.exit, args=("no space left",))
thread.start()
thread.join()
print("main: last line")
"""


def test_the_exception_ends_its_thread_and_the_program_succeeds():
    child = run_python("-c", UNHEARD)
    assert (child.returncode, child.stdout) == (0, "main: last line\n")
    lines = child.stderr.splitlines()
    assert lines[0] == "Exception in thread parser:"
    assert lines[-1] == "ValueError: invalid literal for int() with base 10: 'three'"


def test_an_exit_in_a_thread_ends_that_thread_alone_and_says_nothing():
    child = run_python("-c", EXIT)
    assert (child.returncode, child.stdout, child.stderr) == (0, "main: last line\n", "")


def test_join_does_not_raise_and_the_hook_gets_thread_and_exception(monkeypatch):
    told = []
    monkeypatch.setattr(
        threading,
        "excepthook",
        lambda args: told.append((args.thread.name, args.exc_type, str(args.exc_value))),
    )
    thread = Thread(target=int, args=("three",), name="parser")
    thread.start()
    assert thread.join() is None
    assert told == [("parser", ValueError, "invalid literal for int() with base 10: 'three'")]


def test_a_future_gives_the_result_or_raises_the_exception():
    assert failures.parsed("3") == 3
    with pytest.raises(ValueError, match="^invalid literal for int\\(\\) with base 10: 'three'$"):
        failures.parsed("three")


def test_a_hook_of_ones_own_hears_of_an_exit_too_and_report_ignores_it(monkeypatch, capsys):
    told = []

    def hook(args):
        told.append((args.exc_type, str(args.exc_value)))
        failures.report(args)

    monkeypatch.setattr(threading, "excepthook", hook)
    thread = Thread(target=sys.exit, args=("no space left",))
    thread.start()
    thread.join()
    assert told == [(SystemExit, "no space left")]
    assert capsys.readouterr() == ("", "")


def test_the_report_does_without_a_thread(capsys):
    failures.report(threading.ExceptHookArgs((KeyError, KeyError("port"), None, None)))
    assert capsys.readouterr().out == "a thread died: KeyError: 'port'\n"


def test_main_shows_who_is_told(capsys):
    hook = threading.excepthook
    failures.main()
    assert threading.excepthook is hook
    assert capsys.readouterr().out.splitlines() == [
        "parser died: ValueError: invalid literal for int() with base 10: 'three'",
        "main: join() has returned",
        "main: caught ValueError: invalid literal for int() with base 10: 'three'",
    ]
