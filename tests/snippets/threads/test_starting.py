import os
import re
import sys
import threading
from pathlib import Path
from threading import Thread

import pytest

from lab.child import run_python
from snippets._catalogue import snippets
from snippets.testing.gate import PATIENCE
from snippets.threads import starting

PART = [snippet for snippet in snippets().values() if snippet.part == "threads"]
HAS_COMM = Path("/proc/thread-self/comm").exists()


def test_a_called_target_runs_at_once_in_the_calling_thread_and_never_again(capsys):
    thread = starting.called("a")
    assert capsys.readouterr().out == f"a: {threading.current_thread().name}\n"
    thread.start()
    thread.join()
    assert capsys.readouterr().out == ""


def test_a_passed_target_runs_when_started_in_a_thread_of_its_own(capsys):
    thread = starting.passed("a")
    assert capsys.readouterr().out == ""
    thread.start()
    thread.join()
    assert capsys.readouterr().out == "a: fetcher\n"


def test_a_body_that_does_nothing_hides_the_mistake(capsys):
    def empty():
        pass

    for target in (empty(), empty):
        thread = Thread(target=target)
        thread.start()
        thread.join()
    assert capsys.readouterr() == ("", "")


def test_positional_and_keyword_arguments_reach_the_function():
    seen = []
    thread = Thread(
        target=lambda *args, **kwargs: seen.append((args, kwargs)), args=[1], kwargs={"two": 2}
    )
    thread.start()
    thread.join()
    assert seen == [((1,), {"two": 2})]


def test_join_gives_none_whether_the_thread_has_ended_or_not():
    go_on = threading.Event()
    thread = Thread(target=go_on.wait, args=(PATIENCE,))
    thread.start()
    assert thread.join(0) is None
    assert thread.is_alive()
    assert starting.ends_within(thread, 0) is False
    go_on.set()
    assert thread.join(PATIENCE) is None
    assert starting.ends_within(thread, 0) is True


def test_a_thread_starts_once():
    thread = Thread(target=int)
    thread.start()
    thread.join()
    with pytest.raises(RuntimeError, match="^threads can only be started once$"):
        thread.start()


def test_join_refuses_a_thread_not_started_and_oneself():
    with pytest.raises(RuntimeError, match="^cannot join thread before it is started$"):
        Thread(target=int).join()
    with pytest.raises(RuntimeError, match="^cannot join current thread$"):
        threading.current_thread().join()


def test_a_thread_that_is_never_started_does_nothing():
    event = threading.Event()
    waiter = Thread(target=event.wait)
    event.set()
    assert (waiter.ident, waiter.is_alive()) == (None, False)
    assert waiter not in threading.enumerate()


def test_a_thread_without_a_name_is_called_after_its_target():
    assert re.fullmatch(r"Thread-\d+ \(fetch\)", Thread(target=starting.fetch).name)
    assert re.fullmatch(r"Thread-\d+", Thread().name)


def test_several_threads_belong_to_one_process():
    together = threading.Barrier(3)
    seen = []

    def look():
        seen.append((os.getpid(), threading.get_native_id()))
        together.wait(PATIENCE)

    threads = [Thread(target=look) for _ in range(2)]
    for thread in threads:
        thread.start()
    look()
    for thread in threads:
        thread.join()
    assert {pid for pid, _ in seen} == {os.getpid()}
    assert len({native for _, native in seen}) == 3


@pytest.mark.skipif(not HAS_COMM, reason="Linux shows a thread's name in /proc")
def test_from_3_14_the_system_knows_the_name_cut_to_15_bytes():
    table = starting.names()
    if sys.version_info >= (3, 14):
        assert list(table.values()) == ["`fetcher`", "`fetcher-of-all-`"]
    else:
        assert list(table.values()) == ["–", "–"]


@pytest.mark.parametrize(
    ("source", "message"),
    [
        (
            "def work():\n    # todo\n",
            "expected an indented block after function definition on line 1",
        ),
        ("with lock:\n    # todo\n", "expected an indented block after 'with' statement on line 1"),
    ],
)
def test_a_body_of_comments_does_not_compile(source, message):
    with pytest.raises(IndentationError, match=message):
        compile(source, "example", "exec")
    compile(source.replace("# todo", "..."), "example", "exec")


@pytest.mark.parametrize(
    ("source", "name"),
    [
        ("lock = threading.Lock()", "threading"),
        ("random.randint(1, 3)", "random"),
        ("do_something()", "do_something"),
    ],
)
def test_a_missing_import_is_noticed_only_when_the_line_runs(source, name):
    compile(source, "example", "exec")
    with pytest.raises(NameError, match=f"^name '{name}' is not defined$"):
        exec(source, {})


@pytest.mark.parametrize("snippet", PART, ids=lambda snippet: snippet.name)
def test_every_example_of_this_part_imports_what_it_uses(snippet):
    child = run_python("-W", "error", "-c", f"import snippets.{snippet.name}")
    assert (child.returncode, child.stdout, child.stderr) == (0, "", "")


def test_main_shows_who_runs_what_and_when(capsys):
    starting.main()
    assert capsys.readouterr().out.splitlines() == [
        "creating a thread with called",
        f"index.html: {threading.current_thread().name}",
        "starting it",
        "creating a thread with passed",
        "starting it",
        "index.html: fetcher",
        "ended within no time: False",
        "ended when told to go on: True",
    ]
