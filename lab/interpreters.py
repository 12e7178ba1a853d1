"""The one place that knows the interpreters: which there should be, and where they are."""

from __future__ import annotations

import os
import platform
import shutil
import subprocess
import sys
import sysconfig
from functools import cache
from pathlib import Path

REQUIRED = ("3.11", "3.12", "3.13", "3.13t", "3.14", "3.15")
"""Every one of these must prove the snippets; ``t`` marks a free-threaded build."""
WELCOME = ("3.14t", "3.15t")
"""These prove them too where they are at hand."""
INSTALL = "uv python install"


def here() -> str:
    """Name the interpreter that runs this, such as ``3.13t``."""
    tag = ".".join(platform.python_version_tuple()[:2])
    return tag + ("t" if sysconfig.get_config_var("Py_GIL_DISABLED") else "")


@cache
def find(tag: str) -> Path | None:
    """Find an interpreter on PATH, or where pyenv, uv and the like put it.

    Args:
        tag: Its version, such as ``3.13t``.

    Returns:
        Its executable; none if it is not on this machine.
    """
    if tag == here():
        return Path(sys.executable)
    home = Path.home()
    places = [
        *(Path(folder) for folder in os.environ.get("PATH", "").split(os.pathsep) if folder),
        home / ".local/bin",
        Path(os.environ.get("PYTHONS_HOME", home / ".cache/pythons")) / f"cpython-{tag}" / "bin",
        *sorted(home.glob(f".pyenv/versions/{tag}*/bin"), reverse=True),
        *sorted(home.glob(f".local/share/uv/python/cpython-{tag.rstrip('t')}*/bin"), reverse=True),
    ]
    for place in places:
        found = shutil.which(f"python{tag}", path=str(place))
        if found and identify(Path(found)) == tag:
            return Path(found)
    return None


def identify(python: Path) -> str | None:
    """Ask an executable which interpreter it is; none if it does not start."""
    code = "from lab.interpreters import here; print(here())"
    root = str(Path(__file__).resolve().parent.parent)
    try:
        answer = subprocess.run(
            [str(python), "-c", code],
            cwd=root,
            capture_output=True,
            text=True,
            timeout=30,
            check=True,
        )
    except (OSError, subprocess.SubprocessError):
        return None
    return answer.stdout.strip()


def label(tags: list[str]) -> str:
    """Word a group of interpreters for a reader.

    Examples:
        >>> label(["3.11", "3.12", "3.13"]), label(["3.13", "3.13t"]), label(["3.15"])
        ('3.11 – 3.13', '3.13, 3.13t', '3.15')
    """
    plain = [tag for tag in REQUIRED + WELCOME if not tag.endswith("t")]
    runs: list[list[str]] = []
    for tag in sorted(tags, key=lambda tag: (tag.endswith("t"), plain.index(tag.rstrip("t")))):
        last = runs[-1][-1] if runs else None
        if last in plain and tag in plain and plain.index(tag) == plain.index(last) + 1:
            runs[-1].append(tag)
        else:
            runs.append([tag])
    return ", ".join(run[0] if len(run) == 1 else f"{run[0]} – {run[-1]}" for run in runs)


def missing(tags: tuple[str, ...] = REQUIRED) -> list[str]:
    """Give those of the interpreters that are not on this machine."""
    return [tag for tag in tags if find(tag) is None]


def explain(tags: list[str]) -> str:
    """Word one line that says what is missing and what brings it."""
    return f"missing: Python {', '.join(tags)}; bring with `{INSTALL} {' '.join(tags)}`"
