"""A thread pickles what was put, later, and nobody hears when it fails."""

from __future__ import annotations

import contextlib
import io
import multiprocessing
import queue
import threading

PATIENCE = 0.2
"""Seconds to wait for what cannot come any more."""


class Order:
    """An order that is pickled only when that is allowed."""

    allowed = threading.Event()

    def __init__(self, amount: int) -> None:
        """Order that much."""
        self.amount = amount

    def __getstate__(self) -> dict[str, int]:
        """Wait, then give what is pickled."""
        self.allowed.wait()
        return {"amount": self.amount}


# --8<-- [start:late]
def changed_after_put() -> int:
    """Change an order between `put` and the feeder's pickling.

    Returns:
        The amount that arrives; it was 1 when the order was put.
    """
    orders: multiprocessing.Queue[Order] = multiprocessing.Queue()
    order = Order(1)
    orders.put(order)
    order.amount = 1000
    order.allowed.set()
    arrived = orders.get().amount
    orders.close()
    orders.join_thread()
    order.allowed.clear()
    return arrived


# --8<-- [end:late]


# --8<-- [start:unheard]
def unpicklable() -> tuple[str, str]:
    """Put a lock, which cannot be pickled.

    Returns:
        What `get` raises, and the last line on standard error.
    """
    box: multiprocessing.Queue[object] = multiprocessing.Queue()
    with contextlib.redirect_stderr(io.StringIO()) as stderr:
        box.put(threading.Lock())  # raises nothing
        try:
            box.get(timeout=PATIENCE)
        except queue.Empty as error:
            raised = type(error).__name__
        box.close()
        box.join_thread()
    return raised, stderr.getvalue().splitlines()[-1]


# --8<-- [end:unheard]


def unpicklable_in_simple_queue() -> None:
    """Put a lock into a queue that has no feeder thread.

    Raises:
        TypeError: Always, and at once.
    """
    box: multiprocessing.SimpleQueue[object] = (
        multiprocessing.SimpleQueue()
    )
    with contextlib.closing(box):
        box.put(threading.Lock())


def main() -> None:
    """Show that the feeder pickles late and fails unheard."""
    print(f"put with amount 1, arrived with {changed_after_put()}")
    raised, stderr = unpicklable()
    print("Queue.put(lock): no error")
    print(f"Queue.get(timeout=...): {raised}")
    print(f"standard error: {stderr}")
    try:
        unpicklable_in_simple_queue()
    except TypeError as error:
        print(f"SimpleQueue.put(lock): {type(error).__name__}: {error}")


if __name__ == "__main__":
    main()
