import pytest

from snippets.races import lost_update
from snippets.races.locked_update import LockedCounter


def test_whole_increments_in_the_middle_of_another_are_overwritten():
    assert lost_update.lost_update() == (10, 1)


def test_increments_one_after_the_other_are_all_counted():
    counter = lost_update.Counter()
    counter.increment()
    counter.increment()
    assert counter.value == 2


@pytest.mark.parametrize("kind", [lost_update.Counter, LockedCounter])
def test_one_increment_by_one_thread_cannot_tell_the_broken_counter_from_the_right_one(kind):
    counter = kind()
    counter.increment()
    assert counter.value == 1


def test_main_shows_ten_increments_lost(capsys):
    lost_update.main()
    assert capsys.readouterr().out == "after ten increments: 10\nafter one more: 1\n"
