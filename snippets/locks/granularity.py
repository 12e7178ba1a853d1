"""A lock around the whole loop makes threads take turns; hold it for the sum only."""

import threading
from collections.abc import Callable, Iterable

from snippets.testing.gate import PATIENCE, WitnessLock

Work = Callable[[int], int]


# --8<-- [start:granularity]
class Total:
    """A sum that several threads add to."""

    def __init__(self) -> None:
        self.lock = WitnessLock()  # a Lock that tells if one waits
        self.value = 0

    def add_holding(self, items: Iterable[int], work: Work) -> None:
        """Work and add up, all under the lock."""
        with self.lock:
            for item in items:
                self.value += work(item)

    def add(self, items: Iterable[int], work: Work) -> None:
        """Work without the lock; take it once, for the sum."""
        part = sum(work(item) for item in items)
        with self.lock:
            self.value += part


# --8<-- [end:granularity]


def order(add: Callable[[Total, Iterable[int], Work], None]) -> str:
    """Stop A in its work until B is done or has to wait for A.

    Args:
        add: `Total.add_holding` or `Total.add`.

    Returns:
        Who worked in which order, and the total.
    """
    total = Total()
    done: list[str] = []
    a_works, a_goes_on = threading.Event(), threading.Event()
    b_settled = total.lock.waiting  # also released when B is done

    def work_of_a(item: int) -> int:
        done.append("A")
        a_works.set()
        a_goes_on.wait(PATIENCE)
        return item

    def work_of_b(item: int) -> int:
        done.append("B")
        return item

    def b_adds() -> None:
        add(total, range(3), work_of_b)
        b_settled.release()

    a = threading.Thread(target=add, args=(total, range(3), work_of_a))
    b = threading.Thread(target=b_adds)
    a.start()
    a_works.wait(PATIENCE)
    b.start()
    b_settled.acquire(timeout=PATIENCE)
    a_goes_on.set()
    a.join()
    b.join()
    return f"{' '.join(done)}; total: {total.value}"


def main() -> None:
    """Show who works when, with the lock around the loop and without."""
    print("lock around the loop:", order(Total.add_holding))
    print("lock around the sum: ", order(Total.add))


if __name__ == "__main__":
    main()
