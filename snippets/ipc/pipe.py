"""A pipe is a pair of connections, and what arrives is a copy."""

from __future__ import annotations

import os
from multiprocessing import Pipe


# --8<-- [start:ends]
def round_trip() -> dict[str, bool]:
    """Send a list from one end to the other, and an answer back.

    Returns:
        Whether what came out equals what went in, and is the same.
    """
    here, there = Pipe()
    with here, there:
        sent = [1, 2, 3]
        here.send(sent)
        received = there.recv()
        there.send("thanks")  # a pipe goes both ways by default
        here.recv()
    return {"equal": received == sent, "same": received is sent}


# --8<-- [end:ends]


# --8<-- [start:misuse]
def as_one_object() -> None:
    """Take the pair for a channel with two methods.

    Raises:
        AttributeError: Always; a pair is a plain tuple.
    """
    pipe = Pipe()
    pipe.send([1, 2, 3])  # type: ignore[attr-defined]


# --8<-- [end:misuse]


def receiver_sends() -> None:
    """Send into the first end of a one-way pipe.

    Raises:
        OSError: Always; the first end only receives.
    """
    receiver, sender = Pipe(duplex=False)
    with receiver, sender:
        receiver.send("?")


def sender_receives() -> None:
    """Receive from the second end of a one-way pipe.

    Raises:
        OSError: Always; the second end only sends.
    """
    receiver, sender = Pipe(duplex=False)
    with receiver, sender:
        sender.recv()


def write_to_the_read_end() -> None:
    """Write to the read end of a pipe of the operating system.

    Raises:
        OSError: On Linux, where such a pipe is one-way.

    Source:
        https://man7.org/linux/man-pages/man7/pipe.7.html
    """
    read_end, write_end = os.pipe()
    with os.fdopen(read_end, "rb"), os.fdopen(write_end, "wb"):
        os.write(read_end, b"?")


def main() -> None:
    """Send something round, then hold the ends wrongly."""
    print(f"round trip: {round_trip()}")
    wrong = (
        as_one_object,
        receiver_sends,
        sender_receives,
        write_to_the_read_end,
    )
    for attempt in wrong:
        try:
            attempt()
        except (AttributeError, OSError) as error:
            print(
                f"{attempt.__name__}: {type(error).__name__}: {error}"
            )


if __name__ == "__main__":
    main()
