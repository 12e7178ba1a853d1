import pytest

from snippets.pools import starved
from snippets.pools.starved import MOMENT, PATIENCE


@pytest.mark.parametrize("workers", [1, 2, 3])
def test_tasks_that_wait_for_one_another_fail_in_a_pool_too_small_for_all(workers):
    assert starved.meet(workers, MOMENT) == ["BrokenBarrierError"] * 4


@pytest.mark.parametrize("workers", [4, 5])
def test_they_meet_where_each_has_a_worker(workers):
    assert starved.meet(workers, PATIENCE) == ["met"] * 4


def test_a_task_that_waits_for_its_own_pool_of_one_only_times_out():
    assert starved.nested() == "TimeoutError"


def test_main_shows_both(capsys):
    starved.main()
    assert capsys.readouterr().out.splitlines() == [
        "four meet, 2 workers: {'BrokenBarrierError': 4}",
        "four meet, 4 workers: {'met': 4}",
        "nested in a pool of 1: TimeoutError",
    ]
