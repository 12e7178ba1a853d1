"""What a reader sees: every block of code in the built site is executed code or a recorded output.

This is the second, independent proof: it knows nothing of fences or includes
and looks at the HTML alone. The number of blocks it finds on the pages is
compared with the number that the parser of the fences finds in their sources.
"""

import re
from collections import Counter
from html.parser import HTMLParser

import pytest

from lab.pages import LANGUAGES, ROOT
from lab.pages import pages as sources
from snippets._catalogue import snippets
from tests.proved import HTML


class Blocks(HTMLParser):
    """Collect the text of every `<pre>`, with the classes of what is around it."""

    VOID = frozenset(
        [
            "area",
            "base",
            "br",
            "col",
            "embed",
            "hr",
            "img",
            "input",
            "link",
            "meta",
            "param",
            "source",
            "track",
            "wbr",
        ]
    )

    def __init__(self):
        super().__init__()
        self.around = []
        self.found = []
        self.text = None

    def handle_starttag(self, tag, attrs):
        if tag in self.VOID:
            return
        self.around.append(dict(attrs).get("class") or "")
        if tag == "pre":
            self.text = []

    def handle_endtag(self, tag):
        if tag in self.VOID:
            return
        if tag == "pre":
            self.found.append((" ".join(self.around), "".join(self.text)))
            self.text = None
        self.around.pop()

    def handle_data(self, data):
        if self.text is not None:
            self.text.append(data)


def blocks(html):
    parser = Blocks()
    parser.feed(html)
    return parser.found


def squeezed(text):
    """Forget what is laid out anew in a signature: spaces, last commas, quotes, `self`, 1_000."""
    text = re.sub(r"\(self(?=[,)]),?", "(", re.sub(r"\s+", "", text))
    text = re.sub(r"(?<=\d)_(?=\d)", "", text)
    return re.sub(r",(?=[)}\]])", "", text).replace('"', "'")


@pytest.fixture(scope="module")
def evidence():
    code = {snippet.source for snippet in snippets().values()}
    outputs = {
        p.read_text(encoding="utf-8").strip() for p in (ROOT / "evidence/outputs").glob("*/*.txt")
    }
    return code, outputs


def is_evidence(classes, text, code, outputs):
    text = "\n".join(line.rstrip() for line in text.strip("\n").splitlines())
    if "doc-signature" in classes:
        return "code" if any(squeezed(text) in squeezed(module) for module in code) else None
    if text.strip() in outputs:
        return "output"
    flat = re.sub(r"(?m)^[ ]+", "", text)
    if any(flat in re.sub(r"(?m)^[ ]+", "", module) for module in code):
        return "code"
    return None


def test_every_block_of_code_that_a_reader_sees_was_executed(pages, evidence):
    strange = []
    for url, html in pages.items():
        for classes, text in blocks(html):
            origin = is_evidence(classes, text, *evidence)
            if origin is None:
                strange.append(f"{url}: {text.strip().splitlines()[:1]}")
            else:
                HTML["on API pages" if "api/" in url else f"{origin} on pages"] += 1
    assert strange == []


def test_as_many_blocks_in_the_html_as_in_the_sources(pages):
    for language in LANGUAGES:
        for source in sources(language):
            url = address(language, source.name)
            fences = Counter(b.language for b in source.blocks if b.kind == "fence")
            shown = len(blocks(pages[url]))
            assert shown == fences["python"] + fences["text"], url
            diagrams = pages[url].count('class="diagram')
            assert diagrams == fences["mermaid"], url


def address(language, name):
    """Turn a page's name into its address below the root of the site."""
    folder = "" if language == "zh" else "en/"
    return folder + (re.sub(r"(^|/)index$", r"\1", name + "/") if name != "index" else "")


def test_every_public_name_has_its_place_on_the_api_pages_of_both_languages(pages):
    from lab.parity import docstrings

    for language, folder in (("zh", ""), ("en", "en/")):
        for name, snippet in snippets().items():
            page = pages[f"{folder}api/{snippet.part}/"]
            missing = [
                n
                for n in docstrings(snippet)
                if f'id="snippets.{name}{"." + n if n else ""}"' not in page
            ]
            assert missing == [], f"{language}: snippets.{name}"


def test_both_languages_have_the_same_anchors(pages):
    ids = re.compile(r'<h[1-6][^>]* id="([^"]+)"')
    for url, html in pages.items():
        if not url.startswith("en/") and url != "404.html":
            assert ids.findall(html) == ids.findall(pages[f"en/{url}"]), url
