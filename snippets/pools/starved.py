"""Tasks that wait for one another never end in a pool that is too small."""

from collections import Counter
from concurrent.futures import ThreadPoolExecutor
from threading import Barrier

PATIENCE = 30.0
"""Seconds until a wait that should be short is given up as broken."""
MOMENT = 0.2
"""Seconds to wait for what can never happen."""


# --8<-- [start:misuse]
def meet(workers: int, patience: float) -> list[str]:
    """Let four tasks wait for one another; tell how each ended."""
    barrier = Barrier(4, timeout=patience)
    with ThreadPoolExecutor(workers) as pool:
        futures = [pool.submit(barrier.wait) for _ in range(4)]
    errors = [future.exception() for future in futures]
    return [
        type(error).__name__ if error else "met" for error in errors
    ]


def nested() -> str:
    """Let the only worker wait for a task that needs a worker."""
    with ThreadPoolExecutor(max_workers=1) as pool:

        def outer() -> int:
            inner = pool.submit(int, "1")
            return inner.result(timeout=MOMENT)  # waits for itself

        return type(pool.submit(outer).exception()).__name__


# --8<-- [end:misuse]


def main() -> None:
    """Try to meet with two workers and with four; then wait inside a pool of one."""
    print("four meet, 2 workers:", dict(Counter(meet(2, MOMENT))))
    print("four meet, 4 workers:", dict(Counter(meet(4, PATIENCE))))
    print("nested in a pool of 1:", nested())


if __name__ == "__main__":
    main()
