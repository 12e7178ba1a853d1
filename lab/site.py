"""MkDocs hooks: what the site adds to Markdown and the theme.

Both languages use them. The Chinese build, at ``/``, builds English into
``<site_dir>/en``, so that one ``python -m mkdocs build --strict`` makes and checks
both, and one ``python -m mkdocs serve`` shows both. With ``serve --dirty`` only
what an edit touches is built again: a page, what it includes, a register.
"""

from __future__ import annotations

import html
import json
import logging
import os
import re
import shutil
import tempfile
from collections.abc import Callable, Iterable
from dataclasses import dataclass, field
from functools import cache, partial
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
from mkdocs.structure.nav import Navigation
from mkdocs.structure.pages import Page
from mkdocs.utils import get_relative_url

from lab import evidence, griffe_extensions, interpreters, parity, registers
from lab.files import write_whole
from lab.pages import INCLUDE, ROOT, pages
from snippets._catalogue import Snippet, snippets

ENGLISH = "mkdocs.en.yml"
LOOK = ("overrides", "mkdocs.base.yml", "mkdocs.yml", ENGLISH)
"""What every page is made from."""
FACTS = ("snippets", "evidence", "registers")
"""What some pages are made from."""
CACHE = ROOT / ".cache"
"""What makes the next build faster; it may be deleted at any time."""
SEGMENTS = CACHE / "segments.json"
"""How jieba segmented what earlier builds met: loading jieba takes a second."""
WORDS = {
    "zh": {
        "colon": "：",
        "comma": "、",
        "api": "API",
        "about api": "每个示例模块的公开名字：签名、说明与源代码。",
        "code": "代码",
    },
    "en": {
        "colon": ": ",
        "comma": ", ",
        "api": "API",
        "about api": "Every public name of the example modules: signature, description and source.",
        "code": "code",
    },
}


@dataclass
class State:
    """What is known from one build to the next; the builds of both languages share it."""

    serving: bool = False
    dirty: bool = False
    """Whether only what was changed is built again."""
    english: Path | None = None
    """The folder that keeps the English site while serving."""
    built: float = 0.0
    """The newest time of what it was made from."""
    includes: dict[str, list[str]] = field(default_factory=dict)
    """The files that each page includes."""
    indexed: dict[str, dict[str, list[Any]]] = field(default_factory=dict)
    """What search knows of each page of each language."""
    segments: dict[str, list[str]] = field(default_factory=dict)
    """The words of the Chinese texts in the index."""


state = State()


# One build ------------------------------------------------------------------------------------------------------


def on_startup(*, command: Literal["build", "gh-deploy", "serve"], dirty: bool) -> None:
    """Note what kind of build this is, and keep jieba quiet."""
    state.serving, state.dirty = command == "serve", dirty
    logging.getLogger("jieba").setLevel(logging.WARNING)
    jieba.cut = words_of


def on_config(config: MkDocsConfig) -> MkDocsConfig:
    """Forget what the last build read, and put the API pages into the navigation."""
    for function in (snippets, griffe_extensions.shown_on, registers.documents, registers.terms):
        function.cache_clear()
    for item in config.nav or []:
        for title, target in item.items() if isinstance(item, dict) else ():
            if target == "api/":
                item[title] = [
                    "api/index.md",
                    *({f"snippets.{part}": f"api/{part}.md"} for part in parts()),
                ]
    # `write_index` knows better what is still current.
    plugin(config, "material/search").search_index_prev = None
    return config


def plugin(config: MkDocsConfig, name: str) -> Any:
    """Give a plugin, of whatever class it is."""
    return config.plugins[name]


def on_files(files: Files, config: MkDocsConfig) -> Files:
    """Add the API pages, leave out what of the theme no page loads, and see what is to be built again."""
    language = config.extra["language"]
    files.append(File.generated(config, "api/index.md", content=api_index(language)))
    for part, modules in parts().items():
        files.append(File.generated(config, f"api/{part}.md", content=api_page(part, modules)))
    for file in list(files):
        if UNUSED.search(file.src_uri) or (language == "en" and file.src_uri.startswith("assets/")):
            files.remove(file)
    engine = plugin(config, "mkdocstrings").get_handler("python").env
    engine.bytecode_cache = compiled_templates()
    engine.filters["highlighted"] = griffe_extensions.highlighted
    if state.dirty:
        look = newest(LOOK)
        for file in files.documentation_pages():
            built = Path(file.abs_dest_path)
            changed = not built.exists() or built.stat().st_mtime < max(look, newest(sources(file)))
            file.is_modified = partial(bool, changed)  # type: ignore[method-assign]  # its answer
            if not changed and file.src_uri.startswith("api/"):
                keep_anchors(file, config)
    return files


UNUSED = re.compile(
    r"\.map$|javascripts/(bundle|lunr/(?!min/lunr\.(zh|stemmer\.support)\.))|images/favicon|\.jinja$"
)
"""Files of the theme that no page loads. English loads those of the Chinese site."""


def on_env(env: Environment, config: MkDocsConfig, files: Files) -> Environment:
    """Keep compiled templates."""
    env.bytecode_cache = compiled_templates()
    return env


def compiled_templates() -> FileSystemBytecodeCache:
    """Keep compiled templates from one build to the next."""
    folder = CACHE / "templates"
    folder.mkdir(parents=True, exist_ok=True)
    return FileSystemBytecodeCache(str(folder))


def on_post_build(config: MkDocsConfig) -> None:
    """Complete the search index; after Chinese, build English."""
    write_index(config)
    let_go(config)
    if config.extra["language"] == "zh":
        build_english(config)
        write_whole(SEGMENTS, json.dumps(state.segments, ensure_ascii=False, sort_keys=True))


def on_post_page(output: str, page: Page, config: MkDocsConfig) -> str:
    """Free the memory of what is about to be written."""
    page.markdown = page.content = None
    return output


def let_go(config: MkDocsConfig) -> None:
    """Free the memory of what one language needed, for the next."""
    plugin(config, "material/search").search_index.entries.clear()
    jieba.dt.FREQ, jieba.dt.initialized = {}, False  # it loads its dictionary again if need be


def build_english(config: MkDocsConfig) -> None:
    """Build the English site into the Chinese one; in strict mode its warnings abort.

    While serving, it is kept, and built again only when something that it is made from has changed.
    """
    target = Path(config.site_dir, "en")
    if not state.serving:
        return english(config, target, dirty=False)
    first = state.english is None
    state.english = state.english or Path(tempfile.mkdtemp(prefix="english_"))
    now = newest(["docs/en", *FACTS, *LOOK])
    if now > state.built:
        english(config, state.english, dirty=state.dirty and not first)
        state.built = now
    shutil.copytree(state.english, target, dirs_exist_ok=True, copy_function=link)
    return None


def english(config: MkDocsConfig, folder: Path, *, dirty: bool) -> None:
    """Build the English site into a folder."""
    site_url = f"{config.site_url}en/" if config.site_url else None
    its = load_config(
        str(ROOT / ENGLISH), site_dir=str(folder), site_url=site_url, strict=config.strict
    )
    before = state.dirty
    state.dirty = dirty
    build(its, dirty=dirty)
    state.dirty = before


# Building again while serving -----------------------------------------------------------------------------------


def on_serve(server: LiveReloadServer, config: MkDocsConfig, builder: Any) -> LiveReloadServer:
    """Watch what both languages are made from."""
    for name in ("docs", *FACTS, *LOOK):
        server.watch(str(ROOT / name))
    return server


def on_shutdown() -> None:
    """Remove the copy of the English site."""
    if state.english:
        shutil.rmtree(state.english, ignore_errors=True)


def newest(names: Iterable[str]) -> float:
    """Give the time of the newest of some files, and of those in some folders."""
    latest = 0.0
    for name in names:
        path = ROOT / name
        files = [path, *path.rglob("*")] if path.is_dir() else [path]
        latest = max(
            [
                latest,
                *(f.stat().st_mtime for f in files if "__pycache__" not in f.parts and f.exists()),
            ]
        )
    return latest


def sources(file: File) -> list[str]:
    """Give the files and folders that a page is made from, the look apart."""
    made: list[str] = list(GENERATED_FROM.get(file.src_uri, ()))
    if file.src_uri.startswith("api/"):
        part = Path(file.src_uri).stem
        return (
            ["snippets"]
            if part == "index"
            else [f"snippets/{part}", f"registers/docstrings/{part}"]
        )
    if file.abs_src_path:
        made.append(file.abs_src_path)
    return made + state.includes.get(file.src_uri, [])


GENERATED_FROM = {
    "corrections.md": ["registers/corrections"],
    "glossary.md": ["registers/glossary.toml"],
}


def keep_anchors(file: File, config: MkDocsConfig) -> None:
    """Have links to an API page that is not built again find its names."""
    for snippet in parts().get(Path(file.src_uri).stem, []):
        for name in described(snippet, config.extra["language"]):
            anchor = f"snippets.{snippet.name}{'.' + name if name else ''}"
            plugin(config, "autorefs").register_url(anchor, f"{config.site_url}{file.url}#{anchor}")


def link(source: str, target: str) -> None:
    """Hard-link a file, or copy it where that is not possible."""
    Path(target).unlink(missing_ok=True)
    try:
        os.link(source, target)
    except OSError:
        shutil.copy2(source, target)


# API pages ------------------------------------------------------------------------------------------------------


def parts() -> dict[str, list[Snippet]]:
    """Give the modules of each part of ``snippets``."""
    found: dict[str, list[Snippet]] = {}
    for snippet in snippets().values():
        found.setdefault(snippet.part, []).append(snippet)
    return found


def described(snippet: Snippet, language: str) -> dict[str, str]:
    """Give the first line of each docstring of a module, by dotted name below it."""
    register = ROOT / parity.DOCSTRINGS / f"{snippet.name.replace('.', '/')}.toml"
    stamps = (snippet.path.stat().st_mtime, register.stat().st_mtime if register.exists() else 0.0)
    return first_lines(snippet.name, language, stamps)


@cache
def first_lines(name: str, language: str, stamps: tuple[float, float]) -> dict[str, str]:
    """Read docstrings, once for each state of the files."""
    snippet = snippets()[name]
    texts = parity.docstrings(snippet)
    if language == "zh":
        texts |= {name: text for name, text in parity.chinese(snippet).items() if name in texts}
    return {name: text.strip().partition("\n")[0] for name, text in texts.items()}


FRONT_MATTER = "---\nsearch: {exclude: true}\n---\n\n"
"""`api_entries` writes what search knows of these pages."""


def api_index(language: str) -> str:
    """Write the page that lists all modules."""
    words = WORDS[language]
    lines = [f"{FRONT_MATTER}# {words['api']} {{#api}}", "", words["about api"], ""]
    for part, modules in parts().items():
        lines += [f"## [`snippets.{part}`]({part}.md) {{#{part}}}", ""]
        for snippet in modules:
            badge = f" · {snippet.requires}+" if snippet.requires else ""
            summary = described(snippet, language).get("", "")
            lines.append(
                f"* [`{snippet.name}`][snippets.{snippet.name}]{badge}{words['colon']}{summary}"
            )
        lines.append("")
    return "\n".join(lines)


def api_page(part: str, modules: list[Snippet]) -> str:
    """Write the page of one part; mkdocstrings heads each module with its dotted name, which is its id too."""
    lines = [f"{FRONT_MATTER}# `snippets.{part}` {{#{part}}}", ""]
    lines += [f"::: snippets.{snippet.name}\n" for snippet in modules]
    return "\n".join(lines)


# Pages ----------------------------------------------------------------------------------------------------------


def on_page_markdown(markdown: str, page: Page, config: MkDocsConfig, files: Files) -> str:
    """Write what is generated, and note what the page includes."""
    language = config.extra["language"]
    includes = [hit["file"] for line in markdown.splitlines() if (hit := INCLUDE.match(line))]
    for file in includes:
        if not (ROOT / file).exists():
            recorded = file.startswith(evidence.OUTPUTS.as_posix())
            advice = "; `python -m lab record` writes it" if recorded else ""
            raise PluginError(f"{page.file.src_uri} includes {file}, which does not exist{advice}")
    state.includes[page.file.src_uri] = includes
    write = {"generated": generated, "count": count}
    return re.sub(
        r"<!-- (generated|count): (\w+) -->", lambda hit: write[hit[1]](hit[2], language), markdown
    )


def generated(name: str, language: str) -> str:
    """Write the body of a page that is made from a register."""
    body: Callable[[str], str] = {
        "corrections": registers.corrections_page,
        "glossary": registers.glossary_page,
    }[name]
    return body(language)


def count(name: str, language: str) -> str:
    """Count what the home page boasts of."""
    mine = pages(language)
    proved = recorded_on(include.file for page in mine for include in page.includes)
    numbers: dict[str, Callable[[], object]] = {
        "pages": lambda: len([page for page in mine if "/" in page.name]),
        "snippets": lambda: len(snippets()),
        "blocks": lambda: sum(len(page.includes) for page in mine),
        "interpreters": lambda: len(proved),
        "versions": lambda: WORDS[language]["comma"].join(proved.values()),
    }
    return str(numbers[name]())


def recorded_on(files: Iterable[str]) -> dict[str, str]:
    """Give the interpreters, with exact versions, that gave what some files of evidence hold."""
    found: dict[str, str] = {}
    for file in files:
        if file.startswith(evidence.OUTPUTS.as_posix()):
            try:
                pythons = evidence.recorded(evidence.parse(file)[0])["pythons"]
            except evidence.StaleError:
                continue  # its test says so
            found |= {
                tag: then["version"] + "t" * tag.endswith("t") for tag, then in pythons.items()
            }
    order = interpreters.REQUIRED + interpreters.WELCOME
    return {tag: found[tag] for tag in order if tag in found}


PRE = re.compile(
    r'(?:<span class="filename">(?P<title>[^<]*)</span>)?<pre>(?:<span></span>)?<code>'
)
TABLE = re.compile(r"<table>.*?</table>", re.DOTALL)
ADMONITIONS = {"Note": "说明", "Tip": "提示", "Warning": "注意"}
"""The titles that Markdown gives to admonitions without one."""


def on_page_content(content: str, page: Page, config: MkDocsConfig, files: Files) -> str:
    """Make every block of code reachable and named, link its title to the API page, and let tables scroll."""
    language = config.extra["language"]

    def opening(hit: re.Match[str]) -> str:
        title = hit["title"]
        pre = (
            f'<pre tabindex="0" role="group" aria-label="{title or WORDS[language]["code"]}"><code>'
        )
        if not title:
            return pre
        return f'<span class="filename" data-search-exclude="1">{linked(title, page)}</span>{pre}'

    content = PRE.sub(opening, content)
    content = TABLE.sub(r'<div class="scroll">\g<0></div>', content)
    if language == "zh":
        for title, chinese in ADMONITIONS.items():
            content = content.replace(
                f'"admonition-title">{title}<', f'"admonition-title">{chinese}<'
            )
    return content


def linked(title: str, page: Page) -> str:
    """Link the title of a block of code to its module's section of the API pages."""
    file, _, badge = title.partition(" · ")
    if not re.fullmatch(r"snippets/\w+/\w+\.py", file):
        return title
    _, part, topic = file.removesuffix(".py").split("/")
    target = get_relative_url(f"api/{part}/#snippets.{part}.{topic}", page.url)
    anchor = f'<a href="{target}">{file}</a>'
    return f'{anchor} <span class="badge">{badge}</span>' if badge else anchor


def on_page_context(
    context: dict[str, Any], page: Page, config: MkDocsConfig, nav: Navigation
) -> dict[str, Any]:
    """Tell the template on which interpreters the page's outputs were recorded."""
    context["recorded_on"] = recorded_on(state.includes.get(page.file.src_uri, []))
    return context


# Search ---------------------------------------------------------------------------------------------------------


def write_index(config: MkDocsConfig) -> None:
    """Write the search index: of pages that were not built again what was known, names, terms; compactly."""
    language = config.extra["language"]
    path = Path(config.site_dir, "search/search_index.json")
    index = json.loads(path.read_text(encoding="utf-8"))
    fresh: dict[str, list[Any]] = {}
    for entry in index["docs"]:
        fresh.setdefault(entry["location"].partition("#")[0], []).append(entry)
    known = state.indexed[language] = (
        state.indexed.get(language, {}) if state.dirty else {}
    ) | fresh
    index["docs"] = [entry for entries in known.values() for entry in entries] + api_entries(
        language
    )
    index["terms"] = terms(language)
    path.write_text(json.dumps(index, ensure_ascii=False, separators=(",", ":")), encoding="utf-8")


def api_entries(language: str) -> list[dict[str, object]]:
    """Give search every public name with the first line of its docstring; pages that explain come before."""
    words = WORDS[language]
    entries = [{"location": "api/", "title": words["api"], "text": segmented(words["about api"])}]
    for part, modules in parts().items():
        entries.append({"location": f"api/{part}/", "title": f"snippets.{part}", "text": ""})
        for snippet in modules:
            for name, line in described(snippet, language).items():
                place = f"snippets.{snippet.name}{'.' + name if name else ''}"
                text = segmented(html.escape(line, quote=False))
                entries.append(
                    {"location": f"api/{part}/#{place}", "title": name or place, "text": text}
                )
    return [entry | {"boost": 0.001} for entry in entries]


def terms(language: str) -> list[dict[str, object]]:
    """Give search the glossary: a term is found by either name, and so are the pages that use the other."""
    found: list[dict[str, object]] = []
    for term in registers.terms():
        names = [term.zh, term.en] if language == "zh" else [term.en, term.zh]
        text = term.definition_zh if language == "zh" else term.definition_en
        found.append(
            {
                "page": "glossary/",
                "id": term.id,
                "names": list(dict.fromkeys(names)),
                "text": html.escape(text.replace("`", "")),
            }
        )
    return found


def segmented(text: str) -> str:
    """Put a zero-width space between Chinese words, as the search plugin does."""
    return re.sub("[\u3400-\u9fff]+", lambda hit: "\u200b".join(["", *words_of(hit[0]), ""]), text)


def words_of(run: str | bytes) -> list[str]:
    """Segment Chinese text by jieba, unless an earlier build met the same text."""
    text = run.decode() if isinstance(run, bytes) else run
    known = known_segments()
    if text not in known:
        known[text] = list(jieba.dt.cut(text))
    state.segments[text] = known[text]
    return known[text]


@cache
def known_segments() -> dict[str, list[str]]:
    """Read how jieba segmented what earlier builds met."""
    try:
        found: dict[str, list[str]] = json.loads(SEGMENTS.read_text(encoding="utf-8"))
    except (OSError, ValueError):
        return {}
    return found
