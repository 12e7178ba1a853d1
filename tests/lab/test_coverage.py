"""Coverage sees the code of children, however they are started and however they end."""

import pytest

from lab.child import run_python
from lab.pages import ROOT

WORK = """
import os, subprocess, sys, threading

def forked(): return 1
def spawned(): return 2
def forkserved(): return 3

def ends_at_once():
    os._exit(4)

def threaded():
    thread = threading.Thread(target=lambda: [n for n in range(3) if n])
    thread.start(); thread.join()

def split():
    if (child := os.fork()) == 0:
        os._exit(0)
    os.waitpid(child, 0)

def elsewhere():
    subprocess.run([sys.executable, __file__], check=True, cwd="/")

if __name__ == "__main__":
    print("run as a program")
"""

DRIVE = """
import multiprocessing
from snippets import work

def start(method, target):
    child = multiprocessing.get_context(method).Process(target=target)
    child.start()
    child.join()

if __name__ == "__main__":
    start("fork", work.forked)
    start("spawn", work.spawned)
    start("forkserver", work.forkserved)
    start("spawn", work.ends_at_once)
    work.threaded()
    work.split()
    work.elsewhere()
"""


@pytest.fixture
def measured(tmp_path):
    """Give a function that measures one snippet under a configuration."""
    (tmp_path / "snippets").mkdir()
    (tmp_path / "snippets/__init__.py").touch()
    (tmp_path / "snippets/work.py").write_text(WORK)
    (tmp_path / "drive.py").write_text(DRIVE)

    def measure(config):
        (tmp_path / "pyproject.toml").write_text(config, encoding="utf-8")
        env = {"PYTHONPATH": str(tmp_path), "COVERAGE_PROCESS_CONFIG": ""}  # we may be measured too
        run_python("-m", "coverage", "run", "drive.py", cwd=tmp_path, env=env)
        run_python("-m", "coverage", "combine", cwd=tmp_path, env=env)
        return run_python("-m", "coverage", "report", cwd=tmp_path, env=env)

    return measure


def test_ours_sees_every_child(measured):
    done = measured((ROOT / "pyproject.toml").read_text(encoding="utf-8"))
    assert done.returncode == 0, done.stdout
    assert done.stdout.splitlines()[-3].startswith("TOTAL")
    assert "100%" in done.stdout


def test_without_its_patches_it_would_not(measured):
    ours = (ROOT / "pyproject.toml").read_text(encoding="utf-8")
    done = measured(ours.replace('patch = ["subprocess", "_exit"]', ""))
    assert done.returncode == 2
    assert "Coverage failure: total of" in done.stdout
