"""What stands between the read and the write of one increment."""

from __future__ import annotations

import dis
from collections.abc import Callable

from snippets.races.lost_update import Counter


# --8<-- [start:between]
def from_read_to_write(function: Callable[..., object]) -> list[str]:
    """Name the bytecodes from ``LOAD_ATTR`` to ``STORE_ATTR``.

    Args:
        function: A Python function that reads and writes one attribute.

    Returns:
        Their names, in order, both ends included.

    Source:
        https://docs.python.org/3/library/dis.html
    """
    names = [step.opname for step in dis.get_instructions(function)]
    read, write = names.index("LOAD_ATTR"), names.index("STORE_ATTR")
    return names[read : write + 1]


# --8<-- [end:between]


def main() -> None:
    """Name the bytecodes of ``self.value += 1``."""
    print("\n".join(from_read_to_write(Counter.increment)))


if __name__ == "__main__":
    main()
