"""`acquire` with a timeout returns False; who does not ask releases somebody else's lock."""

from __future__ import annotations

import threading
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor

MOMENT = 0.05
"""Seconds to wait for what can never come."""


# --8<-- [start:unchecked]
def note_unchecked(
    lock: threading.Lock | threading.RLock, notes: list[str]
) -> None:
    """Write under the lock; do not ask whether it came."""
    lock.acquire(timeout=MOMENT)
    try:
        notes.append("visitor")
    finally:
        lock.release()  # whose?


def note(
    lock: threading.Lock | threading.RLock, notes: list[str]
) -> bool:
    """Write under the lock, or give up; tell which it was."""
    if not lock.acquire(timeout=MOMENT):
        return False
    try:
        notes.append("visitor")
    finally:
        lock.release()
    return True


# --8<-- [end:unchecked]


def outcome(function: Callable[..., object], *args: object) -> str:
    """Call a function.

    Args:
        function: What to call.
        *args: Its arguments.

    Returns:
        What it returned, or type and message of what it raised.
    """
    try:
        return f"returned {function(*args)}"
    except RuntimeError as error:
        return f"{type(error).__name__}: {error}"


def visit(
    function: Callable[..., object],
    lock: threading.Lock | threading.RLock,
) -> str:
    """Let another thread come while this one holds the lock.

    Args:
        function: What the other thread calls, with lock and notes.
        lock: A lock that nobody holds.

    Returns:
        Three lines: how the visitor fared, what it wrote, and how the
        owner's own release went.
    """
    notes: list[str] = []
    lock.acquire()
    with ThreadPoolExecutor(max_workers=1) as pool:
        visitor = pool.submit(outcome, function, lock, notes).result()
    return (
        f"  visitor: {visitor}\n"
        f"  wrote: {notes}\n"
        f"  owner's release: {outcome(lock.release)}"
    )


def main() -> None:
    """Visit a locked `Lock` and a locked `RLock`, unchecked and checked."""
    for function, kind in (
        (note_unchecked, "Lock"),
        (note_unchecked, "RLock"),
        (note, "Lock"),
    ):
        print(f"{function.__name__}, {kind}")
        print(visit(function, getattr(threading, kind)()))


if __name__ == "__main__":
    main()
