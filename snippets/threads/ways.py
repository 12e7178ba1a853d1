"""A thread is no decorator; a correct one, and a subclass that is worth its name."""

# --8<-- [start:fix]
import functools
from collections.abc import Callable
from threading import Event, Thread
from typing import ParamSpec

P = ParamSpec("P")


def in_thread(function: Callable[P, object]) -> Callable[P, Thread]:
    """Let each call run in a new thread, and give that thread."""

    @functools.wraps(function)
    def start(*args: P.args, **kwargs: P.kwargs) -> Thread:
        thread = Thread(target=function, args=args, kwargs=kwargs)
        thread.start()
        return thread

    return start


class Heartbeat(Thread):
    """Call a function at intervals, until stopped."""

    def __init__(
        self, beat: Callable[[], object], seconds: float
    ) -> None:
        super().__init__(name="heartbeat")  # before all else
        self.beat, self.seconds = beat, seconds
        self.stopping = Event()

    def run(self) -> None:
        """Do what the new thread does: never call it yourself."""
        while not self.stopping.wait(self.seconds):
            self.beat()

    def stop(self) -> None:
        """Tell the thread to stop, and wait until it has."""
        self.stopping.set()
        self.join()


# --8<-- [end:fix]


# --8<-- [start:misuse]
def an_instance() -> None:
    """Misuse: decorate with a thread."""

    @Thread(target=print)  # type: ignore[operator]
    def job() -> None: ...


def the_class() -> None:
    """Misuse: decorate with the class."""

    @Thread  # type: ignore[arg-type]
    def job() -> None: ...


class Forgetful(Thread):
    """Misuse: a subclass that leaves out super().__init__()."""

    def __init__(self) -> None:
        self.beats = 0


# --8<-- [end:misuse]


def main() -> None:
    """Make the three mistakes; then let the decorated function and the subclass run."""
    mistakes: dict[str, Callable[[], object]] = {
        "@Thread(…)": an_instance,
        "@Thread": the_class,
        "no super().__init__()": lambda: Forgetful().start(),
    }
    for name, mistake in mistakes.items():
        try:
            mistake()
        except (TypeError, AssertionError, RuntimeError) as error:
            print(f"{name}: {type(error).__name__}: {error}")
    in_thread(print)("@in_thread: printed by another thread").join()
    beaten = Event()
    heartbeat = Heartbeat(beaten.set, 0)
    heartbeat.start()
    beaten.wait()
    heartbeat.stop()
    print("Heartbeat: alive after stop():", heartbeat.is_alive())


if __name__ == "__main__":
    main()
