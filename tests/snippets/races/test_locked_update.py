from threading import Barrier, Thread

from snippets.races import locked_update
from snippets.testing.gate import PATIENCE


def test_the_second_thread_is_seen_to_wait_and_nothing_is_lost():
    assert locked_update.same_schedule() == (True, 2)


def test_many_threads_with_the_real_lock_lose_nothing():
    counter = locked_update.LockedCounter()
    together = Barrier(4, timeout=PATIENCE)

    def run():
        together.wait()
        for _ in range(500):
            counter.increment()

    threads = [Thread(target=run) for _ in range(4)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert counter.value == 2000


def test_main_shows_the_wait_and_the_count(capsys):
    locked_update.main()
    assert capsys.readouterr().out == (
        "the second thread had to wait: True\ntwo increments, counted: 2\n"
    )
