import threading
from concurrent.futures import ThreadPoolExecutor

import pytest

from lab.child import run_python
from snippets.pools import worker_loop
from snippets.pools.worker_loop import MOMENT, consume, consume_all, filled

BAD = "invalid literal for int() with base 10: 'two'"

AT_EXIT = """
import faulthandler
from concurrent.futures import ThreadPoolExecutor
from snippets.pools.worker_loop import consume, filled
pool, tasks = ThreadPoolExecutor(2), filled("1", "2")
for _ in range(2):
    pool.submit(consume, tasks)
tasks.join()
print("the last line", flush=True)
faulthandler.dump_traceback_later({patience}, exit=True)
{more}
"""


def join_hangs(tasks):
    """Say whether join() waits, and end it."""
    thread = threading.Thread(target=tasks.join)
    thread.start()
    thread.join(timeout=MOMENT)
    hangs = thread.is_alive()
    for _ in range(tasks.unfinished_tasks):
        tasks.task_done()
    thread.join()
    return hangs


def test_without_sentinels_the_tasks_get_done_and_the_workers_stay(capsys):
    worker_loop.no_sentinel()
    assert capsys.readouterr().out == "no sentinel: join() returned, 0 of 2 workers ended\n"


def test_a_program_whose_workers_stay_hangs_after_its_last_line():
    done = run_python("-c", AT_EXIT.format(patience=2, more=""))
    assert done.stdout == "the last line\n"
    assert done.returncode == 1  # faulthandler ended it
    assert "Timeout (0:00:02)!" in done.stderr
    assert "in _python_exit" in done.stderr  # where the main thread joins the pool's
    assert done.stderr.count("in consume\n") == 2


def test_with_one_sentinel_for_each_worker_that_program_ends():
    done = run_python("-c", AT_EXIT.format(patience=50, more="tasks.put(None); tasks.put(None)"))
    assert (done.returncode, done.stdout, done.stderr) == (0, "the last line\n", "")


def test_uncounted_sentinels_make_join_hang():
    tasks = filled("1", "2", None, None)
    with ThreadPoolExecutor(2) as pool:
        futures = [pool.submit(consume, tasks) for _ in range(2)]
    assert sorted(futures[0].result() + futures[1].result()) == [1, 2]
    assert tasks.unfinished_tasks == 2
    assert join_hangs(tasks)


def test_sentinels_after_join_are_fine_even_uncounted():
    tasks = filled("1", "2")
    with ThreadPoolExecutor(2) as pool:
        futures = [pool.submit(consume, tasks) for _ in range(2)]
        tasks.join()
        for _ in futures:
            tasks.put(None)
    assert sorted(futures[0].result() + futures[1].result()) == [1, 2]


def test_an_error_ends_the_worker_is_hidden_and_makes_join_hang():
    tasks = filled("1", "two", "3")
    with ThreadPoolExecutor(1) as pool:
        future = pool.submit(consume, tasks)
    with pytest.raises(ValueError, match=r"invalid literal for int\(\) with base 10: 'two'"):
        future.result()
    assert tasks.unfinished_tasks == 2  # the bad one, and the one that nobody takes
    assert tasks.get_nowait() == "3"
    assert join_hangs(tasks)


def test_the_repaired_loop_counts_everything_and_keeps_every_outcome():
    tasks = filled("1", "two", "3", None)
    outcomes = consume_all(tasks)
    assert tasks.unfinished_tasks == 0
    assert list(map(repr, outcomes)) == ["1", f'ValueError("{BAD}")', "3"]


def test_several_workers_take_each_task_once_without_a_lock_of_ours():
    tasks = filled(*map(str, range(200)), *[None] * 4)
    with ThreadPoolExecutor(4) as pool:
        futures = [pool.submit(consume_all, tasks) for _ in range(4)]
        tasks.join()
    outcomes = [outcome for future in futures for outcome in future.result()]
    assert sorted(outcomes) == list(range(200))
    assert tasks.empty()


def test_the_pool_alone_needs_neither_queue_nor_sentinel():
    good, bad, good_too = worker_loop.without_queue(["1", "two", "3"])
    assert (good.result(), good_too.result()) == (1, 3)
    assert repr(bad.exception()) == f'ValueError("{BAD}")'


def test_main_hangs_three_times_and_does_it_right_twice(capsys):
    worker_loop.main()
    assert capsys.readouterr().out.splitlines() == [
        "no sentinel: join() returned, 0 of 2 workers ended",
        "two sentinels: 2 of 2 workers ended, join() would wait for 2 tasks",
        "bad text: ValueError, join() would wait for 2 tasks",
        "consume_all:",
        "  1",
        "  3",
        f'  ValueError("{BAD}")',
        "without_queue:",
        "  1",
        f'  ValueError("{BAD}")',
        "  3",
    ]
