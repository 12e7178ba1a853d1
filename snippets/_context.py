"""What the snippets on processes share: a type for contexts, and one of each."""

from __future__ import annotations

import multiprocessing
from typing import TYPE_CHECKING, cast

if TYPE_CHECKING:
    from multiprocessing.context import (
        DefaultContext,
        ForkContext,
        ForkServerContext,
        SpawnContext,
    )

    # Stubs give BaseContext no Process, though every context has one.
    Context = (
        DefaultContext | ForkContext | SpawnContext | ForkServerContext
    )
else:
    Context = "DefaultContext | ForkContext | SpawnContext | ForkServerContext"


def contexts() -> dict[str, Context]:
    """Give a context for each start method that this system has."""
    here = multiprocessing.get_all_start_methods()
    methods = [
        method
        for method in ("fork", "spawn", "forkserver")
        if method in here
    ]
    return {
        method: cast("Context", multiprocessing.get_context(method))
        for method in methods
    }
