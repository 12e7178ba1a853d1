"""What a thread pool shares, a process pool has to pickle and copy."""

import pickle
from collections.abc import Callable
from concurrent.futures import (
    Executor,
    ProcessPoolExecutor,
    ThreadPoolExecutor,
)


# --8<-- [start:misuse]
def times(factor: int) -> Callable[[int], int]:
    """Make a closure: a function that no import can find."""

    def multiply(number: int) -> int:
        return factor * number

    return multiply


def call_closure(pool: Executor) -> int | Exception:
    """Run a closure in a pool and give what came of it."""
    try:
        return pool.submit(times(3), 14).result()
    except (pickle.PicklingError, AttributeError) as error:
        return error


def fill_list(pool: Executor) -> list[int]:
    """Let a task fill our list; give the list as we see it."""
    ours: list[int] = []
    pool.submit(ours.append, 42).result()
    return ours


# --8<-- [end:misuse]


def table() -> dict[str, str]:
    """Give one column of the table: both tasks in both pools.

    Returns:
        A cell for each row, both Markdown.
    """
    cells = {}
    for kind in (ThreadPoolExecutor, ProcessPoolExecutor):
        with kind(max_workers=1) as pool:
            outcome = call_closure(pool)
            shown = (
                type(outcome).__name__
                if isinstance(outcome, Exception)
                else outcome
            )
            cells[f"`{kind.__name__}` · `times(3)(14)`"] = f"`{shown}`"
            cells[f"`{kind.__name__}` · `ours.append(42)`"] = (
                f"`{fill_list(pool)}`"
            )
    return cells


def main() -> None:
    """Give the same two tasks to threads and to processes."""
    for row, cell in table().items():
        print(f"{row}: {cell}".replace("`", ""))


if __name__ == "__main__":
    main()
