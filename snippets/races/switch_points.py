"""When the interpreter answers a request that arrives between a read and its write.

It answers a pending signal and a request for the GIL at the same points. A
request for the GIL cannot be timed; a signal can be sent from the very middle
of a statement, and its handler sees whether the write has happened.
"""

from __future__ import annotations

import _thread
import signal
from collections.abc import Callable
from types import FrameType
from typing import Any

from snippets.races.lost_update import Counter

WARM_UP = 1000
"""Executions after which the interpreter has specialised the bytecode, as in a busy loop."""


# --8<-- [start:bell]
class Bell:
    """A value that sends a signal when it is added to.

    ``bell + 1`` calls ``interrupt_main(1)`` from C: signal 1, ``SIGHUP``,
    is pending from then on, and no Python code has run.

    Source:
        https://docs.python.org/3/library/_thread.html#thread.interrupt_main
    """

    __add__ = staticmethod(_thread.interrupt_main)


# --8<-- [end:bell]


class Gauge:
    """A counter whose value is a property."""

    def __init__(self) -> None:
        """Start at zero."""
        self.stored: Any = 0

    @property
    def value(self) -> Any:
        """What has been counted so far."""
        return self.stored

    @value.setter
    def value(self, new: Any) -> None:
        self.stored = new


def same(value: Any) -> Any:
    """Give a value back: a call of a Python function."""
    return value


def plain(counter: Any) -> None:
    """Increment an attribute, or a property."""
    counter.value += 1


def builtin(counter: Any) -> None:
    """Call a function written in C between the read and the write."""
    counter.value = id(counter.value + 1)


def call(counter: Any) -> None:
    """Call a Python function between the read and the write."""
    counter.value = same(counter.value + 1)


# --8<-- [start:experiment]
def is_written_first(
    statement: Callable[[Any], None], counter: Any
) -> bool:
    """Tell whether a request in the middle is answered after the write.

    Args:
        statement: Reads ``counter.value``, adds 1, writes it back.
        counter: An object with a ``value``.

    Returns:
        Whether the new value was there when the request was answered.
    """
    for _ in range(WARM_UP):
        statement(counter)
    counter.value = bell = Bell()
    written: list[bool] = []

    def answer(_signal: int, _frame: FrameType | None) -> None:
        written.append(counter.value is not bell)

    before = signal.signal(signal.SIGHUP, answer)
    try:
        statement(counter)  # rings between its read and its write
    finally:
        signal.signal(signal.SIGHUP, before)
    return written[0]


# --8<-- [end:experiment]


STATEMENTS: dict[
    str, tuple[Callable[[Any], None], type[Counter | Gauge]]
] = {
    "`counter.value += 1`": (plain, Counter),
    "`counter.value = id(counter.value + 1)`": (builtin, Counter),
    "`counter.value = same(counter.value + 1)`": (call, Counter),
    "`@property` `counter.value += 1`": (plain, Gauge),
}
"""Each statement with the function that holds it and the kind of counter that it changes."""


def written_first() -> dict[str, str]:
    """Try all statements.

    Returns:
        For each statement a tick if the write came before the answer, else a dash.
    """
    return {
        text: "✓" if is_written_first(statement, kind()) else "–"
        for text, (statement, kind) in STATEMENTS.items()
    }


def main() -> None:
    """Show for each statement whether its write comes before the answer."""
    for text, mark in written_first().items():
        print(mark, text)


if __name__ == "__main__":
    main()
