"""Consumers of a queue stop at a sentinel, and each needs its own."""

from __future__ import annotations

import multiprocessing
from multiprocessing.connection import wait
from multiprocessing.queues import Queue

from snippets._context import Context

PATIENCE = 0.2
"""Seconds to wait for what cannot come any more."""


# --8<-- [start:fix]
def consume(inbox: Queue[int | None], outbox: Queue[int]) -> None:
    """Square what comes in, until a sentinel comes."""
    while (item := inbox.get()) is not None:
        outbox.put(item * item)


def squares(
    context: Context, items: list[int], workers: int
) -> list[int]:
    """Square items in processes: one queue there, another back."""
    inbox, outbox = context.Queue(), context.Queue()
    consumers = [
        context.Process(target=consume, args=(inbox, outbox))
        for _ in range(workers)
    ]
    for consumer in consumers:
        consumer.start()
    for item in [*items, *[None] * workers]:  # a sentinel for each
        inbox.put(item)
    results = sorted(outbox.get() for _ in items)  # drain first
    for consumer in consumers:
        consumer.join()
    for channel in inbox, outbox:
        channel.close()
        channel.join_thread()
    return results


# --8<-- [end:fix]


# --8<-- [start:misuse]
def one_sentinel_for_two(context: Context) -> int:
    """Put one sentinel for two consumers.

    Returns:
        How many consumers go on waiting.
    """
    inbox, outbox = context.Queue(), context.Queue()
    consumers = [
        context.Process(target=consume, args=(inbox, outbox))
        for _ in range(2)
    ]
    for consumer in consumers:
        consumer.start()
    inbox.put(None)
    wait([consumer.sentinel for consumer in consumers])
    for consumer in consumers:  # one has stopped: does the other?
        consumer.join(PATIENCE)
    waiting = sum(consumer.is_alive() for consumer in consumers)
    inbox.put(None)
    for consumer in consumers:
        consumer.join()
    for channel in inbox, outbox:
        channel.close()
        channel.join_thread()
    return waiting


# --8<-- [end:misuse]


def main() -> None:
    """Square three numbers with two consumers, then forget a sentinel."""
    context = multiprocessing.get_context()
    print(
        f"two consumers, two sentinels: {squares(context, [1, 2, 3], 2)}"
    )
    print(
        f"two consumers, one sentinel: {one_sentinel_for_two(context)} still waiting"
    )


if __name__ == "__main__":
    main()
