"""The guard finds whatever a test leaves behind or does not hear: planted leaks, each found."""

import pytest

THREAD = """
import threading
stop = threading.Event()
def test():
    threading.Thread(target=stop.wait, args=(20,), daemon=True, name="left").start()
"""
CHILD = """
import subprocess, sys
kept = []
def test():
    kept.append(subprocess.Popen([sys.executable, "-c", "input()"], stdin=subprocess.PIPE))
"""
DESCRIPTOR = """
import os
def test():
    os.open(".", os.O_RDONLY)
"""
PIPE = """
import os
def test():
    os.pipe()
"""
SHARED_MEMORY = """
from multiprocessing.shared_memory import SharedMemory
def test():
    SharedMemory("guard_probe", create=True, size=1).close()
"""
LEAKS = {
    "a thread": (THREAD, "thread left"),
    "a child process": (CHILD, "process *input()*"),
    "a file descriptor": (DESCRIPTOR, "file descriptor *"),
    "a pipe": (PIPE, "file descriptor * pipe:*"),
    "shared memory": (SHARED_MEMORY, "shared memory or semaphore /dev/shm/guard_probe"),
}

IN_THREAD = """
import threading
def test():
    thread = threading.Thread(target=lambda: 1 / 0, name="bad")
    thread.start()
    thread.join()
"""
COROUTINE = """
async def work(): ...
def test():
    work()
"""
DESTRUCTOR = """
class Bad:
    def __del__(self): raise ValueError("unseen")
def test():
    Bad()
"""
UNHEARD = {
    "an exception in a thread": (IN_THREAD, "uncaught in thread bad: ZeroDivisionError*"),
    "a coroutine never awaited": (COROUTINE, "*coroutine 'work' was never awaited*"),
    "an exception in a destructor": (
        DESTRUCTOR,
        "raised where nobody could catch it: ValueError('unseen')*",
    ),
}

HANGING = """
import threading
import pytest
def wait_for_ever(lock):
    lock.acquire()
@pytest.mark.timeout(1)
def test_hangs():
    lock = threading.Lock()
    lock.acquire()
    wait_for_ever(lock)
"""


@pytest.fixture
def probe(pytester, monkeypatch):
    """Run a test of its own in a fresh pytest that has the guard."""
    from tests.guard import __file__ as guard

    monkeypatch.setenv("PYTHONPATH", guard.removesuffix("/tests/guard.py"))
    monkeypatch.setattr("tests.guard.GRACE", 0.1)

    def run(text):
        pytester.makeini("[pytest]\nfilterwarnings = error\n")
        pytester.makeconftest("import tests.guard\ntests.guard.GRACE = 0.1\n")
        pytester.makepyfile(test_probe=text)
        return pytester.runpytest_subprocess("-p", "tests.guard", "-p", "no:cacheprovider")

    return run


@pytest.mark.parametrize("name", LEAKS)
def test_what_is_left_behind_is_found(probe, name):
    text, line = LEAKS[name]
    result = probe(text)
    if name == "shared memory":
        from pathlib import Path

        Path("/dev/shm/guard_probe").unlink(missing_ok=True)
    result.assert_outcomes(passed=1, errors=1)
    result.stdout.fnmatch_lines(["the test left behind:", line])


@pytest.mark.parametrize("name", UNHEARD)
def test_what_fails_unheard_fails_the_test(probe, name):
    text, line = UNHEARD[name]
    result = probe(text)
    result.assert_outcomes(failed=1)
    result.stdout.fnmatch_lines(["the test failed unheard:", line])


def test_a_test_that_hangs_is_ended_and_all_stacks_are_shown(probe, pytester):
    result = probe(HANGING)
    result.stdout.fnmatch_lines(["*Timeout*1.0s*"])
    result.stdout.fnmatch_lines(["*wait_for_ever*"])


def test_a_clean_test_passes(probe):
    probe("def test(): pass\n").assert_outcomes(passed=1)
