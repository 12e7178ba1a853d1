"""A queue reaches a pool's workers at their start, not with a task."""

from __future__ import annotations

import multiprocessing
import queue
from contextlib import closing
from multiprocessing.queues import Queue

from snippets._context import Context


# --8<-- [start:misuse]
def take_from(inbox: queue.Queue[int] | Queue[int]) -> int:
    """Take one item from a queue."""
    return inbox.get()


def as_argument(context: Context) -> list[int]:
    """Pass a queue along with a task.

    Raises:
        RuntimeError: Always; a queue cannot travel in a message.
    """
    with closing(context.Queue()) as inbox, context.Pool(1) as pool:
        try:
            return pool.map(take_from, [inbox])
        finally:
            pool.close()
            pool.join()


# --8<-- [end:misuse]


# --8<-- [start:inherit]
class Inherited:
    """What a worker got when it was started."""

    inbox: Queue[int]


def inherit(inbox: Queue[int]) -> None:
    """Keep the queue for the tasks to come."""
    Inherited.inbox = inbox


def take(_: int) -> int:
    """Take one item from the worker's queue."""
    return Inherited.inbox.get()


def by_initializer(context: Context, items: list[int]) -> list[int]:
    """Give each worker the queue as it starts."""
    inbox: Queue[int] = context.Queue()
    with context.Pool(2, inherit, (inbox,)) as pool:
        for item in items:
            inbox.put(item)
        taken = sorted(pool.map(take, items))
        pool.close()  # no more tasks: the workers end
        pool.join()
    inbox.close()
    inbox.join_thread()
    return taken


# --8<-- [end:inherit]


def by_manager(context: Context, items: list[int]) -> list[int]:
    """Pass a proxy, behind which a server process keeps the queue."""
    with context.Manager() as manager, context.Pool(2) as pool:
        inbox = manager.Queue()
        for item in items:
            inbox.put(item)
        taken = sorted(pool.map(take_from, [inbox] * len(items)))
        pool.close()
        pool.join()
    return taken


# --8<-- [start:fix]
def square(item: int) -> int:
    """Do the work on one item."""
    return item * item


def without_queue(context: Context, items: list[int]) -> list[int]:
    """Let the pool carry the items there and the results back."""
    with context.Pool(2) as pool:
        squares = pool.map(square, items)
        pool.close()
        pool.join()
    return squares


# --8<-- [end:fix]


def main() -> None:
    """Try the wrong way, then the three right ones."""
    context = multiprocessing.get_context()
    items = [1, 2, 3]
    try:
        as_argument(context)
    except RuntimeError as error:
        print(f"as_argument raises {type(error).__name__}:\n  {error}")
    print(f"by_initializer: {by_initializer(context, items)}")
    print(f"by_manager: {by_manager(context, items)}")
    print(f"without_queue: {without_queue(context, items)}")


if __name__ == "__main__":
    main()
