import pickle
import sys
from concurrent.futures import ProcessPoolExecutor, ThreadPoolExecutor

import pytest

from snippets.pools import closures

ERROR = "PicklingError" if sys.version_info >= (3, 14) else "AttributeError"


@pytest.fixture
def processes(context):
    with ProcessPoolExecutor(1, mp_context=context) as pool:
        yield pool


@pytest.fixture
def threads():
    with ThreadPoolExecutor(1) as pool:
        yield pool


def test_threads_call_a_closure(threads):
    assert closures.call_closure(threads) == 42


def test_processes_cannot_pickle_it(processes):
    error = closures.call_closure(processes)
    assert isinstance(error, pickle.PicklingError | AttributeError)
    assert type(error).__name__ == ERROR
    assert "local object" in str(error)
    assert "times.<locals>.multiply" in str(error)


def test_nor_a_lambda(processes):
    with pytest.raises((pickle.PicklingError, AttributeError), match="lambda"):
        processes.submit(lambda: 42).result()


def test_threads_fill_our_list(threads):
    assert closures.fill_list(threads) == [42]


def test_a_process_fills_a_copy_and_nobody_complains(processes):
    assert closures.fill_list(processes) == []


def test_threads_run_what_can_be_imported_and_pickled(threads):
    assert threads.submit(int, "42").result() == 42


def test_processes_run_it_too(processes):
    assert processes.submit(int, "42").result() == 42


def test_the_table_has_both_tasks_in_both_pools():
    assert closures.table() == {
        "`ThreadPoolExecutor` · `times(3)(14)`": "`42`",
        "`ThreadPoolExecutor` · `ours.append(42)`": "`[42]`",
        "`ProcessPoolExecutor` · `times(3)(14)`": f"`{ERROR}`",
        "`ProcessPoolExecutor` · `ours.append(42)`": "`[]`",
    }


def test_main_prints_the_table(capsys):
    closures.main()
    assert capsys.readouterr().out.splitlines() == [
        "ThreadPoolExecutor · times(3)(14): 42",
        "ThreadPoolExecutor · ours.append(42): [42]",
        f"ProcessPoolExecutor · times(3)(14): {ERROR}",
        "ProcessPoolExecutor · ours.append(42): []",
    ]
