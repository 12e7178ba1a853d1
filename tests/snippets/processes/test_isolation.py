import fcntl
import os
from concurrent.futures import ProcessPoolExecutor
from concurrent.futures.process import BrokenProcessPool

import pytest

from snippets.processes import endings, isolation
from snippets.testing.gate import PATIENCE


class LeftError(Exception):
    """An exception, where the child would have died."""


def test_a_dead_child_keeps_its_lock_and_the_parent_lives(context):
    assert isolation.lock_after_crash(context) == (7, False)


def test_the_kernel_gives_back_a_dead_childs_lock_on_a_file(context, tmp_path):
    path = tmp_path / "lock"
    path.touch()
    assert isolation.file_lock_after_crash(context, path) == (7, True)


def test_the_file_is_locked_for_others_when_the_child_dies(tmp_path, monkeypatch):
    path = tmp_path / "lock"
    path.touch()
    left = []

    def leave(code):
        with path.open() as other, pytest.raises(BlockingIOError):
            fcntl.flock(other, fcntl.LOCK_EX | fcntl.LOCK_NB)
        left.append(code)

    monkeypatch.setattr(os, "_exit", leave)
    isolation.crash_holding_file(path)
    assert left == [7]


def test_a_file_lock_that_somebody_alive_holds_cannot_be_had(context, tmp_path, monkeypatch):
    path = tmp_path / "lock"
    path.touch()
    monkeypatch.setattr(isolation, "crash_holding_file", os.path.exists)
    with path.open() as file:
        fcntl.flock(file, fcntl.LOCK_EX)
        with pytest.raises(BlockingIOError):
            isolation.file_lock_after_crash(context, path)


def test_an_exception_in_its_place_would_have_released_the_lock(context, monkeypatch):
    lock = context.Lock()

    def leave(code):
        assert lock.acquire(block=False) is False
        raise LeftError(code)

    monkeypatch.setattr(os, "_exit", leave)
    with pytest.raises(LeftError, match="7"):
        isolation.crash_holding(lock)
    assert lock.acquire(block=False) is True


def test_one_dead_worker_breaks_the_whole_executor(context):
    with ProcessPoolExecutor(1, mp_context=context) as executor:
        future = executor.submit(endings.vanish)
        with pytest.raises(BrokenProcessPool, match="terminated abruptly"):
            future.result(PATIENCE)
        with pytest.raises(BrokenProcessPool):
            executor.submit(endings.succeed)


def test_main_shows_both_locks_for_each_start_method(capsys):
    isolation.main()
    methods = ("fork      ", "spawn     ", "forkserver")
    assert capsys.readouterr().out.splitlines() == [
        *(f"{method}  exit code 7, Lock free again: False" for method in methods),
        *(f"{method}  exit code 7, file lock free again: True" for method in methods),
    ]
