"""A program that is run is bounded, and nothing of it is left."""

import os
import sys
import time
from pathlib import Path

import pytest

from lab.child import HungError, run, run_python


def test_what_a_program_prints_and_its_status_come_back():
    done = run_python("-c", "import sys; print('out'); print('err', file=sys.stderr); sys.exit(3)")
    assert (done.returncode, done.stdout, done.stderr) == (3, "out\n", "err\n")


def test_both_streams_can_be_merged_in_order():
    code = "import sys; print('1', flush=True); print('2', file=sys.stderr, flush=True); print('3')"
    assert run_python("-c", code, merge=True).stdout == "1\n2\n3\n"


def test_a_program_that_hangs_is_killed_with_its_children_and_what_it_said_is_told():
    code = (
        "import os, subprocess, sys, threading\n"
        "child = subprocess.Popen([sys.executable, '-c', 'import threading; threading.Event().wait()'])\n"
        "print('child', child.pid, flush=True)\n"
        "threading.Event().wait()\n"
    )
    with pytest.raises(HungError, match=r"child \d+") as caught:
        run_python("-c", code, deadline=2)
    pid = int(str(caught.value).rpartition("child ")[2].split()[0])
    assert gone(pid), "a child of the killed program is still alive"


def gone(pid):
    """Wait, within a bound, until a process is dead or but a zombie of init's."""
    end = time.monotonic() + 10
    while time.monotonic() < end:
        try:
            if Path(f"/proc/{pid}/stat").read_text().rpartition(")")[2].split()[0] in ("Z", "X"):
                return True
        except (FileNotFoundError, ProcessLookupError):
            return True
    return False


def test_variables_of_the_surroundings_do_not_change_a_run(monkeypatch):
    monkeypatch.setenv("PYTHONUNBUFFERED", "1")
    monkeypatch.setenv("PYTHONWARNINGS", "error")
    code = "import os; print(sorted(set(os.environ) & {'PYTHONUNBUFFERED', 'PYTHONWARNINGS'}), os.environ['X'])"
    assert run([sys.executable, "-c", code], env={"X": "1"}).stdout == "[] 1\n"
    assert os.environ["PYTHONUNBUFFERED"] == "1"
