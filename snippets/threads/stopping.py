"""A daemon thread is cut off in the middle; one that is told to stop finishes its work."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path
from tempfile import TemporaryDirectory
from threading import Event, Thread

ROOT = Path(__file__).resolve().parents[2]


# --8<-- [start:fix]
def keep(journal: Path, written: Event, stop: Event) -> None:
    """Write a line; close the file only when told to stop."""
    with journal.open("w") as file:
        file.write("order 7\n")  # so far in Python's buffer
        written.set()
        stop.wait()


def cut_off(journal: Path) -> None:
    """Misuse: the main thread ends, a daemon thread works."""
    written, stop = Event(), Event()
    thread = Thread(
        target=keep, args=(journal, written, stop), daemon=True
    )
    thread.start()
    written.wait(30)


def told_to_stop(journal: Path) -> None:
    """Whatever happens, tell the thread to stop, and wait."""
    written, stop = Event(), Event()
    thread = Thread(target=keep, args=(journal, written, stop))
    thread.start()
    try:
        written.wait(30)  # what the main thread does may fail
    finally:
        stop.set()
        thread.join()


# --8<-- [end:fix]


def kept(program: str) -> str:
    """Run one of the programs in an interpreter of its own, to its end.

    Args:
        program: The name of its function.

    Returns:
        What the journal holds afterwards.
    """
    with TemporaryDirectory() as folder:
        journal = Path(folder, "journal.txt")
        code = (
            "import pathlib, sys; from snippets.threads import stopping;"
            "getattr(stopping, sys.argv[1])(pathlib.Path(sys.argv[2]))"
        )
        command = [sys.executable, "-c", code, program, str(journal)]
        subprocess.run(command, cwd=ROOT, check=True, timeout=60)
        return journal.read_text(encoding="utf-8")


def main() -> None:
    """Show what each program leaves in the journal."""
    for program in (cut_off, told_to_stop):
        print(
            f"{program.__name__}: journal holds {kept(program.__name__)!r}"
        )


if __name__ == "__main__":
    main()
