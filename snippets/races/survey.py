"""The textbook experiment, four threads and one counter: some statements lose updates."""

from __future__ import annotations

import sys
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from threading import Barrier, Thread
from typing import Any

from snippets.races.lost_update import Counter
from snippets.races.switch_points import Gauge
from snippets.testing.gate import PATIENCE

VARIES = {"losses": "sample", "main": "sample"}

RUNS = 5
"""How often each experiment is repeated."""
THREADS = 4
ROUNDS = 50_000
"""How often each thread increments."""

Body = Callable[[Any, int], None]

total = 0
"""The counter that is a global variable."""


def one() -> int:
    """Give 1 by a call of a Python function."""
    return 1


# --8<-- [start:bodies]
def global_variable(_counter: Counter, rounds: int) -> None:
    """Increment a global variable."""
    global total  # noqa: PLW0603  # the textbook's way
    for _ in range(rounds):
        total += 1


def attribute(counter: Counter | Gauge, rounds: int) -> None:
    """Increment an attribute, or a property."""
    for _ in range(rounds):
        counter.value += 1


def with_len(counter: Counter, rounds: int) -> None:
    """Call ``len`` between the read and the write."""
    for _ in range(rounds):
        counter.value += len("1")


def with_int(counter: Counter, rounds: int) -> None:
    """Call ``int`` between the read and the write."""
    for _ in range(rounds):
        counter.value += int("1")


def with_call(counter: Counter, rounds: int) -> None:
    """Call a Python function between the read and the write."""
    for _ in range(rounds):
        counter.value += one()


# --8<-- [end:bodies]


STATEMENTS: dict[str, tuple[Body, type[Counter | Gauge]]] = {
    "`total += 1`": (global_variable, Counter),
    "`counter.value += 1`": (attribute, Counter),
    '`counter.value += len("1")`': (with_len, Counter),
    '`counter.value += int("1")`': (with_int, Counter),
    "`counter.value += one()`": (with_call, Counter),
    "`@property` `counter.value += 1`": (attribute, Gauge),
}
"""Each statement with the loop around it and the kind of counter that it changes."""


# --8<-- [start:experiment]
@contextmanager
def switching_all_the_time() -> Iterator[None]:
    """Let threads ask for the GIL after 1 microsecond, not 5000."""
    before = sys.getswitchinterval()
    sys.setswitchinterval(1e-6)
    try:
        yield
    finally:
        sys.setswitchinterval(before)


def loses(body: Body, counter: Any, rounds: int = ROUNDS) -> bool:
    """Run a loop in four threads and compare.

    Args:
        body: The loop: increments a counter so many times.
        counter: A counter at zero.
        rounds: How many times each thread increments.

    Returns:
        Whether fewer were counted than the threads did.
    """
    global total  # noqa: PLW0603
    total = 0
    together = Barrier(THREADS, timeout=PATIENCE)

    def run() -> None:
        together.wait()
        body(counter, rounds)

    threads = [Thread(target=run) for _ in range(THREADS)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    counted: int = counter.value or total  # where the loop counts
    return counted < THREADS * rounds


# --8<-- [end:experiment]


def losses(runs: int = RUNS, rounds: int = ROUNDS) -> dict[str, int]:
    """Count the runs in which a statement lost something.

    Args:
        runs: How often to repeat each experiment.
        rounds: How often each thread increments.

    Returns:
        For each statement in how many runs something was lost.
    """
    with switching_all_the_time():
        return {
            statement: sum(
                loses(body, kind(), rounds) for _ in range(runs)
            )
            for statement, (body, kind) in STATEMENTS.items()
        }


def main() -> None:
    """Show how many of the runs of each statement lost something."""
    for statement, lost in losses().items():
        print(f"{lost} of {RUNS}  {statement}")


if __name__ == "__main__":
    main()
