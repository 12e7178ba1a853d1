"""Write files whole or not at all."""

from __future__ import annotations

import os
import tempfile
from pathlib import Path


def write_whole(path: Path, text: str) -> bool:
    """Put text into a file, so that nobody ever sees half of it.

    Args:
        path: The file; its folder is made if need be.
        text: What it shall hold.

    Returns:
        Whether that changed it.
    """
    if path.exists() and path.read_text(encoding="utf-8") == text:
        return False
    path.parent.mkdir(parents=True, exist_ok=True)
    handle, name = tempfile.mkstemp(dir=path.parent, prefix=f".{path.name}.")
    whole = Path(name)
    try:
        with os.fdopen(handle, "w", encoding="utf-8") as file:
            file.write(text)
        whole.chmod(0o644)
        whole.replace(path)
    except BaseException:
        whole.unlink()
        raise
    return True
