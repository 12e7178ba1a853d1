"""With fork a child also holds the parent's end, and keeps EOF from itself."""

from __future__ import annotations

import multiprocessing
from multiprocessing.connection import Connection
from multiprocessing.queues import SimpleQueue
from multiprocessing.synchronize import Event

from snippets._context import Context


# --8<-- [start:listen]
def listen(
    receiver: Connection,
    unused: list[Connection],
    hung_up: Event,
    answer: SimpleQueue[bool],
) -> None:
    """Say whether EOF is there, after the parent has hung up."""
    for end in unused:
        end.close()
    hung_up.wait()
    with receiver:
        answer.put(receiver.poll())  # true if recv() would not wait


def child_notices(context: Context, *, closes: bool) -> bool:
    """Hang up on a child that listens.

    Args:
        context: With the start method.
        closes: Whether the child closes the sending end first.

    Returns:
        Whether the child sees EOF.
    """
    receiver, sender = context.Pipe(duplex=False)
    answer: SimpleQueue[bool] = context.SimpleQueue()
    hung_up = context.Event()
    unused = [sender] if closes else []
    child = context.Process(
        target=listen, args=(receiver, unused, hung_up, answer)
    )
    child.start()
    sender.close()
    hung_up.set()
    noticed = answer.get()
    child.join()
    receiver.close()
    answer.close()
    return noticed


# --8<-- [end:listen]


def main() -> None:
    """Try every start method."""
    contexts: tuple[Context, ...] = (
        multiprocessing.get_context("fork"),
        multiprocessing.get_context("spawn"),
        multiprocessing.get_context("forkserver"),
    )
    for context in contexts:
        plain = child_notices(context, closes=False)
        closed = child_notices(context, closes=True)
        method = context.get_start_method()
        print(
            f"{method}: EOF seen: {plain}; after the child closed its copy: {closed}"
        )


if __name__ == "__main__":
    main()
