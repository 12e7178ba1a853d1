"""What the build wrote, looked at without a browser."""

import json
import re
from collections import Counter
from html.parser import HTMLParser
from urllib.parse import unquote, urljoin, urlsplit

import pytest

from lab.pages import LANGUAGES, ROOT
from lab.pages import pages as sources
from tests.proved import PAGES
from tests.site.conftest import PREFIX

TAGS = {"zh": "zh-Hans", "en": "en"}
SITE = re.search(
    r"^site_url: (\S+)$", (ROOT / "mkdocs.yml").read_text(encoding="utf-8"), re.MULTILINE
)[1]


class Document(HTMLParser):
    """The elements of a page, with their attributes."""

    def __init__(self, html):
        super().__init__()
        self.elements = []
        self.feed(html)

    def handle_starttag(self, tag, attrs):
        self.elements.append((tag, dict(attrs)))

    def all(self, tag, **wanted):
        return [
            a
            for t, a in self.elements
            if t == tag and all((a.get(k) or "").split() == v.split() for k, v in wanted.items())
        ]

    @property
    def ids(self):
        return [attributes["id"] for _, attributes in self.elements if "id" in attributes]


@pytest.fixture(scope="module")
def documents(pages):
    return {url: Document(html) for url, html in pages.items()}


@pytest.fixture(scope="module")
def content(documents):
    """All but the error pages."""
    return {url: document for url, document in documents.items() if not url.endswith("404.html")}


def of(url):
    return "en" if url.startswith("en/") else "zh"


def test_the_strict_build_warns_of_nothing(built):
    assert [
        line for line in built[1].splitlines() if re.search("WARNING|ERROR|Warning:", line)
    ] == []


def test_both_languages_have_the_same_pages(content):
    mine = {
        language: {url.removeprefix("en/") for url in content if of(url) == language}
        for language in LANGUAGES
    }
    assert mine["zh"] == mine["en"]
    for language in LANGUAGES:
        PAGES[language] = len(mine[language])
        assert len(mine[language]) > len(sources(language))


def test_every_link_leads_somewhere(documents, site):
    broken = []
    for url, document in documents.items():
        for tag, attributes in document.elements:
            target = attributes.get("href") if tag in ("a", "link") else attributes.get("src")
            if not target or target.startswith("#"):
                if target and target != "#" and unquote(target[1:]) not in document.ids:
                    broken.append(f"{url}: {target}")
                continue
            whole = urlsplit(urljoin(f"{SITE}{url}", target))
            if f"{whole.scheme}://{whole.netloc}/" != SITE:
                if tag != "a" or whole.scheme != "https":
                    broken.append(f"{url}: {tag} {target} is fetched from elsewhere")
                continue
            path = unquote(whole.path.lstrip("/"))
            there = documents.get(path)
            if there is None and not (site / path).is_file():
                broken.append(f"{url}: {target}")
            elif there and whole.fragment and unquote(whole.fragment) not in there.ids:
                broken.append(f"{url}: {target} has no such anchor")
    assert broken == []


def test_no_id_is_given_twice_on_a_page(documents):
    twice = {
        url: [name for name, count in Counter(d.ids).items() if count > 1]
        for url, d in documents.items()
    }
    assert {url: names for url, names in twice.items() if names} == {}


def test_every_page_says_its_language_its_address_and_its_counterpart(content):
    for url, document in content.items():
        (root,) = document.all("html")
        assert root["lang"] == TAGS[of(url)], url
        assert [link["href"] for link in document.all("link", rel="canonical")] == [SITE + url]
        bare = url.removeprefix("en/")
        both = {
            "zh-Hans": f"{SITE}{bare}",
            "en": f"{SITE}en/{bare}",
            "x-default": f"{SITE}en/{bare}",
        }
        assert {
            link["hreflang"]: link["href"] for link in document.all("link", rel="alternate")
        } == both, url


def test_the_sitemap_has_every_page_of_both_languages(content, site):
    text = (site / "sitemap.xml").read_text(encoding="utf-8")
    found = re.findall(r"<loc>([^<]+)</loc>(.*?)</url>", text, re.DOTALL)
    assert sorted(address for address, _ in found) == sorted(SITE + url for url in content)
    for address, rest in found:
        bare = address.removeprefix(SITE).removeprefix("en/")
        both = [
            ("zh-Hans", SITE + bare),
            ("en", f"{SITE}en/{bare}"),
            ("x-default", f"{SITE}en/{bare}"),
        ]
        assert re.findall(r'hreflang="([^"]+)" href="([^"]+)"', rest) == both
    assert f"Sitemap: {SITE}sitemap.xml" in (site / "robots.txt").read_text(encoding="utf-8")


def test_every_page_has_one_title_of_its_own_and_a_description(content, pages):
    titles = Counter()
    for url, document in content.items():
        assert len(document.all("h1")) == 1, url
        titles[re.search("<title>(.*?)</title>", pages[url])[1]] += 1
        (description,) = document.all("meta", name="description")
        assert 20 < len(description["content"]) <= 160 or of(url) == "zh", url
    assert [title for title, count in titles.items() if count > 1] == []


def test_the_error_page_speaks_both_languages(documents, pages):
    for url in ("404.html", "en/404.html"):
        assert {"zh-Hans", "en"} <= {a["lang"] for _, a in documents[url].elements if "lang" in a}
        assert "没有" in pages[url]
        assert "No such page" in pages[url]


def test_code_links_to_its_module_and_says_what_it_needs(pages):
    from snippets._catalogue import find

    for language in LANGUAGES:
        for source in sources(language):
            html = pages[address(language, source.name)]
            for block in source.blocks:
                if block.language == "python" and block.include:
                    snippet = find(block.include.file)[0]
                    assert f'/#snippets.{snippet.name}">{snippet.file}</a>' in html
                    if snippet.requires:
                        assert (
                            f'{snippet.file}</a> <span class="badge">{snippet.requires}+</span>'
                            in html
                        )


def test_a_page_names_the_interpreters_that_its_outputs_come_from(pages):
    from lab import evidence

    for language in LANGUAGES:
        for source in sources(language):
            outputs = [i for i in source.includes if i.file.startswith(str(evidence.OUTPUTS))]
            html = pages[address(language, source.name)]
            assert ('<p class="recorded">' in html) == bool(outputs), source.file
            for include in outputs:
                for tag, then in evidence.recorded(evidence.parse(include.file)[0])[
                    "pythons"
                ].items():
                    assert (
                        then["version"] + "t" * tag.endswith("t")
                        in re.search('<p class="recorded">.*?</p>', html, re.DOTALL)[0]
                    )


def test_an_api_page_leads_back_to_the_pages_that_show_it(pages):
    for language, prefix in PREFIX.items():
        for source in sources(language):
            for include in source.includes:
                if include.file.startswith("snippets/"):
                    part = include.file.split("/")[1]
                    assert f'href="../../{source.name}/' in pages[f"{prefix}api/{part}/"], include


def test_search_has_one_compact_index_for_each_language(site):
    for language, prefix in PREFIX.items():
        text = (site / prefix / "search/search_index.json").read_text(encoding="utf-8")
        assert ": " not in text[:20]
        assert "\\u" not in text.partition('"docs":')[2], "written as escapes, it would be larger"
        entries = json.loads(text)["docs"]
        assert entries
        if language == "zh":
            assert not [entry for entry in entries if entry["location"].startswith("en/")]
            assert any("线程\u200b" in entry["text"] for entry in entries), "jieba did not run"


def test_no_page_loads_mermaid_and_diagrams_are_described(documents, pages):
    for url, document in documents.items():
        assert "mermaid" not in " ".join(a.get("src", "") for a in document.all("script"))
        for drawing in document.all("svg", role="img"):
            for name in ("aria-labelledby", "aria-describedby"):
                assert re.search(rf'id="{drawing[name]}">[^<]+<', pages[url]), url


def address(language, name):
    """Turn a page's name into its address below the root of the site."""
    return PREFIX[language] + (
        "" if name == "index" else f"{name.removesuffix('index')}/".replace("//", "/")
    )
