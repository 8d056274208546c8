"""Every entry of the lexicon finds what it says it finds, and not what it says it does not."""

import pytest

from app.coding.lexicon import AnyEntry, default_lexicon
from tests.app.coding.sentences import is_found

ENTRIES = list(default_lexicon().entries.values())


@pytest.mark.parametrize("entry", ENTRIES, ids=[entry.id for entry in ENTRIES])
def test_an_entry_finds_what_it_must_and_only_that(entry: AnyEntry) -> None:
    assert entry.matches and entry.misses, "an entry brings its own tests"
    assert [text for text in entry.matches if not is_found(entry, text)] == []
    assert [text for text in entry.misses if is_found(entry, text)] == []


def test_every_entry_says_where_it_comes_from() -> None:
    assert [entry.id for entry in ENTRIES if not entry.source] == []


def test_categories_and_markers_are_those_of_the_contract() -> None:
    categories = {name for entry in ENTRIES for name in getattr(entry, "categories", ())}
    assert categories <= {
        "home_conditions", "hygiene", "nutrition", "physical_health", "missed_health", "emotional", "development",
        "education", "supervision", "domestic_abuse", "substance_misuse", "sexual_harm", "physical_injury",
        "parental_engagement", "protective", "administrative",
    }  # fmt: skip
    markers = {name for entry in ENTRIES for name in (getattr(entry, "marker", ""), getattr(entry, "negated", ""))}
    assert {name for name in markers if name and "/" not in name} <= {
        "strategy_discussion:held", "strategy_discussion:late", "strategy_discussion:missing", "conference",
        "escalation_procedure:used", "escalation_procedure:not_used", "tool_use:planned", "tool_use:used",
        "tool_use:incomplete", "tool_use:available_not_used", "admission", "child_seen", "child_not_seen",
        "child_voice", "was_not_brought", "disagreement", "death", "hypothetical",
    }  # fmt: skip
