import multiprocessing
import os
import signal
import sys
from concurrent.futures import ProcessPoolExecutor
from types import SimpleNamespace

import pytest

from lab.child import run_python
from snippets.processes import endings
from snippets.testing.gate import PATIENCE

ORPHAN = """
import multiprocessing, os
from snippets.processes import endings
child = multiprocessing.get_context("{method}").Process(target=endings.linger)
child.start()
os._exit(0)  # the parent is gone at once and waits for nobody
"""

DAEMON = """
import multiprocessing
from snippets.processes import endings
context = multiprocessing.get_context("{method}")
receiver, sender = context.Pipe(duplex=False)
child = context.Process(target=endings.wait_for_signal, args=(sender,), daemon=True)
child.start()
receiver.recv()
print("parent: done while the child is waiting")
"""


OUTLIVED = """
import multiprocessing, os
from tests.snippets.processes.test_endings import outlive
child = multiprocessing.get_context("{method}").Process(target=outlive, daemon=True)
child.start()
os._exit(0)  # as abrupt as a kill
"""


def outlive():
    """Wait until the parent is gone, and tell."""
    endings.linger()
    print("child: still here", flush=True)


def child_of(context, target, *args):
    """Start a child that bears its target's name."""
    child = context.Process(target=target, args=args, name=target.__name__)
    child.start()
    return child


def test_a_child_that_ends_well_passes(context):
    child = child_of(context, endings.succeed)
    assert endings.join_or_raise(child, PATIENCE) is None
    assert child.exitcode == 0


def test_a_child_that_fails_raises_in_the_parent(context):
    child = child_of(context, endings.fail)
    with pytest.raises(ChildProcessError, match=r"^fail ended with 1$"):
        endings.join_or_raise(child, PATIENCE)


def test_an_executor_raises_in_the_parent_what_the_child_raised(context):
    with ProcessPoolExecutor(1, mp_context=context) as executor:
        future = executor.submit(endings.fail)
        with pytest.raises(ValueError, match="no such order: 7"):
            future.result(PATIENCE)


def test_a_child_that_takes_too_long_is_killed(context):
    child = child_of(context, endings.linger)
    with pytest.raises(TimeoutError, match=r"^linger took too long$"):
        endings.join_or_raise(child, 0)
    assert child.exitcode == -signal.SIGKILL


def test_join_with_a_timeout_does_not_tell_whether_the_child_ended(context):
    child = child_of(context, endings.linger)
    assert child.exitcode is None
    assert child.join(0) is None
    assert child.exitcode is None
    child.kill()
    assert child.join() is None
    assert child.exitcode == -signal.SIGKILL


def test_exit_codes_of_children_that_end_by_themselves(context):
    assert endings.exit_code(context, endings.succeed) == 0
    assert endings.exit_code(context, endings.fail) == 1
    assert endings.exit_code(context, endings.give_up) == 3
    assert endings.exit_code(context, endings.vanish) == 4


def test_an_exit_code_is_minus_the_signal_that_ended_the_child(context):
    assert endings.exit_code_after(context, "terminate") == -signal.SIGTERM
    assert endings.exit_code_after(context, "kill") == -signal.SIGKILL


@pytest.mark.skipif(sys.version_info < (3, 14), reason="Process.interrupt is new in 3.14")
def test_an_interrupted_child_gets_a_keyboard_interrupt(context):
    assert endings.exit_code_after(context, "interrupt") == 1


def test_the_table_has_interrupt_only_where_there_is_one():
    interrupt = {"`interrupt()`": "`1`"} if sys.version_info >= (3, 14) else {}
    assert (
        endings.exit_codes()
        == {
            "`return`": "`0`",
            "`raise ValueError`": "`1`",
            "`sys.exit(3)`": "`3`",
            "`os._exit(4)`": "`4`",
            "`terminate()`": "`-15`",
            "`kill()`": "`-9`",
        }
        | interrupt
    )


def test_what_a_child_does_before_it_ends(monkeypatch):
    monkeypatch.setattr(sys, "tracebacklimit", 1000, raising=False)
    assert endings.succeed() is None
    with pytest.raises(ValueError, match="no such order: 7"):
        endings.fail()
    with pytest.raises(SystemExit, match="3"):
        endings.give_up()
    codes = []
    monkeypatch.setattr(os, "_exit", codes.append)
    endings.vanish()
    assert codes == [4]


def test_a_waiting_child_listens_to_ctrl_c_and_says_so_first(monkeypatch):
    happened = []
    before = signal.signal(signal.SIGINT, signal.SIG_IGN)
    try:
        parent = SimpleNamespace(join=lambda: happened.append(signal.getsignal(signal.SIGINT)))
        monkeypatch.setattr(multiprocessing, "parent_process", lambda: parent)
        endings.wait_for_signal(SimpleNamespace(send=happened.append))
    finally:
        signal.signal(signal.SIGINT, before)
    assert happened == [None, signal.default_int_handler]


def test_a_child_that_lingers_ends_with_its_parent(context):
    # The child holds the parent's stdout: run_python returns when both are gone.
    done = run_python("-c", ORPHAN.format(method=context.get_start_method()))
    assert (done.returncode, done.stdout) == (0, "")


def test_a_daemonic_child_is_terminated_when_the_parent_ends(context):
    done = run_python("-c", DAEMON.format(method=context.get_start_method()))
    assert (done.returncode, done.stdout, done.stderr) == (
        0,
        "parent: done while the child is waiting\n",
        "",
    )


def test_a_daemonic_child_outlives_a_parent_that_ends_abruptly(context):
    # The child holds the parent's stdout: run_python returns when both are gone.
    done = run_python("-c", OUTLIVED.format(method=context.get_start_method()))
    assert (done.returncode, done.stdout) == (0, "child: still here\n")


def test_a_daemonic_child_may_not_have_children(monkeypatch):
    monkeypatch.setitem(multiprocessing.current_process()._config, "daemon", True)
    child = multiprocessing.get_context("spawn").Process(target=endings.succeed)
    with pytest.raises(AssertionError, match="daemonic processes are not allowed to have children"):
        child.start()


def test_the_traceback_is_in_the_childs_stderr_and_the_parent_knows_only_a_number():
    done = run_python("-m", "snippets.processes.endings")
    assert done.returncode == 0
    assert done.stderr == "Process fail:\nValueError: no such order: 7\n"
    assert done.stdout.splitlines() == [
        "parent: succeed ended well",
        "parent: ChildProcessError: fail ended with 1",
        "parent: TimeoutError: linger took too long",
    ]


def test_main_tells_how_each_child_ended(capsys):
    endings.main()
    assert "parent: ChildProcessError: fail ended with 1\n" in capsys.readouterr().out
