import os
import subprocess
import sys

import pytest

from snippets.ipc import pipe


def test_what_arrives_is_an_equal_copy():
    assert pipe.round_trip() == {"equal": True, "same": False}


def test_a_pipe_is_a_pair_and_not_one_object(context):
    pair = context.Pipe()
    assert type(pair) is tuple
    here, there = pair
    with here, there:
        here.send("ping")
        assert there.recv() == "ping"
        there.send("pong")
        assert here.recv() == "pong"
    with pytest.raises(AttributeError, match="^'tuple' object has no attribute 'send'$"):
        pipe.as_one_object()
    with pytest.raises(AttributeError, match="^'tuple' object has no attribute 'recv'$"):
        pair.recv()


def send_all(sender, messages):
    with sender:
        for message in messages:
            sender.send(message)


def test_messages_arrive_whole_and_in_order(context):
    messages = [bytes(size) for size in (1, 0, 100_000, 2, 1_000_000, 3)] + list(range(100))
    receiver, sender = context.Pipe(duplex=False)
    child = context.Process(target=send_all, args=(sender, messages))
    child.start()
    sender.close()
    with receiver:
        assert [receiver.recv() for _ in messages] == messages
        with pytest.raises(EOFError):
            receiver.recv()
    child.join()
    assert child.exitcode == 0


def test_a_one_way_pipe_has_an_end_that_only_receives_and_one_that_only_sends():
    with pytest.raises(OSError, match="^connection is read-only$"):
        pipe.receiver_sends()
    with pytest.raises(OSError, match="^connection is write-only$"):
        pipe.sender_receives()


@pytest.mark.skipif(sys.platform != "linux", reason="some systems have pipes that go both ways")
def test_a_pipe_of_linux_is_one_way():
    with pytest.raises(OSError, match="Bad file descriptor"):
        pipe.write_to_the_read_end()


@pytest.mark.skipif(sys.platform == "win32", reason="passes descriptors as POSIX does")
def test_any_number_of_processes_may_hold_an_end():
    read_end, write_end = os.pipe()
    command = [sys.executable, "-c", f"import os; os.write({write_end}, b'x')"]
    writers = [subprocess.Popen(command, pass_fds=[write_end]) for _ in range(3)]
    os.close(write_end)
    with os.fdopen(read_end, "rb") as reader:
        assert reader.read() == b"xxx"
    assert [writer.wait() for writer in writers] == [0, 0, 0]


def test_main_shows_the_round_trip_and_what_goes_wrong(capsys):
    pipe.main()
    lines = capsys.readouterr().out.splitlines()
    assert lines == [
        "round trip: {'equal': True, 'same': False}",
        "as_one_object: AttributeError: 'tuple' object has no attribute 'send'",
        "receiver_sends: OSError: connection is read-only",
        "sender_receives: OSError: connection is write-only",
        "write_to_the_read_end: OSError: [Errno 9] Bad file descriptor",
    ]
