"""What the API pages add to a docstring: the Chinese text, the Python it needs, the pages that show it."""

from __future__ import annotations

import re
from functools import cache
from typing import Any

import griffe
from markupsafe import Markup
from pygments import highlight
from pygments.formatters import HtmlFormatter
from pygments.lexers import PythonLexer

from lab import parity
from lab.pages import pages
from snippets._catalogue import Snippet, snippets

WORDS = {
    "zh": {
        "requires": "需要 Python {version}+。",
        "shown": "见于：",
        "comma": "、",
        "source": "来源：",
    },
    "en": {
        "requires": "Requires Python {version}+.",
        "shown": "Shown on: ",
        "comma": ", ",
        "source": "Source: ",
    },
}
LEXER = PythonLexer()
FORMATTER = HtmlFormatter(cssclass="language-python highlight", wrapcode=True)
EXAMPLES = re.compile(r"^Examples?:\n.*?(?=^\S|\Z)", re.MULTILINE | re.DOTALL)

SOURCE = re.compile(r"^Source:\s+(https://\S+)\n?", re.MULTILINE)


class Snippets(griffe.Extension):
    """Complete the docstrings of the modules in ``snippets``, in one language."""

    def __init__(self, language: str) -> None:
        """Take the language, ``zh`` or ``en``, from the configuration."""
        self.language = language

    def on_object(self, *, obj: griffe.Object, **_: Any) -> None:
        """Complete the docstring of a module, class or function."""
        package, part, topic, *names = [*obj.path.split("."), "", ""]
        snippet = snippets().get(f"{part}.{topic}") if package == "snippets" else None
        if snippet is None:
            return
        name = ".".join(filter(None, names))
        text = obj.docstring.value if obj.docstring else ""
        if self.language == "zh":
            text = translated(text, parity.chinese(snippet).get(name))
        if obj.is_module:
            text = with_facts(text, snippet, self.language)
        text = SOURCE.sub(lambda hit: f"{WORDS[self.language]['source']}<{hit[1]}>\n", text)
        if obj.docstring:
            obj.docstring.value = text
        elif text:
            obj.docstring = griffe.Docstring(text, parent=obj)


def translated(english: str, chinese: str | None) -> str:
    """Give the Chinese text of a docstring with the examples of the English one, so that no code is copied."""
    if chinese is None:
        return english
    examples = EXAMPLES.search(english)
    return chinese.strip() + (f"\n\n{examples[0].rstrip()}" if examples else "")


def with_facts(text: str, snippet: Snippet, language: str) -> str:
    """Put what a module needs and where it is shown behind its summary."""
    words = WORDS[language]
    summary, _, rest = text.partition("\n")
    facts = []
    if snippet.requires:
        facts.append(words["requires"].format(version=snippet.requires))
    if places := shown_on(language).get(snippet.file):
        facts.append(words["shown"] + words["comma"].join(places))
    return "\n\n".join(filter(None, [summary, *facts, rest.strip()]))


@cache
def shown_on(language: str) -> dict[str, list[str]]:
    """Give, for each module, links from an API page to where each page first shows or names it."""
    found: dict[str, list[str]] = {}
    for page in pages(language):
        for snippet in snippets().values():
            for section in page.sections:
                if snippet.shown.search(section.text):
                    anchor = f"#{section.id}" if section.level > 1 else ""
                    place = f"[{page.sections[0].title}](../{page.name}.md{anchor})"
                    found.setdefault(snippet.file, []).append(place)
                    break
    return found


@cache
def highlighted(source: str) -> Markup:
    """Highlight the source of a class or function, once for both languages."""
    return Markup(highlight(source, LEXER, FORMATTER))  # noqa: S704  # Pygments escapes it
