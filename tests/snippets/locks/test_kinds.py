import os
import queue
import sys
import threading

import pytest

from lab.child import run_python
from snippets.locks import kinds

ALWAYS = [
    "`take_twice(Lock())` → `False`",
    "`take_twice(RLock())` → `True`",
    "`release_elsewhere(Lock())` → `None`",
    "`release_elsewhere(RLock())` → `RuntimeError`",
    "`Lock().acquire(False, 1)` → `ValueError`",
    "`RLock().acquire(False, 1)` → `ValueError`",
    "`pickle.dumps(Lock())` → `TypeError`",
    "`pickle.dumps(RLock())` → `TypeError`",
    "`isinstance(RLock(), RLock)` → `TypeError`",
]
HERE = sys.version_info[:2]


def test_what_both_kinds_promise_on_this_interpreter():
    by_version = {
        "`isinstance(Lock(), Lock)` → `TypeError`": HERE < (3, 13),
        "`RLock().locked()` → `False`": HERE >= (3, 14),
        "`RLock(1)` → `DeprecationWarning`": (3, 13) <= HERE < (3, 15),
        "`RLock(1)` → `TypeError`": HERE >= (3, 15),
    }
    expected = dict.fromkeys(ALWAYS, "✓")
    expected |= {row: "✓" if holds else "–" for row, holds in by_version.items()}
    assert kinds.table() == expected


def test_where_it_is_no_type_error_a_lock_is_a_lock_and_an_rlock_takes_an_argument():
    if HERE >= (3, 13):
        assert isinstance(threading.Lock(), threading.Lock)
    assert (kinds.answer(kinds.pass_argument) == "RLock") is (HERE < (3, 13))


def test_a_lock_is_not_reentrant():
    lock = threading.Lock()
    with lock:
        assert lock.acquire(blocking=False) is False
        assert lock.acquire(timeout=0.01) is False
    assert kinds.take_twice(lock) is False
    assert not lock.locked()


def test_an_rlock_is_reentrant_and_free_after_as_many_releases():
    lock = threading.RLock()
    assert kinds.take_twice(lock) is True
    got = []
    lock.acquire()
    lock.acquire()
    lock.release()  # once of twice: still owned
    ask = threading.Thread(target=lambda: got.append(lock.acquire(blocking=False)))
    ask.start()
    ask.join()
    lock.release()

    def ask_again():
        got.append(lock.acquire(blocking=False))
        lock.release()

    ask = threading.Thread(target=ask_again)
    ask.start()
    ask.join()
    assert got == [False, True]


def test_any_thread_may_release_a_lock():
    lock = threading.Lock()
    kinds.release_elsewhere(lock)
    assert not lock.locked()


def test_only_its_owner_may_release_an_rlock():
    lock = threading.RLock()
    with pytest.raises(RuntimeError, match="^cannot release un-acquired lock$"):
        kinds.release_elsewhere(lock)
    lock.release()  # so this thread still owned it


@pytest.mark.parametrize("kind", [threading.Lock, threading.RLock])
def test_both_kinds_take_a_timeout_and_return_false(kind):
    lock = kind()
    got = []

    def ask():
        got.append(lock.acquire(timeout=0.01))
        got.append(lock.acquire(blocking=False))

    with lock:
        other = threading.Thread(target=ask)
        other.start()
        other.join()
    assert got == [False, False]


@pytest.mark.parametrize("kind", [threading.Lock, threading.RLock])
def test_a_timeout_without_blocking_is_refused(kind):
    with pytest.raises(ValueError, match="^can't specify a timeout for a non-blocking call$"):
        kind().acquire(False, 1)


FORKED = """
import os, threading
lock = threading.{kind}()
if child := os.fork():
    os.waitpid(child, 0)
    print("parent:", lock.acquire(blocking=False))
else:
    os.write(1, b"child: %r; " % lock.acquire(blocking=False))
    os._exit(0)
"""


@pytest.mark.skipif(not hasattr(os, "fork"), reason="forks")
@pytest.mark.parametrize("kind", ["Lock", "RLock"])
def test_a_forked_child_that_takes_its_copy_keeps_nobody_out_of_the_parent(kind):
    child = run_python("-c", FORKED.format(kind=kind))
    assert (child.stdout, child.stderr) == ("child: True; parent: True\n", "")


def test_there_are_more_than_two_kinds():
    offered = {"Lock", "RLock", "Condition", "Semaphore", "BoundedSemaphore", "Event", "Barrier"}
    assert offered <= set(threading.__all__)
    assert {"Queue", "SimpleQueue"} <= set(queue.__all__)


def test_main_prints_the_column_of_this_interpreter(capsys):
    kinds.main()
    lines = capsys.readouterr().out.splitlines()
    assert len(lines) == len(kinds.table())
    assert lines[:2] == [
        "take_twice(Lock()) → False: ✓",
        "take_twice(RLock()) → True: ✓",
    ]
