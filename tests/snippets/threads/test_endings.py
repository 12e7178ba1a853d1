import threading
from threading import Event, Thread

import pytest

from lab.child import run_python
from snippets.testing.gate import PATIENCE
from snippets.threads import endings


def run(function):
    return run_python("-c", f"from snippets.threads.endings import {function} as f; f()")


def test_the_program_waits_for_its_thread_after_the_main_thread_has_ended():
    child = run("main")
    assert child.stdout.splitlines() == [
        "main: last line",
        "thread: the main thread has ended",
        "thread: ready is True",
        "exit handlers run",
    ]
    assert (child.returncode, child.stderr) == (0, "")


def test_it_waits_too_if_the_main_thread_died_before_it_set_the_event():
    child = run("failing")
    assert child.stdout.splitlines() == [
        "thread: the main thread has ended",
        "thread: ready is False",
        "exit handlers run",
    ]
    assert child.returncode == 1
    assert child.stderr.startswith("FileNotFoundError: ")
    assert child.stderr.count("\n") == 1


def test_what_a_dead_main_thread_leaves_is_a_thread_that_waits_for_nobody(monkeypatch, tmp_path):
    events = []

    def serve(ready):
        events.append(ready)
        ready.wait(PATIENCE)

    monkeypatch.setattr(endings, "serve", serve)
    monkeypatch.setattr(endings.atexit, "register", lambda *args: None)
    before = set(threading.enumerate())
    with pytest.raises(FileNotFoundError):
        endings.program(tmp_path / "none")
    (waiter,) = set(threading.enumerate()) - before
    assert waiter.is_alive()
    assert not waiter.daemon
    assert not events[0].is_set()
    events[0].set()
    waiter.join()


def test_join_waits_for_its_own_thread_only():
    go_on = Event()
    other, one = Thread(target=go_on.wait, args=(PATIENCE,)), Thread(target=int)
    other.start()
    one.start()
    one.join()
    assert not one.is_alive()
    assert other.is_alive()
    go_on.set()
    other.join()
