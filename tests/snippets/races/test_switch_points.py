import _thread
import inspect
import operator
import signal
import sys
from functools import partial
from types import SimpleNamespace

import pytest

from snippets.races import switch_points

HAS_GIL = getattr(sys, "_is_gil_enabled", lambda: True)()


def test_only_the_plain_increment_is_written_before_a_request_is_answered():
    assert switch_points.written_first() == {
        "`counter.value += 1`": "✓",
        "`counter.value = id(counter.value + 1)`": "–",
        "`counter.value = same(counter.value + 1)`": "–",
        "`@property` `counter.value += 1`": "–",
    }


@pytest.mark.parametrize("text", switch_points.STATEMENTS)
def test_the_label_is_the_statement(text):
    statement, kind = switch_points.STATEMENTS[text]
    assert text.split("`")[-2] in inspect.getsource(statement)
    assert isinstance(inspect.getattr_static(kind, "value", 0), property) == ("@property" in text)


def test_the_handler_of_before_is_back():
    before = signal.getsignal(signal.SIGHUP)
    switch_points.is_written_first(switch_points.plain, switch_points.Gauge())
    assert signal.getsignal(signal.SIGHUP) is before


@pytest.mark.skipif(not HAS_GIL, reason="3.13t does not specialise bytecode")
@pytest.mark.parametrize(("warm_up", "written"), [(0, [False]), (1000, [True])])
def test_only_a_hot_call_of_len_is_left_out(warm_up, written):
    """Once specialised, a call of ``len`` is no longer a point at which requests are answered."""

    def increment(counter):
        counter.value += len(counter.text)

    counter = SimpleNamespace(value=0, text="1")
    for _ in range(warm_up):
        increment(counter)

    class Bell:  # in C only: sends signal 1 and has the length 1
        __len__ = staticmethod(partial(operator.countOf, map(_thread.interrupt_main, [1]), None))

    counter.text, value, seen = Bell(), counter.value, []
    before = signal.signal(signal.SIGHUP, lambda *_: seen.append(counter.value == value + 1))
    tracing = sys.gettrace()
    sys.settrace(None)  # 3.11 leaves specialised bytecode aside while coverage is measured
    try:
        increment(counter)
    finally:
        sys.settrace(tracing)
        signal.signal(signal.SIGHUP, before)
    assert seen == written


def line_by_line(frame, event, _):
    return line_by_line


def bytecode_by_bytecode(frame, event, _):
    frame.f_trace_opcodes = True
    return bytecode_by_bytecode


@pytest.mark.parametrize(
    ("trace", "written"), [(None, True), (line_by_line, True), (bytecode_by_bytecode, False)]
)
def test_only_a_trace_function_that_asks_for_bytecodes_opens_the_gap(trace, written):
    frame, tracing = sys._getframe(), sys.gettrace()
    frame.f_trace_opcodes = trace is bytecode_by_bytecode  # 3.12 wants it before settrace
    sys.settrace(trace)
    try:
        found = switch_points.is_written_first(switch_points.plain, switch_points.Counter())
    finally:
        sys.settrace(tracing)
        frame.f_trace_opcodes = False
    assert found is written


def test_main_shows_every_statement(capsys):
    switch_points.main()
    lines = capsys.readouterr().out.splitlines()
    assert [line[2:] for line in lines] == list(switch_points.STATEMENTS)
    assert [line[0] for line in lines] == ["✓", "–", "–", "–"]
