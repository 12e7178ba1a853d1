from snippets.processes import counting


def test_what_a_child_counts_does_not_come_back(context):
    assert counting.count_in_child(context) == (0, 0)


def test_the_counter_does_count_where_it_is():
    counter = counting.Counter()
    counter.increment()
    assert counter.value == 1


def test_main_shows_it_for_each_start_method(capsys):
    counting.main()
    assert capsys.readouterr().out.splitlines() == [
        "fork        exit code 0, counter 0",
        "spawn       exit code 0, counter 0",
        "forkserver  exit code 0, counter 0",
    ]
