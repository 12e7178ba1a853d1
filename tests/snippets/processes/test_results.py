import multiprocessing
import threading
from multiprocessing import heap
from types import SimpleNamespace

import pytest

from snippets.processes import results


@pytest.fixture(autouse=True)
def heap_of_its_own(monkeypatch):
    """Let shared memory end with the test: a process keeps what it once got for Value."""
    monkeypatch.setattr(heap.BufferWrapper, "_heap", heap.Heap())


def test_an_executor_brings_back_what_the_child_returns(context):
    assert results.by_executor(context) == 1


def test_a_pipe_brings_back_what_the_child_sends(context):
    assert results.by_pipe(context) == 1


def test_a_child_that_dies_before_sending_is_noticed(context, monkeypatch):
    monkeypatch.setattr(results, "send_incremented", print)
    with pytest.raises(EOFError):
        results.by_pipe(context)


def test_sending_closes_the_childs_end():
    receiver, sender = multiprocessing.Pipe(duplex=False)
    with receiver:
        results.send_incremented(6, sender)
        assert receiver.recv() == 7
        assert sender.closed


def test_shared_memory_counts_every_child(context):
    assert results.by_shared_value(context) == 3
    assert results.by_shared_value(context, children=5) == 5


def test_the_lock_is_held_while_shared_memory_is_incremented():
    lock = threading.Lock()
    held = []

    class Total:
        def get_lock(self):
            return lock

        @property
        def value(self):
            held.append(("read", lock.locked()))
            return 0

        @value.setter
        def value(self, new):
            held.append((f"write {new}", lock.locked()))

    results.add_one(Total())
    assert held == [("read", True), ("write 1", True)]


def test_without_the_lock_one_of_two_increments_is_lost(context):
    assert results.by_unlocked_value(context) == 1


def test_reading_comes_before_the_meeting_and_writing_after():
    total = SimpleNamespace(value=0)

    def somebody_else_writes(timeout):
        total.value = 40

    results.add_one_unlocked(total, SimpleNamespace(wait=somebody_else_writes))
    assert total.value == 1


def test_main_shows_all_three_for_each_start_method(capsys):
    results.main()
    assert capsys.readouterr().out.splitlines() == [
        "fork        executor 1, pipe 1, Value 3",
        "spawn       executor 1, pipe 1, Value 3",
        "forkserver  executor 1, pipe 1, Value 3",
    ]
