"""Tests of the tests: break one thing in a copy of the project, and exactly the right tests turn red.

Each sabotage names what it does, the tests that look at the place, which of
them must fail, and what their message must tell the one who broke it.
"""

from __future__ import annotations

import os
import re
import shutil
import sys
from collections.abc import Callable
from concurrent.futures import Future, ThreadPoolExecutor, wait
from dataclasses import dataclass
from pathlib import Path

import pytest

from lab.child import run
from lab.pages import ROOT


def left_out(folder: str, names: list[str]) -> set[str]:
    """Say what is no part of the project: what was built, installed or cached."""
    built = {".git", ".nox", ".cache", "node_modules", "__pycache__", "htmlcov"} & set(names)
    built |= {
        name for name in names if name.startswith((".venv", ".coverage")) or name.endswith("_cache")
    }
    return built | ({"site"} & set(names) if Path(folder) == ROOT else set())


def change(file: str, old: str, new: str, count: int = 1) -> Callable[[Path], None]:
    """Make an edit that replaces some text, which must be there."""

    def edit(tree: Path) -> None:
        path = tree / file
        text = path.read_text(encoding="utf-8")
        assert old in text, f"{file} no longer has {old!r}: mend this sabotage"
        path.write_text(text.replace(old, new, count), encoding="utf-8")

    return edit


def append(file: str, text: str) -> Callable[[Path], None]:
    """Make an edit that adds text to the end of a file."""

    def edit(tree: Path) -> None:
        path = tree / file
        path.write_text(path.read_text(encoding="utf-8") + text, encoding="utf-8")

    return edit


def every(*edits: Callable[[Path], None]) -> Callable[[Path], None]:
    """Make one edit of several."""

    def edit(tree: Path) -> None:
        for each in edits:
            each(tree)

    return edit


@dataclass(frozen=True)
class Sabotage:
    """One thing to break, and what must come of it."""

    edit: Callable[[Path], None]
    look: tuple[str, ...]
    """Where to look: arguments of pytest."""
    red: tuple[str, ...]
    """Exactly the tests that must fail, as regular expressions of their ids."""
    told: tuple[str, ...]
    """What the output must say."""


GATES = ("test_parity.py", "test_corrections.py", "test_glossary.py")
LOCKS = (
    "docs/en/learn/locks.md",
    "docs/zh/learn/locks.md",
    *(f"tests/docs/{gate}" for gate in GATES),
    "-k",
    "not docstring",
)
ENGLISH, CHINESE = (
    rf"docs/{language}/learn/locks\.md::line:\d+,column:1" for language in ("en", "zh")
)
PARITY = r"tests/docs/test_parity\.py::test_both_languages_have_the_same_parts_in_the_same_order\[learn/locks\]"
UNSEEN = r"tests/docs/test_parity\.py::test_no_section_changed_in_one_language_unseen"
READ_AGAIN = "read it beside the other language, then run `python -m lab reviewed learn/locks`"

SABOTAGES: dict[str, Sabotage] = {
    "a Python block is pasted into a page": Sabotage(
        append("docs/en/learn/locks.md", "\n```py\nx = 1\n```\n"),
        LOCKS,
        (ENGLISH, PARITY, UNSEEN),
        (
            "a block of kind 'py' may not stand on a page",
            "include a section of snippets/ or a recorded output",
            READ_AGAIN,
        ),
    ),
    "a Python block is pasted into both languages, indented": Sabotage(
        every(
            *(
                append(f"docs/{language}/learn/locks.md", "\nMore.\n\n    x = 1\n")
                for language in ("zh", "en")
            )
        ),
        LOCKS,
        (ENGLISH, CHINESE, UNSEEN),
        ("a block of kind 'indented' may not stand on a page",),
    ),
    "one character of a recorded output is changed": Sabotage(
        change("evidence/outputs/locks/leak.txt", "still locked: True", "still locked: true"),
        LOCKS,
        (ENGLISH, CHINESE),
        ("leak.txt is not what was recorded", "run `python -m lab record locks.leak`"),
    ),
    "the fix loses the lock's with": Sabotage(
        every(
            change("snippets/races/locked_update.py", "with self.lock:", "if self.lock:"),
            change("snippets/testing/gate.py", "PATIENCE = 30.0", "PATIENCE = 0.5"),
        ),
        ("tests/snippets/races/test_locked_update.py",),
        (r"tests/snippets/races/test_locked_update\.py::.*",),
        ("locked_update",),
    ),
    "a changed snippet is not recorded again": Sabotage(
        append("snippets/locks/leak.py", "# changed\n"),
        LOCKS,
        (ENGLISH, CHINESE),
        ("leak.py has changed since it was recorded", "run `python -m lab record locks.leak`"),
    ),
    "a section is renamed": Sabotage(
        change("snippets/locks/leak.py", ":leak]", ":spill]", 2),
        LOCKS,
        (ENGLISH, CHINESE),
        ("snippets/locks/leak.py has no section 'leak', but spill",),
    ),
    "an anchor is deleted in one language": Sabotage(
        change("docs/zh/learn/locks.md", " {#kinds}", ""),
        LOCKS,
        (
            PARITY,
            UNSEEN,
            r"tests/docs/test_parity\.py::test_every_heading_has_an_id_of_its_own\[learn/locks\]",
            r"tests/docs/test_corrections\.py::test_every_entry_has_a_proof_and_a_page_that_exist",
        ),
        ("heading ## None in Chinese and heading ## kinds in English", "has no heading {#kinds}"),
    ),
    "a word the glossary forbids is used": Sabotage(
        append("docs/en/learn/locks.md", "\nA list is thread-safe.\n"),
        LOCKS,
        (
            UNSEEN,
            r"tests/docs/test_glossary\.py::test_no_page_uses_a_word_that_the_glossary_advises_against",
        ),
        ("'thread-safe': the glossary says",),
    ),
    "a thread is left running": Sabotage(
        append(
            "tests/snippets/races/test_locked_update.py",
            "\n\ndef test_leaves():\n    from threading import Event, Thread\n"
            "    Thread(target=Event().wait, args=(20,), daemon=True, name='forgotten').start()\n",
        ),
        ("tests/snippets/races/test_locked_update.py",),
        (r"tests/snippets/races/test_locked_update\.py::test_leaves",),
        ("the test left behind:", "thread forgotten"),
    ),
    "a correction names a test that does not exist": Sabotage(
        change("registers/corrections/races.toml", "::test_", "::test_no_such_"),
        ("tests/docs/test_corrections.py",),
        (r"tests/docs/test_corrections\.py::test_every_entry_has_a_proof_and_a_page_that_exist",),
        ("has no test test_no_such_",),
    ),
}


def broken(name: str, folder: Path) -> tuple[set[str], str]:
    """Break one thing in a copy of the project; give the tests that failed, and what was said."""
    tree = folder / re.sub(r"\W+", "-", name)
    shutil.copytree(ROOT, tree, ignore=left_out)
    SABOTAGES[name].edit(tree)
    return reds(tree, SABOTAGES[name].look)


@pytest.fixture(scope="module")
def results(
    tmp_path_factory: pytest.TempPathFactory,
) -> dict[str, Future[tuple[set[str], str]]]:
    """Run all sabotages, as many at a time as there are processors."""
    folder = tmp_path_factory.mktemp("sabotage")
    with ThreadPoolExecutor(os.cpu_count()) as pool:
        futures = {name: pool.submit(broken, name, folder) for name in SABOTAGES}
        wait(futures.values())
    return futures


def reds(tree: Path, look: tuple[str, ...]) -> tuple[set[str], str]:
    """Run tests in a tree; give the ids of those that failed, and what was said."""
    command = [
        sys.executable,
        "-m",
        "pytest",
        "-q",
        "-rfE",
        "--no-header",
        "-p",
        "no:cacheprovider",
        *look,
    ]
    env = {"PYTHONPATH": str(tree), "COLUMNS": "300", "COVERAGE_PROCESS_CONFIG": ""}
    done = run(command, cwd=tree, env=env, deadline=120)
    assert done.returncode in (0, 1), done.stdout + done.stderr
    found = re.findall(r"(?m)^(?:FAILED|ERROR) (\S+)", done.stdout)
    return set(found), done.stdout


@pytest.mark.timeout(300)  # the first one waits for all
@pytest.mark.parametrize("name", SABOTAGES)
def test_a_sabotage_turns_exactly_the_right_tests_red(
    results: dict[str, Future[tuple[set[str], str]]], name: str
) -> None:
    sabotage = SABOTAGES[name]
    failed, said = results[name].result()
    unexpected = {
        test for test in failed if not any(re.fullmatch(red, test) for red in sabotage.red)
    }
    missed = {red for red in sabotage.red if not any(re.fullmatch(red, test) for test in failed)}
    assert (unexpected, missed) == (set(), set()), said[-3000:]
    assert [words for words in sabotage.told if words not in said] == [], said[-3000:]
