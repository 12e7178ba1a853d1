"""Every access is locked, and an update is still lost: a race condition without a data race."""

from __future__ import annotations

from threading import Barrier, Lock, Thread

from snippets.races.lost_update import Counter
from snippets.testing.gate import PATIENCE


# --8<-- [start:misuse]
class LockedAccess(Counter):
    """The same counter, with a lock around each access."""

    def __init__(self) -> None:
        """Start at zero."""
        self.lock = Lock()
        self.both_have_read = Barrier(2, timeout=PATIENCE)
        self.stored = 0

    @property
    def value(self) -> int:
        """What has been counted so far."""
        with self.lock:
            read = self.stored
        self.both_have_read.wait()  # only to make it certain
        return read

    @value.setter
    def value(self, new: int) -> None:
        with self.lock:
            self.stored = new


# --8<-- [end:misuse]


# --8<-- [start:forced]
def lost_update() -> int:
    """Let two threads increment, without any tracing."""
    counter = LockedAccess()
    threads = [Thread(target=counter.increment) for _ in range(2)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    return counter.stored


# --8<-- [end:forced]


def main() -> None:
    """Count two increments."""
    print(
        f"two increments, each access locked, counted: {lost_update()}"
    )


if __name__ == "__main__":
    main()
