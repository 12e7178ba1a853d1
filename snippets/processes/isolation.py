"""A child that dies leaves the parent alive, and a lock that it held locked for ever."""

from __future__ import annotations

import fcntl
import os
import tempfile
from multiprocessing.synchronize import Lock
from pathlib import Path

from snippets._context import Context, contexts


# --8<-- [start:misuse]
def crash_holding(lock: Lock) -> None:
    """Die while holding a lock, as a crash or the OOM killer does."""
    with lock:
        os._exit(7)  # no exception, so `with` cannot release


def lock_after_crash(context: Context) -> tuple[int | None, bool]:
    """Let a child die with a lock, then try to take the lock.

    Args:
        context: Decides how the child is started.

    Returns:
        The child's exit code, and whether the lock could be had.
    """
    lock = context.Lock()
    child = context.Process(target=crash_holding, args=(lock,))
    child.start()
    child.join()
    return child.exitcode, lock.acquire(timeout=0.1)


# --8<-- [end:misuse]


# --8<-- [start:fix]
def crash_holding_file(path: Path) -> None:
    """Die while holding a lock on a file."""
    with path.open() as file:
        fcntl.flock(file, fcntl.LOCK_EX)
        os._exit(7)  # the kernel closes the file, and so unlocks it


def file_lock_after_crash(
    context: Context, path: Path
) -> tuple[int | None, bool]:
    """Let a child die with a lock on a file, then take that lock.

    Args:
        context: Decides how the child is started.
        path: A file that exists.

    Returns:
        The child's exit code, and True for the lock that could be had.

    Raises:
        BlockingIOError: If the dead child still held it.

    Source:
        https://man7.org/linux/man-pages/man2/flock.2.html
    """
    child = context.Process(target=crash_holding_file, args=(path,))
    child.start()
    child.join()
    with path.open() as file:
        fcntl.flock(file, fcntl.LOCK_EX | fcntl.LOCK_NB)
    return child.exitcode, True


# --8<-- [end:fix]


def main() -> None:
    """Print who gets which lock after a crash, for each start method."""
    for method, context in contexts().items():
        exit_code, free = lock_after_crash(context)
        print(
            f"{method:10}  exit code {exit_code}, Lock free again: {free}"
        )
    with tempfile.NamedTemporaryFile() as file:
        for method, context in contexts().items():
            exit_code, free = file_lock_after_crash(
                context, Path(file.name)
            )
            print(
                f"{method:10}  exit code {exit_code}, file lock free again: {free}"
            )


if __name__ == "__main__":
    main()
