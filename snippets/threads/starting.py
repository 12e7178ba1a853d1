"""Start a thread with a function and its arguments, and wait for its end."""

import threading
from pathlib import Path
from threading import Thread


# --8<-- [start:fix]
def fetch(page: str) -> None:
    """Tell which thread fetches the page."""
    print(f"{page}: {threading.current_thread().name}")


def called(page: str) -> Thread:
    """Misuse: call the function now; hand over its result."""
    return Thread(
        target=fetch(page),  # type: ignore[func-returns-value]
        name="fetcher",
    )


def passed(page: str) -> Thread:
    """Hand over the function itself and its arguments."""
    return Thread(target=fetch, args=(page,), name="fetcher")


def ends_within(thread: Thread, seconds: float) -> bool:
    """Wait a while; say whether the thread has ended."""
    thread.join(seconds)  # gives None, whether it has or not
    return not thread.is_alive()


# --8<-- [end:fix]


def name_in_the_system(name: str) -> str:
    """Ask Linux what it calls a thread.

    Args:
        name: What Python calls it.

    Returns:
        What tools such as `top -H` show.

    Source:
        https://docs.python.org/3/library/threading.html#threading.Thread.name
    """
    found: list[str] = []

    def look() -> None:
        found.append(
            Path("/proc/thread-self/comm")
            .read_text(encoding="utf-8")
            .strip()
        )

    thread = Thread(target=look, name=name)
    thread.start()
    thread.join()
    return found[0]


def names() -> dict[str, str]:
    """Tell what Linux calls two threads, one of which has a long name.

    Returns:
        A table; a dash where Linux was not told the name.
    """
    table = {}
    for name in ("fetcher", "fetcher-of-all-pages"):
        seen = name_in_the_system(name)
        table[f"`name={name!r}`"] = (
            f"`{seen}`" if name.startswith(seen) else "–"
        )
    return table


def main() -> None:
    """Start both threads; then wait in vain for one that waits itself."""
    for make in (called, passed):
        print(f"creating a thread with {make.__name__}")
        thread = make("index.html")
        print("starting it")
        thread.start()
        thread.join()
    go_on = threading.Event()
    thread = Thread(target=go_on.wait)
    thread.start()
    print("ended within no time:", ends_within(thread, 0))
    go_on.set()
    print("ended when told to go on:", ends_within(thread, 30))


if __name__ == "__main__":
    main()
