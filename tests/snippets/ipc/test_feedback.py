from snippets.ipc import feedback


def test_answers_in_the_inbox_become_ever_bigger_tasks():
    lengths, left = feedback.into_the_inbox(10)
    assert lengths == [2**n for n in range(10)]
    assert left == 1


def test_a_second_queue_lets_the_work_end():
    assert feedback.into_the_outbox() == ([1], 0)


def test_main_shows_both(capsys):
    feedback.main()
    lines = capsys.readouterr().out.splitlines()
    assert lines == [
        "one queue: tasks of length [1, 2, 4, 8, 16, 32], tasks left: 1",
        "two queues: tasks of length [1], tasks left: 0",
    ]
