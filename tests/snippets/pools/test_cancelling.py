import threading
from concurrent.futures import CancelledError, ThreadPoolExecutor

import pytest

from snippets.pools import cancelling


def test_only_what_has_not_begun_can_be_got_rid_of(capsys):
    cancelling.impatient()
    assert capsys.readouterr().out.splitlines() == [
        "result(timeout) gave up, the task runs: True",
        "cancel() of the running task: False",
        "cancel() of a queued task: True",
        "shutdown(cancel_futures=True) on the others: [True, True]",
        "the running task went on to its end",
    ]


def test_leaving_the_pool_waits_for_the_running_task_whose_result_timed_out():
    go_on = threading.Event()
    timed_out = threading.Event()

    def user():
        with ThreadPoolExecutor(1) as pool:
            future = pool.submit(go_on.wait, cancelling.PATIENCE)
            with pytest.raises(TimeoutError):
                future.result(timeout=0.01)
            timed_out.set()

    thread = threading.Thread(target=user)
    thread.start()
    assert timed_out.wait(cancelling.PATIENCE)
    thread.join(timeout=0.2)
    left_early = not thread.is_alive()
    go_on.set()
    thread.join()
    assert not left_early


def test_the_result_of_a_cancelled_future_is_an_error():
    go_on = threading.Event()
    with ThreadPoolExecutor(1) as pool:
        pool.submit(go_on.wait, cancelling.PATIENCE)
        queued = pool.submit(int)
        assert queued.cancel()
        go_on.set()
    with pytest.raises(CancelledError):
        queued.result()


def test_a_task_that_looks_stops_when_asked():
    steps = []
    stop = threading.Event()

    def step():
        steps.append(1)
        if len(steps) == 3:
            stop.set()

    assert cancelling.stoppable(step, stop) == "stopped when asked"
    assert len(steps) == 3


def test_main_is_impatient_then_polite(capsys):
    cancelling.main()
    lines = capsys.readouterr().out.splitlines()
    assert lines[-2:] == [
        "the running task went on to its end",
        "the polite way: stopped when asked",
    ]
