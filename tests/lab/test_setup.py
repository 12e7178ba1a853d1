"""What the README promises of its two commands on a machine where something is missing."""

import os
import shutil
import socket
import sys

import pytest

from lab import serve
from lab.child import run
from lab.pages import ROOT

pytestmark = pytest.mark.skipif(
    shutil.which("make") is None, reason="bring make with `apt install make`"
)


@pytest.fixture
def checkout(tmp_path):
    """Give a folder with what `make` reads, and no .venv."""
    for name in ("Makefile", "requirements.txt"):
        shutil.copy(ROOT / name, tmp_path)
    return tmp_path


def make(checkout, *arguments):
    # Under `make test` an outer make has told its children about itself.
    return run(["make", *arguments], cwd=checkout, env={"MAKEFLAGS": "", "MAKELEVEL": "0"})


def only_line(done):
    assert done.returncode == 2
    (line,) = done.stderr.splitlines()
    return line


def stand_in(checkout, code):
    """Give a Python that first runs some code, such as to look older than it is."""
    program = checkout / "a-python"
    program.write_text(
        f"#!/bin/sh\nexec '{sys.executable}' -c '{code}; import sys; exec(sys.argv[1])' \"$2\"\n"
    )
    program.chmod(0o755)
    return program


@pytest.mark.parametrize("target", ["serve", "test"])
def test_no_python_is_one_line_that_says_what_to_do(checkout, target):
    line = only_line(make(checkout, target, "PYTHON=python-of-nowhere"))
    assert "no Python called python-of-nowhere starts here; install 3.11 or newer" in line
    assert f"make {target} PYTHON=python3.13" in line


@pytest.mark.parametrize("target", ["serve", "test"])
def test_a_python_that_is_too_old_is_one_line_that_says_what_to_do(checkout, target):
    old = stand_in(checkout, "import sys; sys.version_info = (3, 9, 18)")
    line = only_line(make(checkout, target, f"PYTHON={old}"))
    assert f"{old} is Python 3.9, but 3.11 or newer is needed" in line
    assert f"make {target} PYTHON=python3.13" in line


def test_a_python_without_venv_is_one_line_that_says_what_to_do(checkout):
    bare = stand_in(checkout, 'import sys; sys.modules["ensurepip"] = None')
    line = only_line(make(checkout, "test", f"PYTHON={bare}"))
    assert f"{bare} lacks the module venv or ensurepip" in line
    assert "apt install python3-venv" in line


def test_a_set_up_that_failed_is_tried_again(checkout):
    failing = stand_in(checkout, 'import sys; sys.argv[1] == "venv" and sys.exit(3)')
    assert make(checkout, "test", f"PYTHON={failing}").returncode == 2
    assert not (checkout / ".venv/ready").exists()


@pytest.fixture
def ready(checkout):
    """Give a folder that is set up, with this Python for its .venv."""
    (checkout / ".venv/bin").mkdir(parents=True)
    program = checkout / ".venv/bin/python"
    program.write_text(f"#!/bin/sh\nexec '{sys.executable}' \"$@\"\n")
    program.chmod(0o755)
    (checkout / ".venv/ready").touch()
    return checkout


@pytest.fixture
def busy():
    with socket.create_server(("127.0.0.1", 0)) as server:
        yield server.getsockname()[1]


def test_a_busy_port_is_one_line_that_names_a_free_one_before_anything_is_built(ready, busy):
    done = make(ready, "serve", f"PORT={busy}")
    line = only_line(done)
    assert f"port {busy} is busy: try make serve PORT=" in line
    other = int(line.rpartition("PORT=")[2].split(".")[0])
    assert other > busy
    assert serve.why_not("127.0.0.1", str(other)) == ""
    assert done.stdout == ""


@pytest.mark.parametrize("port", ["", "http", "0", "65536", "-1", "8000.5"])
def test_what_is_no_port_is_named(port):
    assert (
        serve.why_not("127.0.0.1", port)
        == f"{port!r} is no port: give a number, such as make serve PORT=8001"
    )


def test_what_is_no_address_of_this_machine_is_named():
    assert serve.why_not("nowhere.invalid", "8000").startswith(
        "nowhere.invalid is no address of this machine"
    )
    assert serve.why_not("192.0.2.1", "8000").startswith("cannot serve at 192.0.2.1:8000: ")


def test_beside_the_last_port_any_free_one_is_named():
    assert 0 < serve.next_free("127.0.0.1", 65535) < 65536


@pytest.mark.parametrize("path", ["/", "/proven/"])
def test_serving_tells_both_addresses_and_becomes_mkdocs(monkeypatch, capsys, path):
    became = []
    monkeypatch.setattr(os, "execv", lambda program, command: became.append((program, command)))
    monkeypatch.setattr(serve, "SITE", f"https://example.org{path}")
    serve.main(["127.0.0.1", "8001"])
    out = capsys.readouterr().out
    assert f" http://127.0.0.1:8001{path} " in out
    assert f" http://127.0.0.1:8001{path}en/ " in out
    ((program, command),) = became
    assert program == sys.executable
    assert command[1:4] == ["-m", "mkdocs", "serve"]
    assert "127.0.0.1:8001" in command


def test_help_names_every_target_that_the_readers_are_told_of(checkout):
    out = make(checkout, "help").stdout
    assert [line.split()[1] for line in out.splitlines()][:4] == ["help", "serve", "build", "test"]
