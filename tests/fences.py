"""Sybil parser for the pages: every block of code there, whatever its spelling, must be evidence.

* ``python``: one include of a section that consists of whole definitions of an importable module;
* ``text``: one include of a recorded output, which is what a run prints now;
* ``mermaid``: a diagram.

Anything else is written by hand and fails.
"""

from __future__ import annotations

import ast
import importlib
import inspect
import re
from collections.abc import Iterator

from sybil import Document, Example, Region

from lab import evidence, interpreters
from lab.pages import INCLUDE, ROOT, Block, Include, blocks
from snippets._catalogue import Snippet, UnknownSnippetError, find
from tests.proved import FENCES

GUARANTEE = ("*Guaranteed:*", "*保证：*")


class BlockParser:
    """Yield every block of code of a page, and every include that stands alone."""

    def __call__(self, document: Document) -> Iterator[Region]:
        """Find the blocks and give each to `evaluate`."""
        lines = without_front_matter(document.text).splitlines()
        starts = [0]
        for line in lines:
            starts.append(starts[-1] + len(line) + 1)
        covered: set[int] = set()
        for block in blocks(lines):
            last = min(block.line + len(block.body) + (block.kind == "fence"), len(lines))
            covered |= set(range(block.line, last + 1))
            end = min(starts[last] - 1, len(document.text))
            yield Region(
                starts[block.line - 1], max(end, starts[block.line - 1] + 1), block, evaluate
            )
        for number, line in enumerate(lines, 1):
            if number not in covered and INCLUDE.match(line):
                yield Region(
                    starts[number - 1],
                    starts[number] - 1,
                    Block(number, "alone", "", (line,)),
                    evaluate,
                )


def without_front_matter(text: str) -> str:
    """Blank the front matter, so that offsets stay."""
    found = re.match(r"---\n.*?\n---\n", text, re.DOTALL)
    return re.sub(r"[^\n]", " ", found[0]) + text[found.end() :] if found else text


def evaluate(example: Example) -> str | None:
    """Check one block; what it returns is what is wrong."""
    block: Block = example.parsed
    kind = block.kind if block.kind != "fence" else block.language
    check = CHECKS.get(kind)
    if check is None:
        wrong = f"a block of kind {block.info or block.kind!r} may not stand on a page"
        return f"{wrong}:\n{chr(10).join(block.body[:3])}\ninclude a section of snippets/ or a recorded output"
    problem = check(block)
    if problem is None:
        FENCES[kind] += 1
    return problem


def check_python(block: Block) -> str | None:
    """Check that a block is one section of a module, made of whole definitions."""
    include = block.include
    if include is None or include.section is None:
        return f"hand-written Python: {block.body[:1]}; put it into snippets/ and include a section"
    try:
        snippet = find(include.file)[0]
    except UnknownSnippetError as error:
        return str(error)
    sections = snippet.sections()
    if include.section not in sections:
        return f"{include.file} has no section {include.section!r}, but {', '.join(sections)}"
    badge = f" · {snippet.requires}+" if snippet.requires else ""
    if block.info != f'python title="{include.file}{badge}"':
        return f'the fence must read: ``` python title="{include.file}{badge}"'
    return check_definitions(snippet, include, sections[include.section])


def check_definitions(snippet: Snippet, include: Include, code: str) -> str | None:
    """Check that what is shown is what a test imports."""
    wide = [line for line in code.splitlines() if len(line) > 72]
    if wide:
        return f"{include.file}: wider than 72 columns: {wide[0]!r}"
    if len(code.strip().splitlines()) > 40:
        return f"{include.file}:{include.section} has more than 40 lines"
    tree = ast.parse(code)
    if snippet.is_script or not snippet.runs_here:
        return None
    module = importlib.import_module(f"snippets.{snippet.name}")
    for node in tree.body:
        for name in names(node):
            if not hasattr(module, name):
                return (
                    f"{include.file}:{include.section} shows {name}, which the module does not have"
                )
        if isinstance(node, ast.FunctionDef | ast.ClassDef):
            shown = ast.get_source_segment(code, node)
            real = inspect.getsource(inspect.unwrap(getattr(module, node.name)))
            if shown is None or shown.strip() not in re.sub(r"(?m)^[ ]*# --8<-- .*\n", "", real):
                return f"{include.file}:{include.section} is not the {node.name} that tests import"
    return None


def names(node: ast.stmt) -> list[str]:
    """Give the names that a statement of a section defines."""
    match node:
        case ast.FunctionDef(name=name) | ast.AsyncFunctionDef(name=name) | ast.ClassDef(name=name):
            return [name]
        case ast.Import(names=imported) | ast.ImportFrom(names=imported):
            return [(alias.asname or alias.name).partition(".")[0] for alias in imported]
        case ast.Assign(targets=targets):
            return [target.id for target in targets if isinstance(target, ast.Name)]
        case ast.AnnAssign(target=ast.Name(id=name)):
            return [name]
    return []


def check_text(block: Block) -> str | None:
    """Check that a block is a recorded output, and that a run prints it now."""
    include = block.include
    if include is None or not include.file.startswith(f"{evidence.OUTPUTS}/"):
        return f"output typed by hand: {block.body[:1]}; include a file of {evidence.OUTPUTS}"
    output, first = evidence.parse(include.file)
    problem = check_recorded(output, include)
    if problem:
        return problem
    if block.info != f'text title="{output.command}"':
        return f'the fence must read: ``` text title="{output.command}"'
    pythons = evidence.recorded(output)["pythons"]
    group = [tag for tag, then in pythons.items() if then["file"] == output.file(first)]
    if first and block.tab != interpreters.label(group):
        return f'this output must stand in the tab === "{interpreters.label(group)}"'
    if output.comparison != "exact" and not block.after.startswith(GUARANTEE):
        return f"the line after this output must begin {' or '.join(GUARANTEE)} and say what is guaranteed"
    return None


def check_alone(block: Block) -> str | None:
    """Check that an include outside any fence is a recorded table."""
    include = INCLUDE.match(block.body[0])
    assert include is not None
    output, _ = evidence.parse(include["file"])
    if not output.is_table:
        return "an include outside a fence must be a table of evidence, a file in .md"
    return check_recorded(output, Include(block.line, include["file"], None))


def check_recorded(output: evidence.Output, include: Include) -> str | None:
    """Check that an output is recorded and what a run gives."""
    try:
        if output.function not in (*output.snippet.functions, "main"):
            return f"snippets.{output.name} has no function {output.function}"
        evidence.check(output)
    except (evidence.StaleError, UnknownSnippetError) as error:
        return str(error)
    if not (ROOT / include.file).exists():
        return f"{include.file} does not exist; {evidence.advice(output)}"
    return None


def check_diagram(block: Block) -> str | None:
    """Check that a diagram says what it shows to those who cannot see it."""
    text = "\n".join(block.body)
    wanted = [name for name in ("accTitle:", "accDescr:") if name not in text]
    return f"a diagram needs {' and '.join(wanted)}" if wanted else None


CHECKS = {
    "python": check_python,
    "text": check_text,
    "mermaid": check_diagram,
    "alone": check_alone,
}
