"""A queue that is shut down ends its workers without sentinels."""

from concurrent.futures import ThreadPoolExecutor
from queue import Queue, ShutDown

REQUIRES = "3.13"


# --8<-- [start:fix]
def consume(tasks: Queue[str]) -> list[int | ValueError]:
    """Convert texts until the queue is shut down and empty.

    Source:
        https://docs.python.org/3/library/queue.html#queue.Queue.shutdown
    """
    outcomes: list[int | ValueError] = []
    while True:
        try:
            text = tasks.get()
        except ShutDown:
            return outcomes
        try:
            outcomes.append(int(text))
        except ValueError as error:
            outcomes.append(error)
        finally:
            tasks.task_done()


def convert(texts: list[str], workers: int) -> list[int | ValueError]:
    """Convert texts with some workers, in any order."""
    tasks: Queue[str] = Queue()
    for text in texts:
        tasks.put(text)
    tasks.shutdown()  # no more; what is in it may be taken
    with ThreadPoolExecutor(workers) as pool:
        parts = pool.map(consume, [tasks] * workers)
        return [outcome for part in parts for outcome in part]


# --8<-- [end:fix]


def main() -> None:
    """Convert three texts, one of which is no number, without a sentinel."""
    print(sorted(map(str, convert(["1", "two", "3"], workers=2))))


if __name__ == "__main__":
    main()
