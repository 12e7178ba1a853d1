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


def fence(source: str, language: str, css_class: str, options: dict[str, Any], md: Any, **_: Any) -> str:
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
        log.warning(f"a diagram has no {' and no '.join(missing)} {normal(source).splitlines()[:2]}")
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
    "ink": "primaryTextColor textColor lineColor signalColor signalTextColor labelTextColor loopTextColor noteTextColor "
    "actorTextColor transitionColor transitionLabelColor stateLabelColor titleColor nodeTextColor specialStateColor "
    "sequenceNumberColor",
    "edge": "primaryBorderColor nodeBorder clusterBorder actorBorder actorLineColor labelBoxBorderColor noteBorderColor "
    "activationBorderColor secondaryBorderColor tertiaryBorderColor",
    "mid": "activationBkgColor",
    "box": "primaryColor mainBkg actorBkg labelBoxBkgColor stateBkg secondaryColor",
    "soft": "clusterBkg tertiaryColor compositeBackground altBackground",
    "page": "background edgeLabelBackground compositeTitleBackground labelBackgroundColor",
    "note": "noteBkgColor",
}

DRAW = """async ([id, source, greys, variables]) => {
  mermaid.initialize({
    startOnLoad: false, securityLevel: "strict", deterministicIds: true, theme: "base", themeVariables: variables,
    fontFamily: "sans-serif", fontSize: 16, htmlLabels: false,
    flowchart: { htmlLabels: false, padding: 14, nodeSpacing: 36, rankSpacing: 40, useMaxWidth: false },
    sequence: { mirrorActors: false, useMaxWidth: false, actorMargin: 40, width: 140, height: 44, boxMargin: 8,
      actorFontSize: 16, messageFontSize: 16, noteFontSize: 16, actorFontFamily: "sans-serif",
      messageFontFamily: "sans-serif", noteFontFamily: "sans-serif", wrapPadding: 14, noteMargin: 12 },
    state: { htmlLabels: false, padding: 14, useMaxWidth: false },
  })
  const holder = document.body.appendChild(document.createElement("div"))
  holder.innerHTML = (await mermaid.render(id, source)).svg
  const svg = holder.firstElementChild
  const parse = colour => (colour.match(/[\\d.]+/g) ?? []).map(Number)
  const roles = Object.entries(greys).map(([role, hex]) => [role, [1, 3, 5].map(i => parseInt(hex.slice(i, i + 2), 16))])
  const role = colour => {
    const [r, g, b, alpha] = parse(colour)
    if (colour === "none" || alpha === 0) return "none"
    const far = ([, [x, y, z]]) => (r - x) ** 2 + (g - y) ** 2 + (b - z) ** 2
    return roles.reduce((best, next) => (far(next) < far(best) ? next : best))[0]
  }

  // What Mermaid's style sheet says becomes a class or an attribute, so that the sheet can go.
  const shapes = [...svg.querySelectorAll("path, rect, circle, ellipse, polygon, polyline, line, text")]
  const looks = shapes.map(shape => {
    const style = getComputedStyle(shape)
    return { fill: role(style.fill), stroke: role(style.stroke), width: parseFloat(style.strokeWidth), dash: style.strokeDasharray,
      anchor: style.textAnchor, size: parseFloat(style.fontSize), weight: +style.fontWeight, baseline: style.dominantBaseline }
  })
  const marks = element => ["good", "bad"].filter(mark => element.closest("g[class]")?.classList.contains(mark))
  const kept = shapes.map(marks)

  // Labels are centred on their middle: the reader's font is not the one measured here.
  for (const text of svg.querySelectorAll(".label text, .cluster-label text")) {
    const { x, width } = text.getBBox()
    if (!width) continue
    const anchored = getComputedStyle(text).textAnchor === "middle"
    for (const row of text.querySelectorAll(".row")) row.setAttribute("x", anchored ? row.getAttribute("x") : x + width / 2)
    looks[shapes.indexOf(text)].anchor = "middle"
  }

  svg.querySelectorAll("style, symbol, filter, linearGradient").forEach(element => element.remove())
  const used = new Set([...svg.querySelectorAll("[marker-end], [marker-start]")]
    .flatMap(path => ["marker-end", "marker-start"].map(side => path.getAttribute(side)?.match(/#([^)"]+)/)?.[1])))
  svg.querySelectorAll("marker").forEach(marker => used.has(marker.id) || marker.remove())
  const ids = new Map([...svg.querySelectorAll("marker")].map((marker, i) => [marker.id, `${id}-m${i}`]))

  shapes.forEach((shape, i) => {
    const look = looks[i]
    for (const attribute of ["style", "fill", "stroke", "stroke-width", "stroke-dasharray"]) shape.removeAttribute(attribute)
    if (shape.tagName === "text") {
      if (shape.classList.contains("messageText")) shape.setAttribute("class", "over") // it may cross a line
      else shape.removeAttribute("class")
      if (look.anchor !== "start") shape.setAttribute("text-anchor", look.anchor)
      if (look.size !== 16) shape.setAttribute("font-size", look.size)
      if (look.weight >= 600) shape.setAttribute("font-weight", "bold")
      return
    }
    const classes = [look.fill !== "none" && `f-${look.fill}`, look.stroke !== "none" && look.width && `s-${look.stroke}`, ...kept[i]]
    shape.setAttribute("class", classes.filter(Boolean).join(" "))
    if (!shape.classList.length) shape.removeAttribute("class")
    if (look.dash !== "none" && !/^[0px, ]+$/.test(look.dash) && !/^1px, 0px$/.test(look.dash)) {
      shape.setAttribute("stroke-dasharray", look.dash.replaceAll("px", ""))
    }
  })
  const numbers = ["d", "x", "y", "x1", "x2", "y1", "y2", "width", "height", "rx", "ry", "r", "cx", "cy", "transform", "points"]
  for (const element of svg.querySelectorAll("*")) {
    for (const { name } of [...element.attributes]) {
      if (/^(data-|aria-|role$|name$|alignment-baseline$|font-style$|markerUnits$)/.test(name)) element.removeAttribute(name)
    }
    if (!/^(path|rect|circle|ellipse|polygon|polyline|line|text)$/.test(element.tagName)) element.removeAttribute("class")
    if (element.tagName === "tspan") element.removeAttribute("style")
    if (element.tagName === "g") element.removeAttribute("style")
    if (element.tagName === "circle") ["width", "height"].forEach(name => element.removeAttribute(name))
    if (element.id) ids.has(element.id) ? (element.id = ids.get(element.id)) : element.removeAttribute("id")
    for (const side of ["marker-end", "marker-start"]) {
      const to = element.getAttribute(side)?.match(/#([^)"]+)/)?.[1]
      if (to) element.setAttribute(side, `url(#${ids.get(to)})`)
    }
    for (const name of numbers) {
      const value = element.getAttribute(name)
      if (value) element.setAttribute(name, value.replace(/-?\\d+\\.\\d+/g, number => `${+(+number).toFixed(1)}`))
    }
  }
  for (const rect of svg.querySelectorAll("rect")) {
    if (!+rect.getAttribute("width") || !rect.classList.length) rect.remove()
  }
  svg.querySelectorAll("tspan").forEach(span => {
    for (const attribute of ["font-weight", "text-anchor"]) if (span.getAttribute(attribute) !== "bold") span.removeAttribute(attribute)
    if (!span.attributes.length) span.replaceWith(...span.childNodes)
  })
  svg.querySelectorAll("text").forEach(text => text.textContent.trim() || text.remove())
  for (let gone = 1; gone;) {
    const empty = [...svg.querySelectorAll("g:empty, defs:empty")]
    empty.forEach(element => element.remove())
    gone = empty.length
  }
  for (const rect of svg.querySelectorAll("rect.f-page:not(.s-edge)")) { // labels on lines
    rect.setAttribute("x", +rect.getAttribute("x") - 4)
    rect.setAttribute("width", +rect.getAttribute("width") + 8)
  }
  const box = svg.getAttribute("viewBox").split(" ").map((number, i) => +number + (i < 2 ? -8 : 16)) // room for wider fonts
  const [width, height] = box.slice(2).map(Math.ceil)
  const [title, description] = ["title", "desc"].map(tag => svg.querySelector(tag))
  for (const { name } of [...svg.attributes]) if (name !== "xmlns") svg.removeAttribute(name)
  title.id = `${id}-t`
  description.id = `${id}-d`
  Object.entries({ width, height, viewBox: box.map(n => +n.toFixed(1)).join(" "), role: "img",
    "aria-labelledby": title.id, "aria-describedby": description.id, style: `min-width:${Math.round(width * 0.75)}px`,
  }).forEach(([name, value]) => svg.setAttribute(name, value))
  holder.remove()
  return new XMLSerializer().serializeToString(svg).replaceAll(/ xmlns:xlink="[^"]*"/g, "")
}"""


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
            [npm, "install", "--no-save", "--ignore-scripts", "--no-audit", "--no-fund", "--prefix", str(ROOT), MERMAID],
            capture_output=True,
            text=True,
            check=False,
        )
        if done.returncode:
            raise DiagramError(f"npm could not bring {MERMAID}: {done.stderr.strip().splitlines()[-1:]}")
    return script


def chromium() -> str | None:
    """Find the browser: Debian's, else the one that playwright brought."""
    from playwright.sync_api import sync_playwright

    found = os.environ.get("CHROME_PATH") or shutil.which("chromium") or shutil.which("google-chrome")
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
    from playwright.sync_api import sync_playwright

    path = chromium()
    if path is None:
        raise DiagramError("Chromium is missing; bring it with `apt install chromium` or `playwright install chromium`")
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
    drawn: dict[str, str] = {}
    wrong: list[str] = []
    variables = {key: GREYS[role] for role, keys in THEME.items() for key in keys.split()}
    script = mermaid()
    with browser() as started:
        page = started.new_page()
        page.set_content("<!doctype html><meta charset=utf-8><body></body>")
        page.add_script_tag(path=str(script))
        for key, source in sources.items():
            if missing := spoken(source):
                wrong.append(f"a diagram has no {' and no '.join(missing)}\n{textwrap.indent(source, '    ')}")
                continue
            try:
                drawn[key] = str(page.evaluate(DRAW, [f"d{key}", source, GREYS, variables]))
            except Exception as error:
                why = str(error).splitlines()[0]
                wrong.append(f"Mermaid refuses a diagram: {why}\n{textwrap.indent(source, '    ')}")
    return drawn, wrong


def main() -> int:
    """Draw what is missing, or with ``--all`` everything, and remove what no page shows."""
    folder = ROOT / FOLDER
    sources = wanted()
    missing = {key: text for key, text in sources.items() if "--all" in sys.argv or not (folder / f"{key}.svg").exists()}
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
