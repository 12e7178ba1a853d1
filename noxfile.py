"""Prove snippets and recorded outputs on every interpreter: ``make test-all``, or nox alone."""

from __future__ import annotations

import os

import nox

from lab import interpreters

TAGS = [*interpreters.REQUIRED, *(tag for tag in interpreters.WELCOME if interpreters.find(tag))]
NEWEST = interpreters.REQUIRED[-1]

nox.needs_version = ">=2026.10.20"
nox.options.default_venv_backend = "virtualenv"
nox.options.reuse_venv = "yes"

# nox looks on PATH only; pyenv, uv and others put interpreters elsewhere.
folders = [str(found.parent) for tag in TAGS if (found := interpreters.find(tag))]
os.environ["PATH"] = os.pathsep.join([*folders, os.environ["PATH"]])


@nox.session(python=False)
def present(session: nox.Session) -> None:
    """Say which interpreters are missing, and what brings them."""
    if absent := interpreters.missing():
        if "CI" in os.environ:
            session.error(interpreters.explain(absent))
        session.skip(interpreters.explain(absent))


@nox.session(python=TAGS)
def snippets(session: nox.Session) -> None:
    """Prove the snippets on one interpreter; on the newest, measure their coverage too."""
    session.install("--require-hashes", "-r", "requirements-snippets.txt")
    tests = ["-m", "pytest", "tests/snippets", "snippets", "docs", *session.posargs]
    if session.python != NEWEST or session.posargs:
        session.run("python", *tests)
        return
    # Here alone every snippet runs, whatever version it needs.
    session.env["COVERAGE_FILE"] = f"{session.create_tmp()}/coverage"
    session.run("python", "-m", "coverage", "erase", silent=True)
    session.run("python", "-m", "coverage", "run", *tests)
    session.run("python", "-m", "coverage", "combine", "--quiet")
    session.run("python", "-m", "coverage", "report")
