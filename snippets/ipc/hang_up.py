"""What one end of a pipe raises after the other has been closed."""

from __future__ import annotations

import os
from multiprocessing import Pipe


# --8<-- [start:receive]
def receive() -> None:
    """Receive from an end that has hung up.

    Raises:
        EOFError: Always.
    """
    here, there = Pipe()
    there.close()
    with here:
        here.recv()


# --8<-- [end:receive]


def send() -> None:
    """Send to an end that has hung up.

    Raises:
        BrokenPipeError: Always.
    """
    here, there = Pipe()
    there.close()
    with here:
        here.send("?")


def receive_after_unread() -> None:
    """Receive from an end that hung up without reading what it was sent.

    Raises:
        ConnectionResetError: On Linux, where such a pipe is a pair of sockets.
    """
    here, there = Pipe()
    with here:
        here.send("never read")
        there.close()
        here.recv()


def receive_cut_off() -> None:
    """Receive from an end that hung up in the middle of a message.

    Raises:
        OSError: Always, and no EOFError.
    """
    receiver, sender = Pipe(duplex=False)
    with receiver:
        with sender:
            sender.send("the whole message")
            message = os.read(receiver.fileno(), 1000)
            os.write(sender.fileno(), message[:-1])
        receiver.recv()


def main() -> None:
    """Run into each of the four."""
    for attempt in (
        receive,
        send,
        receive_after_unread,
        receive_cut_off,
    ):
        try:
            attempt()
        except (EOFError, OSError) as error:
            print(f"{attempt.__name__}: {type(error).__name__}")


if __name__ == "__main__":
    main()
