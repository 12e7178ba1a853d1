import threading

import pytest

from snippets.locks import unchecked


def test_an_unchecked_timeout_writes_without_the_lock_and_gives_the_owners_away():
    lock, notes = threading.Lock(), []
    lock.acquire()  # the owner is this thread, and it is still inside
    visitor = threading.Thread(target=unchecked.note_unchecked, args=(lock, notes))
    visitor.start()
    visitor.join()
    assert notes == ["visitor"]
    assert not lock.locked()
    with pytest.raises(RuntimeError, match="^release unlocked lock$"):
        lock.release()


def test_an_rlock_refuses_the_wrong_release_but_the_visitor_has_written():
    lock, notes, raised = threading.RLock(), [], []

    def visitor():
        with pytest.raises(RuntimeError, match="^cannot release un-acquired lock$") as caught:
            unchecked.note_unchecked(lock, notes)
        raised.append(caught.type)

    with lock:
        thread = threading.Thread(target=visitor)
        thread.start()
        thread.join()
    assert raised == [RuntimeError]
    assert notes == ["visitor"]


@pytest.mark.parametrize("kind", [threading.Lock, threading.RLock])
def test_who_asks_gives_up_and_leaves_the_lock_alone(kind):
    lines = unchecked.visit(unchecked.note, kind()).splitlines()
    assert lines == ["  visitor: returned False", "  wrote: []", "  owner's release: returned None"]


@pytest.mark.parametrize("function", [unchecked.note, unchecked.note_unchecked])
@pytest.mark.parametrize("kind", [threading.Lock, threading.RLock])
def test_with_a_free_lock_both_write_and_unlock(function, kind):
    lock, notes = kind(), []
    assert function(lock, notes) is not False
    assert notes == ["visitor"]
    with pytest.raises(RuntimeError):
        lock.release()


def test_main_visits_unchecked_and_checked(capsys):
    unchecked.main()
    assert capsys.readouterr().out.splitlines() == [
        "note_unchecked, Lock",
        "  visitor: returned None",
        "  wrote: ['visitor']",
        "  owner's release: RuntimeError: release unlocked lock",
        "note_unchecked, RLock",
        "  visitor: RuntimeError: cannot release un-acquired lock",
        "  wrote: ['visitor']",
        "  owner's release: returned None",
        "note, Lock",
        "  visitor: returned False",
        "  wrote: []",
        "  owner's release: returned None",
    ]
