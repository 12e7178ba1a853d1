import subprocess
import sys
from pathlib import Path

import pytest

from lab.child import ROOT, environment, run_python

SCRIPT = ROOT / "snippets/processes/unguarded.py"

POOL = """
import multiprocessing
pool = multiprocessing.get_context("spawn").Pool(1)
pool.map(abs, [-1])
"""


def variant(method: str, folder: Path) -> Path:
    """Write the script down with another start method."""
    text = SCRIPT.read_text(encoding="utf-8")
    assert text.count('"spawn"') == 1
    script = folder / "unguarded.py"
    script.write_text(text.replace('"spawn"', f'"{method}"'), encoding="utf-8")
    return script


def test_under_spawn_the_child_fails_and_the_parent_ends_as_if_all_were_well():
    done = run_python(SCRIPT)
    assert done.returncode == 0
    assert done.stdout == "parent: done, exit code of the child: 1\n"
    assert done.stderr.startswith("RuntimeError:")
    assert "before the\n        current process has finished its bootstrapping phase" in done.stderr


def test_under_fork_it_works(tmp_path):
    done = run_python(variant("fork", tmp_path))
    assert done.returncode == 0
    assert "Error" not in done.stderr
    assert done.stdout == "child: working\nparent: done, exit code of the child: 0\n"


@pytest.mark.parametrize("method", ["spawn", "forkserver"])
def test_but_for_fork_the_child_never_works(method, tmp_path):
    # What becomes of the parent under forkserver depends on the patch release.
    done = run_python(variant(method, tmp_path))
    assert "bootstrapping phase" in done.stderr
    assert "child: working" not in done.stdout


def test_under_forkserver_the_parent_ends_well_unless_the_server_dies_of_the_script(tmp_path):
    version = sys.version_info
    dies = (3, 13, 8) <= version < (3, 14) or (3, 14, 1) <= version < (3, 15)
    done = run_python(variant("forkserver", tmp_path))
    if dies:
        assert (done.returncode, done.stdout) == (1, "")
        assert done.stderr.splitlines()[-1].startswith(("EOFError", "ConnectionResetError"))
    else:
        assert (done.returncode, done.stdout) == (0, "parent: done, exit code of the child: 1\n")


def test_a_pool_without_a_guard_replaces_its_dying_worker_again_and_again(tmp_path):
    script = tmp_path / "pool.py"
    script.write_text(POOL, encoding="utf-8")
    deaths = 0
    process = subprocess.Popen(
        [sys.executable, script], stderr=subprocess.PIPE, text=True, env=environment(), cwd=ROOT
    )
    with process:
        for line in process.stderr:
            deaths += "bootstrapping phase" in line
            if deaths == 3:
                break
        still_running = process.poll() is None
        process.kill()
        process.stderr.read()  # until its last worker is gone too
    assert deaths == 3
    assert still_running
