"""Between threads a queue hands over the object itself."""

from __future__ import annotations

import queue
import threading


# --8<-- [start:hand_over]
def hand_over(thing: object) -> object:
    """Pass an object to another thread and have it passed back."""
    there: queue.Queue[object] = queue.Queue()
    back: queue.Queue[object] = queue.Queue()
    thread = threading.Thread(target=lambda: back.put(there.get()))
    thread.start()
    there.put(thing)
    returned = back.get()
    thread.join()
    return returned


# --8<-- [end:hand_over]


def main() -> None:
    """Hand over what could not be pickled."""
    lock = threading.Lock()
    print(
        f"a lock there and back, the same object: {hand_over(lock) is lock}"
    )


if __name__ == "__main__":
    main()
