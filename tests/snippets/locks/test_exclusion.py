import threading
from types import SimpleNamespace

from snippets.locks import exclusion
from snippets.testing.gate import PATIENCE, stop_before


def test_the_second_thread_is_seen_to_wait_and_no_update_is_lost():
    counter = exclusion.Counter()
    finish = stop_before("STORE_ATTR", exclusion.Counter.increment, counter)
    second = threading.Thread(target=counter.increment)
    second.start()
    waits = counter.lock.waiting.acquire(timeout=PATIENCE)
    inside = counter.value, second.is_alive()
    finish()
    second.join()
    assert waits
    assert inside == (0, True)
    assert counter.value == 2


def test_a_thread_is_interrupted_inside_its_critical_section_while_others_run():
    counter = exclusion.Counter()
    finish = stop_before("STORE_ATTR", exclusion.Counter.increment, counter)
    ran = []
    other = threading.Thread(target=ran.append, args=("other",))
    other.start()
    other.join()
    halfway = list(ran), counter.value, counter.lock._lock.locked()
    finish()
    assert halfway == (["other"], 0, True)
    assert counter.value == 1


def test_who_does_not_take_the_lock_is_not_stopped_by_it():
    lock, data = threading.Lock(), []
    with lock:
        rude = threading.Thread(target=data.append, args=(1,))
        rude.start()
        rude.join()
        assert lock.locked()
        assert data == [1]


def test_main_loses_the_increment_that_took_no_lock(capsys):
    exclusion.main()
    assert capsys.readouterr().out.splitlines() == [
        "A: has read, has not stored; value: 0",
        "B: waits for the lock: True",
        "C: went straight in; value: 1",
        "three increments; value: 2",
    ]


def add_under(semaphore, counter):
    with semaphore:
        counter.value += 1


def test_a_semaphore_used_as_a_lock_does_not_prevent_it_either():
    semaphore, counter, ran = threading.Semaphore(1), SimpleNamespace(value=0), []
    finish = stop_before("STORE_ATTR", add_under, semaphore, counter)
    other = threading.Thread(target=ran.append, args=("other",))
    other.start()
    other.join()
    halfway = list(ran), counter.value, semaphore.acquire(blocking=False)
    finish()
    assert halfway == (["other"], 0, False)
    assert counter.value == 1
