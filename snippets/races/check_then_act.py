"""Two threads look for the same thing, miss it, and make it twice: check, then act."""

from __future__ import annotations

import functools
from collections.abc import Callable
from contextlib import AbstractContextManager
from threading import Barrier, Event, Lock, Thread

from snippets.testing.gate import PATIENCE, WitnessLock

Make = Callable[[str], object]


# --8<-- [start:misuse]
def cached(make: Make) -> Make:
    """Make each thing once, or so it seems."""
    made: dict[str, object] = {}

    def get(name: str) -> object:
        if name not in made:  # check
            made[name] = make(name)  # then act
        return made[name]

    return get


# --8<-- [end:misuse]


# --8<-- [start:forced]
def times_made(cache: Callable[[Make], Make]) -> int:
    """Count how often two threads make the same thing."""
    both_missed = Barrier(2, timeout=PATIENCE)
    made: list[str] = []

    def connect(name: str) -> object:
        both_missed.wait()  # nobody has stored anything yet
        made.append(name)
        return object()

    get = cache(connect)
    threads = [Thread(target=get, args=("db",)) for _ in range(2)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    return len(made)


# --8<-- [end:forced]


# --8<-- [start:fix]
def cached_once(
    make: Make, lock: AbstractContextManager[bool] | None = None
) -> Make:
    """Make each thing once: check and act are one step.

    Args:
        make: Makes the thing of a name, while the lock is held.
        lock: The lock to use instead of a new one.

    Returns:
        A function that gives the thing of a name.

    Examples:
        >>> get = cached_once(lambda name: [name])
        >>> get("db") is get("db")
        True
    """
    guard = Lock() if lock is None else lock
    made: dict[str, object] = {}

    def get(name: str) -> object:
        with guard:
            if name not in made:
                made[name] = make(name)
            return made[name]

    return get


# --8<-- [end:fix]


# --8<-- [start:fixed]
def times_made_once() -> tuple[bool, int]:
    """Send a second thread while the first makes the thing.

    Returns:
        Whether the second was seen to wait, and how often it was made.
    """
    lock = WitnessLock()
    making, go_on = Event(), Event()
    made: list[str] = []

    def connect(name: str) -> object:
        making.set()
        go_on.wait(PATIENCE)
        made.append(name)
        return object()

    get = cached_once(connect, lock)
    threads = [Thread(target=get, args=("db",)) for _ in range(2)]
    threads[0].start()
    making.wait(PATIENCE)
    threads[1].start()
    waited = lock.waiting.acquire(timeout=PATIENCE)
    go_on.set()
    for thread in threads:
        thread.join()
    return waited, len(made)


# --8<-- [end:fixed]


def main() -> None:
    """Count how often two threads make one connection."""
    print(f"our cache made it {times_made(cached)} times")
    print(
        f"functools.cache made it {times_made(functools.cache)} times"
    )


if __name__ == "__main__":
    main()
