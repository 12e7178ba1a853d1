import threading
from unittest.mock import patch

import pytest

from snippets.pools import swallowed

ERROR = "ValueError: invalid literal for int() with base 10: 'three'"


def reported(way):
    """Convert a bad text in some way and collect what threads report."""
    errors = []

    def report(args):
        errors.append(f"{args.exc_type.__name__}: {args.exc_value}")

    with patch.object(threading, "excepthook", report):
        way("three")
    return errors


def test_a_thread_reports_its_error():
    assert reported(swallowed.started) == [ERROR]


@pytest.mark.parametrize("way", [swallowed.submitted, swallowed.mapped])
def test_a_pool_keeps_an_error_to_itself(way, capfd):
    assert reported(way) == []
    assert capfd.readouterr() == ("", "")


def test_main_shows_that_only_the_thread_reports_and_gives_the_hook_back(capsys):
    hook = threading.excepthook
    swallowed.main()
    assert threading.excepthook is hook
    assert capsys.readouterr().out.splitlines() == [
        f"started: {ERROR}",
        "submitted: no word",
        "mapped: no word",
    ]
