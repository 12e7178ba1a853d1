import threading

from snippets.locks import granularity
from snippets.locks.granularity import Total
from snippets.testing.gate import PATIENCE


def test_a_lock_around_the_loop_makes_threads_take_turns():
    assert granularity.order(Total.add_holding) == "A A A B B B; total: 6"


def test_a_lock_around_the_sum_lets_b_work_while_a_works():
    assert granularity.order(Total.add) == "A B B B A A; total: 6"


def test_work_under_the_lock_cannot_ask_for_the_lock_and_outside_it_can():
    total = Total()
    got = []

    def ask(item):
        """Stand for a callback that comes back and wants the same lock."""
        got.append(total.lock._lock.acquire(blocking=False))
        if got[-1]:
            total.lock.release()
        return item

    total.add_holding([1], ask)
    total.add([1], ask)
    assert got == [False, True]
    assert total.value == 2


def test_two_threads_are_in_their_work_at_the_same_time():
    total, both_work = Total(), threading.Barrier(2, timeout=PATIENCE)

    def work(item):
        both_work.wait()
        return item

    threads = [threading.Thread(target=total.add, args=([1, 2], work)) for _ in range(2)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert total.value == 6


def test_main_shows_both_orders(capsys):
    granularity.main()
    assert capsys.readouterr().out.splitlines() == [
        "lock around the loop: A A A B B B; total: 6",
        "lock around the sum:  A B B B A A; total: 6",
    ]
