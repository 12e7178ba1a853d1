import pytest

from lab import typography


@pytest.mark.parametrize(
    ("wrong", "right"),
    [
        ("线程Thread很多", "线程 Thread 很多"),
        ("有3个线程", "有 3 个线程"),
        ("先写,再读。", "先写，再读。"),
        ("他说 “好” 吧", "他说“好”吧"),
    ],
)
def test_what_autocorrect_knows_is_found(wrong, right):
    assert typography.lint(wrong) == [(1, wrong, right)]


@pytest.mark.parametrize(
    ("wrong", "right"),
    [
        ("调用`put()`之后", "调用 code 之后"),
        ("读[PEP 703](https://peps.python.org/pep-0703/)吧", "读 PEP 703 吧"),
        ("**锁**和**GIL**不同", "锁和 GIL 不同"),
    ],
)
def test_what_stands_at_the_edge_of_code_links_and_emphasis_is_found_too(wrong, right):
    assert [(line, new) for line, _, new in typography.lint(wrong)] == [(1, right)]


@pytest.mark.parametrize(
    "text",
    [
        "先 `put()`，再 `get()`；[锁](locks.md)不是 `Lock`。",
        "``` python\nx = 1 # 注释comment\n```\n\n`x`、`y`（`z`）：“GIL”。",
        "**靠安排。** 竞态要用栅栏。",
        '=== "3.11 – 3.13"\n\n    *保证：*每行恰好一次。',
    ],
)
def test_what_is_right_is_left_alone(text):
    assert typography.lint(text) == []


def test_a_problem_names_file_and_line(tmp_path):
    page = tmp_path / "page.md"
    page.write_text("# 线程 {#a}\n\n线程Thread\n", encoding="utf-8")
    assert list(typography.problems(page, tmp_path)) == [
        "page.md:3: '线程Thread' should be '线程 Thread'"
    ]


def test_a_problem_in_a_register_names_the_key(tmp_path):
    register = tmp_path / "a.toml"
    register.write_text(
        '[[term]]\nid = "gil"\nzh = "GIL锁"\navoid_zh = ["多线程lock"]\nen = "a,b"\n',
        encoding="utf-8",
    )
    assert list(typography.problems(register, tmp_path)) == [
        "a.toml: term.gil.zh: 'GIL锁' should be 'GIL 锁'"
    ]


def test_mending_writes_what_autocorrect_would_and_leaves_registers(tmp_path):
    page, register = tmp_path / "page.md", tmp_path / "a.toml"
    page.write_text("线程Thread\n", encoding="utf-8")
    register.write_text('zh = "线程Thread"\n', encoding="utf-8")
    assert typography.mend(page)
    assert not typography.mend(page)
    assert not typography.mend(register)
    assert page.read_text(encoding="utf-8") == "线程 Thread\n"


def test_all_that_chinese_readers_see_is_well_set():
    found = [problem for path in typography.sources() for problem in typography.problems(path)]
    assert found == []


def test_the_command_mends_counts_and_fails_for_what_is_left(tmp_path, capsys):
    (tmp_path / "README.zh.md").write_text("线程Thread，`put()`之后\n", encoding="utf-8")
    assert typography.main([], tmp_path) == 1
    assert capsys.readouterr().out.endswith("1 files with Chinese, 1 problems\n")
    assert typography.main(["--fix"], tmp_path) == 1
    mended, left, count = capsys.readouterr().out.splitlines()
    assert mended == "mended   README.zh.md"
    assert left.startswith("README.zh.md:1: ")
    assert count == "1 files with Chinese, 1 problems"
