"""Every Sybil of the project, and what all tests share, in one place."""

from __future__ import annotations

import multiprocessing
from collections.abc import Generator
from multiprocessing.context import BaseContext
from pathlib import Path
from typing import Any

import pytest
from sybil import Sybil
from sybil.parsers.rest import DocTestParser

from lab import interpreters
from snippets._catalogue import snippets
from tests import fences, proved

pytest_plugins = ["tests.guard", "pytester"]


def runs_here(name: str) -> bool:
    """Say whether the snippet of a file can run on this interpreter."""
    return all(snippet.runs_here for snippet in snippets().values() if name.endswith(snippet.file))


collect_docstrings = Sybil(
    parsers=[DocTestParser()],
    path="snippets",
    patterns=["*/*.py"],
).pytest()


collect_pages = Sybil(
    parsers=[fences.BlockParser()],
    path="docs",
    patterns=["**/*.md"],
).pytest()


@pytest.hookimpl(wrapper=True)
def pytest_collect_file(
    file_path: Path, parent: pytest.Collector
) -> Generator[None, list[Any], list[Any]]:
    """Give docstrings and pages to Sybil, and keep pytest-codeblocks to the READMEs."""
    found = [
        collector
        for collector in (yield)
        if not type(collector).__module__.startswith("pytest_codeblocks")
        or file_path.name.startswith("README")
    ]
    if file_path.suffix == ".py" and not runs_here(file_path.as_posix()):
        return found
    ours = [collect(file_path, parent) for collect in (collect_docstrings, collect_pages)]
    return found + [collector for collector in ours if collector]


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """Skip the tests of a snippet that needs a newer Python, with its own reason."""
    for item in items:
        folder, _, rest = item.nodeid.partition("tests/snippets/")
        if rest and not folder:
            part, _, file = rest.partition("/")
            topic = file.partition("::")[0].removeprefix("test_").removesuffix(".py")
            snippet = snippets().get(f"{part}.{topic}")
            if snippet and not snippet.runs_here:
                reason = f"snippets.{snippet.name} needs Python {snippet.requires}"
                item.add_marker(pytest.mark.skip(reason=reason))


@pytest.fixture(params=["fork", "spawn", "forkserver"])
def context(request: pytest.FixtureRequest) -> BaseContext:
    """Give a multiprocessing context of each start method in turn."""
    method: str = request.param
    return multiprocessing.get_context(method)


def pytest_terminal_summary(terminalreporter: pytest.TerminalReporter) -> None:
    """Say how much was proved, for those who count."""
    for line in proved.lines(terminalreporter.stats, interpreters.here()):
        terminalreporter.write_line(line)
