"""How a child ends, what its exit code says, and how not to overlook it."""

from __future__ import annotations

import multiprocessing
import os
import signal
import sys
from collections.abc import Callable
from multiprocessing.connection import Connection
from multiprocessing.process import BaseProcess
from typing import cast

from snippets._context import Context, contexts


# --8<-- [start:fix]
def join_or_raise(child: BaseProcess, patience: float) -> None:
    """Wait for a child, and let no failure pass in silence.

    Args:
        child: A process that was started.
        patience: Seconds that it may still take.

    Raises:
        TimeoutError: If it took longer; it was killed.
        ChildProcessError: If it ended with an exit code but 0.
    """
    child.join(patience)  # gives None, whether it ended or not
    if child.exitcode is None:
        child.kill()
        child.join()
        raise TimeoutError(f"{child.name} took too long")
    if child.exitcode != 0:
        raise ChildProcessError(
            f"{child.name} ended with {child.exitcode}"
        )


# --8<-- [end:fix]


def succeed() -> None:
    """End as a function should."""


def fail() -> None:
    """End with an exception that nobody catches."""
    sys.tracebacklimit = 0  # its last line tells enough here
    raise ValueError("no such order: 7")


def give_up() -> None:
    """End with an exit code of one's own."""
    sys.exit(3)


def vanish() -> None:
    """End at once, past every `finally` and every `with`."""
    os._exit(4)


def linger() -> None:
    """Wait until the parent is gone."""
    parent = cast("BaseProcess", multiprocessing.parent_process())
    parent.join()


def wait_for_signal(ready: Connection) -> None:
    """Tell that Ctrl-C can come, and wait."""
    # A shell may have started us with Ctrl-C ignored.
    signal.signal(signal.SIGINT, signal.default_int_handler)
    ready.send(None)
    linger()


def exit_code(
    context: Context, target: Callable[[], None]
) -> int | None:
    """Run a function in a child to its end.

    Args:
        context: Decides how the child is started.
        target: The function.

    Returns:
        The exit code.
    """
    child = context.Process(target=target)
    child.start()
    child.join()
    return child.exitcode


def exit_code_after(context: Context, method: str) -> int | None:
    """End a child from outside.

    Args:
        context: Decides how the child is started.
        method: Which method of the process does it, such as ``terminate``.

    Returns:
        The exit code.
    """
    receiver, sender = context.Pipe(duplex=False)
    child = context.Process(target=wait_for_signal, args=(sender,))
    child.start()
    sender.close()
    with receiver:
        receiver.recv()
    getattr(child, method)()
    child.join()
    return child.exitcode


def exit_codes() -> dict[str, str]:
    """Tell which exit code each kind of ending gives.

    Returns:
        A table; a method that this Python's processes lack is left out.

    Source:
        https://docs.python.org/3/library/multiprocessing.html#multiprocessing.Process.exitcode
    """
    context = contexts()["spawn"]
    methods = [
        name
        for name in ("interrupt", "terminate", "kill")
        if hasattr(BaseProcess, name)
    ]
    codes = {
        "return": exit_code(context, succeed),
        "raise ValueError": exit_code(context, fail),
        "sys.exit(3)": exit_code(context, give_up),
        "os._exit(4)": exit_code(context, vanish),
    } | {
        f"{method}()": exit_code_after(context, method)
        for method in methods
    }
    return {
        f"`{ending}`": f"`{code}`" for ending, code in codes.items()
    }


def main() -> None:
    """Wait for three children: one ends well, one fails, one does not end."""
    for target, patience in (
        (succeed, 60.0),
        (fail, 60.0),
        (linger, 0.0),
    ):
        child = contexts()["spawn"].Process(
            target=target, name=target.__name__
        )
        child.start()
        try:
            join_or_raise(child, patience)
        except (TimeoutError, ChildProcessError) as error:
            print(f"parent: {type(error).__name__}: {error}")
        else:
            print(f"parent: {child.name} ended well")


if __name__ == "__main__":
    main()
