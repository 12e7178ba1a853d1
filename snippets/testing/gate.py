"""Stop a thread right before one of its bytecodes, so that a race happens every time."""

from __future__ import annotations

import dis
import sys
import threading
from collections.abc import Callable
from types import FrameType
from typing import Any

PATIENCE = 30.0
"""Seconds until a wait that should be short is given up as broken."""


# --8<-- [start:stop_before]
def stop_before(
    operation: str, function: Callable[..., object], *args: object
) -> Callable[[], None]:
    """Run a function in a thread and stop it right before a bytecode.

    The function stays as it is: a trace function watches it from outside.

    Args:
        operation: How the bytecode's name begins, such as ``STORE_ATTR``.
        function: A plain Python function.
        *args: Its arguments.

    Returns:
        A function that lets the thread go on and waits for its end.

    Raises:
        LookupError: If the function never came to such a bytecode.

    Examples:
        >>> from types import SimpleNamespace
        >>> def increment(counter):
        ...     counter.value += 1
        >>> counter = SimpleNamespace(value=0)
        >>> finish = stop_before("STORE_ATTR", increment, counter)
        >>> increment(counter)  # a whole increment, in between
        >>> finish()
        >>> counter.value
        1

    Source:
        https://docs.python.org/3/reference/datamodel.html#frame.f_trace_opcodes
    """
    code = function.__code__
    arrived, go_on = threading.Event(), threading.Event()
    stopped_at: list[str] = []

    def stop(frame: FrameType, event: str, _: Any) -> Any:
        if event == "opcode" and not stopped_at:
            name = dis.opname[code.co_code[frame.f_lasti]]
            if name.startswith(operation):
                stopped_at.append(name)
                arrived.set()
                go_on.wait(PATIENCE)
        return stop

    def trace(frame: FrameType, event: str, _: Any) -> Any:
        if frame.f_code is not code:
            return None
        frame.f_trace = stop  # 3.13+ wants it before the next line
        frame.f_trace_opcodes = True
        return stop

    def run() -> None:
        # 3.12 sends opcode events only if a frame asked before settrace.
        sys._getframe().f_trace_opcodes = True
        sys.settrace(trace)
        try:
            function(*args)
        finally:
            arrived.set()  # at its end, if nothing stopped it
            sys.settrace(None)

    thread = threading.Thread(target=run, name="stopped")
    thread.start()

    def finish() -> None:
        go_on.set()
        thread.join()

    arrived.wait(PATIENCE)
    if not stopped_at:
        finish()
        raise LookupError(
            f"{function.__qualname__} did not come to {operation}"
        )
    return finish


# --8<-- [end:stop_before]


# --8<-- [start:witness]
class WitnessLock:
    """A lock that tells when somebody comes and has to wait.

    With it a test knows that a thread really contends, without sleeping.

    Attributes:
        waiting: A semaphore, released once for each thread about to wait.

    Examples:
        >>> lock = WitnessLock()
        >>> with lock:
        ...     other = threading.Thread(target=lock.acquire)
        ...     other.start()
        ...     lock.waiting.acquire(timeout=PATIENCE)
        True
        >>> other.join(); lock.release()
    """

    def __init__(self) -> None:
        """Make an unlocked lock for which nobody waits."""
        self.waiting = threading.Semaphore(0)
        self._lock = threading.Lock()

    def acquire(self) -> bool:
        """Take the lock; tell first if that means waiting."""
        if not self._lock.acquire(blocking=False):
            self.waiting.release()
            self._lock.acquire()
        return True

    def release(self) -> None:
        """Give the lock back."""
        self._lock.release()

    def __enter__(self) -> bool:
        """Take the lock."""
        return self.acquire()

    def __exit__(self, *exc_info: object) -> None:
        """Give the lock back."""
        self.release()


# --8<-- [end:witness]


def main() -> None:
    """Lose one of two increments on purpose."""

    class Counter:
        value = 0

    def increment(counter: Counter) -> None:
        counter.value += 1

    counter = Counter()
    finish = stop_before("STORE_ATTR", increment, counter)
    increment(counter)
    finish()
    print(f"two increments, counted: {counter.value}")


if __name__ == "__main__":
    main()
