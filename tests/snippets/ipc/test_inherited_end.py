from snippets.ipc import inherited_end


def test_only_a_forked_child_keeps_eof_from_itself(context):
    forked = context.get_start_method() == "fork"
    assert inherited_end.child_notices(context, closes=False) is not forked


def test_a_child_that_closes_the_sending_end_sees_eof(context):
    assert inherited_end.child_notices(context, closes=True) is True


def test_main_tries_every_start_method(capsys):
    inherited_end.main()
    lines = capsys.readouterr().out.splitlines()
    assert lines == [
        "fork: EOF seen: False; after the child closed its copy: True",
        "spawn: EOF seen: True; after the child closed its copy: True",
        "forkserver: EOF seen: True; after the child closed its copy: True",
    ]
