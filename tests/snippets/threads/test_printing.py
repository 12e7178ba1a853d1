import io

from snippets.threads import printing


class Pieces(io.StringIO):
    def __init__(self):
        super().__init__()
        self.pieces = []

    def write(self, piece):
        self.pieces.append(piece)
        return super().write(piece)


def test_print_writes_a_line_in_pieces():
    stream = Pieces()
    printing.say("one", stream)
    assert stream.pieces == ["one", "\n"]


def test_a_second_thread_prints_in_the_middle_of_a_line():
    assert printing.torn() == "onetwo\n\n"


def test_with_a_lock_the_second_thread_waits_for_its_turn():
    assert printing.whole() == "one\ntwo\n"


def test_an_interrupted_text_is_interrupted_once_and_loses_nothing():
    happened = []
    stream = printing.Interrupted(lambda: happened.append(stream.getvalue()))
    assert stream.write("one") == 3
    assert stream.write("two") == 3
    assert happened == ["one"]
    assert stream.getvalue() == "onetwo"


def test_main_shows_both(capsys):
    printing.main()
    assert (
        capsys.readouterr().out
        == "without a lock: 'onetwo\\n\\n'\nwith a lock:    'one\\ntwo\\n'\n"
    )
