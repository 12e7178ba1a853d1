"""A lock makes those wait who ask for it, and stops nobody else."""

import threading

from snippets.testing.gate import (
    PATIENCE,
    WitnessLock,
    stop_before,
)


# --8<-- [start:exclusion]
class Counter:
    """A number, and the lock under which it is changed."""

    def __init__(self) -> None:
        self.lock = WitnessLock()  # a Lock that tells if one waits
        self.value = 0

    def increment(self) -> None:
        """Add one, under the lock."""
        with self.lock:
            self.value += 1


def three_increments() -> None:
    """Stop A inside; see what B (asks) and C (does not) can do."""
    counter = Counter()
    a_goes_on = stop_before("STORE_ATTR", Counter.increment, counter)
    print("A: has read, has not stored; value:", counter.value)
    b = threading.Thread(target=counter.increment)
    b.start()
    b_waits = counter.lock.waiting.acquire(timeout=PATIENCE)
    print("B: waits for the lock:", b_waits)
    counter.value += 1  # C, without the lock
    print("C: went straight in; value:", counter.value)
    a_goes_on()
    b.join()
    print("three increments; value:", counter.value)


# --8<-- [end:exclusion]


def main() -> None:
    """Count to three, and arrive at two."""
    three_increments()


if __name__ == "__main__":
    main()
