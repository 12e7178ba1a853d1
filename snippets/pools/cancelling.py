"""A task that runs cannot be cancelled, nor does a timeout stop it."""

from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from threading import Event, Semaphore

PATIENCE = 30.0
"""Seconds until a wait that should be short is given up as broken."""


# --8<-- [start:misuse]
def impatient() -> None:
    """Try to get rid of four tasks, one of which runs."""
    started, go_on = Event(), Event()

    def task() -> str:
        started.set()
        go_on.wait(PATIENCE)
        return "went on to its end"

    with ThreadPoolExecutor(max_workers=1) as pool:
        running, queued, *rest = [pool.submit(task) for _ in range(4)]
        started.wait(PATIENCE)
        try:
            running.result(timeout=0.01)
        except TimeoutError:
            print("result(timeout) gave up, the task", end=" ")
            print("runs:", running.running())
        print("cancel() of the running task:", running.cancel())
        print("cancel() of a queued task:", queued.cancel())
        pool.shutdown(wait=False, cancel_futures=True)
        gone = [future.cancelled() for future in rest]
        print("shutdown(cancel_futures=True) on the others:", gone)
        go_on.set()  # or leaving `with` would wait and wait
    print("the running task", running.result())


# --8<-- [end:misuse]


# --8<-- [start:fix]
def stoppable(step: Callable[[], object], stop: Event) -> str:
    """Work step by step; before each, look whether to stop."""
    while not stop.is_set():
        step()
    return "stopped when asked"


def polite() -> str:
    """Ask a running task to stop, and wait until it has.

    Examples:
        >>> polite()
        'stopped when asked'
    """
    steps, stop = Semaphore(0), Event()
    with ThreadPoolExecutor() as pool:
        future = pool.submit(stoppable, steps.release, stop)
        for _ in range(3):
            steps.acquire(timeout=PATIENCE)
        stop.set()
    return future.result()


# --8<-- [end:fix]


def main() -> None:
    """Be impatient, then polite."""
    impatient()
    print("the polite way:", polite())


if __name__ == "__main__":
    main()
