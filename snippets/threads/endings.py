"""A program ends only when its last non-daemon thread has, even if the main thread failed."""

# --8<-- [start:program]
import atexit
import sys
import threading
from pathlib import Path
from threading import Event, Thread


def serve(ready: Event) -> None:
    """Outlive the main thread; then look at the event."""
    threading.main_thread().join()
    print("thread: the main thread has ended")
    print("thread: ready is", ready.wait(0.1))  # no bound: for ever


def program(settings: Path) -> None:
    """Start a thread, read the settings, tell the thread."""
    ready = Event()
    atexit.register(print, "exit handlers run")
    Thread(target=serve, args=(ready,)).start()
    settings.read_text()
    ready.set()
    print("main: last line")


def failing() -> None:
    """Run it without settings: the event is never set."""
    sys.tracebacklimit = 0  # its last line tells enough here
    program(Path("no-such-settings.toml"))


# --8<-- [end:program]


def main() -> None:
    """Run it with a file that exists."""
    program(Path(__file__))


if __name__ == "__main__":
    main()
