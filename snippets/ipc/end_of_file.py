"""EOF arrives once every copy of the sending end is closed, and not before."""

from __future__ import annotations

import multiprocessing
from contextlib import suppress
from multiprocessing.connection import Connection

from snippets._context import Context

PATIENCE = 0.2
"""Seconds to wait for what cannot come any more."""


# --8<-- [start:misuse]
def talk(sender: Connection) -> None:
    """Say two words and hang up."""
    with sender:
        sender.send("hello")
        sender.send("goodbye")


def keep_the_sender(context: Context) -> bool:
    """Read on after the child is gone, its end still open here.

    Returns:
        Whether there is anything left to receive, even an EOF.
    """
    receiver, sender = context.Pipe(duplex=False)
    child = context.Process(target=talk, args=(sender,))
    child.start()
    with receiver, sender:
        receiver.recv()
        receiver.recv()
        child.join()  # the child is gone, its copy of sender too
        return receiver.poll(PATIENCE)  # recv() would hang for ever


# --8<-- [end:misuse]


# --8<-- [start:fix]
def close_the_sender(context: Context) -> list[str]:
    """Read until the child hangs up.

    Returns:
        Every word, however many there were.
    """
    receiver, sender = context.Pipe(duplex=False)
    child = context.Process(target=talk, args=(sender,))
    child.start()
    sender.close()  # the child has its own copy
    words = []
    with receiver, suppress(EOFError):
        while True:
            words.append(receiver.recv())
    child.join()
    return words


# --8<-- [end:fix]


def main() -> None:
    """Wait for EOF in vain, then with success."""
    context = multiprocessing.get_context()
    print(
        f"sender open here, something to receive: {keep_the_sender(context)}"
    )
    print(
        f"sender closed here, all until EOF: {close_the_sender(context)}"
    )


if __name__ == "__main__":
    main()
