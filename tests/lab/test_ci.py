"""The public checks are those that we run ourselves."""

import re

import pytest
import yaml

from lab import interpreters
from lab.pages import ROOT

WORKFLOW = ROOT / ".github/workflows/proof.yml"
FORMS = sorted((ROOT / ".github/ISSUE_TEMPLATE").glob("*.en.yml"))


def jobs():
    return yaml.safe_load(WORKFLOW.read_text(encoding="utf-8"))["jobs"]


def commands(job):
    return [step["run"] for step in job["steps"] if "run" in step]


def test_every_required_interpreter_is_in_the_matrix():
    job = jobs()["interpreters"]
    assert set(interpreters.REQUIRED) <= set(job["strategy"]["matrix"]["python"])
    assert commands(job) == ["make test-${{ matrix.python }}"]


def test_it_runs_the_commands_that_our_own_script_runs():
    ours = (ROOT / ".ci/run").read_text(encoding="utf-8")
    theirs = " ".join(command for job in jobs().values() for command in commands(job))
    for target in ("check", "test", "build"):
        assert f"make {target}" in ours
        assert f"make {target}" in theirs
    assert "make test-all" in ours


def test_nothing_is_published_that_was_not_proved():
    assert set(jobs()["publish"]["needs"]) == {"check", "test", "interpreters"}


def test_every_action_is_pinned_by_its_commit():
    used = re.findall(r"uses: (\S+)(.*)", WORKFLOW.read_text(encoding="utf-8"))
    assert used
    for action, rest in used:
        assert re.fullmatch(r"[\w-]+/[\w-]+@[0-9a-f]{40}", action)
        assert re.fullmatch(r" # v\d+\.\d+\.\d+", rest)


@pytest.mark.parametrize("form", FORMS, ids=lambda form: form.name)
def test_every_issue_form_asks_the_same_in_both_languages(form):
    def asked(path):
        body = yaml.safe_load(path.read_text(encoding="utf-8"))["body"]
        return [(part["type"], part["id"], part.get("validations")) for part in body]

    assert asked(form) == asked(form.with_name(form.name.replace(".en.", ".zh.")))
