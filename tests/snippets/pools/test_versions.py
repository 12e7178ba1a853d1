import sys

from snippets.pools import versions

NEW = sys.version_info


def test_the_counter_is_the_one_this_version_documents():
    assert versions.counter() == ("process_cpu_count" if NEW >= (3, 13) else "cpu_count")


def test_the_table_says_what_this_version_documents():
    assert versions.table() == {
        "`min(32, (os.n() or 1) + 4)`, `n` =": f"`{versions.counter()}`",
        "`os.n()` = 1": "5",
        "`os.n()` = 8": "12",
        "`os.n()` = 64": "32",
        "`map(…, buffersize=…)`": "✓" if NEW >= (3, 14) else "–",
        "`Queue.shutdown()`": "✓" if NEW >= (3, 13) else "–",
    }


def test_main_prints_the_column(capsys):
    versions.main()
    assert capsys.readouterr().out.splitlines()[1:4] == [
        f"os.n() = {n}: {min(32, n + 4)}" for n in (1, 8, 64)
    ]
