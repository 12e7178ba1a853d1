"""Measure the build: ``python -m tests.site.speed 0 100 300``.

For each number, that many pages a language are added to a copy of the project,
made from its own pages, fifteen to a section; the copy is built strictly, then
served, and one page of each language is edited. CPU seconds and memory are those
of the build with all its children; a rebuild lasts from the edit until the new
words are served.
"""

from __future__ import annotations

import os
import re
import resource
import shutil
import signal
import subprocess
import sys
import tempfile
import time
import urllib.request
from itertools import cycle, islice
from pathlib import Path

from lab.pages import LANGUAGES, ROOT
from lab.serve import next_free

SECTION = 15
"""Pages to a section of the navigation."""
CONFIGS = {"zh": "mkdocs.yml", "en": "mkdocs.en.yml"}


def copy_with(count: int, target: Path) -> None:
    """Copy the project and add pages to it."""
    left_out = shutil.ignore_patterns(".*", "site", "node_modules", "__pycache__")
    shutil.copytree(ROOT, target, ignore=left_out, dirs_exist_ok=True)
    shutil.copytree(ROOT / "tests/site", target / "tests/site", dirs_exist_ok=True)
    for language in LANGUAGES:
        learn = target / "docs" / language / "learn"
        real = sorted(learn.glob("*.md"))
        sections: list[str] = []
        for number, model in zip(range(count), cycle(real), strict=False):
            name = f"more-{number:03}.md"
            text = model.read_text(encoding="utf-8")
            (learn / name).write_text(
                re.sub(r"(?m)^(# .*?)( \{)", rf"\1 {number}\2", text, count=1), encoding="utf-8"
            )
            if number % SECTION == 0:
                sections.append(f"  - Section {number // SECTION}:\n")
            sections[-1] += f"      - learn/{name}\n"
        config = target / CONFIGS[language]
        config.write_text(config.read_text(encoding="utf-8") + "".join(sections), encoding="utf-8")


def build(target: Path) -> tuple[float, float]:
    """Build the copy strictly; give CPU and wall seconds."""
    before, start = resource.getrusage(resource.RUSAGE_CHILDREN), time.monotonic()
    subprocess.run(
        [sys.executable, "-m", "mkdocs", "build", "--strict"],
        cwd=target,
        env=environment(),
        check=True,
        capture_output=True,
    )
    after = resource.getrusage(resource.RUSAGE_CHILDREN)
    return (
        after.ru_utime + after.ru_stime - before.ru_utime - before.ru_stime,
        time.monotonic() - start,
    )


def environment() -> dict[str, str]:
    """Give the environment of a build."""
    return os.environ | {"NO_MKDOCS_2_WARNING": "1", "PYTHONDONTWRITEBYTECODE": "1"}


def rebuilds(target: Path) -> dict[str, float]:
    """Serve the copy, edit a page of each language, and give the seconds until the edit is served."""
    port = next_free("127.0.0.1", 8100)
    server = subprocess.Popen(
        [sys.executable, "-m", "mkdocs", "serve", "--dirty", "--dev-addr", f"127.0.0.1:{port}"],
        cwd=target,
        env=environment(),
        stdout=subprocess.DEVNULL,
        stderr=subprocess.DEVNULL,
        start_new_session=True,
    )
    found = {}
    try:
        for language in LANGUAGES:
            address = f"http://127.0.0.1:{port}/{'' if language == 'zh' else 'en/'}learn/locks/"
            wait_for(address, "locks")
            time.sleep(1)
            page = target / "docs" / language / "learn/locks.md"
            for turn in range(3):
                words = f"edited{turn}"
                start = time.monotonic()
                page.write_text(page.read_text(encoding="utf-8") + f"\n{words}\n", encoding="utf-8")
                wait_for(address, words)
                found[language] = time.monotonic() - start
                time.sleep(0.5)
    finally:
        os.killpg(server.pid, signal.SIGTERM)
        server.wait()
    return found


def wait_for(address: str, words: str) -> None:
    """Ask for a page until it has some words."""
    end = time.monotonic() + 300
    while time.monotonic() < end:
        try:
            with urllib.request.urlopen(address, timeout=60) as answer:  # our own server
                if words in answer.read().decode():
                    return
        except OSError:
            pass
        time.sleep(0.02)
    raise TimeoutError(address)


def main(counts: list[int]) -> None:
    """Measure, and print one line for each number of pages."""
    print("added  pages  CPU s  CPU s/page  wall s  peak MB so far  rebuild zh s  en s")
    for count in counts:
        with tempfile.TemporaryDirectory(prefix="speed_") as folder:
            target = Path(folder)
            copy_with(count, target)
            build(target)  # fills the caches, as on any machine where the site was built before
            cpu, wall = build(target)
            peak = resource.getrusage(resource.RUSAGE_CHILDREN).ru_maxrss / 1024
            pages = len(list((target / "site").rglob("*.html")))
            edits = rebuilds(target)
            print(
                f"{count:5}  {pages:5}  {cpu:5.1f}  {cpu / pages:10.3f}  {wall:6.1f}  {peak:14.0f}"
                f"  {edits['zh']:12.2f}  {edits['en']:4.2f}",
                flush=True,
            )


if __name__ == "__main__":
    main([int(argument) for argument in islice(sys.argv, 1, None)] or [0])
