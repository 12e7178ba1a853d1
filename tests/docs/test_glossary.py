"""Words mean what the glossary says, everywhere."""

import re

from lab import registers
from lab.pages import LANGUAGES, pages


def test_no_page_uses_a_word_that_the_glossary_advises_against():
    found = [
        hit for language in LANGUAGES for page in pages(language) for hit in registers.misused(page)
    ]
    assert found == []


def test_no_correction_or_definition_uses_one_either():
    for term in registers.terms():
        for entry in registers.corrections():
            for language, patterns in (("zh", term.avoid_zh), ("en", term.avoid_en)):
                for pattern in patterns:
                    assert not re.search(
                        pattern, re.sub(r"`[^`]*`", "", entry.truth[language]), re.IGNORECASE
                    ), (entry.id, pattern)


def test_every_term_has_a_definition_of_its_own_in_each_language():
    terms = registers.terms()
    assert len(terms) >= 40
    for name in ("zh", "en", "definition_zh", "definition_en"):
        values = [getattr(term, name) for term in terms]
        assert all(values)
        assert len(set(values)) == len(values), name
