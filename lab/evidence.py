"""Outputs of snippets: run, normalise, compare, keep."""

from __future__ import annotations

import hashlib
import json
import re
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Any

from lab import interpreters
from lab.child import run_python
from lab.pages import LANGUAGES, ROOT, pages
from snippets._catalogue import Snippet, find, version

OUTPUTS = Path("evidence/outputs")
TABLE = (
    "import json, sys; from snippets.{module} import {function} as f; json.dump(f(), sys.stdout)"
)
UNMEASURED = {"COVERAGE_PROCESS_CONFIG": "", "COVERAGE_PROCESS_START": ""}
"""What keeps coverage out of a run: an output is that of a reader's machine."""


class StaleError(Exception):
    """What is recorded is not what a run gives, or there is no record."""


@dataclass(frozen=True, order=True)
class Output:
    """One thing that pages show of what a snippet prints or returns."""

    name: str
    """The snippet, such as ``races.survey``."""
    function: str
    """The function; ``main`` is the whole program."""
    is_table: bool = False
    """Whether it is a table with a column for each interpreter."""

    @property
    def snippet(self) -> Snippet:
        """The snippet it comes from."""
        return find(self.name)[0]

    @property
    def command(self) -> str:
        """What a reader types to see it."""
        return f"python -m snippets run {self.target}"

    @property
    def target(self) -> str:
        """The name that the command takes."""
        return self.name if self.function == "main" else f"{self.name}.{self.function}"

    @property
    def record(self) -> Path:
        """The file that says what made it."""
        return ROOT / OUTPUTS / (self.name.replace(".", "/") + ".json")

    def file(self, first: str | None = None) -> str:
        """Name its file.

        Args:
            first: The first interpreter of its group, where the groups differ.
        """
        stem = self.name.replace(".", "/") + (
            "" if self.function == "main" else f".{self.function}"
        )
        return f"{stem}.md" if self.is_table else f"{stem}{'@' + first if first else ''}.txt"

    @property
    def comparison(self) -> str:
        """How two runs are compared: ``exact``, ``any order`` or ``sample``."""
        kind = self.snippet.varies.get(self.function, "exact")
        if kind not in ("exact", "any order", "sample"):
            raise ValueError(f"{self.snippet.file}: VARIES has no kind {kind!r}")
        return kind

    @property
    def source(self) -> str:
        """A hash of the module that makes it."""
        return hashlib.sha256(self.snippet.source.encode()).hexdigest()[:16]

    def runs_on(self, tag: str) -> bool:
        """Say whether an interpreter is new enough."""
        requires = self.snippet.requires
        return requires is None or version(tag.rstrip("t")) >= version(requires)


def parse(file: str) -> tuple[Output, str | None]:
    """Turn the name of a file of evidence into what it shows.

    Args:
        file: Such as ``evidence/outputs/races/survey.losses@3.13t.txt``.

    Returns:
        The output, and the first interpreter of its group.
    """
    path = Path(file).relative_to(OUTPUTS)
    stem, _, first = path.name.removesuffix(path.suffix).partition("@")
    topic, _, function = stem.partition(".")
    return Output(
        f"{path.parent.name}.{topic}", function or "main", path.suffix == ".md"
    ), first or None


def wanted(root: Path = ROOT) -> list[Output]:
    """Give all that pages of either language include, each once."""
    return sorted(
        {
            parse(include.file)[0]
            for language in LANGUAGES
            for page in pages(language, root)
            for include in page.includes
            if include.file.startswith(OUTPUTS.as_posix())
        }
    )


def normalise(text: str) -> str:
    """Take out what differs from machine to machine and means nothing."""
    text = text.replace(f"{ROOT}/", "")
    text = re.sub(r'"[^"\n]*/(?=python3\.\d+t?/)', '"…/', text)
    text = re.sub(r"\b0x[0-9a-f]{4,}\b", "0x…", text)
    return "".join(line.rstrip() + "\n" for line in text.splitlines())


def same(kind: str, one: str, other: str) -> bool:
    """Compare two outputs as what is guaranteed of them."""
    if kind == "any order":
        return Counter(one.splitlines()) == Counter(other.splitlines())
    if kind == "sample":
        return re.sub(r"\d+(?:\.\d+)?", "#", one) == re.sub(r"\d+(?:\.\d+)?", "#", other)
    return one == other


@cache
def full_version(python: Path) -> str:
    """Ask an interpreter for its version, such as ``3.14.2``."""
    return run_python(
        "-c", "import platform; print(platform.python_version())", python=python
    ).stdout.strip()


@cache
def run(output: Output, tag: str) -> dict[str, Any]:
    """Run a snippet on an interpreter.

    Args:
        output: What to run.
        tag: The interpreter, which must be on this machine.

    Returns:
        ``version``, ``status``, and ``text``, or ``cells`` of a table.
    """
    python = interpreters.find(tag)
    if python is None:
        raise FileNotFoundError(interpreters.explain([tag]))
    found: dict[str, Any] = {"version": full_version(python)}
    if output.is_table:
        code = TABLE.format(module=output.name, function=output.function)
        done = run_python("-c", code, python=python, cwd=ROOT, env=UNMEASURED)
        if done.returncode:
            raise StaleError(f"{output.target} failed on {tag}:\n{done.stderr}")
        return found | {"status": 0, "cells": json.loads(done.stdout)}
    if output.function == "main" and output.snippet.is_script:
        done = run_python(output.snippet.path, merge=True, python=python, cwd=ROOT, env=UNMEASURED)
    else:
        done = run_python(
            "-m",
            "snippets._catalogue",
            output.target,
            merge=True,
            python=python,
            cwd=ROOT,
            env=UNMEASURED,
        )
    return found | {"status": done.returncode, "text": normalise(done.stdout)}


def recorded(output: Output) -> dict[str, Any]:
    """Read what is recorded of an output.

    Raises:
        StaleError: If nothing is, or it cannot be read.
    """
    try:
        entry = json.loads(output.record.read_text(encoding="utf-8"))["outputs"][output.function]
    except (FileNotFoundError, KeyError):
        raise StaleError(f"{output.target} is not recorded; {advice(output)}") from None
    except ValueError as error:
        raise StaleError(
            f"{output.record.relative_to(ROOT)} is broken: {error}; {advice(output)}"
        ) from None
    return dict(entry)


def advice(output: Output) -> str:
    """Word what to do about a stale output."""
    return f"run `python -m lab record {output.name}`"


def check(output: Output, tag: str | None = None) -> None:
    """Compare what is recorded with a run on this interpreter, or another.

    Raises:
        StaleError: If they differ; the message has both.
    """
    entry = recorded(output)
    tag = tag or interpreters.here()
    if entry["source"] != output.source:
        raise StaleError(
            f"{output.snippet.file} has changed since it was recorded; {advice(output)}"
        )
    for problem in damaged(output, entry):
        raise StaleError(f"{problem}; {advice(output)}")
    if tag not in interpreters.REQUIRED or not output.runs_on(tag):
        return
    if tag not in entry["pythons"]:
        raise StaleError(f"{output.target} is not recorded on {tag}; {advice(output)}")
    now, then = run(output, tag), entry["pythons"][tag]
    if now["status"] != then["status"]:
        raise StaleError(
            f"{output.target} ends with status {now['status']} on {tag}, recorded was {then['status']}:\n"
            f"{now.get('text')}{advice(output)}"
        )
    if output.is_table:
        one, other = (
            json.dumps(side["cells"], ensure_ascii=False, indent=1) for side in (now, then)
        )
    else:
        other = (ROOT / OUTPUTS / then["file"]).read_text(encoding="utf-8")
        one = now["text"]
    if not same(output.comparison, one, other):
        raise StaleError(
            f"{output.target} on {tag} gives ({output.comparison}):\n{one}\nrecorded was:\n{other}\n{advice(output)}"
        )


def damaged(output: Output, entry: dict[str, Any]) -> Iterator[str]:
    """Find files of an output that are not what was written."""
    files = {then["file"]: then["sha"] for then in entry["pythons"].values()}
    for file, sha in files.items():
        path = ROOT / OUTPUTS / file
        if not path.exists():
            yield f"{OUTPUTS / file} is missing"
        elif fingerprint(path.read_text(encoding="utf-8")) != sha:
            yield f"{OUTPUTS / file} is not what was recorded"


def fingerprint(text: str) -> str:
    """Hash a text."""
    return hashlib.sha256(text.encode()).hexdigest()[:16]


def group(output: Output, runs: dict[str, dict[str, Any]]) -> dict[str, list[str]]:
    """Put the interpreters together that gave the same.

    Args:
        output: What was run.
        runs: What each interpreter gave.

    Returns:
        For each file of the output the interpreters that it holds for.
    """
    if output.is_table:
        return {output.file(): list(runs)}
    groups: list[list[str]] = []
    for tag, now in runs.items():
        for others in groups:
            first = runs[others[0]]
            if now["status"] == first["status"] and same(
                output.comparison, now["text"], first["text"]
            ):
                others.append(tag)
                break
        else:
            groups.append([tag])
    return {output.file(tags[0] if len(groups) > 1 else None): tags for tags in groups}


def table(runs: dict[str, dict[str, Any]]) -> str:
    """Draw a table with a column for each interpreter, as Markdown."""
    rows = list(dict.fromkeys(row for now in runs.values() for row in now["cells"]))
    head = ["CPython", *runs]
    body = [[row, *(str(now["cells"].get(row, "–")) for now in runs.values())] for row in rows]
    lines = [head, ["---", *(":-:" for _ in runs)], *body]
    return "".join(f"| {' | '.join(line)} |\n" for line in lines)
