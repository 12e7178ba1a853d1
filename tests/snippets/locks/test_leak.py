import threading

import pytest

from snippets.locks import leak


def test_an_exception_between_acquire_and_release_leaks_the_lock():
    lock, counts = threading.Lock(), {"apple": 1}
    with pytest.raises(KeyError, match="pear"):
        leak.take_leaking(lock, counts, "pear")
    assert lock.acquire(blocking=False) is False


def test_with_gives_the_lock_back_after_an_exception():
    lock, counts = threading.Lock(), {"apple": 1}
    with pytest.raises(KeyError, match="pear"):
        leak.take(lock, counts, "pear")
    assert lock.acquire(blocking=False) is True


@pytest.mark.parametrize("taking", [leak.take_leaking, leak.take])
def test_without_a_mistake_both_take_one_and_unlock(taking):
    lock, counts = threading.Lock(), {"apple": 2}
    taking(lock, counts, "apple")
    assert counts == {"apple": 1}
    assert not lock.locked()


@pytest.mark.parametrize("taking", [leak.take_leaking, leak.take])
def test_both_hold_the_lock_while_they_change_the_count(taking):
    lock, seen = threading.Lock(), []

    class Watched(dict):
        def __setitem__(self, thing, count):
            seen.append(lock.locked())
            super().__setitem__(thing, count)

    taking(lock, Watched(apple=2), "apple")
    assert seen == [True]


def test_with_gives_back_the_lock_but_not_the_data():
    lock, counts = threading.Lock(), {"apple": 2}

    def exchange():
        with lock:
            counts["apple"] -= 1
            counts["pear"] += 1

    with pytest.raises(KeyError, match="pear"):
        exchange()
    assert not lock.locked()
    assert counts == {"apple": 1}  # half done, and visible to all


def test_main_shows_which_lock_stays_locked(capsys):
    leak.main()
    assert capsys.readouterr().out.splitlines() == [
        "acquire and release: KeyError: 'pear'; still locked: True",
        "with: KeyError: 'pear'; still locked: False",
    ]
