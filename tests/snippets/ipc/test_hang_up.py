import sys

import pytest

from snippets.ipc import hang_up


def test_receiving_from_a_closed_end_raises_eof_error():
    with pytest.raises(EOFError):
        hang_up.receive()


def test_sending_to_a_closed_end_raises_broken_pipe():
    with pytest.raises(BrokenPipeError, match="Broken pipe"):
        hang_up.send()


@pytest.mark.skipif(sys.platform != "linux", reason="what Linux does with sockets closed too early")
def test_an_end_closed_with_something_unread_is_reset():
    with pytest.raises(ConnectionResetError, match="Connection reset by peer"):
        hang_up.receive_after_unread()


def test_a_message_that_was_cut_off_is_no_eof():
    with pytest.raises(OSError, match="^got end of file during message$"):
        hang_up.receive_cut_off()


def test_main_names_all_four(capsys):
    hang_up.main()
    lines = capsys.readouterr().out.splitlines()
    assert lines == [
        "receive: EOFError",
        "send: BrokenPipeError",
        "receive_after_unread: ConnectionResetError",
        "receive_cut_off: OSError",
    ]
