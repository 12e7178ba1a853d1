import queue
import threading

from snippets.ipc import join_first


def test_a_child_does_not_end_before_a_big_message_is_taken(context):
    assert join_first.join_first(context, join_first.BIG, join_first.PATIENCE) is False


def test_a_child_with_a_small_message_ends_as_hoped(context):
    assert join_first.join_first(context, join_first.SMALL, 30.0) is True


def test_the_producer_puts_one_message_of_that_size_and_says_so():
    outbox, done = queue.Queue(), threading.Event()
    join_first.produce(outbox, 3, done)
    assert outbox.get() == bytes(3)
    assert done.is_set()


def test_main_joins_a_small_message_and_a_big_one(capsys):
    join_first.main()
    lines = capsys.readouterr().out.splitlines()
    assert lines == [
        "64 bytes in the queue, child ended: True",
        "1048576 bytes in the queue, child ended: False",
    ]
