"""Two threads that print: a line may be torn, unless they take turns."""

from __future__ import annotations

import io
from collections.abc import Callable
from contextlib import AbstractContextManager
from threading import Thread
from typing import TextIO

from snippets.testing.gate import PATIENCE, WitnessLock


# --8<-- [start:fix]
def say(word: str, stream: TextIO) -> None:
    """Misuse: print as if no other thread did."""
    print(word, file=stream)  # the word, then the line's end


def say_in_turn(
    word: str, stream: TextIO, turn: AbstractContextManager[bool]
) -> None:
    """Print while nobody else has the lock."""
    with turn:
        print(word, file=stream)


# --8<-- [end:fix]


class Interrupted(io.StringIO):
    """Text that lets something happen once, right after its first piece."""

    def __init__(self, meanwhile: Callable[[], object]) -> None:
        """Make an empty text.

        Args:
            meanwhile: What happens after the first piece is written.
        """
        super().__init__()
        self._meanwhile = [meanwhile]

    def write(self, piece: str) -> int:
        """Write a piece; then, the first time, let something happen."""
        written = super().write(piece)
        while self._meanwhile:
            self._meanwhile.pop()()
        return written


# --8<-- [start:forced]
def torn() -> str:
    """Let a second thread print in the middle of a print."""

    def meanwhile() -> None:
        other = Thread(target=say, args=("two", stream))
        other.start()
        other.join()

    stream = Interrupted(meanwhile)
    say("one", stream)
    return stream.getvalue()


def whole() -> str:
    """Let a second thread try the same; the lock makes it wait."""

    def meanwhile() -> None:
        other.start()
        turn.waiting.acquire(timeout=PATIENCE)

    stream, turn = Interrupted(meanwhile), WitnessLock()
    other = Thread(target=say_in_turn, args=("two", stream, turn))
    say_in_turn("one", stream, turn)
    other.join()
    return stream.getvalue()


# --8<-- [end:forced]


def main() -> None:
    """Show what two threads print without and with a lock."""
    print(f"without a lock: {torn()!r}")
    print(f"with a lock:    {whole()!r}")


if __name__ == "__main__":
    main()
