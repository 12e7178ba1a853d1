import functools
from threading import Event, Thread

import pytest

from snippets.races import check_then_act
from snippets.testing.gate import PATIENCE


@pytest.mark.parametrize("cache", [check_then_act.cached, functools.cache])
def test_two_threads_that_both_miss_make_it_twice(cache):
    assert check_then_act.times_made(cache) == 2


def test_alone_the_broken_cache_makes_it_once():
    made = []
    get = check_then_act.cached(made.append)
    get("db")
    get("db")
    assert made == ["db"]


def test_a_caller_may_hold_an_object_that_the_cache_has_already_replaced():
    making, go_on = Event(), Event()

    def make(name):
        if not making.is_set():  # the first of two callers is slow
            making.set()
            assert go_on.wait(PATIENCE)
        return [name]

    get = check_then_act.cached(make)
    slow = Thread(target=get, args=("db",))
    slow.start()
    assert making.wait(PATIENCE)
    mine = get("db")
    go_on.set()
    slow.join()
    assert get("db") == mine
    assert get("db") is not mine


def test_under_a_lock_the_second_thread_is_seen_to_wait_and_it_is_made_once():
    assert check_then_act.times_made_once() == (True, 1)


def test_the_fixed_cache_makes_different_things_for_different_names():
    get = check_then_act.cached_once(lambda name: [name])
    assert get("db") is get("db")
    assert get("cache") == ["cache"]


def test_main_shows_both_caches(capsys):
    check_then_act.main()
    assert capsys.readouterr().out == "our cache made it 2 times\nfunctools.cache made it 2 times\n"
