import inspect
import os
import sys
import threading
from threading import Event, Thread

import pytest

from lab.child import run_python
from snippets.testing.gate import PATIENCE
from snippets.threads import stopping

BUSY = """
import os, threading
working = threading.Event()
def work():
    try:
        while True:
            working.set()
    finally:
        os.write(1, b"cleaned up\\n")  # no buffer in which it could get lost
threading.Thread(target=work, daemon=True).start()
working.wait()
print("main: last line")
"""

AFTER_THE_END = """
import os, sys, threading, time
class Last:
    def __init__(self):
        tries = range(int(sys.argv[1]))
        self.tools = tries, time.sleep, len, os.listdir, os.write
    def __del__(self):  # in the interpreter's last moments
        tries, sleep, length, listdir, write = self.tools
        for _ in tries:
            if length(listdir("/proc/self/task")) == 1:
                break
            sleep(0.01)
        write(1, b"%d" % length(listdir("/proc/self/task")))
daemon = threading.Thread(target=threading.Event().wait, args=(0.05,), daemon=True)
daemon.start()
last = Last()
"""

JOINED_TOO_LATE = """
import threading
class Last:
    def __init__(self, thread):
        self.thread = thread
    def __del__(self):
        self.thread.join()
daemon = threading.Thread(target=threading.Event().wait, daemon=True)
daemon.start()
last = Last(daemon)
"""


def test_a_daemon_thread_leaves_its_file_empty_a_thread_told_to_stop_does_not(capsys):
    stopping.main()
    assert capsys.readouterr().out.splitlines() == [
        "cut_off: journal holds ''",
        r"told_to_stop: journal holds 'order 7\n'",
    ]


def test_the_thread_is_told_to_stop_even_if_the_main_thread_fails(monkeypatch, tmp_path):
    class Failing(Event):
        def wait(self, timeout=None):
            if threading.current_thread() is threading.main_thread():
                raise ConnectionError("no network")
            return super().wait(PATIENCE)

    monkeypatch.setattr(stopping, "Event", Failing)
    before = threading.enumerate()
    with pytest.raises(ConnectionError, match="^no network$"):
        stopping.told_to_stop(tmp_path / "journal.txt")
    assert threading.enumerate() == before
    assert (tmp_path / "journal.txt").read_text() == "order 7\n"


def test_told_to_stop_ends_with_its_thread(tmp_path):
    before = threading.enumerate()
    stopping.told_to_stop(tmp_path / "journal.txt")
    assert threading.enumerate() == before


def test_a_busy_daemon_thread_is_cut_off_too_without_its_finally():
    child = run_python("-c", BUSY)
    assert (child.returncode, child.stdout, child.stderr) == (0, "main: last line\n", "")


@pytest.mark.skipif(sys.platform != "linux", reason="Linux lists a process's threads in /proc")
def test_a_daemon_thread_that_comes_too_late_ends_up_to_3_13_7_and_then_hangs():
    hangs = sys.version_info >= (3, 13, 8)
    child = run_python("-c", AFTER_THE_END, "50" if hangs else "3000")
    assert (child.returncode, child.stdout, child.stderr) == (0, "2" if hangs else "1", "")


@pytest.mark.skipif(sys.version_info < (3, 14), reason="refused from 3.14 on")
def test_from_3_14_joining_a_daemon_thread_too_late_is_refused():
    child = run_python("-c", JOINED_TOO_LATE)
    assert child.returncode == 0
    assert "PythonFinalizationError: cannot join thread at" in child.stderr


def test_a_thread_inherits_the_daemon_flag_and_keeps_it_once_started():
    flags = []
    with pytest.raises(RuntimeError, match="^cannot set daemon status of active thread$"):
        threading.current_thread().daemon = True
    for daemon in (True, False):
        thread = Thread(target=lambda: flags.append(Thread(target=int).daemon), daemon=daemon)
        thread.start()
        thread.join()
    assert flags == [True, False]


def test_a_thread_has_neither_a_priority_nor_a_way_to_be_stopped_from_outside():
    public = [name.lower() for name in dir(Thread) if not name.startswith("_")]
    parameters = list(inspect.signature(Thread.__init__).parameters)
    for word in ("prio", "stop", "kill", "terminate", "interrupt", "suspend", "resume", "slice"):
        assert [name for name in public + parameters if word in name] == []


@pytest.mark.skipif(sys.platform != "linux", reason="niceness belongs to a thread on Linux only")
def test_on_linux_niceness_belongs_to_one_thread():
    found = []
    before = os.getpriority(os.PRIO_PROCESS, 0)

    def be_nice():
        me = threading.get_native_id()
        os.setpriority(os.PRIO_PROCESS, me, min(before + 3, 19))
        found.append(os.getpriority(os.PRIO_PROCESS, me))

    thread = Thread(target=be_nice)
    thread.start()
    thread.join()
    assert found == [min(before + 3, 19)]
    assert os.getpriority(os.PRIO_PROCESS, threading.get_native_id()) == before
