"""What a rule makes of words, and the quick look for a part of them that says the same as the whole pattern."""

import re

import pytest
from hypothesis import given
from hypothesis import strategies as st

from app.analysis.clocks import clocks_of
from app.analysis.words_read import looks_for, needed_part

STEPS = [step for nation in ("england", "wales", "scotland") for step in getattr(clocks_of(nation), "steps", ())]
BITS = ("core group", "Core Groups", "review", "reviews ", "case conference", "LAC", " child", "'s", "closed", "s.20",
        "s 20", "outcome of the ", "assessment", "Assessment was completed", "ca", " signed off", "cgm", "x", " ", ".",
        "ICPC", "ſ", "İ", "looked-after", "statutory ", "plan", "initial ", "interim care orders")  # fmt: skip


@pytest.mark.parametrize("step", STEPS, ids=lambda step: step.key)
@given(bits=st.lists(st.sampled_from(BITS), max_size=6))
def test_the_quick_look_finds_what_the_pattern_finds(step, bits: list[str]) -> None:
    text = "".join(bits)
    pattern = step.pattern
    assert looks_for(step.words, pattern)(text) == (pattern is not None and pattern.search(text) is not None)


@pytest.mark.parametrize(
    ("word", "part"),
    [
        ("core groups?", "core group"),
        ("(?:lac|cla)(?: child)? reviews?", " review"),
        ("looked[- ]after", "looked"),
        (r"s\.? ?20", "20"),
        ("closed", "closed"),
        ("ab*", ""),
        ("one|two", ""),
        ("(?i)one", ""),
        ("a{2}bcd", ""),
        ("Closed", ""),
        ("", ""),
    ],
)
def test_a_part_is_needed_only_where_every_match_holds_it(word: str, part: str) -> None:
    assert needed_part(word) == part


@given(st.sampled_from([word for step in STEPS for word in step.words]), st.text(max_size=30))
def test_what_a_word_matches_holds_its_part(word: str, text: str) -> None:
    match = re.search(word, text.lower())
    assert match is None or needed_part(word) in match.group()
