"""The one place that runs another program: bounded, in a clean environment, whole or not at all."""

from __future__ import annotations

import os
import signal
import subprocess
import sys
from collections.abc import Mapping, Sequence
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
DEADLINE = 60.0
"""Seconds after which a program is taken for hung; it never decides a passing run."""

# Variables that change what Python prints or how it warns.
UNWANTED = ("PYTHONUNBUFFERED", "PYTHONWARNINGS", "PYTHONDEVMODE", "PYTHON_GIL", "PYTHONSTARTUP")


class HungError(Exception):
    """A program did not end within its bound and was killed with all its children."""


def environment(extra: Mapping[str, str] | None = None) -> dict[str, str]:
    """Give an environment in which a snippet behaves as on a reader's machine."""
    clean = {name: value for name, value in os.environ.items() if name not in UNWANTED}
    clean |= {"PYTHONPATH": str(ROOT), "PYTHON_COLORS": "0", "NO_COLOR": "1", "PYTHONUTF8": "1"}
    clean |= {"PYTHONDONTWRITEBYTECODE": "1"}
    return clean | dict(extra or {})


def run(
    command: Sequence[str | Path],
    *,
    cwd: Path = ROOT,
    env: Mapping[str, str] | None = None,
    deadline: float = DEADLINE,
    merge: bool = False,
) -> subprocess.CompletedProcess[str]:
    """Run a program to its end and collect what it wrote.

    Args:
        command: The program and its arguments.
        cwd: The folder to run it in.
        env: Variables to set on top of `environment`.
        deadline: Seconds until it is taken for hung.
        merge: Whether stderr goes into stdout, in the order written.

    Returns:
        What it printed, and its exit status.

    Raises:
        HungError: If it ran past the deadline; its process group is killed.
    """
    process = subprocess.Popen(
        [str(part) for part in command],
        cwd=cwd,
        env=environment(env),
        stdin=subprocess.DEVNULL,
        stdout=subprocess.PIPE,
        stderr=subprocess.STDOUT if merge else subprocess.PIPE,
        text=True,
        start_new_session=True,
    )
    try:
        out, err = process.communicate(timeout=deadline)
    except BaseException as error:
        os.killpg(process.pid, signal.SIGKILL)
        out, err = process.communicate()
        if isinstance(error, subprocess.TimeoutExpired):
            told = f"{out}\n{err or ''}".strip()
            raise HungError(
                f"{command} did not end within {deadline} s; it had said:\n{told}"
            ) from None
        raise
    return subprocess.CompletedProcess(process.args, process.returncode, out, err or "")


def run_python(
    *arguments: str | Path, python: str | Path = sys.executable, **options: object
) -> subprocess.CompletedProcess[str]:
    """Run Python with these arguments; options are those of `run`."""
    return run([python, *arguments], **options)  # type: ignore[arg-type]  # passed through unchanged
