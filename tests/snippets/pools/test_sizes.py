import os
import queue
from concurrent.futures import ThreadPoolExecutor

import pytest

from snippets.pools import sizes


def test_threads_are_made_when_needed_and_the_rest_is_a_queue_of_tasks(capsys):
    sizes.lazy()
    assert capsys.readouterr().out.splitlines() == [
        "no task: 0 threads",
        "1 task: 1 thread",
        "10 tasks: 4 threads, 4 tasks run, 6 are queued",
    ]


def test_a_thread_stays_until_the_pool_is_shut_down():
    with ThreadPoolExecutor(thread_name_prefix="stays") as pool:
        pool.submit(int).result()
        assert sizes.threads_of("stays") == 1
    assert sizes.threads_of("stays") == 0


def test_what_a_pool_queues_is_tasks_not_threads():
    with ThreadPoolExecutor(1) as pool:
        assert isinstance(pool._work_queue, queue.SimpleQueue)


@pytest.mark.parametrize("cpus", [1, 2, 8, 27, 28, 64])
def test_the_default_is_the_number_of_cpus_and_four_up_to_32(cpus):
    assert sizes.default_size(cpus, cpus) == min(32, cpus + 4)


def test_the_default_follows_the_documented_counter_here():
    count = getattr(os, "process_cpu_count", os.cpu_count)() or 1
    with ThreadPoolExecutor() as pool:
        assert pool._max_workers == min(32, count + 4)


def test_main_watches_a_pool_grow(capsys):
    sizes.main()
    assert capsys.readouterr().out.startswith("no task: 0 threads\n")
