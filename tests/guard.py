"""Pytest plugin: whatever a test starts, ends with it, and nothing fails unheard.

After each test no thread, child process, file descriptor, shared-memory segment
or named semaphore may be left; an exception that a thread, a destructor or a
coroutine swallowed fails the test. The browser tests share one browser and are
left out by `SHARED`, with that reason.
"""

from __future__ import annotations

import gc
import multiprocessing
import os
import re
import sys
import threading
import time
import warnings
from collections.abc import Generator
from contextlib import suppress
from multiprocessing import forkserver, resource_tracker
from pathlib import Path

import pytest
from sybil.integration.pytest import SybilItem

GRACE = 5.0
"""Seconds that something already ending may take to be gone; never decides a clean run."""
SEGMENT = "shared memory or semaphore"
SHARED = ("tests/site/",)
"""Tests that share a browser and a server, which live as long as the session."""
FOREIGN: set[str] = set()
"""Processes known to be nobody's child here, which they can't become; reading /proc is slow."""
BEFORE = pytest.StashKey[set[str]]()


def helpers() -> set[int]:
    """Give the processes that multiprocessing keeps for itself until the end."""
    tracker = getattr(resource_tracker._resource_tracker, "_pid", None)
    server = getattr(forkserver._forkserver, "_forkserver_pid", None)
    return {pid for pid in (tracker, server) if pid}


def children() -> set[str]:
    """Give this process's children, and the fork server's, as ``pid: command``."""
    if not Path("/proc/self/stat").exists():
        return {f"process {child.pid}" for child in multiprocessing.active_children()}
    parents, kept = {os.getpid(), *helpers()}, helpers()
    found = set()
    for name in (path.name for path in Path("/proc").iterdir()):
        if not name.isdecimal() or name in FOREIGN:
            continue
        with suppress(OSError):  # it has just ended
            parent = Path(f"/proc/{name}/stat").read_text().rpartition(")")[2].split()[1]
            if int(parent) not in parents:
                FOREIGN.add(name)
            elif int(name) not in kept:
                command = Path(f"/proc/{name}/cmdline").read_bytes().replace(b"\0", b" ")
                found.add(f"process {name}: {command.decode()[:100]}")
    return found


def descriptors() -> set[str]:
    """Give the open file descriptors with what they refer to."""
    kept = {
        getattr(resource_tracker._resource_tracker, "_fd", None),
        getattr(forkserver._forkserver, "_forkserver_alive_fd", None),
    }
    found = set()
    for link in Path("/proc/self/fd").glob("*"):
        try:
            target = str(link.readlink())
        except OSError:
            continue
        if int(link.name) not in kept and not target.startswith(
            ("/proc", "/dev/pts", "/dev/null", "/dev/urandom")
        ):
            found.add(f"file descriptor {link.name}: {target}")
    return found


def segments() -> set[str]:
    """Give the shared-memory segments and named semaphores."""
    return {f"{SEGMENT} {path}" for path in Path("/dev/shm").glob("*")}


def in_use_by_others() -> set[str]:
    """Give the segments that a process outside this one's session uses: another run's, not ours."""
    found = set()
    for maps in Path("/proc").glob("[0-9]*/maps"):
        try:
            if os.getsid(int(maps.parent.name)) != os.getsid(0):
                found |= {
                    f"{SEGMENT} {path}" for path in re.findall(r"/dev/shm/\S+", maps.read_text())
                }
        except OSError:
            continue
    return found


def threads() -> set[str]:
    """Give the threads besides the main one."""
    return {
        f"thread {thread.name}"
        for thread in threading.enumerate()
        if thread is not threading.main_thread()
    }


def owned() -> set[str]:
    """Give everything that a test could leave behind."""
    return threads() | children() | descriptors() | segments()


def leftovers(before: set[str]) -> set[str]:
    """Give what there is now and was not before, and is not another run's."""
    left = owned() - before
    return left - in_use_by_others() if any(name.startswith(SEGMENT) for name in left) else left


def scope(item: pytest.Item) -> pytest.Item | pytest.Collector:
    """Give what has to clean up after itself: a test, or all examples of one document."""
    return item.parent if isinstance(item, SybilItem) and item.parent else item


def is_shared(item: pytest.Item) -> bool:
    """Say whether a test is one of those that share what they start."""
    return item.nodeid.startswith(SHARED)


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """Put the tests that share a browser last.

    Playwright leaves an event loop running in the main thread, where a test
    of asyncio after it could not start its own.
    """
    items.sort(key=is_shared)


def pytest_collection_finish() -> None:
    """Set aside what was loaded so far: each collection of garbage would go through it again."""
    gc.collect()
    gc.freeze()


@pytest.hookimpl(wrapper=True, tryfirst=True)
def pytest_runtest_setup(item: pytest.Item) -> Generator[None]:
    """Note what there is before the test, or before the first example of a document."""
    scope(item).stash.setdefault(BEFORE, owned())
    return (yield)


@pytest.hookimpl(wrapper=True, tryfirst=True)
def pytest_runtest_call(item: pytest.Item) -> Generator[None]:
    """Fail the test for what failed unheard while it ran."""
    unheard: list[str] = []

    def in_thread(args: threading.ExceptHookArgs) -> None:
        name = args.thread.name if args.thread else "?"
        unheard.append(f"uncaught in thread {name}: {args.exc_type.__name__}: {args.exc_value}")

    def in_destructor(args: sys.UnraisableHookArgs) -> None:
        unheard.append(f"raised where nobody could catch it: {args.exc_value!r} in {args.object!r}")

    hooks = threading.excepthook, sys.unraisablehook
    threading.excepthook, sys.unraisablehook = in_thread, in_destructor
    try:
        with warnings.catch_warnings():
            result = yield
            gc.collect()
    finally:
        threading.excepthook, sys.unraisablehook = hooks
    if unheard:
        pytest.fail("the test failed unheard:\n" + "\n".join(unheard), pytrace=False)
    return result


@pytest.hookimpl(wrapper=True, tryfirst=True)
def pytest_runtest_teardown(item: pytest.Item, nextitem: pytest.Item | None) -> Generator[None]:
    """Fail the test, or the last example of a document, for what is left behind."""
    result = yield
    if is_shared(item) or (nextitem and scope(nextitem) is scope(item)):
        return result
    before = scope(item).stash[BEFORE]
    left = leftovers(before)
    end = time.monotonic() + GRACE
    while left and time.monotonic() < end:
        gc.collect()
        time.sleep(0.01)  # only a failing test, or one whose children are just ending, waits here
        left = leftovers(before)
    if left:
        pytest.fail("the test left behind:\n" + "\n".join(sorted(left)), pytrace=False)
    return result
