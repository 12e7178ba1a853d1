import _thread
import asyncio
import inspect
import threading
from concurrent.futures import ThreadPoolExecutor
from threading import Event, Thread, Timer

import pytest

from snippets.testing.gate import PATIENCE
from snippets.threads import ways


def test_a_thread_is_no_decorator():
    with pytest.raises(TypeError, match="^'Thread' object is not callable$"):
        ways.an_instance()


def test_the_class_takes_the_function_for_a_thread_group():
    with pytest.raises(AssertionError, match="^group argument must be None for now$"):
        ways.the_class()


def test_threading_has_no_decorator_of_that_name():
    assert [name for name in dir(threading) if "thread_func" in name.lower()] == []


def test_a_subclass_without_super_init_cannot_start():
    thread = ways.Forgetful()
    assert thread.beats == 0
    with pytest.raises(RuntimeError, match="^thread.__init__\\(\\) not called$"):
        thread.start()


def test_a_decorated_function_runs_in_a_new_thread_with_its_arguments():
    seen = []

    @ways.in_thread
    def note(*args, **kwargs):
        """Note it."""
        seen.append((threading.current_thread(), args, kwargs))

    thread = note(1, two=2)
    thread.join()
    assert seen == [(thread, (1,), {"two": 2})]
    assert thread is not threading.current_thread()
    assert (note.__name__, note.__doc__) == ("note", "Note it.")


def test_the_heart_beats_until_it_is_stopped():
    beats, thrice = [], Event()

    def beat():
        beats.append(threading.current_thread())
        if len(beats) == 3:
            thrice.set()

    heart = ways.Heartbeat(beat, 0)
    heart.start()
    assert thrice.wait(PATIENCE)
    heart.stop()
    assert not heart.is_alive()
    assert set(beats) == {heart}


def test_the_heart_does_not_beat_before_its_time():
    beats = []
    heart = ways.Heartbeat(lambda: beats.append(1), PATIENCE)
    heart.start()
    heart.stop()
    assert beats == []


def test_what_runs_goes_to_init_and_run_takes_nothing():
    assert list(inspect.signature(Thread.run).parameters) == ["self"]
    assert list(inspect.signature(ways.Heartbeat.run).parameters) == ["self"]
    assert "target" in inspect.signature(Thread.__init__).parameters


def test_run_called_by_hand_starts_no_thread():
    seen = []
    Thread(target=lambda: seen.append(threading.current_thread())).run()
    assert seen == [threading.current_thread()]


class Wrapper(Thread):
    """What `target=` does already."""

    def __init__(self, function):
        super().__init__()
        self.function = function

    def run(self):
        self.function()


@pytest.mark.parametrize("make", [Wrapper, lambda function: Thread(target=function)])
def test_a_subclass_that_wraps_a_function_does_what_target_does(make):
    seen = []
    thread = make(lambda: seen.append(threading.current_thread()))
    thread.start()
    thread.join()
    assert seen == [thread]


def started(thread):
    thread.start()
    thread.join()


def in_pool(function):
    with ThreadPoolExecutor(1) as pool:
        pool.submit(function).result(PATIENCE)


def bare(function):
    done = Event()

    def run():
        function()
        done.set()

    _thread.start_new_thread(run, ())
    assert done.wait(PATIENCE)


@pytest.mark.parametrize(
    "way",
    [
        lambda function: started(Thread(target=function)),
        lambda function: started(Wrapper(function)),
        lambda function: started(Timer(0, function)),
        in_pool,
        lambda function: asyncio.run(asyncio.to_thread(function)),
        bare,
    ],
    ids=["target", "subclass", "Timer", "pool", "to_thread", "_thread"],
)
def test_six_ways_lead_to_another_thread(way):
    seen = []
    way(lambda: seen.append(threading.get_ident()))
    assert len(seen) == 1
    assert seen != [threading.get_ident()]


def test_main_shows_the_three_mistakes_and_both_right_ways(capsys):
    ways.main()
    assert capsys.readouterr().out.splitlines() == [
        "@Thread(…): TypeError: 'Thread' object is not callable",
        "@Thread: AssertionError: group argument must be None for now",
        "no super().__init__(): RuntimeError: thread.__init__() not called",
        "@in_thread: printed by another thread",
        "Heartbeat: alive after stop(): False",
    ]
