"""A queue has no EOF: how its users learn that no more will come."""

from __future__ import annotations

import multiprocessing.queues
import queue
import sys
from multiprocessing.queues import JoinableQueue

from snippets._context import Context

PATIENCE = 0.2
"""Seconds to wait for what cannot come any more."""


# --8<-- [start:silence]
def fail() -> None:
    """End like a program that has failed."""
    sys.exit(1)


def dead_producer(context: Context) -> tuple[int | None, str]:
    """Wait for a producer that died before it could put anything.

    Returns:
        The producer's exit code, and what `get` raises.
    """
    outbox = context.Queue()
    producer = context.Process(target=fail)
    producer.start()
    producer.join()
    try:
        outbox.get(timeout=PATIENCE)  # without a timeout: for ever
    except queue.Empty as error:
        raised = type(error).__name__
    outbox.close()
    outbox.join_thread()
    return producer.exitcode, raised


# --8<-- [end:silence]


def tick_off(tasks: JoinableQueue[int | None]) -> None:
    """Take tasks and tick each off, the sentinel too."""
    more = True
    while more:
        more = tasks.get() is not None
        tasks.task_done()


def all_done(context: Context, items: list[int]) -> int | None:
    """Wait until every task is ticked off, then for the process.

    Returns:
        The consumer's exit code.
    """
    tasks: JoinableQueue[int | None] = context.JoinableQueue()
    consumer = context.Process(target=tick_off, args=(tasks,))
    consumer.start()
    for item in [*items, None]:
        tasks.put(item)
    tasks.join()
    consumer.join()
    tasks.close()
    tasks.join_thread()
    return consumer.exitcode


def shutdown() -> dict[str, str]:
    """Say which queues have a `shutdown` on this Python.

    Returns:
        From each kind of queue to ✓ or –.
    """
    kinds = {
        "queue.Queue": queue.Queue,
        "queue.SimpleQueue": queue.SimpleQueue,
        "multiprocessing.Queue": multiprocessing.queues.Queue,
        "multiprocessing.SimpleQueue": multiprocessing.queues.SimpleQueue,
    }
    return {
        f"`{name}`": "✓" if hasattr(kind, "shutdown") else "–"
        for name, kind in kinds.items()
    }


def main() -> None:
    """Wait for a dead producer, then for a live consumer."""
    context = multiprocessing.get_context()
    exitcode, raised = dead_producer(context)
    print(f"producer's exit code: {exitcode}; get raises: {raised}")
    print(
        f"JoinableQueue.join() returned; consumer's exit code: {all_done(context, [1, 2, 3])}"
    )


if __name__ == "__main__":
    main()
