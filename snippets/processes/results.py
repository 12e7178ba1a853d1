"""Three ways to get a result out of a child: return it, send it, share memory."""

from __future__ import annotations

from concurrent.futures import ProcessPoolExecutor
from multiprocessing.connection import Connection
from multiprocessing.sharedctypes import Synchronized
from multiprocessing.synchronize import Barrier

from snippets._context import Context, contexts


# --8<-- [start:fix]
def incremented(value: int) -> int:
    """Compute in the child, and return the result."""
    return value + 1


def by_executor(context: Context) -> int:
    """Get what a worker process returns, or what it raises.

    Args:
        context: Decides how the worker is started.

    Returns:
        The result.
    """
    with ProcessPoolExecutor(1, mp_context=context) as executor:
        return executor.submit(incremented, 0).result()


# --8<-- [end:fix]


def send_incremented(value: int, connection: Connection) -> None:
    """Compute in the child, and send the result."""
    with connection:
        connection.send(incremented(value))


def by_pipe(context: Context) -> int:
    """Receive what a child sends.

    Args:
        context: Decides how the child is started.

    Returns:
        The result.

    Raises:
        EOFError: If the child dies before it has sent anything.
    """
    receiver, sender = context.Pipe(duplex=False)
    child = context.Process(target=send_incremented, args=(0, sender))
    child.start()
    sender.close()  # only the child has it now, so its death is seen
    try:
        with receiver:
            result: int = receiver.recv()
    finally:
        child.join()
    return result


def add_one(total: Synchronized[int]) -> None:
    """Increment shared memory: read and write under one lock."""
    with total.get_lock():
        total.value += 1


def by_shared_value(context: Context, children: int = 3) -> int:
    """Let several children increment the same shared memory.

    Args:
        context: Decides how the children are started.
        children: How many there are.

    Returns:
        What the parent reads at the end.
    """
    total = context.Value("i", 0)
    workers = [
        context.Process(target=add_one, args=(total,))
        for _ in range(children)
    ]
    for worker in workers:
        worker.start()
    for worker in workers:
        worker.join()
    return int(total.value)


def add_one_unlocked(
    total: Synchronized[int], both_have_read: Barrier
) -> None:
    """Do by hand what ``total.value += 1`` does: read, add, write."""
    value = total.value
    both_have_read.wait(timeout=30)  # seconds
    total.value = value + 1


def by_unlocked_value(context: Context) -> int:
    """Let two children read before either writes: one increment is lost.

    Args:
        context: Decides how the children are started.

    Returns:
        What the parent reads at the end.
    """
    total, both_have_read = context.Value("i", 0), context.Barrier(2)
    arguments = (total, both_have_read)
    workers = [
        context.Process(target=add_one_unlocked, args=arguments)
        for _ in range(2)
    ]
    for worker in workers:
        worker.start()
    for worker in workers:
        worker.join()
    return int(total.value)


def main() -> None:
    """Print what the parent gets, for each start method."""
    for method, context in contexts().items():
        returned, sent = by_executor(context), by_pipe(context)
        shared = by_shared_value(context)
        print(
            f"{method:10}  executor {returned}, pipe {sent}, Value {shared}"
        )


if __name__ == "__main__":
    main()
