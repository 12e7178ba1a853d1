import threading

from snippets.ipc import between_threads


def test_the_object_itself_comes_back():
    thing = [1]
    assert between_threads.hand_over(thing) is thing


def test_even_what_cannot_be_pickled_is_handed_over():
    lock = threading.Lock()
    assert between_threads.hand_over(lock) is lock


def test_main_hands_over_a_lock(capsys):
    between_threads.main()
    assert capsys.readouterr().out == "a lock there and back, the same object: True\n"
