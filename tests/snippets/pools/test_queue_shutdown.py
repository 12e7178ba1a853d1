import importlib
import queue

import pytest


@pytest.fixture
def queue_shutdown():
    """Import what older interpreters, which skip this file, cannot."""
    return importlib.import_module("snippets.pools.queue_shutdown")


def test_a_shut_down_queue_is_emptied_and_its_workers_end(queue_shutdown):
    texts = [str(number) for number in range(100)]
    assert sorted(queue_shutdown.convert(texts, workers=4)) == list(range(100))


def test_an_error_is_kept_and_the_worker_goes_on(queue_shutdown):
    one, error, three = queue_shutdown.convert(["1", "two", "3"], workers=1)
    assert (one, three) == (1, 3)
    assert repr(error) == "ValueError(\"invalid literal for int() with base 10: 'two'\")"


def test_every_task_is_counted(queue_shutdown):
    tasks = queue.Queue()
    tasks.put("1")
    tasks.put("two")
    tasks.shutdown()
    assert len(queue_shutdown.consume(tasks)) == 2
    assert tasks.unfinished_tasks == 0


def test_nothing_more_goes_into_it():
    tasks = queue.Queue()
    tasks.shutdown()
    with pytest.raises(queue.ShutDown):
        tasks.put("late")


def test_main_converts_three_texts(queue_shutdown, capsys):
    queue_shutdown.main()
    expected = ["1", "3", "invalid literal for int() with base 10: 'two'"]
    assert capsys.readouterr().out == f"{expected}\n"
