"""MkDocs hooks: what the site adds to Markdown and the theme.

Both languages use them. The Chinese build, at ``/``, builds English into
``<site_dir>/en``, so that one `python -m mkdocs build --strict` makes and checks
both, and one `python -m mkdocs serve` shows both.
"""

from __future__ import annotations

import html
import json
import logging
import re
import shutil
import tempfile
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from functools import cache
from pathlib import Path
from typing import Any, Literal

import jieba
from jinja2 import Environment, FileSystemBytecodeCache
from mkdocs.commands.build import build
from mkdocs.config import load_config
from mkdocs.config.defaults import MkDocsConfig
from mkdocs.exceptions import PluginError
from mkdocs.livereload import LiveReloadServer
from mkdocs.structure.files import File, Files
from mkdocs.structure.pages import Page
from mkdocs.utils import get_relative_url

from lab import evidence, griffe_extensions, parity
from lab.files import write_whole
from lab.pages import INCLUDE, ROOT, pages
from snippets import _catalogue
from snippets._catalogue import Snippet, snippets

ENGLISH = "mkdocs.en.yml"
WATCHED = ("docs", "snippets", "evidence", "registers", "overrides", "mkdocs.base.yml", ENGLISH)
"""What either language is made from."""
UNUSED = re.compile(r"\.map$|javascripts/(bundle|lunr/(?!min/lunr\.(zh|stemmer\.support)\.))|images/favicon|\.jinja$")
"""Files of the theme that no page loads; of lunr's languages the Chinese one is needed."""
WORDS = {
    "zh": {"colon": "：", "comma": "、", "api": "每个示例模块的公开名字：签名、说明与源代码。", "api title": "API", "code": "代码"},
    "en": {
        "colon": ": ",
        "comma": ", ",
        "api": "Every public name of the example modules: signature, description and source.",
        "api title": "API",
        "code": "code",
    },
}


@dataclass
class State:
    """What is known from one rebuild to the next while serving."""

    serving: bool = False
    dirty: bool = False
    english: Path | None = None
    """The folder that keeps the English site."""
    stamp: float = 0.0
    """The newest time of what it was made from."""
    includes: dict[str, list[str]] = field(default_factory=dict)
    """The files that each page includes."""
    segments: dict[str, list[str]] = field(default_factory=dict)
    """The words of the Chinese texts that search indexes."""


state = State()


def on_startup(*, command: Literal["build", "gh-deploy", "serve"], dirty: bool) -> None:
    """Note what kind of build this is, and keep jieba quiet."""
    state.serving, state.dirty = command == "serve", dirty
    logging.getLogger("jieba").setLevel(logging.WARNING)


def on_config(config: MkDocsConfig) -> MkDocsConfig:
    """Forget what the last build read, and put the API pages into the navigation."""
    if config.extra["language"] == "zh":
        jieba.cut = words_of
    snippets.cache_clear()
    griffe_extensions.shown_on.cache_clear()
    for item in config.nav or []:
        for title, target in item.items() if isinstance(item, dict) else ():
            if target == "api/":
                item[title] = ["api/index.md", *(f"api/{part}.md" for part in parts())]
    return config


def parts() -> dict[str, list[Snippet]]:
    """Give the modules of each part of ``snippets``."""
    found: dict[str, list[Snippet]] = {}
    for snippet in snippets().values():
        found.setdefault(snippet.part, []).append(snippet)
    return found


CACHE = ROOT / ".cache"
"""What makes the next build faster; it may be deleted at any time."""
SEGMENTS = CACHE / "segments.json"
"""How jieba segmented what earlier builds met: loading jieba takes a second."""


def compiled_templates() -> FileSystemBytecodeCache:
    """Keep compiled templates from one build to the next."""
    folder = CACHE / "templates"
    folder.mkdir(parents=True, exist_ok=True)
    return FileSystemBytecodeCache(str(folder))


def on_env(env: Environment, config: MkDocsConfig, files: Files) -> Environment:
    """Keep compiled templates."""
    env.bytecode_cache = compiled_templates()
    return env


@cache
def known_segments() -> dict[str, list[str]]:
    """Give how jieba segmented what earlier builds met."""
    try:
        found: dict[str, list[str]] = json.loads(SEGMENTS.read_text(encoding="utf-8"))
    except (OSError, ValueError):
        return {}
    return found


def words_of(run: str | bytes) -> list[str]:
    """Segment Chinese text by jieba, unless an earlier build met the same text."""
    text = run.decode() if isinstance(run, bytes) else run
    if text not in known_segments():
        known_segments()[text] = list(jieba.dt.cut(text))
    state.segments[text] = known_segments()[text]
    return state.segments[text]


def on_files(files: Files, config: MkDocsConfig) -> Files:
    """Add the API pages and leave out what of the theme no page loads."""
    language = config.extra["language"]
    files.append(File.generated(config, "api/index.md", content=api_index(language)))
    for part, modules in parts().items():
        files.append(File.generated(config, f"api/{part}.md", content=api_page(part, modules)))
    for file in list(files):
        if UNUSED.search(file.src_uri):
            files.remove(file)
    engine = config.plugins["mkdocstrings"].get_handler("python").env
    engine.bytecode_cache = compiled_templates()
    engine.filters["highlighted"] = griffe_extensions.highlighted
    return files


FRONT_MATTER = "---\nsearch: {exclude: true}\n---\n\n"
"""`api_entries` writes what search knows of these pages."""


def api_index(language: str) -> str:
    """Write the page that lists all modules."""
    colon = WORDS[language]["colon"]
    lines = [f"{FRONT_MATTER}# {WORDS[language]['api title']} {{#api}}", "", WORDS[language]["api"], ""]
    for part, modules in parts().items():
        lines += [f"## [`snippets.{part}`]({part}.md) {{#{part}}}", ""]
        for snippet in modules:
            badge = f" · {snippet.requires}+" if snippet.requires else ""
            lines.append(f"* [`{snippet.name}`][snippets.{snippet.name}]{badge}{colon}{summary(snippet, language)}")
        lines.append("")
    return "\n".join(lines)


def summary(snippet: Snippet, language: str) -> str:
    """Give the first line of a module's docstring."""
    chinese = parity.chinese(snippet).get("", "") if language == "zh" else ""
    return chinese.strip().partition("\n")[0] or snippet.summary


def api_page(part: str, modules: list[Snippet]) -> str:
    """Write the page of one part; mkdocstrings heads each module with its dotted name, which is its id too."""
    lines = [f"{FRONT_MATTER}# `snippets.{part}` {{#{part}}}", ""]
    lines += [f"::: snippets.{snippet.name}\n" for snippet in modules]
    return "\n".join(lines)


def on_page_markdown(markdown: str, page: Page, config: MkDocsConfig, files: Files) -> str:
    """Write what is generated, and note what the page includes."""
    language = config.extra["language"]
    includes = [hit["file"] for line in markdown.splitlines() if (hit := INCLUDE.match(line))]
    for file in includes:
        if not (ROOT / file).exists():
            advice = "; `python -m lab record` writes it" if file.startswith(evidence.OUTPUTS.as_posix()) else ""
            raise PluginError(f"{page.file.src_uri} includes {file}, which does not exist{advice}")
    state.includes[page.file.src_uri] = includes
    return re.sub(r"<!-- (generated|count): ([\w ]+) -->", lambda hit: GENERATED[hit[1]](hit[2], language), markdown)


def generated(name: str, language: str) -> str:
    """Write the body of a page that is made from a register."""
    from lab import registers

    write: Callable[[str], str] = getattr(registers, f"{name}_page")
    for function in (registers.documents, registers.terms):
        function.cache_clear()
    return write(language)


def count(name: str, language: str) -> str:
    """Count what the home page boasts of."""
    mine = pages(language)
    proved = recorded_on([include.file for page in mine for include in page.includes])
    numbers: dict[str, Callable[[], object]] = {
        "pages": lambda: len([page for page in mine if page.name.partition("/")[2]]),
        "snippets": lambda: len(snippets()),
        "blocks": lambda: sum(len(page.includes) for page in mine),
        "interpreters": lambda: len(proved),
        "versions": lambda: WORDS[language]["comma"].join(proved.values()),
    }
    return str(numbers[name]())


GENERATED = {"generated": generated, "count": count}


ADMONITIONS = {"Note": "说明", "Tip": "提示", "Warning": "注意", "Question": "问题"}
"""Titles that Markdown gives to admonitions without one."""
FILENAME = re.compile(
    r'<span class="filename">(?P<title>[^<]*)</span><pre>(?P<rest><span></span>)?<code>|<pre>(?:<span></span>)?<code>'
)


def on_page_content(content: str, page: Page, config: MkDocsConfig, files: Files) -> str:
    """Make every block of code reachable and named, and link its title to the API page."""
    language = config.extra["language"]

    def head(hit: re.Match[str]) -> str:
        title = hit["title"]
        label = title or WORDS[language]["code"]
        pre = f'<pre tabindex="0" role="group" aria-label="{label}"><code>'
        return f'<span class="filename">{linked(title, page)}</span>{pre}' if title else pre

    content = FILENAME.sub(head, content)
    content = re.sub(r"<table>.*?</table>", r'<div class="scroll">\g<0></div>', content, flags=re.DOTALL)
    if language == "zh":
        for title, chinese in ADMONITIONS.items():
            content = content.replace(f'"admonition-title">{title}<', f'"admonition-title">{chinese}<')
    return content


def linked(title: str, page: Page) -> str:
    """Link the title of a block of code to its module's section of the API pages."""
    file, _, badge = title.partition(" · ")
    if not re.fullmatch(r"snippets/\w+/\w+\.py", file):
        return title
    _, part, topic = file.removesuffix(".py").split("/")
    target = get_relative_url(f"api/{part}/#snippets.{part}.{topic}", page.url)
    link = f'<a href="{target}">{file}</a>'
    return f'{link} <span class="badge">{html.escape(badge)}</span>' if badge else link


def on_page_context(context: dict[str, Any], page: Page, config: MkDocsConfig, nav: Any) -> dict[str, Any]:
    """Tell the template on which interpreters the page's outputs were recorded."""
    context["recorded_on"] = recorded_on(state.includes.get(page.file.src_uri, []))
    return context


def recorded_on(files: list[str]) -> dict[str, str]:
    """Give the interpreters, with exact versions, that gave what some files of evidence hold."""
    found: dict[str, str] = {}
    for file in files:
        if file.startswith(evidence.OUTPUTS.as_posix()):
            try:
                pythons = evidence.recorded(evidence.parse(file)[0])["pythons"]
            except evidence.StaleError:
                continue
            found |= {tag: then["version"] + "t" * tag.endswith("t") for tag, then in pythons.items()}
    order = evidence.interpreters.REQUIRED + evidence.interpreters.WELCOME
    return {tag: found[tag] for tag in order if tag in found}


def on_serve(server: LiveReloadServer, config: MkDocsConfig, builder: Any) -> LiveReloadServer:
    """Watch what both languages are made from."""
    for name in WATCHED:
        if (ROOT / name).exists():
            server.watch(str(ROOT / name))
    return server


def on_post_build(config: MkDocsConfig) -> None:
    """Write the search index compactly; after Chinese, build English."""
    index = Path(config.site_dir, "search/search_index.json")
    found = json.loads(index.read_text(encoding="utf-8"))
    language = config.extra["language"]
    found["docs"] += api_entries(language)
    found["terms"] = terms(language)
    index.write_text(json.dumps(found, ensure_ascii=False, separators=(",", ":")), encoding="utf-8")
    if language == "zh":
        build_english(config)
        write_whole(SEGMENTS, json.dumps(state.segments, ensure_ascii=False, sort_keys=True))


def api_entries(language: str) -> list[dict[str, object]]:
    """Give search every public name with the first line of its docstring."""
    words = WORDS[language]
    entries: list[dict[str, object]] = [{"location": "api/", "title": words["api title"], "text": words["api"]}]
    for part, modules in parts().items():
        entries.append({"location": f"api/{part}/", "title": f"snippets.{part}", "text": ""})
        for snippet in modules:
            texts = parity.docstrings(snippet)
            if language == "zh":
                texts |= parity.chinese(snippet)
            for name, text in texts.items():
                place = f"snippets.{snippet.name}{'.' + name if name else ''}"
                title = f"<code>{name or place}</code>"
                told = segmented(html.escape(text.strip().partition("\n")[0], quote=False))
                entries.append({"location": f"api/{part}/#{place}", "title": title, "text": f"<p>{told}</p>"})
    return [entry | {"boost": 0.001} for entry in entries]


def segmented(text: str) -> str:
    """Put a zero-width space between Chinese words, as the search plugin does."""
    return re.sub(r"[\u3400-\u9fff]+", lambda hit: "\u200b" + "\u200b".join(words_of(hit[0])) + "\u200b", text)


def terms(language: str) -> list[dict[str, object]]:
    """Give search the glossary: a term is found by either name, and so are the pages that use the other."""
    from lab import registers

    return [
        {
            "page": "glossary/",
            "id": term.id,
            "names": list(dict.fromkeys([term.zh, term.en] if language == "zh" else [term.en, term.zh])),
            "text": html.escape((term.definition_zh if language == "zh" else term.definition_en).replace("`", "")),
        }
        for term in registers.terms()
    ]


def build_english(config: MkDocsConfig) -> None:
    """Build the English site into the Chinese one; in strict mode its warnings abort."""
    english = load_config(
        str(ROOT / ENGLISH),
        site_dir=str(Path(config.site_dir, "en")),
        site_url=f"{config.site_url}en/" if config.site_url else None,
        strict=config.strict,
    )
    english.plugins.on_startup(command="build", dirty=False)
    build(english)
    english.plugins.on_shutdown()
