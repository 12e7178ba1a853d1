import threading

import pytest

from snippets.locks import two_locks
from snippets.locks.two_locks import Account
from snippets.testing.gate import PATIENCE, WitnessLock, stop_before


def test_opposite_order_gives_neither_thread_its_second_lock():
    assert two_locks.opposite() == [False, False]


def test_who_wants_a_free_lock_gets_it_and_gives_both_back():
    held, wanted = threading.Lock(), threading.Lock()
    assert two_locks.hold_and_want(held, wanted, threading.Barrier(1)) is True
    assert not held.locked()
    assert not wanted.locked()


def test_with_one_order_the_second_thread_waits_and_holds_nothing():
    mine = Account(1, 10, WitnessLock())
    yours = Account(2, 10, WitnessLock())
    finish = stop_before("STORE_ATTR", two_locks.transfer, mine, yours, 3)
    second = threading.Thread(target=two_locks.transfer, args=(yours, mine, 5))
    second.start()
    waits_for_mine = mine.lock.waiting.acquire(timeout=PATIENCE)
    wants_yours = yours.lock.waiting.acquire(blocking=False)
    finish()
    second.join()
    assert waits_for_mine
    assert not wants_yours
    assert [mine.balance, yours.balance] == [12, 8]


def test_a_transfer_within_one_account_is_refused_and_not_a_deadlock():
    account = Account(1, 10)
    with pytest.raises(ValueError, match="^source and target are the same account$"):
        two_locks.transfer(account, account, 1)
    assert not account.lock.locked()


def test_transfers_both_ways_end_and_keep_the_money():
    assert two_locks.to_and_fro(20) == [20, 20]


def test_main_shows_the_deadlock_and_the_order(capsys):
    two_locks.main()
    assert capsys.readouterr().out.splitlines() == [
        "opposite order, second lock came: [False, False]",
        "one order, balances: [100, 100]",
    ]
