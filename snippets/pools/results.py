"""Every result and every error of many tasks, as they come or in order."""

from collections.abc import Callable, Iterable
from concurrent.futures import ThreadPoolExecutor, as_completed
from threading import Event
from typing import TypeVar

T = TypeVar("T")
R = TypeVar("R")


# --8<-- [start:fix]
def outcomes(
    work: Callable[[T], R],
    items: Iterable[T],
) -> list[tuple[T, R | BaseException]]:
    """Run work on every item; give each outcome as it came."""
    found = []
    with ThreadPoolExecutor() as pool:
        item_of = {pool.submit(work, item): item for item in items}
        for future in as_completed(item_of):
            error = future.exception()  # some errors count as false
            outcome = future.result() if error is None else error
            found.append((item_of[future], outcome))
    return found


def in_order(work: Callable[[T], R], items: Iterable[T]) -> list[R]:
    """Give all results in order, or raise the first error."""
    with ThreadPoolExecutor() as pool:
        return list(pool.map(work, items))


# --8<-- [end:fix]


def as_they_finish() -> list[str]:
    """Submit a slow task, then a quick one; see which comes first.

    Returns:
        The names of both, in the order of `as_completed`.

    Examples:
        >>> as_they_finish()
        ['quick', 'slow']
    """
    go_on = Event()
    finished = []
    with ThreadPoolExecutor(max_workers=2) as pool:
        name_of = {pool.submit(go_on.wait): "slow"}
        name_of[pool.submit(go_on.is_set)] = "quick"
        for future in as_completed(name_of):
            finished.append(name_of[future])
            go_on.set()  # the slow one may end only now
    return finished


def main() -> None:
    """Convert three texts, one of which is no number, in both ways."""
    texts = ["1", "2", "three"]
    for text, outcome in sorted(outcomes(int, texts)):
        print(f"{text}: {outcome!r}")
    try:
        print(in_order(int, texts))
    except ValueError as error:
        print(f"in order: {error!r}")
    print(
        "submitted: slow, quick; finished:", ", ".join(as_they_finish())
    )


if __name__ == "__main__":
    main()
