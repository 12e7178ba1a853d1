"""Every correction has its proof and its page, and both exist."""

from lab import registers


def test_every_entry_has_a_proof_and_a_page_that_exist():
    entries = registers.corrections()
    assert len(entries) >= 50
    assert [problem for entry in entries for problem in registers.unproved(entry)] == []


def test_pages_and_register_speak_of_the_same_corrections():
    assert list(registers.uncited(registers.corrections())) == []


def test_the_page_of_each_language_holds_every_entry_and_the_counts():
    entries = registers.corrections()
    for language in ("zh", "en"):
        page = registers.corrections_page(language)
        assert [entry.id for entry in entries if f"{{#{entry.id.lower()}}}" not in page] == []
        assert str(len(entries)) in page
