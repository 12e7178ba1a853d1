"""The interpreters: found, named, and named when missing."""

import pytest

from lab import interpreters


def test_this_interpreter_is_found_by_its_name():
    assert interpreters.identify(interpreters.find(interpreters.here())) == interpreters.here()


def test_what_is_no_interpreter_is_none(tmp_path):
    fake = tmp_path / "python3.13"
    fake.write_text("#!/bin/sh\nexit 1\n")
    fake.chmod(0o755)
    assert interpreters.identify(fake) is None
    assert interpreters.identify(tmp_path / "nothing") is None


def test_a_missing_one_is_named_with_the_command_that_brings_it(monkeypatch):
    monkeypatch.setattr(interpreters, "find", lambda tag: None if tag == "3.13t" else tag)
    assert interpreters.missing() == ["3.13t"]
    assert (
        interpreters.explain(["3.13t"])
        == "missing: Python 3.13t; bring with `uv python install 3.13t`"
    )


@pytest.mark.parametrize(
    ("tags", "words"),
    [
        (["3.11", "3.12", "3.13"], "3.11 – 3.13"),
        (["3.13t"], "3.13t"),
        (["3.11", "3.13"], "3.11, 3.13"),
        (["3.11", "3.12", "3.13", "3.13t"], "3.11 – 3.13, 3.13t"),
        (["3.14", "3.15"], "3.14 – 3.15"),
        (["3.14", "3.14t", "3.13t"], "3.14, 3.13t, 3.14t"),
    ],
)
def test_a_group_is_worded_for_readers(tags, words):
    assert interpreters.label(tags) == words
