import queue
import sys
from contextlib import closing

import pytest

from snippets.ipc import queue_end

GRACE = 30.0
"""Seconds until a wait that should be short is given up as broken."""


def test_a_queue_does_not_tell_that_its_producer_is_dead(context):
    assert queue_end.dead_producer(context) == (1, "Empty")


def test_a_consumer_killed_while_it_waits_spoils_the_queue_for_all(context):
    with closing(context.Queue()) as channel:
        consumer = context.Process(target=queue_end.tick_off, args=(channel,))
        consumer.start()
        while channel._rlock.acquire(block=False):  # until the consumer holds it, in get()
            channel._rlock.release()
        consumer.kill()
        consumer.join()
        channel.put("for whoever lives")
        assert channel._reader.poll(GRACE)  # it is there, and yet:
        with pytest.raises(queue.Empty):
            channel.get(timeout=queue_end.PATIENCE)
    channel.join_thread()


def test_the_producer_fails():
    with pytest.raises(SystemExit) as caught:
        queue_end.fail()
    assert caught.value.code == 1


def test_joinable_queue_waits_until_every_task_is_ticked_off(context):
    assert queue_end.all_done(context, [1, 2, 3]) == 0


def test_the_sentinel_is_ticked_off_too():
    tasks = queue.Queue()
    for task in (0, 1, None):
        tasks.put(task)
    queue_end.tick_off(tasks)
    assert tasks.unfinished_tasks == 0


def test_a_queue_puts_and_gets_and_neither_sends_nor_receives(context):
    with closing(context.Queue()) as channel:
        assert all(hasattr(channel, name) for name in ("put", "get", "close", "join_thread"))
        assert not any(hasattr(channel, name) for name in ("send", "recv", "task_done", "join"))
        with pytest.raises(AttributeError, match="^'Queue' object has no attribute 'send'"):
            channel.send(1)
    with closing(context.JoinableQueue()) as channel:
        assert all(hasattr(channel, name) for name in ("put", "get", "task_done", "join"))


def test_only_the_queue_of_threads_can_be_shut_down_since_3_13():
    new = "✓" if sys.version_info >= (3, 13) else "–"
    assert queue_end.shutdown() == {
        "`queue.Queue`": new,
        "`queue.SimpleQueue`": "–",
        "`multiprocessing.Queue`": "–",
        "`multiprocessing.SimpleQueue`": "–",
    }


def test_main_waits_for_a_dead_producer_and_a_live_consumer(capsys):
    queue_end.main()
    lines = capsys.readouterr().out.splitlines()
    assert lines == [
        "producer's exit code: 1; get raises: Empty",
        "JoinableQueue.join() returned; consumer's exit code: 0",
    ]
