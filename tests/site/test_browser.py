"""The site as readers meet it: by mouse, by keyboard, on a phone, in the dark, on paper, without JavaScript."""

import re
from pathlib import Path

import axe_playwright_python
import pytest
from playwright.sync_api import expect

from snippets._catalogue import snippets
from tests.site.conftest import PHONE, PREFIX, WIDE

FIRST = {
    "线程池": ["learn/thread-pools/"],
    "死锁": ["learn/locks/"],
    "信号量": ["learn/locks/", "glossary/"],
    "共享内存": ["learn/processes/", "glossary/"],
    "ThreadPoolExecutor": ["learn/thread-pools/"],
    "Executor": ["learn/thread-pools/"],
    "race condition": ["learn/races/"],
    "deadlock": ["learn/locks/"],
    "semaphore": ["learn/locks/", "glossary/"],
    "shared memory": ["learn/processes/", "glossary/"],
    "thread pool": ["learn/thread-pools/"],
    "竞态条件": ["learn/races/"],
}
"""The pages of which one must come first."""
QUERIES = {
    "zh": [
        "线程池",
        "死锁",
        "信号量",
        "共享内存",
        "ThreadPoolExecutor",
        "Executor",
        "race condition",
        "竞态条件",
    ],
    "en": [
        "thread pool",
        "deadlock",
        "semaphore",
        "shared memory",
        "ThreadPoolExecutor",
        "Executor",
        "race condition",
        "线程池",
        "竞态条件",
    ],
}
PAGE = "learn/thread-pools/"
ANSWERED = "query => document.querySelector('.search__results').dataset.query === query"
RESULT = ".search__results > li > a"


def colours(page):
    return page.evaluate("getComputedStyle(document.body).backgroundColor")


def focused(page):
    return page.evaluate("document.activeElement.className || document.activeElement.tagName")


# Search ---------------------------------------------------------------------------------------------------------


def test_search_finds_the_right_page_first(tab, home, language):
    page = tab()
    page.goto(home)
    page.keyboard.press("Control+k")
    wrong = []
    for query in QUERIES[language]:
        page.locator(".search input").fill("")
        page.keyboard.type(query)
        page.wait_for_function(ANSWERED, arg=query.lower())
        first = page.locator(RESULT).first.get_attribute("href").split("#")[0]
        if first.removeprefix(home) not in FIRST[query]:
            found = [
                link.get_attribute("href").removeprefix(home) for link in page.locator(RESULT).all()
            ]
            wrong.append(f"{query}: {found[:4]}, not {FIRST[query]}")
    assert not wrong, "\n".join(wrong)


def test_search_costs_nothing_until_it_is_used(tab, home, server):
    page = tab()
    server.sent.clear()
    page.goto(home + PAGE)
    page.wait_for_load_state("networkidle")
    assert [path for path, _ in server.sent if "search" in path] == []
    weight = sum(size for _, size in server.sent)
    assert weight < 90_000, f"a first visit weighs {weight} bytes"
    page.keyboard.press("Control+k")
    page.keyboard.type("lock")
    page.locator(RESULT).first.wait_for()
    assert len([path for path, _ in server.sent if path.endswith("search_index.json")]) == 1


def test_search_is_worked_by_keyboard(tab, home):
    page = tab()
    page.goto(home)
    page.keyboard.press("Control+k")
    page.keyboard.type("ThreadPoolExecutor")
    page.wait_for_function(ANSWERED, arg="threadpoolexecutor")
    page.keyboard.press("ArrowDown")
    assert page.evaluate("document.activeElement.matches('.search__results a')")
    page.keyboard.press("ArrowUp")
    assert focused(page) == "INPUT"
    page.keyboard.press("Escape")
    expect(page.locator(".search")).to_be_hidden()
    page.keyboard.press("Control+k")
    page.locator(RESULT).first.wait_for()
    page.keyboard.press("Enter")
    page.wait_for_url(re.compile(re.escape(home) + PAGE))


def test_search_says_when_there_is_nothing(tab, home):
    page = tab()
    page.goto(home)
    page.locator(".header__search").click()
    page.keyboard.type("xyzzyplugh")
    expect(page.locator(".search__state")).to_have_text(re.compile("没有找到|Nothing found"))


# Two languages --------------------------------------------------------------------------------------------------


def test_the_other_language_is_at_the_same_page_and_section(tab, home, server, language):
    other = server.address + PREFIX["en" if language == "zh" else "zh"]
    page = tab()
    page.goto(f"{home}{PAGE}#free-threaded")
    page.locator(".header__language").click()
    page.wait_for_url(f"{other}{PAGE}#free-threaded")
    assert page.evaluate(
        "document.querySelector(':target').getBoundingClientRect().top < innerHeight"
    )
    page.locator(".header__language").click()
    page.wait_for_url(f"{home}{PAGE}#free-threaded")


def test_the_other_language_is_at_the_section_that_was_scrolled_to(tab, home):
    page = tab()
    page.goto(home + PAGE)
    ids = page.evaluate("[...document.querySelectorAll('h2[id]')].map(heading => heading.id)")
    section = ids[len(ids) // 2]
    page.evaluate("id => document.getElementById(id).scrollIntoView()", section)
    page.locator(".header__language").focus()
    page.keyboard.press("Enter")
    page.wait_for_url(re.compile(f"#{section}$"))


# Light and dark -------------------------------------------------------------------------------------------------


def test_it_is_dark_or_light_as_the_system_is_until_a_reader_chooses(tab, home):
    page = tab(color_scheme="dark")
    page.goto(home)
    dark, button = colours(page), page.locator(".header__scheme")
    expect(button).to_have_attribute("aria-pressed", "true")
    page.emulate_media(color_scheme="light")
    expect(button).to_have_attribute("aria-pressed", "false")
    light = colours(page)
    assert light != dark
    button.click()
    assert colours(page) == dark
    page.goto(home + PAGE)
    assert colours(page) == dark
    assert page.evaluate("getComputedStyle(document.body).colorScheme") == "dark"
    button.click()
    assert colours(page) == light
    assert page.evaluate("localStorage.length") == 0


# Without JavaScript ---------------------------------------------------------------------------------------------


def test_without_javascript_everything_is_read_and_reached(tab, home, server, language):
    scripted, plain = tab(), tab(java_script_enabled=False)
    scripted.goto(home + PAGE)
    plain.goto(home + PAGE)
    text = [re.sub(r"\s+", "", page.locator("article").inner_text()) for page in (scripted, plain)]
    assert text[1] in (text[0], re.sub("复制|Copy|#", "", text[0])) or len(text[1]) > 0.97 * len(
        text[0]
    )
    assert plain.locator(".nav a:visible").count() == scripted.locator(".nav a:visible").count() > 4
    assert plain.locator(".toc a:visible").count() > 4
    assert plain.locator(".header__search:visible, .header__scheme:visible").count() == 0
    plain.locator(".header__language").click()
    plain.wait_for_url(server.address + PREFIX["en" if language == "zh" else "zh"] + PAGE)
    plain.set_viewport_size(PHONE)
    plain.locator(".header__menu").click()
    plain.locator(".nav [aria-current=page]").wait_for()
    plain.locator(".nav a").first.click()
    assert not plain.url.endswith(PAGE)


# Keyboard -------------------------------------------------------------------------------------------------------


STOP = """() => {
  const stop = document.activeElement, box = stop.getBoundingClientRect(), radio = stop.type === "radio"
  const shown = radio ? stop.parentElement.querySelector(".tabbed-labels") : stop // a tab is shown by its label
  const { outlineStyle, outlineWidth } = getComputedStyle(shown)
  return {
    body: stop === document.body, name: stop.className || stop.tagName,
    seen: radio || (box.width > 0 && box.height > 0 && box.left >= 0),
    marked: outlineStyle !== "none" && parseFloat(outlineWidth) >= 2,
  }
}"""
"""What has the focus, whether it is seen, and whether it is marked."""


def test_the_first_stop_skips_to_the_content(tab, home):
    page = tab()
    page.goto(home + PAGE)
    page.keyboard.press("Tab")
    expect(page.locator(".skip")).to_be_in_viewport()
    page.keyboard.press("Enter")
    assert page.evaluate("document.activeElement.id") == "content"


def test_every_stop_on_a_phone_is_seen_and_shows_that_it_is_the_one(tab, home):
    page = tab(viewport=PHONE)
    page.goto(home + PAGE)
    stops = 0
    while stops < 60:
        page.keyboard.press("Tab")
        here = page.evaluate(STOP)
        if here["body"]:
            break
        stops += 1
        assert here["seen"], here
        assert here["marked"], f"{here['name']} does not show that it has the focus"
    assert stops > 15


def test_the_menu_is_worked_by_keyboard_on_a_phone(tab, home):
    page = tab(viewport=PHONE)
    page.goto(home + PAGE)
    menu, button = page.locator(".nav"), page.locator(".header__menu")
    expect(menu).to_be_hidden()
    for _ in range(4):
        page.keyboard.press("Tab")
        if "header__menu" in focused(page):
            break
    page.keyboard.press("Enter")
    expect(menu).to_be_visible()
    page.keyboard.press("Tab")
    assert page.evaluate("document.activeElement.closest('.nav') !== null")
    page.keyboard.press("Escape")
    expect(menu).to_be_hidden()
    expect(button).to_be_focused()
    page.keyboard.press("Enter")
    for _ in range(40):
        page.keyboard.press("Tab")
        if not page.evaluate("document.activeElement.closest('.nav') !== null"):
            break
    expect(menu).to_be_hidden()
    button.click()
    page.locator(".nav a", has_text=re.compile("^(锁|Locks)$")).click()
    page.wait_for_url(re.compile("learn/locks/$"))


def test_search_is_worked_by_keyboard_on_a_phone(tab, home):
    page = tab(viewport=PHONE)
    page.goto(home)
    page.locator(".header__search").focus()
    page.keyboard.press("Enter")
    page.keyboard.type("Executor")
    page.locator(RESULT).first.wait_for()
    assert page.locator(".search").bounding_box()["width"] <= PHONE["width"]
    page.keyboard.press("Escape")
    expect(page.locator(".header__search")).to_be_focused()


# Code -----------------------------------------------------------------------------------------------------------


def test_code_is_reached_named_and_copied(tab, home):
    page = tab(permissions=["clipboard-read", "clipboard-write"])
    page.goto(home + PAGE)
    block = page.locator(".language-python").first
    pre = block.locator("pre")
    file = pre.get_attribute("aria-label").partition(" ")[0]
    assert pre.get_attribute("tabindex") == "0"
    button = block.get_by_role("button")
    expect(button).to_have_accessible_name(re.compile(f"^(复制|Copy): .*{re.escape(file)}"))
    button.click()
    expect(button).to_have_text(re.compile("已复制|Copied"))
    copied = page.evaluate("navigator.clipboard.readText()").strip()
    module = next(snippet for snippet in snippets().values() if snippet.file == file)
    assert copied in {section.strip() for section in module.sections().values()}


def test_a_choice_of_interpreter_holds_for_all_tabs(tab, home, pages, language):
    prefix = PREFIX[language]
    with_tabs = [
        url
        for url, html in pages.items()
        if html.count('class="tabbed-set') and url.startswith(f"{prefix}learn/")
    ]
    if not with_tabs:
        pytest.skip("no page has tabs")
    page = tab()
    page.goto(home + with_tabs[0].removeprefix(prefix))
    label = page.locator(".tabbed-labels > label").nth(1)
    label.click()
    page.reload()
    chosen = "label => document.getElementById(label.htmlFor).checked"
    assert label.evaluate(chosen)


# Paper ----------------------------------------------------------------------------------------------------------


def test_paper_shows_the_article_alone_and_all_of_it(tab, home):
    page = tab(viewport={"width": 760, "height": 1000})
    page.goto(home + PAGE)
    page.emulate_media(media="print")
    for name in (".header", ".footer", ".nav", ".toc", ".copy", ".pager"):
        expect(page.locator(name).first).to_be_hidden()
    cut = page.evaluate(
        "[...document.querySelectorAll('pre')].filter(pre => pre.scrollWidth > pre.clientWidth + 1).length"
    )
    assert cut == 0, "code is cut off on paper"
    assert page.locator(".tabbed-block:visible").count() == page.locator(".tabbed-block").count()
    page.emulate_media(media="print", color_scheme="dark")
    assert colours(page) in ("rgb(255, 255, 255)", "rgba(0, 0, 0, 0)"), "paper is white"


# Every page -----------------------------------------------------------------------------------------------------


STRUCTURE = {"rules": {"color-contrast": {"enabled": False}}}
"""All but the colours, which are looked at apart: once for each look, not for each element."""
REPORT = """const report = ({violations}) => violations
  .flatMap(v => v.nodes.map(n => `${v.id}: ${n.target} ${n.failureSummary.split("\\n")[1] ?? ""}`))"""
RUN = f"""async options => {{
  {REPORT}
  return report(await axe.run(document, {{ resultTypes: ["violations"], ...options }}))
}}"""
RUN_COLOURS = f"""async () => {{
  {REPORT}
  const looks = new Map()  // one element of each look
  for (const element of document.querySelectorAll("body *")) {{
    if (![...element.childNodes].some(node => node.nodeType === 3 && node.data.trim())) continue
    const style = getComputedStyle(element)
    let behind = element
    while (behind && getComputedStyle(behind).backgroundColor === "rgba(0, 0, 0, 0)") behind = behind.parentElement
    const ground = behind && getComputedStyle(behind).backgroundColor
    looks.set([style.color, style.fontSize, style.fontWeight, ground].join(), element)
  }}
  const runOnly = ["color-contrast", "link-in-text-block"]
  return report(await axe.run([...looks.values()], {{ resultTypes: ["violations"], runOnly }}))
}}"""
THIN = """() => {  // of the words of code one of each kind will do
  const seen = new Set()
  document.querySelectorAll("pre span[class]").forEach(span =>
    seen.has(span.className) ? span.replaceWith(...span.childNodes) : seen.add(span.className))
}"""


@pytest.mark.timeout(240)
def test_no_page_has_a_barrier(tab, server, pages):
    """Look at every page with axe: in the light, in the dark, and on a phone.

    Each language has a tab, and so a processor, of its own.
    """
    axe = axe_source()
    tabs = {"": tab(), "en/": tab()}
    found = []

    def look(where, url, check, options):
        for page in tabs.values():
            page.evaluate(f"options => {{ window.looked = ({check})(options) }}", options)
        for folder, page in tabs.items():
            found.extend(f"{folder}{url} {where}: {hit}" for hit in page.evaluate("window.looked"))

    for url in (url for url in pages if f"en/{url}" in pages):
        for folder, page in tabs.items():
            page.set_viewport_size(WIDE)
            page.emulate_media(color_scheme="light")
            page.goto(server.address + folder + url)
            page.evaluate(axe)
            page.evaluate(THIN)
        look("in the light", url, RUN, STRUCTURE)
        look("in the light", url, RUN_COLOURS, {})
        for page in tabs.values():
            page.emulate_media(color_scheme="dark")
        look("in the dark", url, RUN_COLOURS, {})
        for page in tabs.values():
            page.set_viewport_size(PHONE)
        look("on a phone", url, RUN, STRUCTURE)
    assert found == []


def axe_source():
    """Give the script of axe that the package brings."""
    folder = Path(axe_playwright_python.__file__).parent
    return next(folder.rglob("axe.min.js")).read_text(encoding="utf-8")


def test_every_page_has_been_looked_at(pages):
    """No page stands in one language only, beyond the error page, which is the same for both."""
    alone = [u for u in pages if not u.startswith("en/") and f"en/{u}" not in pages]
    assert alone == []


def test_axe_finds_a_barrier_where_there_is_one(tab, home):
    page = tab()
    page.goto(home)
    page.evaluate(axe_source())
    page.evaluate(
        "document.querySelector('article').insertAdjacentHTML('beforeend', '<img src=\"data:,\">')"
    )
    assert any(hit.startswith("image-alt") for hit in page.evaluate(RUN, {}))
