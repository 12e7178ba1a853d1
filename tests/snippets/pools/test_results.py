import concurrent.futures
import threading

import pytest

from snippets.pools import results

BAD = "invalid literal for int() with base 10: 'three'"


def test_the_executor_lives_in_concurrent_futures_not_in_threading():
    message = "module 'threading' has no attribute 'ThreadPoolExecutor'"
    with pytest.raises(AttributeError, match=message):
        threading.ThreadPoolExecutor  # noqa: B018
    assert concurrent.futures.ThreadPoolExecutor is results.ThreadPoolExecutor


def test_every_result_and_every_error_comes_back_beside_its_item():
    found = results.outcomes(int, ["1", "three", "2", "three"])
    assert len(found) == 4
    assert sorted(outcome for _, outcome in found if isinstance(outcome, int)) == [1, 2]
    errors = [(text, outcome) for text, outcome in found if not isinstance(outcome, int)]
    assert [(text, type(error), str(error)) for text, error in errors] == [
        ("three", ValueError, BAD)
    ] * 2


def test_even_an_exit_comes_back_as_an_outcome():
    def leave(_):
        raise SystemExit(3)

    [(item, outcome)] = results.outcomes(leave, ["only"])
    assert (item, repr(outcome)) == ("only", "SystemExit(3)")


def test_even_an_error_that_counts_as_false_comes_back_as_an_outcome():
    class NoneLeft(Exception):  # noqa: N818
        def __bool__(self):
            return False

    def fail(_):
        raise NoneLeft

    [(_, outcome)] = results.outcomes(fail, ["only"])
    assert type(outcome) is NoneLeft


def test_map_gives_results_in_the_order_of_the_inputs_not_of_the_ends():
    second_ended = threading.Event()

    def work(number):
        if number == 1:
            assert second_ended.wait(30)
        else:
            second_ended.set()
        return number

    assert results.in_order(work, [1, 2]) == [1, 2]


def test_map_raises_the_first_error_in_place_of_all_results():
    with pytest.raises(ValueError, match=BAD.replace("(", r"\(").replace(")", r"\)")):
        results.in_order(int, ["1", "three", "2"])


def test_map_raises_only_when_the_result_is_fetched():
    with results.ThreadPoolExecutor(1) as pool:
        numbers = pool.map(int, ["1", "three"])
    assert next(numbers) == 1
    with pytest.raises(ValueError, match="invalid literal"):
        next(numbers)
    assert list(numbers) == []


def test_map_takes_back_what_has_not_begun_when_it_comes_to_an_error():
    ran = []
    go_on = threading.Event()

    def work(number):
        if number == 0:
            raise ValueError("the first")
        assert go_on.wait(30)
        ran.append(number)

    with results.ThreadPoolExecutor(1) as pool:
        with pytest.raises(ValueError, match="the first"):
            list(pool.map(work, range(9)))
        go_on.set()
    assert ran in ([], [1])  # one may have begun by then


def test_as_completed_gives_the_quick_task_first():
    assert results.as_they_finish() == ["quick", "slow"]


def test_main_shows_each_outcome(capsys):
    results.main()
    assert capsys.readouterr().out.splitlines() == [
        "1: 1",
        "2: 2",
        f'three: ValueError("{BAD}")',
        f'in order: ValueError("{BAD}")',
        "submitted: slow, quick; finished: quick, slow",
    ]
