"""Read the pages: front matter, sections, and every block of code in whatever spelling.

This parser is ours because those of sybil and pytest-codeblocks silently pass
over spellings that Python-Markdown renders: a space before the language, an
attribute list, tildes, four backticks, a quote, indented code.
"""

from __future__ import annotations

import hashlib
import re
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cached_property
from pathlib import Path
from typing import Any

ROOT = Path(__file__).resolve().parent.parent
LANGUAGES = ("zh", "en")

FENCE = re.compile(
    r"^(?P<lead>(?:[ ]{0,3}>[ ]?)*[ ]*)(?:[-*+][ ]+|\d+\.[ ]+)?(?P<fence>`{3,}|~{3,})(?P<info>[^\n]*)$"
)
HEADING = re.compile(
    r"^(?P<level>#{1,6})[ ]+(?P<text>.*?)(?:[ ]+\{[ ]*#(?P<id>[\w.-]+)[^}]*\})?[ ]*$"
)
CONTAINER = re.compile(r"^(?P<indent>[ ]*)(?:!!!|\?\?\?\+?|===[+!]?)[ ]")
ITEM = re.compile(r"^(?P<indent>[ ]*)(?:[-*+]|\d+\.)[ ]+\S")
RAW_HTML = re.compile(r"<(?:pre|code|samp|kbd|textarea|script)\b", re.IGNORECASE)
INCLUDE = re.compile(r'^[ ]*--8<-- "(?P<file>[^":]+?)(?::(?P<section>\w+))?"[ ]*$')
ADMONITION = re.compile(r"^[ ]*(?:!!!|\?\?\?\+?)[ ]+(?P<kind>\w+)")
TAB = re.compile(r'^[ ]*===[+!]?[ ]+"(?P<label>[^"]*)"')
LINK = re.compile(
    r"(?<!!)\[(?P<text>(?:[^\[\]]|\[[^\]]*\])*)\](?:\((?P<target>[^)\s]+)\)|\[(?P<reference>[^\]]+)\])"
)
IMAGE = re.compile(r"!\[[^\]]*\]\((?P<target>[^)\s]+)\)")
CODE_SPAN = re.compile(r"(?P<ticks>`+)(?P<code>.+?)(?P=ticks)", re.DOTALL)


@dataclass(frozen=True)
class Include:
    """A line that puts part of a file into the page."""

    line: int
    file: str
    section: str | None


@dataclass(frozen=True)
class Block:
    """A block of code on a page, however it is spelt."""

    line: int
    """Where it starts, from 1."""
    kind: str
    """``fence``, ``indented`` or ``html``."""
    info: str
    """What stands behind the opening fence."""
    body: tuple[str, ...]
    """The lines between the fences."""
    tab: str | None = None
    """The label of the content tab around it."""
    after: str = ""
    """The next line that is not blank."""

    @property
    def language(self) -> str:
        """The language, or what stands in its place."""
        return self.info.strip().strip("{} ").lstrip(".").partition(" ")[0]

    @property
    def title(self) -> str | None:
        """The title above the block."""
        found = re.search(r'title="([^"]*)"', self.info)
        return found[1] if found else None

    @property
    def include(self) -> Include | None:
        """The include, if there is nothing else in the block."""
        found = INCLUDE.match(self.body[0]) if len(self.body) == 1 else None
        return Include(self.line + 1, found["file"], found["section"]) if found else None


@dataclass(frozen=True)
class Section:
    """A heading and what follows it up to the next one."""

    id: str | None
    level: int
    title: str
    line: int
    text: str

    @property
    def fingerprint(self) -> str:
        """A hash of its words, blind to how its lines are broken."""
        return hashlib.sha256(" ".join(self.text.split()).encode()).hexdigest()[:12]


@dataclass(frozen=True)
class Page:
    """One page in one language."""

    language: str
    name: str
    """Its path below the language, without ``.md``: ``learn/locks``."""
    path: Path

    @property
    def file(self) -> str:
        """Its file relative to the repository."""
        return self.path.relative_to(ROOT).as_posix()

    @cached_property
    def text(self) -> str:
        """All of it."""
        return self.path.read_text(encoding="utf-8")

    @cached_property
    def front_matter(self) -> dict[str, Any]:
        """What its front matter says."""
        import yaml  # noqa: PLC0415  # not at hand where only the snippets are proved

        found = re.match(r"---\n(.*?)\n---\n", self.text, re.DOTALL)
        return dict(yaml.safe_load(found[1]) or {}) if found else {}

    @cached_property
    def lines(self) -> list[str]:
        """Its lines, with the front matter blanked."""
        found = re.match(r"---\n.*?\n---\n", self.text, re.DOTALL)
        lines = self.text.splitlines()
        skipped = found[0].count("\n") if found else 0
        return [""] * skipped + lines[skipped:]

    @cached_property
    def blocks(self) -> list[Block]:
        """Every block of code, in whatever spelling."""
        return list(blocks(self.lines))

    @cached_property
    def prose(self) -> list[str]:
        """Its lines with the blocks of code blanked."""
        lines = list(self.lines)
        for block in self.blocks:
            if block.kind != "html":
                fences = 2 if block.kind == "fence" else 0
                for number in range(block.line - 1, block.line - 1 + len(block.body) + fences):
                    if number < len(lines):
                        lines[number] = ""
        return lines

    @cached_property
    def includes(self) -> list[Include]:
        """Every include, in a block or outside."""
        found = ((number, INCLUDE.match(line)) for number, line in enumerate(self.lines, 1))
        return [Include(number, hit["file"], hit["section"]) for number, hit in found if hit]

    @cached_property
    def sections(self) -> list[Section]:
        """Its sections; what stands before the first heading is not one."""
        heads = [(n, hit) for n, line in enumerate(self.prose) if (hit := HEADING.match(line))]
        ends = [n for n, _ in heads[1:]] + [len(self.lines)]
        return [
            Section(hit["id"], len(hit["level"]), hit["text"], n + 1, "\n".join(self.lines[n:end]))
            for (n, hit), end in zip(heads, ends, strict=True)
        ]

    @property
    def anchors(self) -> list[str | None]:
        """The ids of its headings, in order."""
        return [section.id for section in self.sections]

    @cached_property
    def shape(self) -> list[tuple[str, str]]:
        """What both languages must have alike, in order, without the words."""
        found: list[tuple[str, str]] = []
        fences = {block.line: block for block in self.blocks if block.kind == "fence"}
        for number, line in enumerate(self.lines, 1):
            if number in fences:
                block = fences[number]
                found.append(("block", f"{block.language} {block.title or ''}".strip()))
            if hit := INCLUDE.match(line):
                found.append(("include", hit[0].strip()))
            prose = self.prose[number - 1]
            if hit := HEADING.match(prose):
                found.append(("heading", f"{hit['level']} {hit['id']}"))
            if hit := ADMONITION.match(prose):
                found.append(("admonition", hit["kind"]))
            if hit := TAB.match(prose):
                found.append(("tab", hit["label"]))
            found += (("image", hit["target"]) for hit in IMAGE.finditer(prose))
            if re.match(r"^[ ]*\|(?:[ ]*:?-+:?[ ]*\|)+[ ]*$", prose):
                found.append(("table", f"{prose.strip().strip('|').count('|') + 1} columns"))
            elif prose.lstrip().startswith("|"):
                found.append(("row", ""))
            if prose.strip().startswith("<!-- generated:"):
                found.append(("generated", prose.strip()))
        return found

    @cached_property
    def links(self) -> list[str]:
        """The targets of its links, in order; the language of CPython's documentation left out."""
        prose = CODE_SPAN.sub(
            lambda hit: "`" + "x" * (len(hit[0]) - 2) + "`", "\n".join(self.prose)
        )
        return [
            (hit["target"] or f"[{hit['reference']}]").replace(
                "docs.python.org/zh-cn/", "docs.python.org/"
            )
            for hit in LINK.finditer(prose)
        ]


def blocks(lines: list[str]) -> Iterator[Block]:
    """Find every block of code in some lines of Markdown.

    Args:
        lines: The lines of a page, without front matter.

    Yields:
        Fences of any spelling, indented code, and HTML that shows code.
    """
    number = 0
    inside: list[int] = []  # how far the contents of the containers around are indented
    tabs: dict[int, str] = {}
    after_blank = True
    while number < len(lines):
        line = lines[number]
        bare = re.sub(r"^(?:[ ]{0,3}>[ ]?)+", "", line)
        indent = len(bare) - len(bare.lstrip(" "))
        if bare.strip():
            while inside and indent < inside[-1]:
                tabs.pop(inside.pop(), None)
        if hit := FENCE.match(line):
            end = closing(lines, number, hit["fence"])
            body = tuple(
                re.sub(r"^(?:[ ]{0,3}>[ ]?)+", "", text) for text in lines[number + 1 : end]
            )
            around = next((tabs[level] for level in reversed(inside) if level in tabs), None)
            rest = next((text.strip() for text in lines[end + 1 :] if text.strip()), "")
            yield Block(number + 1, "fence", hit["info"].strip(), body, around, rest)
            number = end + 1
            after_blank = False
            continue
        if hit := CONTAINER.match(bare):
            inside.append(len(hit["indent"]) + 4)
            if label := TAB.match(bare):
                tabs[inside[-1]] = label["label"]
        elif hit := ITEM.match(bare):
            level = len(hit["indent"]) + 4
            if (not inside or level > inside[-1]) and indent <= (inside[-1] if inside else 0) + 3:
                inside.append(level)
        deepest = inside[-1] if inside else 0
        if bare.strip() and after_blank and indent >= deepest + 4 and not ITEM.match(bare):
            end = number
            while end < len(lines) and (
                not lines[end].strip() or lines[end].startswith(" " * (deepest + 4))
            ):
                end += 1
            yield Block(number + 1, "indented", "", tuple(lines[number:end]))
            number = end
            continue
        if RAW_HTML.search(CODE_SPAN.sub("", line)):
            yield Block(number + 1, "html", "", (line,))
        after_blank = not bare.strip()
        number += 1


def closing(lines: list[str], start: int, fence: str) -> int:
    """Find the line that closes a fence; the end of the page if none does."""
    for number in range(start + 1, len(lines)):
        text = re.sub(r"^[ >]*", "", lines[number]).rstrip()
        if text and set(text) == {fence[0]} and len(text) >= len(fence):
            return number
    return len(lines)


def pages(language: str, root: Path = ROOT) -> list[Page]:
    """Give the pages of one language, in order of path."""
    folder = root / "docs" / language
    return [
        Page(language, path.relative_to(folder).with_suffix("").as_posix(), path)
        for path in sorted(folder.rglob("*.md"))
    ]
