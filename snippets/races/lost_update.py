"""A thread overwrites what another one counted, every time: read, modify, write."""

from __future__ import annotations

from snippets.testing.gate import stop_before


# --8<-- [start:counter]
class Counter:
    """Counts, as long as one thread uses it."""

    def __init__(self) -> None:
        """Start at zero."""
        self.value = 0

    def increment(self) -> None:
        """Count one more."""
        self.value += 1  # read, add, write


# --8<-- [end:counter]


# --8<-- [start:forced]
def lost_update() -> tuple[int, int]:
    """Let ten increments happen in the middle of another one."""
    counter = Counter()
    finish = stop_before("STORE_ATTR", Counter.increment, counter)
    for _ in range(10):  # the stopped thread has read 0
        counter.increment()
    ten = counter.value
    finish()  # now it writes 0 + 1
    return ten, counter.value


# --8<-- [end:forced]


def main() -> None:
    """Count ten increments, and one more."""
    ten, eleven = lost_update()
    print(f"after ten increments: {ten}")
    print(f"after one more: {eleven}")


if __name__ == "__main__":
    main()
