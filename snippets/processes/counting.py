"""What a child process counts stays in the child."""

from __future__ import annotations

from snippets._context import Context, contexts


# --8<-- [start:misuse]
class Counter:
    """A count in the memory of the process that holds it."""

    def __init__(self) -> None:
        """Begin at zero."""
        self.value = 0

    def increment(self) -> None:
        """Count one more."""
        self.value += 1


def count_in_child(context: Context) -> tuple[int | None, int]:
    """Let a child count, then look at the parent's counter.

    Args:
        context: Decides how the child is started.

    Returns:
        The child's exit code, and what the parent's counter says.
    """
    counter = Counter()
    child = context.Process(target=counter.increment)
    child.start()
    child.join()
    return child.exitcode, counter.value  # hoped for: 0, 1


# --8<-- [end:misuse]


def main() -> None:
    """Print what the parent finds, for each start method."""
    for method, context in contexts().items():
        exit_code, value = count_in_child(context)
        print(f"{method:10}  exit code {exit_code}, counter {value}")


if __name__ == "__main__":
    main()
