"""A worker that answers into its own inbox never runs out of work."""

from __future__ import annotations

import queue


# --8<-- [start:answer]
def answer(
    inbox: queue.Queue[list[int]], outbox: queue.Queue[list[int]]
) -> int:
    """Take one list and answer with twice as much.

    Returns:
        The length of what was taken.
    """
    task = inbox.get()
    outbox.put(task + task)
    return len(task)


# --8<-- [end:answer]


def into_the_inbox(rounds: int) -> tuple[list[int], int]:
    """Work with one queue for tasks and answers.

    Returns:
        The lengths of the tasks, and how many tasks are left.
    """
    inbox: queue.Queue[list[int]] = queue.Queue()
    inbox.put([0])
    lengths = [answer(inbox, inbox) for _ in range(rounds)]
    return lengths, inbox.qsize()


def into_the_outbox() -> tuple[list[int], int]:
    """Work with one queue for tasks, another for answers.

    Returns:
        The lengths of the tasks, and how many tasks are left.
    """
    inbox: queue.Queue[list[int]] = queue.Queue()
    outbox: queue.Queue[list[int]] = queue.Queue()
    inbox.put([0])
    lengths = []
    while not inbox.empty():  # exact: nobody else uses it
        lengths.append(answer(inbox, outbox))
    return lengths, inbox.qsize()


def main() -> None:
    """Work six rounds on one task, then as many as it takes."""
    lengths, left = into_the_inbox(6)
    print(f"one queue: tasks of length {lengths}, tasks left: {left}")
    lengths, left = into_the_outbox()
    print(f"two queues: tasks of length {lengths}, tasks left: {left}")


if __name__ == "__main__":
    main()
