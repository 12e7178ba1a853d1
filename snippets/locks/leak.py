"""An exception between acquire and release leaks the lock; `with` gives it back."""

import threading
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor

Counts = dict[str, int]


# --8<-- [start:leak]
def take_leaking(
    lock: threading.Lock, counts: Counts, thing: str
) -> None:
    """Take one thing; keep the lock for ever if there is none."""
    lock.acquire()
    counts[thing] -= 1  # KeyError: the next line never comes
    lock.release()


def take(lock: threading.Lock, counts: Counts, thing: str) -> None:
    """Take one thing; give the lock back in any case."""
    with lock:
        counts[thing] -= 1


# --8<-- [end:leak]


def mistake(
    taking: Callable[[threading.Lock, Counts, str], None],
) -> str:
    """Ask in another thread for a thing that is not there.

    Args:
        taking: One of the two functions above.

    Returns:
        What it raised, and whether the lock is locked after the thread's end.
    """
    lock = threading.Lock()
    with ThreadPoolExecutor(max_workers=1) as pool:
        error = pool.submit(
            taking, lock, {"apple": 1}, "pear"
        ).exception()
    return f"{type(error).__name__}: {error}; still locked: {lock.locked()}"


def main() -> None:
    """Make the same mistake with both functions."""
    print("acquire and release:", mistake(take_leaking))
    print("with:", mistake(take))


if __name__ == "__main__":
    main()
