"""An error in a submitted task is seen only by those who ask its future."""

# --8<-- [start:misuse]
import threading
from concurrent.futures import ThreadPoolExecutor


def started(text: str) -> None:
    """Convert a text in a thread of its own."""
    thread = threading.Thread(target=int, args=(text,))
    thread.start()
    thread.join()


def submitted(text: str) -> None:
    """Convert it in a pool; drop the future."""
    with ThreadPoolExecutor() as pool:
        pool.submit(int, text)


def mapped(text: str) -> None:
    """Convert it in a pool; drop the iterator."""
    with ThreadPoolExecutor() as pool:
        pool.map(int, [text])


# --8<-- [end:misuse]


def main() -> None:
    """Make the same mistake in three ways and see which one is reported."""
    reported: list[str] = []

    def report(args: threading.ExceptHookArgs) -> None:
        reported.append(f"{args.exc_type.__name__}: {args.exc_value}")

    hook, threading.excepthook = threading.excepthook, report
    try:
        for way in (started, submitted, mapped):
            reported.clear()
            way("three")
            print(f"{way.__name__}: {', '.join(reported) or 'no word'}")
    finally:
        threading.excepthook = hook


if __name__ == "__main__":
    main()
