import threading

import pytest

from snippets.races import locked_access
from snippets.races.lost_update import Counter


def test_an_update_is_lost_although_every_access_is_locked():
    assert locked_access.lost_update() == 1


def test_both_threads_stand_between_read_and_write_at_the_same_time():
    """The barrier lets nobody pass alone: a critical section keeps nobody out by itself."""
    counter = locked_access.LockedAccess()
    threads = [threading.Thread(target=counter.increment) for _ in range(2)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert counter.both_have_read.broken is False
    with pytest.raises(threading.BrokenBarrierError):
        counter.both_have_read.wait(timeout=0)  # one alone would not have passed


def test_the_statement_is_the_one_of_the_plain_counter():
    assert locked_access.LockedAccess.increment is Counter.increment


def test_each_access_takes_the_lock():
    entered = []

    class Recorder:
        def __enter__(self):
            entered.append("locked")
            return True

        def __exit__(self, *exc_info):
            entered.append("unlocked")

    counter = locked_access.LockedAccess()
    counter.lock = Recorder()
    counter.both_have_read = threading.Barrier(1)
    counter.increment()
    assert entered == ["locked", "unlocked"] * 2
    assert counter.stored == 1


def test_main_shows_one_increment_lost(capsys):
    locked_access.main()
    assert capsys.readouterr().out == "two increments, each access locked, counted: 1\n"
