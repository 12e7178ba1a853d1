"""What differs between the interpreters, and what does not, in pools and queues."""

import inspect
import queue
from concurrent.futures import Executor

from snippets.pools.sizes import default_size


def counter() -> str:
    """Find out which function counts the CPUs for a pool's default size.

    Returns:
        Its name in the module `os`.
    """
    return {5: "cpu_count", 6: "process_cpu_count"}[default_size(1, 2)]


def tick(there: bool) -> str:
    """Word whether something is there, without words."""
    return "✓" if there else "–"


def table() -> dict[str, str]:
    """Give one column of the table: what this interpreter does.

    Returns:
        A cell for each row, both Markdown.
    """
    cells = {"`min(32, (os.n() or 1) + 4)`, `n` =": f"`{counter()}`"}
    for cpus in (1, 8, 64):
        cells[f"`os.n()` = {cpus}"] = str(default_size(cpus, cpus))
    parameters = inspect.signature(Executor.map).parameters
    cells["`map(…, buffersize=…)`"] = tick("buffersize" in parameters)
    cells["`Queue.shutdown()`"] = tick(hasattr(queue.Queue, "shutdown"))
    return cells


def main() -> None:
    """Print the column of this interpreter."""
    for row, cell in table().items():
        print(f"{row}: {cell}".replace("`", ""))


if __name__ == "__main__":
    main()
