"""Two locks taken in opposite order deadlock; one order for all cannot."""

import threading
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass, field
from operator import attrgetter

from snippets.testing.gate import PATIENCE

MOMENT = 0.2
"""Seconds to wait for what can never come."""


# --8<-- [start:two_locks]
def hold_and_want(
    held: threading.Lock,
    wanted: threading.Lock,
    together: threading.Barrier,
) -> bool:
    """Hold one lock, want another; tell whether it came."""
    with held:
        together.wait()  # now each thread holds its first lock
        came = wanted.acquire(timeout=MOMENT)
        together.wait()  # nobody lets go before both have tried
        if came:
            wanted.release()
    return came


@dataclass
class Account:
    """Money under a lock; no two accounts have the same number."""

    number: int
    balance: int
    lock: threading.Lock = field(default_factory=threading.Lock)


def transfer(source: Account, target: Account, amount: int) -> None:
    """Move money; take both locks, the lower number's first."""
    if source.number == target.number:
        raise ValueError("source and target are the same account")
    first, second = sorted((source, target), key=attrgetter("number"))
    with first.lock, second.lock:
        source.balance -= amount
        target.balance += amount


# --8<-- [end:two_locks]


def opposite() -> list[bool]:
    """Let two threads want each what the other holds.

    Returns:
        For each whether it got its second lock.
    """
    one, other = threading.Lock(), threading.Lock()
    together = threading.Barrier(2, timeout=PATIENCE)
    with ThreadPoolExecutor(max_workers=2) as pool:
        futures = [
            pool.submit(hold_and_want, one, other, together),
            pool.submit(hold_and_want, other, one, together),
        ]
    return [future.result() for future in futures]


def to_and_fro(times: int = 100) -> list[int]:
    """Let two threads transfer in opposite directions.

    Args:
        times: How often each does so.

    Returns:
        Both balances afterwards.
    """
    mine, yours = Account(1, times), Account(2, times)

    def repeat(source: Account, target: Account) -> None:
        for _ in range(times):
            transfer(source, target, 1)

    with ThreadPoolExecutor(max_workers=2) as pool:
        futures = [
            pool.submit(repeat, mine, yours),
            pool.submit(repeat, yours, mine),
        ]
    for future in futures:
        future.result()
    return [mine.balance, yours.balance]


def main() -> None:
    """Want two locks in opposite order, then transfer both ways."""
    print("opposite order, second lock came:", opposite())
    print("one order, balances:", to_and_fro())


if __name__ == "__main__":
    main()
