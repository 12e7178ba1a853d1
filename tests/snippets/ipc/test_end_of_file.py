import multiprocessing
import os
import signal
import sys

import pytest

from snippets.ipc import end_of_file


def test_no_eof_while_the_child_s_end_is_open_here(context):
    assert end_of_file.keep_the_sender(context) is False


def test_eof_once_the_child_s_end_is_closed_here(context):
    assert end_of_file.close_the_sender(context) == ["hello", "goodbye"]


def crash(status):
    """End without any clean-up; a function of ours, as coverage replaces `os._exit` itself."""
    os._exit(status)


@pytest.mark.parametrize(
    ("target", "argument", "exitcode"),
    [(sys.exit, 3, 3), (crash, 4, 4), (signal.raise_signal, signal.SIGKILL, -signal.SIGKILL)],
)
def test_a_child_that_fails_or_crashes_hangs_up_too(context, target, argument, exitcode):
    receiver, sender = context.Pipe(duplex=False)
    child = context.Process(target=target, args=(argument,))
    child.start()
    sender.close()
    with receiver, pytest.raises(EOFError):
        receiver.recv()
    child.join()
    assert child.exitcode == exitcode


def test_at_eof_there_is_something_to_poll():
    receiver, sender = multiprocessing.Pipe(duplex=False)
    with receiver:
        assert receiver.poll() is False
        sender.close()
        assert receiver.poll() is True
        with pytest.raises(EOFError):
            receiver.recv()


def test_main_waits_for_eof_in_vain_then_with_success(capsys):
    end_of_file.main()
    lines = capsys.readouterr().out.splitlines()
    assert lines == [
        "sender open here, something to receive: False",
        "sender closed here, all until EOF: ['hello', 'goodbye']",
    ]
