"""The lexicon's files: the language of phrases, a panel's own file, and what is said when one is wrong."""

from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from app.coding.coder import suggest
from app.coding.lexicon import default_lexicon, read_lexicon
from app.coding.own_lexicon import load_lexicon
from app.coding.phrases import PhraseError, read_phrase
from app.coding.scanning import found_in, plain
from app.errors import DataError
from tests.app.coding.sentences import row

OWN = """
source = "Our panel, 2026"
remove = ["hygiene.headlice"]
[[concerns]]
id = "ours.zebra"
categories = ["education"]
severity = 4
phrases = ["zebra* .. loose"]
valid_to = 2014
source = "local words"
"""


@pytest.mark.parametrize(
    ("phrase", "text", "found"),
    [
        ("head-lice", "headlice and head lice", True),
        ("dirt* .. cloth*", "dirty school clothes", True),
        ("dirt* .. cloth*", "dirty. Then new clothes", False),
        ("dirt* .. cloth*", "dirty hands not on clothes", False),
        ("(no|nil) (fresh )?food", "nil fresh food", True),
        ("(no|nil) (fresh )?food", "no food", True),
        ("lost # kg", "lost 3.5 kg", True),
        ("can't cope", "cant cope", True),
        ("lice", "police", False),
        ("a (b|c (d|e)) f", "a c e f", True),
    ],
)
def test_the_language_of_phrases(phrase: str, text: str, found: bool) -> None:
    assert (read_phrase(phrase).pattern.search(text.lower()) is not None) is found


@pytest.mark.parametrize("phrase", ["", "(a|b", "a) b", ".. a", "a ..", "()"])
def test_a_phrase_that_cannot_be_read_is_refused(phrase: str) -> None:
    with pytest.raises(PhraseError):
        read_phrase(phrase)


TOLD = sorted({text for entry in default_lexicon().entries.values() for text in (*entry.matches, *entry.misses)})


@given(st.lists(st.sampled_from(TOLD), min_size=1, max_size=3), st.sampled_from((" ", ", ", "; ", "-", " - no ")))
def test_trying_only_the_phrases_that_the_words_call_for_finds_all(told: list[str], between: str) -> None:
    text = plain(between.join(told))
    everywhere = {
        (match.start(), -match.end(), unit.entry.id)
        for unit in default_lexicon().units
        for match in unit.phrase.pattern.finditer(text)
    }
    assert set(found_in(text, default_lexicon())) == everywhere


def test_a_panels_own_file_adds_and_removes(tmp_path: Path) -> None:
    path = tmp_path / "ours.toml"
    path.write_text(OWN, "utf-8")
    ours = load_lexicon(path)
    assert suggest(row("Zebras running loose."), ours).severity[0] == 4
    assert suggest(row("Zebras running loose.", day="2015-01-01"), ours).severity[0] == -1
    assert suggest(row("Nits."), ours).severity[0] == -1
    assert suggest(row("Nits.")).severity[0] == 1


@pytest.mark.parametrize(
    ("text", "says"),
    [
        ("source = ", "not valid TOML"),
        ("words = 1", "not a lexicon"),
        ('source = "x"\nremove = ["nothing.such"]', "there is no entry nothing.such"),
        ('source = "x"\n[[concerns]]\nid = "a"\ncategories = []\nsource = "x"', "has no phrase"),
        ('source = "x"\n[[concerns]]\nid = "a"\ncategories = []\nsource = "x"\nphrases = ["(a"]', "brackets"),
        ('source = "x"\n[[concerns]]\nid = "a"\ncategories = []\nsource = "x"\npatterns = ["a"]', "no marks"),
        (
            'source = "x"\n[[concerns]]\nid = "a"\ncategories = []\nsource = "x"\npatterns = ["("]\nmarks = ["a"]',
            "regular",
        ),
    ],
)
def test_a_file_that_does_not_hold_together_is_told_in_one_sentence(tmp_path: Path, text: str, says: str) -> None:
    path = tmp_path / "ours.toml"
    path.write_text(text, "utf-8")
    with pytest.raises(DataError, match=says) as told:
        load_lexicon(path)
    assert "ours.toml" in str(told.value)


def test_a_file_that_is_not_there_is_told() -> None:
    with pytest.raises(DataError, match="cannot be read"):
        load_lexicon(Path("nowhere") / "ours.toml")


def test_an_entry_that_stands_twice_is_told() -> None:
    entry = '[[ignored]]\nid = "a"\nsource = "x"\nphrases = ["b"]\n'
    with pytest.raises(DataError, match="twice"):
        read_lexicon(f'source = "x"\n{entry}{entry}', "ours.toml")
