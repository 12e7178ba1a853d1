import pytest

from snippets.ipc import feeder

UNPICKLABLE = "TypeError: cannot pickle '_thread.lock' object"


def test_what_is_changed_after_put_may_arrive_changed():
    assert feeder.changed_after_put() == 1000
    assert not feeder.Order.allowed.is_set()


def test_put_is_silent_about_what_cannot_be_pickled():
    raised, stderr = feeder.unpicklable()
    assert raised == "Empty"
    assert stderr == UNPICKLABLE


def test_a_simple_queue_refuses_what_cannot_be_pickled():
    with pytest.raises(TypeError, match=r"^cannot pickle '_thread\.lock' object$"):
        feeder.unpicklable_in_simple_queue()


def test_main_shows_the_late_pickling_and_the_silence(capsys):
    feeder.main()
    lines = capsys.readouterr().out.splitlines()
    assert lines == [
        "put with amount 1, arrived with 1000",
        "Queue.put(lock): no error",
        "Queue.get(timeout=...): Empty",
        f"standard error: {UNPICKLABLE}",
        f"SimpleQueue.put(lock): {UNPICKLABLE}",
    ]
