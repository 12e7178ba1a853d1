"""An exception ends its thread and no other: `join` is silent, a hook is told, a future raises."""

# --8<-- [start:fix]
import threading
from concurrent.futures import ThreadPoolExecutor
from threading import Thread


def joined(text: str) -> None:
    """Misuse: expect join to tell of an error."""
    thread = Thread(target=int, args=(text,), name="parser")
    thread.start()
    thread.join()  # returns, as if all were well


def report(args: threading.ExceptHookArgs) -> None:
    """Report what ended a thread: to be threading.excepthook."""
    if args.exc_type is SystemExit:
        return  # sys.exit() is no failure
    name = args.thread.name if args.thread else "a thread"
    print(f"{name} died: {args.exc_type.__name__}: {args.exc_value}")


def parsed(text: str) -> int:
    """Get the result, or the exception, where it is needed."""
    with ThreadPoolExecutor(max_workers=1) as pool:
        return pool.submit(int, text).result()


# --8<-- [end:fix]


def main() -> None:
    """Fail in a thread with a hook, then in a pool."""
    hook, threading.excepthook = threading.excepthook, report
    try:
        joined("three")
        print("main: join() has returned")
    finally:
        threading.excepthook = hook
    try:
        parsed("three")
    except ValueError as error:
        print(f"main: caught {type(error).__name__}: {error}")


if __name__ == "__main__":
    main()
