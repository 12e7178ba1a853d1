"""A pool is one queue of tasks, and threads that are made when they are needed."""

import os
import threading
from concurrent.futures import ThreadPoolExecutor
from threading import Event, Semaphore
from unittest.mock import patch

PATIENCE = 30.0
"""Seconds until a wait that should be short is given up as broken."""


def threads_of(pool_name: str) -> int:
    """Count the threads whose names begin like this."""
    return sum(
        thread.name.startswith(pool_name)
        for thread in threading.enumerate()
    )


# --8<-- [start:lazy]
def lazy() -> None:
    """Give a pool of four nothing, one task, then ten, and look."""
    begun, go_on = Semaphore(0), Event()

    def task() -> None:
        begun.release()
        go_on.wait(PATIENCE)

    with ThreadPoolExecutor(4, thread_name_prefix="lazy") as pool:
        print("no task:", threads_of("lazy"), "threads")
        futures = [pool.submit(task)]
        print("1 task:", threads_of("lazy"), "thread")
        futures += [pool.submit(task) for _ in range(9)]
        for _ in range(4):
            begun.acquire(timeout=PATIENCE)
        running = sum(future.running() for future in futures)
        print("10 tasks:", threads_of("lazy"), "threads,", end=" ")
        print(running, "tasks run,", 10 - running, "are queued")
        go_on.set()


# --8<-- [end:lazy]


def default_size(cpu_count: int, process_cpu_count: int) -> int:
    """Count the threads that a pool of default size really makes.

    Args:
        cpu_count: What `os.cpu_count` is made to say.
        process_cpu_count: What `os.process_cpu_count` is made to say,
            also where Python has none.

    Examples:
        >>> default_size(cpu_count=8, process_cpu_count=8)
        12
    """
    go_on = Event()
    with (
        patch.object(os, "cpu_count", return_value=cpu_count),
        patch.object(
            os,
            "process_cpu_count",
            return_value=process_cpu_count,
            create=True,
        ),
        ThreadPoolExecutor(thread_name_prefix="default") as pool,
    ):
        for _ in range(
            cpu_count + process_cpu_count + 5
        ):  # more than the formula gives
            pool.submit(go_on.wait, PATIENCE)
        size = threads_of("default")
        go_on.set()
    return size


def main() -> None:
    """Watch a pool grow."""
    lazy()


if __name__ == "__main__":
    main()
