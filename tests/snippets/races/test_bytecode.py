import sys

from snippets.races import bytecode
from snippets.races.lost_update import Counter

CONSTANT = "LOAD_SMALL_INT" if sys.version_info >= (3, 14) else "LOAD_CONST"
BETWEEN = ["LOAD_ATTR", CONSTANT, "BINARY_OP", "SWAP", "STORE_ATTR"]


def test_neither_a_call_nor_a_jump_nor_a_function_entry_stands_between_read_and_write():
    names = bytecode.from_read_to_write(Counter.increment)
    assert names == BETWEEN
    assert not any("CALL" in name or "JUMP" in name or name == "RESUME" for name in names)


def test_a_call_between_read_and_write_is_seen():
    def increment(counter):
        counter.value = int(counter.value) + 1

    assert "CALL" in bytecode.from_read_to_write(increment)


def test_main_names_the_bytecodes(capsys):
    bytecode.main()
    assert capsys.readouterr().out.split() == BETWEEN
