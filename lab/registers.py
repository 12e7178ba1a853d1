"""The registers: corrections and glossary, read, checked and turned into pages.

Facts stand in `registers/*.toml` in both languages, one place each.
"""

from __future__ import annotations

import ast
import re
import tomllib
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass, field
from functools import cache
from pathlib import Path
from typing import Any

from lab.pages import CODE_SPAN, ROOT, Page, pages

CORRECTIONS = Path("registers/corrections")
KINDS = {
    "wrong": {"en": "wrong", "zh": "错误"},
    "misleading": {"en": "misleading", "zh": "误导"},
    "contradiction": {"en": "contradicts itself", "zh": "自相矛盾"},
    "version-dependent": {"en": "depends on the version", "zh": "因版本而异"},
    "hidden": {"en": "fails in silence", "zh": "无声失败"},
    "structure": {"en": "structure or style", "zh": "结构或写法"},
}
WORDS = {
    "en": {
        "claim": "Claim",
        "truth": "What really happens",
        "since": "since",
        "proof": "Proof",
        "page": "Treated on",
        "test": "test",
        "source": "source",
        "editorial": "editorial",
        "of": "of the five articles' {known} mistakes are treated so far: {tested} by a test, {sourced} by a primary "
        "source, {editorial} by reasoned judgement.",
        "kind": "kind",
        "count": "mistakes",
        "total": "{count} mistakes entered",
        "also": "also in",
    },
    "zh": {
        "claim": "说法",
        "truth": "实际情况",
        "since": "自",
        "proof": "证据",
        "page": "讲解",
        "test": "测试",
        "source": "来源",
        "editorial": "编者判断",
        "of": "五篇文章共有 {known} 处错误，目前已处理 {done} 处：{tested} 处由测试证明，{sourced} 处有一手来源，"
        "{editorial} 处属编者判断并附理由。",
        "kind": "类别",
        "count": "处数",
        "total": "已收录 {count} 处错误",
        "also": "另见",
    },
}
WORDS["en"]["of"] = "{done} " + WORDS["en"]["of"]
KNOWN = 188
"""How many mistakes the study of the five articles found: E-01 to E-188."""


class RegisterError(ValueError):
    """A register has something missing, unknown or contradictory in it."""


@dataclass(frozen=True)
class Correction:
    """One mistake of the articles, and what is right."""

    id: str
    documents: list[str]
    kind: str
    claim: dict[str, str]
    truth: dict[str, str]
    page: str
    tests: list[str] = field(default_factory=list)
    sources: list[str] = field(default_factory=list)
    editorial: dict[str, str] = field(default_factory=dict)
    since: str = ""

    @property
    def proof(self) -> str:
        """The strongest proof it has: ``test``, ``source`` or ``editorial``."""
        return "test" if self.tests else "source" if self.sources else "editorial"


@dataclass(frozen=True)
class Term:
    """One term of the glossary."""

    id: str
    zh: str
    en: str
    definition_zh: str
    definition_en: str
    avoid_zh: list[str] = field(default_factory=list)
    avoid_en: list[str] = field(default_factory=list)


def read(path: Path) -> dict[str, Any]:
    """Read a register.

    Raises:
        RegisterError: If it is not TOML; the message has file and line.
    """
    try:
        return tomllib.loads(path.read_text(encoding="utf-8"))
    except tomllib.TOMLDecodeError as error:
        raise RegisterError(f"{path.relative_to(ROOT)}: {error}") from None


@cache
def documents() -> dict[str, dict[str, str]]:
    """Give the names of the five articles in both languages."""
    return read(ROOT / "registers/documents.toml")


def corrections(folder: Path = ROOT / CORRECTIONS) -> list[Correction]:
    """Give all corrections, by number.

    Raises:
        RegisterError: If an entry is not complete, or entered twice.
    """
    found: dict[str, Correction] = {}
    for path in sorted(folder.glob("*.toml")):
        for name, entry in read(path).items():
            where = f"{path.name}: {name}"
            if not re.fullmatch(r"E-\d{2,3}", name):
                raise RegisterError(f"{where}: an entry is named like E-07")
            if name in found:
                raise RegisterError(f"{where}: entered twice")
            try:
                found[name] = Correction(id=name, **entry)
            except TypeError as error:
                raise RegisterError(f"{where}: {error}") from None
            for problem in incomplete(found[name]):
                raise RegisterError(f"{where}: {problem}")
    return sorted(found.values(), key=lambda entry: int(entry.id.removeprefix("E-")))


def incomplete(entry: Correction) -> Iterator[str]:
    """Say what an entry lacks."""
    if not entry.documents or set(entry.documents) - set(documents()):
        yield f"documents must be some of {', '.join(documents())}"
    if entry.kind not in KINDS:
        yield f"kind {entry.kind!r} is none of {', '.join(KINDS)}"
    for name in ("claim", "truth"):
        if set(getattr(entry, name)) != {"en", "zh"}:
            yield f"{name} needs en and zh"
    if entry.editorial and set(entry.editorial) != {"en", "zh"}:
        yield "editorial needs en and zh"
    if not (entry.tests or entry.sources or entry.editorial):
        yield "no proof: needs tests, sources or editorial"


def unproved(entry: Correction, root: Path = ROOT) -> Iterator[str]:
    """Say which test or anchor of an entry does not exist."""
    for test in entry.tests:
        file, _, name = test.partition("::")
        path = root / file
        if not path.exists():
            yield f"{entry.id}: there is no {file}"
        elif name.partition("[")[0] not in tests_in(path):
            yield f"{entry.id}: {file} has no test {name}"
    for source in entry.sources:
        if not source.startswith("https://"):
            yield f"{entry.id}: a source is an https address, not {source!r}"
    page, _, anchor = entry.page.partition("#")
    for language in ("zh", "en"):
        path = root / "docs" / language / f"{page}.md"
        if not path.exists():
            yield f"{entry.id}: there is no docs/{language}/{page}.md"
        else:
            found = Page(language, page, path)
            if anchor not in found.anchors:
                yield f"{entry.id}: docs/{language}/{page}.md has no heading {{#{anchor}}}"
            if f"corrections.md#{entry.id.lower()}" not in found.text:
                yield f"{entry.id}: docs/{language}/{page}.md does not cite it"


def tests_in(path: Path) -> set[str]:
    """Give the names of the tests in a file."""
    tree = ast.parse(path.read_text(encoding="utf-8"))
    return {
        node.name
        for node in ast.walk(tree)
        if isinstance(node, ast.FunctionDef) and node.name.startswith("test")
    }


def uncited(entries: list[Correction]) -> Iterator[str]:
    """Say which corrections pages cite or announce that are not in the register."""
    known = {entry.id for entry in entries}
    for language in ("zh", "en"):
        for page in pages(language):
            cited = {name.upper() for name in re.findall(r"corrections\.md#(e-\d+)", page.text)}
            for name in sorted((cited | set(page.front_matter.get("corrections", []))) - known):
                yield f"{page.file} speaks of {name}, which is not in {CORRECTIONS}"
            announced = set(page.front_matter.get("corrections", []))
            for name in sorted(
                {e.id for e in entries if e.page.partition("#")[0] == page.name} - announced
            ):
                yield f"{page.file} treats {name}, but its front matter does not say so"


def corrections_page(language: str) -> str:
    """Write the body of the corrections page, grouped by article."""
    words, entries = WORDS[language], corrections()
    proofs = Counter(entry.proof for entry in entries)
    lines = [
        words["of"].format(
            known=KNOWN,
            done=len(entries),
            tested=proofs["test"],
            sourced=proofs["source"],
            editorial=proofs["editorial"],
        ),
        "",
        f"| {words['kind']} | {words['count']} |",
        "| --- | --: |",
        *(
            f"| {KINDS[kind][language]} | {count} |"
            for kind, count in Counter(e.kind for e in entries).most_common()
        ),
        "",
    ]
    for document, title in documents().items():
        mine = [entry for entry in entries if entry.documents[0] == document]
        if mine:
            lines += [f"## {title[language]} {{#{document.lower()}}}", ""]
            lines += [
                words["total"].format(count=len(mine)) + ("." if language == "en" else "。"),
                "",
            ]
            for entry in mine:
                lines += correction_lines(entry, language)
    return "\n".join(lines)


def correction_lines(entry: Correction, language: str) -> list[str]:
    """Write one correction."""
    words = WORDS[language]
    colon, stop, comma = ("：", "；", "、") if language == "zh" else (": ", "; ", ", ")
    also = entry.documents[1:]
    kind = KINDS[entry.kind][language]
    proofs = [f"{words['test']} `{test}`" for test in entry.tests]
    proofs += [f"[{words['source']}]({localised(source, language)})" for source in entry.sources]
    if entry.editorial:
        proofs.append(f"{words['editorial']}{colon}{entry.editorial[language]}")
    page, _, anchor = entry.page.partition("#")
    title = next(
        (
            s.title
            for s in Page(language, page, ROOT / f"docs/{language}/{page}.md").sections
            if s.id == anchor
        ),
        page,
    )
    since = (
        f"{'（' if language == 'zh' else ' ('}{words['since']} {entry.since}{'）' if language == 'zh' else ')'}"
        if entry.since
        else ""
    )
    other = ""
    if also:
        names = comma.join(
            f"[{documents()[name][language].partition('：' if language == 'zh' else ':')[0]}](#{name.lower()})"
            for name in also
        )
        other = f" · {words['also']} {names}"
    name, truth, treated, proved = (words[word] for word in ("claim", "truth", "page", "proof"))
    end = colon.strip()
    return [
        f"### {entry.id} · {kind} {{#{entry.id.lower()}}}",
        "",
        f"**{name}{end}** {entry.claim[language]}",
        "",
        f"**{truth}{since}{end}** {entry.truth[language]}",
        "",
        f"**{treated}{end}** [{title}]({page}.md#{anchor}){other}",
        "",
        f"**{proved}{end}** {stop.join(proofs)}",
        "",
    ]


def localised(address: str, language: str) -> str:
    """Turn an address of CPython's documentation into that of the reader's language."""
    if language == "zh":
        return re.sub(
            r"^https://docs\.python\.org/(?=3)", "https://docs.python.org/zh-cn/", address
        )
    return address


@cache
def terms() -> list[Term]:
    """Give the terms of the glossary.

    Raises:
        RegisterError: If one is not complete, or entered twice.
    """
    found: dict[str, Term] = {}
    for entry in read(ROOT / "registers/glossary.toml")["term"]:
        try:
            term = Term(**entry)
        except TypeError as error:
            raise RegisterError(f"glossary.toml: {entry.get('id')}: {error}") from None
        if term.id in found:
            raise RegisterError(f"glossary.toml: {term.id} is entered twice")
        found[term.id] = term
    return list(found.values())


def glossary_page(language: str) -> str:
    """Write the body of the glossary page."""
    heads = {"en": ("term", "中文", "meaning", "not"), "zh": ("术语", "English", "含义", "不说")}[
        language
    ]
    lines = [f"| {' | '.join(heads)} |", "| --- | --- | --- | --- |"]
    for term in sorted(terms(), key=lambda term: term.en.casefold()):
        mine, other = (term.en, term.zh) if language == "en" else (term.zh, term.en)
        definition = term.definition_en if language == "en" else term.definition_zh
        avoid = term.avoid_en if language == "en" else term.avoid_zh
        said = (
            "、".join(map(readable, avoid)) if language == "zh" else ", ".join(map(readable, avoid))
        )
        lines.append(
            f'| <span id="{term.id}">{mine}</span> | {other} | {definition} | {said or "–"} |'
        )
    return "\n".join(lines)


def readable(pattern: str) -> str:
    """Show a forbidden pattern as the word it stands for."""
    plain = re.sub(r"\(\?[^)]*\)|\\b|[\\^$]", "", pattern)
    plain = re.sub(r"\[([^\]])[^\]]*\]\??", r"\1", plain)
    return re.sub(r"(\w)\?", r"\1", plain)


def misused(page: Page) -> Iterator[str]:
    """Find words on a page that the glossary advises against."""
    for number, line in enumerate(page.prose, 1):
        text = CODE_SPAN.sub(lambda hit: " " * len(hit[0]), line)
        text = re.sub(r"\]\([^)]*\)|<!--.*?-->|https?://\S+", lambda hit: " " * len(hit[0]), text)
        for term in terms():
            for pattern in term.avoid_zh if page.language == "zh" else term.avoid_en:
                if hit := re.search(pattern, text, re.IGNORECASE):
                    right = term.zh if page.language == "zh" else term.en
                    yield f"{page.file}:{number}: {hit[0]!r}: the glossary says {right!r} ({term.id})"
