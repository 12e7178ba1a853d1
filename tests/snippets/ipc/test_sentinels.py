import queue

import pytest

from snippets.ipc import sentinels


@pytest.mark.parametrize("workers", [1, 3])
def test_a_sentinel_for_each_consumer_ends_them_all(context, workers):
    assert sentinels.squares(context, [3, 1, 2], workers) == [1, 4, 9]


def test_a_consumer_without_a_sentinel_goes_on_waiting(context):
    assert sentinels.one_sentinel_for_two(context) == 1


def test_a_consumer_stops_at_the_first_sentinel_and_leaves_the_rest():
    inbox, outbox = queue.Queue(), queue.Queue()
    for item in (2, 0, None, None):
        inbox.put(item)
    sentinels.consume(inbox, outbox)
    assert [outbox.get_nowait(), outbox.get_nowait()] == [4, 0]
    assert (inbox.get_nowait(), inbox.empty(), outbox.empty()) == (None, True, True)


def test_main_gives_two_sentinels_then_one(capsys):
    sentinels.main()
    lines = capsys.readouterr().out.splitlines()
    assert lines == [
        "two consumers, two sentinels: [1, 4, 9]",
        "two consumers, one sentinel: 1 still waiting",
    ]
