"""A lock around the whole update: under the same schedule the second thread waits."""

from __future__ import annotations

from contextlib import AbstractContextManager
from threading import Lock, Thread

from snippets.races.lost_update import Counter
from snippets.testing.gate import PATIENCE, WitnessLock, stop_before


# --8<-- [start:fix]
class LockedCounter(Counter):
    """Counts, however many threads use it."""

    def __init__(self) -> None:
        """Start at zero."""
        super().__init__()
        self.lock: AbstractContextManager[bool] = Lock()

    def increment(self) -> None:
        """Count one more."""
        with self.lock:  # read, add and write are one step now
            self.value += 1


def same_schedule() -> tuple[bool, int]:
    """Stop one thread in the middle, as before, and send another."""
    counter = LockedCounter()
    counter.lock = lock = WitnessLock()  # tells us that one waits
    finish = stop_before("STORE_ATTR", LockedCounter.increment, counter)
    other = Thread(target=counter.increment)
    other.start()
    waited = lock.waiting.acquire(timeout=PATIENCE)
    finish()
    other.join()
    return waited, counter.value


# --8<-- [end:fix]


def main() -> None:
    """Count two increments."""
    waited, counted = same_schedule()
    print(f"the second thread had to wait: {waited}")
    print(f"two increments, counted: {counted}")


if __name__ == "__main__":
    main()
