"""A hand-written worker loop over a queue hangs in three ways; a pool needs none."""

from concurrent.futures import Future, ThreadPoolExecutor, wait
from queue import Queue

MOMENT = 0.2
"""Seconds to wait for what can never happen."""


# --8<-- [start:misuse]
def consume(tasks: Queue[str | None]) -> list[int]:
    """Convert texts until None comes: a loop that can hang."""
    numbers = []
    while (text := tasks.get()) is not None:
        numbers.append(int(text))
        tasks.task_done()
    return numbers


# --8<-- [end:misuse]


# --8<-- [start:fix]
def consume_all(tasks: Queue[str | None]) -> list[int | ValueError]:
    """Convert texts until None comes; count each, whatever happens."""
    outcomes: list[int | ValueError] = []
    while True:
        text = tasks.get()
        try:
            if text is None:
                return outcomes
            outcomes.append(int(text))
        except ValueError as error:
            outcomes.append(error)
        finally:
            tasks.task_done()


def without_queue(texts: list[str]) -> list[Future[int]]:
    """Let the pool's own queue do all of it."""
    with ThreadPoolExecutor(max_workers=2) as pool:
        return [pool.submit(int, text) for text in texts]


# --8<-- [end:fix]


def filled(*texts: str | None) -> Queue[str | None]:
    """Make a queue that holds these."""
    tasks: Queue[str | None] = Queue()
    for text in texts:
        tasks.put(text)
    return tasks


def no_sentinel() -> None:
    """Give two workers three texts and no sentinel."""
    tasks = filled("1", "2", "3")
    with ThreadPoolExecutor(max_workers=2) as pool:
        futures = [pool.submit(consume, tasks) for _ in range(2)]
        tasks.join()
        ended, _ = wait(futures, timeout=MOMENT)
        print(
            f"no sentinel: join() returned, {len(ended)} of 2 workers ended"
        )
        for _ in futures:  # without these this program would not end
            tasks.put(None)


def sentinels() -> None:
    """Give two workers three texts and two sentinels, before `join`."""
    tasks = filled("1", "2", "3", None, None)
    with ThreadPoolExecutor(max_workers=2) as pool:
        ended, _ = wait([pool.submit(consume, tasks) for _ in range(2)])
    left = tasks.unfinished_tasks
    print(
        f"two sentinels: {len(ended)} of 2 workers ended, join() would wait for {left} tasks"
    )


def bad_text() -> None:
    """Give one worker a text that is no number, and one after it."""
    tasks = filled("1", "two", "3")
    with ThreadPoolExecutor(max_workers=1) as pool:
        error = pool.submit(consume, tasks).exception()
    left = tasks.unfinished_tasks
    print(
        f"bad text: {type(error).__name__}, join() would wait for {left} tasks"
    )


def broken() -> None:
    """Show the three ways to hang, each bounded."""
    no_sentinel()
    sentinels()
    bad_text()


def repaired() -> None:
    """Show that every outcome comes back, with a queue of our own and without."""
    tasks = filled("1", "two", "3", None, None)
    with ThreadPoolExecutor(max_workers=2) as pool:
        futures = [pool.submit(consume_all, tasks) for _ in range(2)]
        tasks.join()
    taken = [repr(one) for future in futures for one in future.result()]
    print("consume_all:", *sorted(taken), sep="\n  ")
    converted = without_queue(["1", "two", "3"])
    outcomes = [f.exception() or f.result() for f in converted]
    print("without_queue:", *map(repr, outcomes), sep="\n  ")


def main() -> None:
    """Hang three times, bounded, then do it right twice."""
    broken()
    repaired()


if __name__ == "__main__":
    main()
