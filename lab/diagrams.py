"""Diagrams: drawn once from the Mermaid source on the pages, committed, and put into the pages as SVG.

``python -m lab.diagrams`` draws what is missing with Chromium and the npm package
mermaid, and removes what no page shows any more. The site's build only reads the
files, and no reader loads Mermaid.
"""

from __future__ import annotations

import hashlib
import logging
import os
import re
import shutil
import subprocess
import sys
import textwrap
from collections import Counter
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING, Any
from weakref import WeakKeyDictionary

from lab.files import write_whole
from lab.pages import LANGUAGES, ROOT, pages

if TYPE_CHECKING:
    from playwright.sync_api import Browser

FOLDER = Path("evidence/diagrams")
MERMAID = "mermaid@11.17.2"
COMMAND = "python -m lab.diagrams"
CHROMIUM = (
    "--no-sandbox",
    "--disable-gpu",
    "--disable-quic",
    "--no-first-run",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
)

log = logging.getLogger("mkdocs.lab.diagrams")


class DiagramError(Exception):
    """A diagram cannot be drawn."""


def normal(source: str) -> str:
    """Strip a diagram's source of what depends on where it stands on a page."""
    return "\n".join(line.rstrip() for line in textwrap.dedent(source).strip().splitlines())


def name(source: str) -> str:
    """Name a diagram by its source."""
    return hashlib.sha256(normal(source).encode()).hexdigest()[:16]


def spoken(source: str) -> list[str]:
    """Say what a diagram lacks for those who cannot see it."""
    return [word for word in ("accTitle:", "accDescr:") if word not in source]


# What superfences calls ---------------------------------------------------------------------------------------

shown: WeakKeyDictionary[Any, Counter[str]] = WeakKeyDictionary()
"""How often each page, known by its Markdown instance, shows a diagram: ids may not repeat."""


def fence(
    source: str, language: str, css_class: str, options: dict[str, Any], md: Any, **_: Any
) -> str:
    """Put the drawing of a ``mermaid`` fence into the page; a missing one is a warning, and fails a strict build.

    Args:
        source: What stands in the fence.
        language: ``mermaid``.
        css_class: Not used.
        options: Not used.
        md: The Markdown instance, one for each page.

    Returns:
        HTML.
    """
    key = name(source)
    path = ROOT / FOLDER / f"{key}.svg"
    title = re.search(r"accTitle:\s*(.+)", source)
    if missing := spoken(source):
        log.warning(
            f"a diagram has no {' and no '.join(missing)} {normal(source).splitlines()[:2]}"
        )
    if not path.exists():
        log.warning(f"diagram {title[1] if title else key!r} is not drawn; run `{COMMAND}`")
        return ""
    svg = path.read_text(encoding="utf-8").strip()
    counts = shown.setdefault(md, Counter())
    counts[key] += 1
    if counts[key] > 1:
        svg = svg.replace(f"d{key}", f"d{key}-{counts[key]}")
    return f'<div class="diagram" data-search-exclude="1">{svg}</div>'


# Drawing --------------------------------------------------------------------------------------------------------

GREYS = {
    "ink": "#111111",
    "edge": "#777777",
    "mid": "#cccccc",
    "box": "#eeeeee",
    "soft": "#f7f7f7",
    "page": "#ffffff",
    "note": "#fff3d6",
}
"""Colours that Mermaid is told to use; each becomes a class, which site.css colours for light and dark."""

THEME = {
    "ink": "primaryTextColor textColor nodeTextColor titleColor labelTextColor loopTextColor"
    " noteTextColor actorTextColor lineColor signalColor signalTextColor sequenceNumberColor"
    " transitionColor transitionLabelColor stateLabelColor specialStateColor",
    "edge": "primaryBorderColor secondaryBorderColor tertiaryBorderColor nodeBorder clusterBorder"
    " actorBorder actorLineColor labelBoxBorderColor noteBorderColor activationBorderColor",
    "mid": "activationBkgColor",
    "box": "primaryColor mainBkg actorBkg labelBoxBkgColor stateBkg secondaryColor",
    "soft": "clusterBkg tertiaryColor compositeBackground altBackground",
    "page": "background edgeLabelBackground compositeTitleBackground labelBackgroundColor",
    "note": "noteBkgColor",
}

DRAW = Path(__file__).with_suffix(".js")
"""The function that draws a diagram, run in the browser."""


def wanted(root: Path = ROOT) -> dict[str, str]:
    """Give the sources of the diagrams on all pages, by name."""
    return {
        name("\n".join(block.body)): normal("\n".join(block.body))
        for language in LANGUAGES
        for page in pages(language, root)
        for block in page.blocks
        if block.language == "mermaid"
    }


def mermaid() -> Path:
    """Find Mermaid, and bring it where it is not there.

    Raises:
        DiagramError: If npm is not there, or cannot bring it.
    """
    package, _, version = MERMAID.partition("@")
    folder = ROOT / "node_modules" / package
    script = folder / "dist/mermaid.min.js"
    manifest = folder / "package.json"
    if not (script.exists() and f'"version": "{version}"' in manifest.read_text(encoding="utf-8")):
        npm = shutil.which("npm")
        if npm is None:
            raise DiagramError("npm is missing; bring Node.js with `apt install npm`")
        done = subprocess.run(
            [
                npm,
                "install",
                "--no-save",
                "--ignore-scripts",
                "--no-audit",
                "--no-fund",
                "--prefix",
                str(ROOT),
                MERMAID,
            ],
            capture_output=True,
            text=True,
            check=False,
        )
        if done.returncode:
            raise DiagramError(
                f"npm could not bring {MERMAID}: {done.stderr.strip().splitlines()[-1:]}"
            )
    return script


def chromium() -> str | None:
    """Find the browser: Debian's, else the one that playwright brought."""
    from playwright.sync_api import sync_playwright  # noqa: PLC0415  # the build does without

    found = (
        os.environ.get("CHROME_PATH") or shutil.which("chromium") or shutil.which("google-chrome")
    )
    if found:
        return found
    with sync_playwright() as playwright:
        path = playwright.chromium.executable_path
    return path if Path(path).exists() else None


@contextmanager
def browser() -> Iterator[Browser]:
    """Start Chromium.

    Raises:
        DiagramError: If there is none.
    """
    from playwright.sync_api import sync_playwright  # noqa: PLC0415  # the build does without

    path = chromium()
    if path is None:
        raise DiagramError(
            "Chromium is missing; bring it with `apt install chromium` or `playwright install chromium`"
        )
    with sync_playwright() as playwright:
        started = playwright.chromium.launch(executable_path=path, args=list(CHROMIUM))
        try:
            yield started
        finally:
            started.close()


def draw(sources: dict[str, str]) -> tuple[dict[str, str], list[str]]:
    """Draw diagrams.

    Args:
        sources: The source of each, by name.

    Returns:
        The SVG of each that could be drawn, by name; and what is wrong with the others.

    Raises:
        DiagramError: If Chromium or Mermaid cannot be had.
    """
    from playwright.sync_api import Error  # noqa: PLC0415  # the build does without

    drawn: dict[str, str] = {}
    wrong: list[str] = []
    variables = {key: GREYS[role] for role, keys in THEME.items() for key in keys.split()}
    function = DRAW.read_text(encoding="utf-8")
    script = mermaid()
    with browser() as started:
        page = started.new_page()
        page.set_content("<!doctype html><meta charset=utf-8><body></body>")
        page.add_script_tag(path=str(script))
        for key, source in sources.items():
            if missing := spoken(source):
                wrong.append(
                    f"a diagram has no {' and no '.join(missing)}\n{textwrap.indent(source, '    ')}"
                )
                continue
            try:
                drawn[key] = str(page.evaluate(function, [f"d{key}", source, GREYS, variables]))
            except Error as error:
                why = str(error).splitlines()[0]
                wrong.append(f"Mermaid refuses a diagram: {why}\n{textwrap.indent(source, '    ')}")
    return drawn, wrong


def main() -> int:
    """Draw what is missing, or with ``--all`` everything, and remove what no page shows."""
    folder = ROOT / FOLDER
    sources = wanted()
    missing = {
        key: text
        for key, text in sources.items()
        if "--all" in sys.argv or not (folder / f"{key}.svg").exists()
    }
    try:
        drawn, wrong = draw(missing) if missing else ({}, [])
    except DiagramError as error:
        drawn, wrong = {}, [str(error)]
    for key, svg in drawn.items():
        if write_whole(folder / f"{key}.svg", svg + "\n"):
            print(f"written  {FOLDER / key}.svg")
    for path in sorted(folder.glob("*.svg")):
        if path.stem not in sources:
            path.unlink()
            print(f"removed  {path.relative_to(ROOT)}")
    for problem in wrong:
        print(f"error: {problem}", file=sys.stderr)
    print(f"{len(sources)} diagrams on the pages, {len(drawn)} drawn")
    return 2 if wrong else 0


if __name__ == "__main__":
    sys.exit(main())
