"""Two languages that say the same: what differs, and what was not looked at again."""

from __future__ import annotations

import hashlib
import inspect
import json
import tomllib
from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import Any

import griffe

from lab.files import write_whole
from lab.pages import ROOT, Page, pages
from snippets._catalogue import Snippet, snippets

REVIEWED = Path("registers/reviewed.json")
DOCSTRINGS = Path("registers/docstrings")
Book = dict[str, dict[str, dict[str, str]]]


def pairs(root: Path = ROOT) -> dict[str, dict[str, Page]]:
    """Give the pages by name, and in each by language."""
    found: dict[str, dict[str, Page]] = {}
    for language in ("zh", "en"):
        for page in pages(language, root):
            found.setdefault(page.name, {})[language] = page
    return found


def differences(zh: Page, en: Page) -> Iterator[str]:
    """Say where two pages that should be alike are not."""
    mine, other = zh.shape, en.shape
    for number in range(max(len(mine), len(other))):
        one = mine[number] if number < len(mine) else None
        two = other[number] if number < len(other) else None
        if one != two:
            yield (
                f"{zh.name}: part {number + 1} is {' '.join(one) if one else 'missing'} in Chinese "
                f"and {' '.join(two) if two else 'missing'} in English"
            )
            break
    for target in sorted(set(zh.links) ^ set(en.links)):
        yield f"{zh.name}: link {target} stands in {'Chinese' if target in zh.links else 'English'} only"
    for key in ("concepts", "corrections"):
        if zh.front_matter.get(key) != en.front_matter.get(key):
            yield f"{zh.name}: front matter {key!r} differs"


def unlooked(book: Book, root: Path = ROOT) -> Iterator[str]:
    """Find sections that changed in one language since both were read side by side."""
    for name, both in pairs(root).items():
        if set(both) != {"zh", "en"}:
            continue
        noted = book.get(name, {})
        now = fingerprints(both)
        for anchor, prints in now.items():
            if noted.get(anchor) == prints:
                continue
            changed = [lang for lang in prints if noted.get(anchor, {}).get(lang) != prints[lang]]
            yield (
                f"docs/{'|'.join(changed)}/{name}.md#{anchor} has changed: read it beside the other "
                f"language, then run `python -m lab reviewed {name}`"
            )
        yield from (
            f"registers/reviewed.json notes {name}#{a}, which is gone"
            for a in noted
            if a not in now
        )


def fingerprints(both: dict[str, Page]) -> dict[str, dict[str, str]]:
    """Hash each section of a page in each language."""
    found: dict[str, dict[str, str]] = {}
    for language, page in both.items():
        for section in page.sections:
            found.setdefault(section.id or f"line {section.line}", {})[language] = (
                section.fingerprint
            )
    return found


def docstrings(snippet: Snippet) -> dict[str, str]:
    """Give the English docstrings of a snippet's public names, by dotted name; the module's is ``""``."""
    module = griffe.visit(snippet.name, snippet.path, snippet.path.read_text(encoding="utf-8"))
    found = {"": inspect.cleandoc(module.docstring.value)} if module.docstring else {}

    def walk(owner: griffe.Object | griffe.Alias, prefix: str) -> None:
        for name, member in owner.members.items():
            if (
                name.startswith("_")
                or member.is_alias
                or not (member.is_function or member.is_class or member.is_attribute)
            ):
                continue
            if member.docstring:
                found[prefix + name] = inspect.cleandoc(member.docstring.value)
            if member.is_class:
                walk(member, f"{prefix}{name}.")

    walk(module, "")
    return found


def chinese(snippet: Snippet) -> dict[str, str]:
    """Give the Chinese docstrings of a snippet, by dotted name; none if there is no file."""
    part, _, topic = snippet.name.partition(".")
    path = ROOT / DOCSTRINGS / part / f"{topic}.toml"
    if not path.exists():
        return {}
    return flatten(tomllib.loads(path.read_text(encoding="utf-8")))


def flatten(table: dict[str, Any], prefix: str = "") -> dict[str, str]:
    """Turn nested tables into dotted keys: TOML reads ``A.b = …`` as a table."""
    found: dict[str, str] = {}
    for key, value in table.items():
        if isinstance(value, dict):
            found |= flatten(value, f"{prefix}{key}.")
        else:
            found[prefix + key] = str(value)
    return found


def docstring_prints(snippet: Snippet) -> dict[str, dict[str, str]]:
    """Hash each docstring of a snippet in each language."""
    english, chinese_ = docstrings(snippet), chinese(snippet)
    return {
        name or "module": {"en": short(english.get(name, "")), "zh": short(chinese_.get(name, ""))}
        for name in english
    }


def short(text: str) -> str:
    """Hash words, blind to how lines are broken."""
    return hashlib.sha256(" ".join(text.split()).encode()).hexdigest()[:12]


def read_book() -> dict[str, Any]:
    """Read what was noted as reviewed."""
    path = ROOT / REVIEWED
    if not path.exists():
        return {"pages": {}, "docstrings": {}}
    return dict(json.loads(path.read_text(encoding="utf-8")))


def review(names: Sequence[str]) -> int:
    """Note that both languages of pages or docstrings were read side by side.

    Args:
        names: Pages, snippets, or ``all``.

    Returns:
        How many sections are noted anew.

    Raises:
        LookupError: If there is no such page or snippet in both languages.
    """
    book = read_book()
    before = json.dumps(book)
    both = {name: pair for name, pair in pairs().items() if set(pair) == {"zh", "en"}}
    everything = "all" in names
    for name in (
        [*both, *snippets()] if everything else [name.removesuffix(".md") for name in names]
    ):
        if name in both:
            book["pages"][name] = fingerprints(both[name])
        elif name in snippets():
            book["docstrings"][name] = docstring_prints(snippets()[name])
        else:
            raise LookupError(
                f"no page or snippet {name!r} in both languages; a page is named like learn/locks"
            )
    book["pages"] = {name: book["pages"][name] for name in sorted(book["pages"]) if name in both}
    book["docstrings"] = {
        n: book["docstrings"][n] for n in sorted(book["docstrings"]) if n in snippets()
    }
    text = json.dumps(book, ensure_ascii=False, indent=1) + "\n"
    write_whole(ROOT / REVIEWED, text)
    old = json.loads(before)
    return sum(
        old.get(kind, {}).get(name, {}).get(anchor) != prints
        for kind in ("pages", "docstrings")
        for name, sections in book[kind].items()
        for anchor, prints in sections.items()
    )
