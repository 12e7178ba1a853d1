import pickle
import queue
from contextlib import closing

import pytest

from snippets.ipc import queue_in_pool

INHERITANCE = "Queue objects should only be shared between processes through inheritance"


def test_a_queue_cannot_be_a_task_s_argument(context):
    with pytest.raises(RuntimeError) as caught:  # notes tell more since 3.14
        queue_in_pool.as_argument(context)
    assert str(caught.value) == INHERITANCE


def test_it_is_the_pickling_that_fails(context):
    with closing(context.Queue()) as inbox, pytest.raises(RuntimeError, match=f"^{INHERITANCE}$"):
        pickle.dumps(inbox)


def test_an_initializer_can_have_the_queue(context):
    assert queue_in_pool.by_initializer(context, [1, 2, 3]) == [1, 2, 3]


def test_a_manager_s_queue_can_travel(context):
    assert queue_in_pool.by_manager(context, [1, 2, 3]) == [1, 2, 3]


def test_a_pool_needs_no_queue(context):
    assert queue_in_pool.without_queue(context, [1, 2, 3]) == [1, 4, 9]


def test_a_worker_takes_from_the_queue_that_it_was_given(monkeypatch):
    inbox = queue.Queue()
    monkeypatch.setattr(queue_in_pool.Inherited, "inbox", None, raising=False)
    queue_in_pool.inherit(inbox)
    inbox.put(7)
    inbox.put(8)
    assert queue_in_pool.take(0) == 7
    assert queue_in_pool.take_from(inbox) == 8
    assert queue_in_pool.square(3) == 9


def test_main_fails_once_and_then_gets_all(capsys):
    queue_in_pool.main()
    lines = capsys.readouterr().out.splitlines()
    assert lines == [
        "as_argument raises RuntimeError:",
        f"  {INHERITANCE}",
        "by_initializer: [1, 2, 3]",
        "by_manager: [1, 2, 3]",
        "without_queue: [1, 4, 9]",
    ]
