import inspect
import sys
from threading import Lock

import pytest

from snippets.races import survey
from snippets.races.lost_update import Counter

HAS_GIL = getattr(sys, "_is_gil_enabled", lambda: True)()
PLAIN = ["`total += 1`", "`counter.value += 1`"]


def test_each_cell_is_a_number_of_runs():
    found = survey.losses(runs=1, rounds=100)
    assert list(found) == list(survey.STATEMENTS)
    assert set(found.values()) <= {0, 1}


@pytest.mark.skipif(not HAS_GIL, reason="a fact of builds with the GIL")
def test_with_the_gil_a_plain_increment_loses_nothing_however_often_threads_switch():
    with survey.switching_all_the_time():
        assert sys.getswitchinterval() == pytest.approx(1e-6)
        for statement in PLAIN:
            body, kind = survey.STATEMENTS[statement]
            assert survey.loses(body, kind(), 20_000) is False


def test_the_switch_interval_is_put_back():
    before = sys.getswitchinterval()
    with survey.switching_all_the_time():
        assert sys.getswitchinterval() < before
    assert sys.getswitchinterval() == before


def test_a_loss_is_noticed():
    def nothing(counter, rounds):
        """Count nothing."""

    assert survey.loses(nothing, Counter(), 10) is True


def test_a_locked_loop_loses_nothing_on_any_build():
    lock = Lock()

    def locked(counter, rounds):
        for _ in range(rounds):
            with lock:
                counter.value += survey.one()

    with survey.switching_all_the_time():
        assert survey.loses(locked, Counter(), 1000) is False


@pytest.mark.parametrize("text", survey.STATEMENTS)
def test_the_label_is_the_statement(text):
    body, kind = survey.STATEMENTS[text]
    assert text.split("`")[-2] in inspect.getsource(body)
    assert isinstance(inspect.getattr_static(kind, "value", 0), property) == ("@property" in text)


def test_main_shows_every_statement(capsys, monkeypatch):
    monkeypatch.setattr(survey, "losses", lambda: dict.fromkeys(survey.STATEMENTS, 3))
    survey.main()
    lines = capsys.readouterr().out.splitlines()
    assert lines == [f"3 of 5  {statement}" for statement in survey.STATEMENTS]
