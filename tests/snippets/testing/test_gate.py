import threading
from types import SimpleNamespace

import pytest

from snippets.testing import gate


def increment(counter):
    counter.value += 1


def test_a_thread_stopped_before_its_store_overwrites_what_came_between():
    counter = SimpleNamespace(value=0)
    finish = gate.stop_before("STORE_ATTR", increment, counter)
    assert counter.value == 0
    increment(counter)
    assert counter.value == 1
    finish()
    assert counter.value == 1


def test_a_function_without_the_bytecode_is_reported_when_it_has_ended():
    counter = SimpleNamespace(value=0)
    with pytest.raises(LookupError, match="increment did not come to IMPORT_NAME"):
        gate.stop_before("IMPORT_NAME", increment, counter)
    assert counter.value == 1


def test_a_witness_lock_tells_that_somebody_waits_and_still_excludes():
    lock = gate.WitnessLock()
    order = []

    def second():
        with lock:
            order.append("second")

    with lock:
        thread = threading.Thread(target=second)
        thread.start()
        assert lock.waiting.acquire(timeout=gate.PATIENCE)
        order.append("first")
    thread.join()
    assert order == ["first", "second"]


def test_an_uncontended_witness_lock_reports_nobody():
    lock = gate.WitnessLock()
    with lock:
        pass
    assert lock.waiting.acquire(blocking=False) is False


def test_main_shows_one_increment_lost(capsys):
    gate.main()
    assert capsys.readouterr().out == "two increments, counted: 1\n"
