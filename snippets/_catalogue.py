"""Find, describe and run snippets, on any interpreter: standard library only.

Modules are read, not imported, to describe them: a snippet may need a newer
Python than the one that lists it, and a script starts working when imported.
"""

from __future__ import annotations

import ast
import difflib
import importlib
import re
import subprocess
import sys
from dataclasses import dataclass
from functools import cache
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
SECTION = re.compile(
    r"^[ ]*# --8<-- \[(?P<edge>start|end):(?P<name>\w+)\]$",
    re.MULTILINE,
)


class UnknownSnippetError(LookupError):
    """There is no snippet, or no function in it, of that name."""


@dataclass(frozen=True)
class Snippet:
    """What can be said of a snippet without importing it."""

    name: str
    """Its name below ``snippets``, such as ``sync.lost_update``."""
    path: Path
    """Its file, absolute."""
    summary: str
    """The first line of its docstring."""
    requires: str | None
    """The oldest Python that runs it, where that is newer than the project's."""
    functions: tuple[str, ...]
    """The public functions that can be called without an argument."""
    varies: dict[str, str]
    """How the outputs that may legally vary are compared, by function."""

    @property
    def part(self) -> str:
        """The part it belongs to, such as ``sync``."""
        return self.name.partition(".")[0]

    @property
    def file(self) -> str:
        """Its file as pages write it, relative to the repository."""
        return self.path.relative_to(ROOT).as_posix()

    @property
    def source(self) -> str:
        """Its text without the marks of the sections."""
        return re.sub(
            r"^[ ]*# --8<-- .*\n",
            "",
            self.path.read_text(encoding="utf-8"),
            flags=re.MULTILINE,
        )

    @property
    def shown(self) -> re.Pattern[str]:
        """What a page has that shows its code or its output, or names it."""
        part, _, topic = map(re.escape, self.name.partition("."))
        return re.compile(
            rf'"snippets/{part}/{topic}\.py[:"]'
            rf'|"evidence/outputs/{part}/{topic}[.@]'
            rf"|\[snippets\.{part}\.{topic}\b"
        )

    @property
    def is_script(self) -> bool:
        """Whether it can only be run as a program, for want of a ``main``."""
        return "main" not in self.functions

    @property
    def runs_here(self) -> bool:
        """Whether this interpreter is new enough."""
        return self.requires is None or sys.version_info >= version(
            self.requires
        )

    def sections(self) -> dict[str, str]:
        """Give the text of each section, by name, without marks."""
        text = self.path.read_text(encoding="utf-8")
        starts: dict[str, int] = {}
        found: dict[str, str] = {}
        for mark in SECTION.finditer(text):
            name = mark["name"]
            if mark["edge"] == "start":
                starts[name] = mark.end() + 1
            else:
                inside = text[starts.pop(name) : mark.start()]
                found[name] = re.sub(
                    r"^[ ]*# --8<-- .*\n",
                    "",
                    inside,
                    flags=re.MULTILINE,
                )
        if starts:
            raise ValueError(
                f"{self.file}: section never ended: {', '.join(starts)}"
            )
        return found


def version(text: str) -> tuple[int, ...]:
    """Turn ``"3.14"`` into ``(3, 14)``."""
    return tuple(int(part) for part in text.split("."))


@cache
def snippets() -> dict[str, Snippet]:
    """Give every snippet by name, in the order of parts and topics."""
    found = {}
    for path in sorted((ROOT / "snippets").glob("*/*.py")):
        if not path.name.startswith("_"):
            name = f"{path.parent.name}.{path.stem}"
            found[name] = describe(name, path)
    return found


def describe(name: str, path: Path) -> Snippet:
    """Read one module and say what is in it."""
    tree = ast.parse(path.read_text(encoding="utf-8"), str(path))
    requires = None
    varies: dict[str, str] = {}
    functions = []
    for node in tree.body:
        match node:
            case ast.Assign(
                targets=[ast.Name(id="REQUIRES")],
                value=ast.Constant(value=str(text)),
            ):
                requires = text
            case ast.Assign(
                targets=[ast.Name(id="VARIES")], value=kinds
            ):
                varies = ast.literal_eval(kinds)
            case ast.FunctionDef(name=function) if (
                not function.startswith("_")
            ):
                if is_callable_bare(node.args):
                    functions.append(function)
    summary = (ast.get_docstring(tree) or "").partition("\n")[0]
    return Snippet(
        name, path, summary, requires, tuple(functions), varies
    )


def is_callable_bare(arguments: ast.arguments) -> bool:
    """Say whether a function with these parameters can be called without an argument."""
    positional = len(arguments.posonlyargs) + len(arguments.args)
    return (
        positional == len(arguments.defaults)
        and None not in arguments.kw_defaults
    )


def find(name: str) -> tuple[Snippet, str | None]:
    """Find the snippet, and the function in it, that a reader names.

    Args:
        name: ``part.topic`` or ``part.topic.function``; a path such as
            ``snippets/part/topic.py`` and a leading ``snippets.`` are understood.

    Returns:
        The snippet and the function; no function means the whole program.

    Raises:
        UnknownSnippetError: If there is none; the message has the nearest names.
    """
    name = (
        name.removesuffix(".py")
        .replace("/", ".")
        .removeprefix("snippets.")
    )
    known = snippets()
    if name in known:
        return known[name], None
    stem, _, function = name.rpartition(".")
    if stem in known:
        if function in known[stem].functions:
            return known[stem], function
        names = [f"{stem}.{other}" for other in known[stem].functions]
        raise UnknownSnippetError(
            f"snippet {stem} has no function {function!r}{nearest(name, names)}"
        )
    raise UnknownSnippetError(
        f"no snippet {name!r}{nearest(name, list(known))}"
    )


def nearest(name: str, names: list[str]) -> str:
    """Word a hint at the names that look most like the wrong one."""
    close = difflib.get_close_matches(name, names, n=3, cutoff=0.5)
    topic = name.rpartition(".")[2]
    close += [
        other
        for other in names
        if topic in other and other not in close
    ][:3]
    return (
        f"; did you mean {' or '.join(close)}?"
        if close
        else "; `python -m snippets` lists all"
    )


def run(name: str) -> int:
    """Run a snippet or one of its functions and print what it gives, as the REPL would.

    Args:
        name: As `find` takes it.

    Returns:
        An exit status: that of the script, else 0.
    """
    snippet, function = find(name)
    if not snippet.runs_here:
        here = ".".join(map(str, sys.version_info[:2]))
        print(
            f"{snippet.name} needs Python {snippet.requires} or newer; this is {here}",
            file=sys.stderr,
        )
        return 2
    if snippet.is_script and function is None:
        return subprocess.run(
            [sys.executable, str(snippet.path)], check=False
        ).returncode
    module = importlib.import_module(f"snippets.{snippet.name}")
    result = getattr(module, function or "main")()
    if result is not None:
        print(repr(result))
    return 0


if __name__ == "__main__":
    sys.exit(run(sys.argv[1]))
