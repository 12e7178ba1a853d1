"""Joining a process before its queue is drained waits for ever."""

from __future__ import annotations

import multiprocessing
from multiprocessing.queues import Queue
from multiprocessing.synchronize import Event

from snippets._context import Context

SMALL = 64
"""Bytes that any pipe holds until somebody reads."""
BIG = 1 << 20
"""Bytes that no pipe holds by default."""
PATIENCE = 0.5
"""Seconds to wait for what cannot come any more."""


# --8<-- [start:join_first]
def produce(outbox: Queue[bytes], size: int, done: Event) -> None:
    """Put one message; put() leaves the sending to a thread."""
    outbox.put(bytes(size))
    done.set()


def join_first(context: Context, size: int, patience: float) -> bool:
    """Join a producer before its message is taken, then after.

    Args:
        context: With the start method.
        size: Of the message, in bytes.
        patience: Seconds that the first join may take.

    Returns:
        Whether the producer had ended before the message was taken.
    """
    outbox, done = context.Queue(), context.Event()
    child = context.Process(target=produce, args=(outbox, size, done))
    child.start()
    done.wait()  # the work is done, produce() as good as over
    child.join(patience)  # without a bound: perhaps for ever
    ended = not child.is_alive()
    outbox.get()  # the cure: drain first
    child.join()
    outbox.close()
    outbox.join_thread()
    return ended


# --8<-- [end:join_first]


def main() -> None:
    """Join with a small message in the queue, then with a big one."""
    context = multiprocessing.get_context()
    print(
        f"{SMALL} bytes in the queue, child ended: {join_first(context, SMALL, 30.0)}"
    )
    print(
        f"{BIG} bytes in the queue, child ended: {join_first(context, BIG, PATIENCE)}"
    )


if __name__ == "__main__":
    main()
