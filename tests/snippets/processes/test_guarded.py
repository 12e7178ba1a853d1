import pytest

from lab.child import ROOT, run_python
from snippets.processes import guarded

SCRIPT = ROOT / "snippets/processes/guarded.py"


@pytest.mark.parametrize("method", ["fork", "spawn", "forkserver"])
def test_with_a_guard_the_script_works_with_every_start_method(method, tmp_path):
    text = SCRIPT.read_text(encoding="utf-8")
    assert text.count('"spawn"') == 1
    script = tmp_path / "guarded.py"
    script.write_text(text.replace('"spawn"', f'"{method}"'), encoding="utf-8")
    done = run_python(script)
    assert done.returncode == 0
    assert "Error" not in done.stderr
    assert done.stdout == "child: working\nparent: done, exit code of the child: 0\n"


def test_main_starts_one_child(capfd):
    guarded.main()
    assert sorted(capfd.readouterr().out.splitlines()) == [
        "child: working",
        "parent: done, exit code of the child: 0",
    ]
