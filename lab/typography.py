"""Check Chinese typography with AutoCorrect: ``python -m lab.typography [--fix]``.

AutoCorrect looks at the words between code, links and emphasis. What stands at
their edges is looked at a second time, with these taken out.
"""

from __future__ import annotations

import re
import sys
import tomllib
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import autocorrect_py

from lab.files import write_whole
from lab.pages import ROOT

SOURCES = ("docs/zh/**/*.md", "*.zh.md", ".github/**/*.zh.*", "registers/**/*.toml")
HAN = re.compile(r"[\u4e00-\u9fff]")
FENCED = re.compile(r"^([ ]*)(`{3,}|~{3,}).*?^\1\2[ ]*$", re.MULTILINE | re.DOTALL)


def problems(path: Path, root: Path = ROOT) -> Iterator[str]:
    """Find what is set wrongly in a file.

    Args:
        path: A page, or a register whose Chinese strings are looked at.
        root: The repository.

    Yields:
        One line for each place: the file, where in it, what stands there and what should.
    """
    text = path.read_text(encoding="utf-8")
    file = path.relative_to(root).as_posix()
    if path.suffix == ".toml":
        for key, value in strings(tomllib.loads(text)):
            for _, old, new in lint(value):
                yield f"{file}: {key}: {old!r} should be {new!r}"
    else:
        for line, old, new in lint(text):
            yield f"{file}:{line}: {old!r} should be {new!r}"


def lint(text: str) -> list[tuple[int, str, str]]:
    """Let AutoCorrect look at some Markdown, as it stands and with its marks taken out."""
    configure()
    found: dict[int, tuple[int, str, str]] = {}
    for version in (text, bare(text)):
        for hit in autocorrect_py.lint_for(version, "markdown").lines:
            found.setdefault(hit.line, (hit.line, hit.old.strip(), hit.new.strip()))
    return [found[line] for line in sorted(found)]


def configure() -> None:
    """Give AutoCorrect our rules."""
    rules = (ROOT / ".autocorrectrc").read_text(encoding="utf-8")
    autocorrect_py.load_config(rules)  # type: ignore[attr-defined]  # its stub lacks it


def bare(text: str) -> str:
    """Leave the words: code becomes a Latin word, a link its text, emphasis nothing."""
    text = FENCED.sub(lambda hit: "\n" * hit[0].count("\n"), text)
    text = re.sub(r"(`+)([^\n]+?)\1", "code", text)
    text = re.sub(r"!?\[((?:[^\[\]\n]|\[[^\]\n]*\])*)\](?:\([^)\n]*\)|\[[^\]\n]*\])", r"\1", text)
    text = re.sub(r"(?<=[，。：；！？])\*+[ ]", "", text)  # Markdown needs this space
    return re.sub(r"\*+(?=\S)|(?<=\S)\*+", "", text)


def strings(table: Any, key: str = "") -> Iterator[tuple[str, str]]:
    """Give every Chinese string of a register but patterns, with its dotted key."""
    if isinstance(table, dict):
        for name, value in table.items():
            if not name.startswith("avoid_"):
                yield from strings(value, f"{key}.{name}".lstrip("."))
    elif isinstance(table, list):
        for value in table:
            label = value.get("id", "") if isinstance(value, dict) else ""
            yield from strings(value, f"{key}.{label}".strip("."))
    elif isinstance(table, str) and HAN.search(table):
        yield key, table


def mend(path: Path) -> bool:
    """Write a page as AutoCorrect would; registers are mended by hand.

    Returns:
        Whether that changed it.
    """
    if path.suffix == ".toml":
        return False
    configure()
    text = path.read_text(encoding="utf-8")
    return write_whole(path, autocorrect_py.format_for(text, "markdown"))


def sources(root: Path = ROOT) -> list[Path]:
    """Give all files with Chinese for readers."""
    return sorted({path for pattern in SOURCES for path in root.glob(pattern)})


def main(arguments: list[str], root: Path = ROOT) -> int:
    """Check all files, or mend them first; give the exit status."""
    paths = sources(root)
    if "--fix" in arguments:
        for path in paths:
            if mend(path):
                print(f"mended   {path.relative_to(root).as_posix()}")
    found = [problem for path in paths for problem in problems(path, root)]
    print(*found, f"{len(paths)} files with Chinese, {len(found)} problems", sep="\n")
    return 1 if found else 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
