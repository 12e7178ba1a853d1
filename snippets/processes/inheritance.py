"""What a child sees of its parent under each start method, and what can be sent to it."""

from __future__ import annotations

import multiprocessing
import os
import threading
from collections.abc import Callable
from multiprocessing.connection import Connection

from snippets._context import Context, contexts
from snippets.processes.counting import Counter
from snippets.processes.results import incremented

settings = {"level": "imported"}
handlers: dict[str, Callable[[], None]] = {"nothing": lambda: None}


def report(connection: Connection) -> None:
    """Send what this child sees of a global, and the two parents it knows."""
    starter = multiprocessing.parent_process()
    with connection:
        connection.send(
            (settings["level"], os.getppid(), starter and starter.pid)
        )


def seen_by_child(context: Context) -> tuple[str, int, int]:
    """Change a global after its import, then ask a child about it.

    Args:
        context: Decides how the child is started.

    Returns:
        The global's value in the child, ``os.getppid()`` there, and
        the pid of ``multiprocessing.parent_process()`` there.
    """
    settings["level"] = "changed"
    receiver, sender = context.Pipe(duplex=False)
    child = context.Process(target=report, args=(sender,))
    child.start()
    sender.close()
    with receiver:
        seen: tuple[str, int, int] = receiver.recv()
    child.join()
    return seen


def survey() -> dict[str, str]:
    """Tell, for each start method, what a child sees.

    Returns:
        A table: the default method; what the child reads in a global that
        the parent changed; whether ``os.getppid()`` is the starter.

    Source:
        https://docs.python.org/3/library/multiprocessing.html#contexts-and-start-methods
    """
    seen = {
        method: seen_by_child(context)
        for method, context in contexts().items()
    }
    table = {
        "`get_start_method()`": f"`{multiprocessing.get_start_method()}`"
    }
    for method, (level, _, _) in seen.items():
        table[f'`{method}`: `settings["level"]`'] = f'`"{level}"`'
    for method, (_, parent, starter) in seen.items():
        table[f"`{method}`: `getppid() == starter`"] = (
            f"`{parent == starter}`"
        )
    return table


def accept(thing: object) -> None:
    """Take an argument, and do nothing with it."""


def candidates() -> dict[str, object]:
    """Give things of different kinds that one might pass to a child.

    Returns:
        The things by their qualified name, or by the code that makes them.
    """

    def inner() -> None:
        """Do nothing: what matters is where this is defined."""

    functions = [
        incremented,
        Counter().increment,
        handlers["nothing"],
        lambda: None,
        inner,
    ]
    by_name: dict[str, object] = {
        function.__qualname__: function for function in functions
    }
    return by_name | {"threading.Lock()": threading.Lock()}


def attempt(context: Context, thing: object) -> str:
    """Start a child with something as its argument.

    Args:
        context: Decides how the child is started.
        thing: The argument.

    Returns:
        A check mark, or the type of the exception that `start` raised.
    """
    child = context.Process(target=accept, args=(thing,))
    try:
        child.start()
    except Exception as error:  # noqa: BLE001 - which one it is, is the question
        return f"`{type(error).__name__}`"
    child.join()
    return "✓"


def passable() -> dict[str, str]:
    """Tell what spawn can hand to a child, and how it refuses.

    Returns:
        A table: a check mark, or the type of the exception.

    Source:
        https://docs.python.org/3/library/pickle.html#what-can-be-pickled-and-unpickled
    """
    context = contexts()["spawn"]
    return {
        f"`{name}`": attempt(context, thing)
        for name, thing in candidates().items()
    }


def main() -> None:
    """Print both tables for this interpreter."""
    for row, cell in (survey() | passable()).items():
        print(f"{row}: {cell}")


if __name__ == "__main__":
    main()
