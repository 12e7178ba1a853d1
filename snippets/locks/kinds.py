"""`Lock` and `RLock` side by side: who may take it again, and who may give it back."""

from __future__ import annotations

import pickle
import threading
import warnings
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor

MOMENT = 0.05
"""Seconds to wait for what can never come."""
REFUSALS = (
    AttributeError,
    DeprecationWarning,
    RuntimeError,
    TypeError,
    ValueError,
)
"""What a lock raises that does not do what it is asked."""


# --8<-- [start:kinds]
def take_twice(lock: threading.Lock | threading.RLock) -> bool:
    """Take a lock, then once more in the same thread."""
    with lock:
        again = lock.acquire(timeout=MOMENT)
        if again:
            lock.release()  # as often as it was taken
    return again


def release_elsewhere(
    lock: threading.Lock | threading.RLock,
) -> None:
    """Take a lock and let another thread give it back."""
    lock.acquire()
    with ThreadPoolExecutor(max_workers=1) as pool:
        pool.submit(lock.release).result()


# --8<-- [end:kinds]


def answer(question: Callable[[], object]) -> str:
    """Ask a question of this interpreter.

    Args:
        question: A function without parameters.

    Returns:
        What it returned, or the type of the exception it raised.
    """
    try:
        return str(question())
    except REFUSALS as error:
        return type(error).__name__


def pass_argument() -> str:
    """Pass an argument to `RLock`, which takes none.

    Returns:
        The type of what comes out.

    Raises:
        DeprecationWarning: In 3.13 and 3.14.
        TypeError: Since 3.15.
    """
    with warnings.catch_warnings():
        warnings.simplefilter("error")
        return type(threading.RLock(1)).__name__  # type: ignore[call-arg]


def table() -> dict[str, str]:
    """Give one column of the table: what this interpreter does.

    Returns:
        For each row, which is code and an answer, a tick where this
        interpreter gives that answer; both are Markdown.
    """
    lock, rlock = threading.Lock, threading.RLock
    rows: list[tuple[str, str, Callable[[], object]]] = [
        ("take_twice(Lock())", "False", lambda: take_twice(lock())),
        ("take_twice(RLock())", "True", lambda: take_twice(rlock())),
        (
            "release_elsewhere(Lock())",
            "None",
            lambda: release_elsewhere(lock()),
        ),
        (
            "release_elsewhere(RLock())",
            "RuntimeError",
            lambda: release_elsewhere(rlock()),
        ),
        (
            "Lock().acquire(False, 1)",
            "ValueError",
            lambda: lock().acquire(False, 1),
        ),
        (
            "RLock().acquire(False, 1)",
            "ValueError",
            lambda: rlock().acquire(False, 1),
        ),
        (
            "pickle.dumps(Lock())",
            "TypeError",
            lambda: pickle.dumps(lock()),
        ),
        (
            "pickle.dumps(RLock())",
            "TypeError",
            lambda: pickle.dumps(rlock()),
        ),
        (
            "isinstance(Lock(), Lock)",
            "TypeError",
            lambda: isinstance(lock(), lock),
        ),
        (
            "isinstance(RLock(), RLock)",
            "TypeError",
            lambda: isinstance(rlock(), rlock),
        ),
        ("RLock().locked()", "False", lambda: rlock().locked()),
        ("RLock(1)", "DeprecationWarning", pass_argument),
        ("RLock(1)", "TypeError", pass_argument),
    ]
    return {
        f"`{code}` → `{expected}`": tick(answer(question) == expected)
        for code, expected, question in rows
    }


def tick(holds: bool) -> str:
    """Word whether something holds, without words.

    Args:
        holds: Whether it does.

    Returns:
        A tick or a dash.
    """
    return "✓" if holds else "–"


def main() -> None:
    """Print the column of this interpreter."""
    for row, cell in table().items():
        print(f"{row}: {cell}".replace("`", ""))


if __name__ == "__main__":
    main()
