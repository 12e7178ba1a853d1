import multiprocessing
import os
import subprocess
import sys
from concurrent.futures import ProcessPoolExecutor

import pytest

from snippets._context import contexts
from snippets.processes import inheritance

LOCAL = "AttributeError" if sys.version_info < (3, 14) else "PicklingError"
"""How pickle refuses what is defined inside a function."""


@pytest.fixture(autouse=True)
def as_imported(monkeypatch):
    """Put the global back that the snippet changes."""
    monkeypatch.setitem(inheritance.settings, "level", "imported")


def test_there_is_a_context_for_each_start_method_that_the_system_has(monkeypatch):
    methods = ["fork", "spawn", "forkserver"]
    assert [(name, context.get_start_method()) for name, context in contexts().items()] == [
        (method, method) for method in methods
    ]
    monkeypatch.setattr(multiprocessing, "get_all_start_methods", lambda: ["spawn"])
    assert list(contexts()) == ["spawn"]


def test_only_a_forked_child_sees_what_changed_after_the_import(context):
    level, _, _ = inheritance.seen_by_child(context)
    assert inheritance.settings["level"] == "changed"
    assert level == ("changed" if context.get_start_method() == "fork" else "imported")


def test_only_under_forkserver_the_parent_pid_is_not_the_starters(context):
    _, parent, starter = inheritance.seen_by_child(context)
    assert starter == os.getpid()
    assert (parent == os.getpid()) == (context.get_start_method() != "forkserver")


def test_a_process_that_nobody_started_has_no_starter():
    receiver, sender = multiprocessing.Pipe(duplex=False)
    with receiver:
        inheritance.report(sender)
        assert receiver.recv() == ("imported", os.getppid(), None)
    assert sender.closed


def test_the_table_tells_the_default_and_what_each_child_sees():
    default = "fork" if sys.version_info < (3, 14) else "forkserver"
    assert inheritance.survey() == {
        "`get_start_method()`": f"`{default}`",
        '`fork`: `settings["level"]`': '`"changed"`',
        '`spawn`: `settings["level"]`': '`"imported"`',
        '`forkserver`: `settings["level"]`': '`"imported"`',
        "`fork`: `getppid() == starter`": "`True`",
        "`spawn`: `getppid() == starter`": "`True`",
        "`forkserver`: `getppid() == starter`": "`False`",
    }


REFUSED = {
    "incremented": "✓",
    "Counter.increment": "✓",
    "<lambda>": "`PicklingError`",
    "candidates.<locals>.<lambda>": f"`{LOCAL}`",
    "candidates.<locals>.inner": f"`{LOCAL}`",
    "threading.Lock()": "`TypeError`",
}


def test_spawn_and_forkserver_pickle_the_arguments_and_fork_does_not(context):
    forked = context.get_start_method() == "fork"
    expected = dict.fromkeys(REFUSED, "✓") if forked else REFUSED
    things = inheritance.candidates()
    assert {name: inheritance.attempt(context, thing) for name, thing in things.items()} == expected


@pytest.mark.parametrize("method", ["spawn", "forkserver"])
@pytest.mark.parametrize(
    ("name", "told"),
    [
        ("<lambda>", "Can't pickle <function <lambda>"),
        ("candidates.<locals>.inner", "Can't (pickle|get) local object"),
        ("threading.Lock()", "cannot pickle '_thread.lock' object"),
    ],
)
def test_what_cannot_be_pickled_fails_in_the_parent_before_there_is_a_child(method, name, told):
    context = contexts()[method]
    child = context.Process(target=inheritance.accept, args=(inheritance.candidates()[name],))
    with pytest.raises(Exception, match=told) as refused:
        child.start()
    assert f"`{refused.type.__name__}`" == REFUSED[name]
    assert child.pid is None


def test_the_table_of_arguments_is_that_of_spawn():
    assert inheritance.passable() == {f"`{name}`": cell for name, cell in REFUSED.items()}


def test_what_the_candidates_would_do_is_nothing():
    things = inheritance.candidates()
    for name in ("<lambda>", "candidates.<locals>.<lambda>", "candidates.<locals>.inner"):
        assert things[name]() is None
    assert inheritance.accept(things) is None


def test_there_are_more_ways_to_start_a_process_than_process_and_fork():
    ours = os.getpid()
    command = [sys.executable, "-c", "import os; print(os.getppid())"]
    assert int(subprocess.run(command, capture_output=True, check=True).stdout) == ours
    command = [sys.executable, "-c", "raise SystemExit(5)"]
    pid = os.posix_spawn(sys.executable, command, os.environ)
    assert os.waitstatus_to_exitcode(os.waitpid(pid, 0)[1]) == 5
    with ProcessPoolExecutor(1, mp_context=contexts()["spawn"]) as executor:
        assert executor.submit(os.getppid).result() == ours


def test_main_prints_both_tables(capsys):
    inheritance.main()
    told = capsys.readouterr().out.splitlines()
    assert '`fork`: `settings["level"]`: `"changed"`' in told
    assert "`threading.Lock()`: `TypeError`" in told
    assert len(told) == 13
