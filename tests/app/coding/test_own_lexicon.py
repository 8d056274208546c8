"""A panel's own lexicon: its tests are run, and words that nothing knows are told, each in one sentence."""

import json
from pathlib import Path

import pytest

from app.cli import run
from app.coding.own_lexicon import load_lexicon
from app.errors import DataError

ENTRY = """source = "Our panel"
[[concerns]]
id = "ours.snorble"
source = "local words"
categories = ["emotional"]
severity = 3
phrases = ["snorbl*"]
matches = ["Snorbled at the gate"]
misses = ["no worries"]
valid_from = 2012
valid_to = 2014
"""
LEVEL = '\n[[levels]]\nid = "ours.level"\nsource = "x"\nstate = "{state}"\ndoes = "opens"\nphrases = ["zedplan"]\n'
MARKER = '\n[[markers]]\nid = "ours.marker"\nsource = "x"\nmarker = "{marker}"\nphrases = ["zedseen"]\n'


def loaded(folder: Path, text: str) -> str:
    """What is said of a file of this text: empty where it is taken."""
    path = folder / "ours.toml"
    path.write_text(text, "utf-8")
    try:
        load_lexicon(path)
    except DataError as told:
        return str(told)
    return ""


def test_an_entry_that_passes_its_own_tests_is_taken(tmp_path: Path) -> None:
    assert loaded(tmp_path, ENTRY + LEVEL.format(state="caf") + MARKER.format(marker="child_seen")) == ""


@pytest.mark.parametrize(
    ("before", "after", "says"),
    [
        ("Snorbled at the gate", "Glorped", "entry ours.snorble does not find “Glorped”, which its “matches” say"),
        ("Snorbled at the gate", "No snorbling", "does not find “No snorbling”"),
        ("no worries", "a snorbler", "entry ours.snorble finds “a snorbler”, which its “misses” say"),
        ("severity = 3", "severity = 9", "entry ours.snorble: severity is 9; the ranks of severity run from 0 to 5"),
        ('"emotional"', '"emotionel"', "names the category emotionel, which the scheme England, six levels does not"),
        ("valid_to = 2014", "valid_to = 2010", "no year: valid_from 2012 comes after valid_to 2010"),
    ],
)
def test_an_entry_that_fails_is_told_with_its_file(tmp_path: Path, before: str, after: str, says: str) -> None:
    told = loaded(tmp_path, ENTRY.replace(before, after))
    assert told.startswith("ours.toml: ") and says in told


def test_states_and_markers_that_nothing_knows_are_told(tmp_path: Path) -> None:
    assert "the state zed, which no level of a scheme lists" in loaded(tmp_path, ENTRY + LEVEL.format(state="zed"))
    told = loaded(tmp_path, ENTRY + MARKER.format(marker="child_sen"))
    assert "records child_sen, which is no marker; there are " in told and "child_seen" in told


def test_the_example_that_readers_are_given_is_taken(tmp_path: Path) -> None:
    readme = (Path(__file__).parents[3] / "README.md").read_text("utf-8")
    example = readme.partition("```toml\n")[2].partition("```")[0]
    assert "ours.soft_play" in example and loaded(tmp_path, example) == ""


def test_a_row_coded_by_an_entry_of_ones_own_says_so(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    (tmp_path / "ours.toml").write_text(ENTRY, "utf-8")
    told = "Date,Agency,Child,Event\n03/03/2014,School,Ada,Snorbled at pick-up\n03/03/2015,School,Ada,Snorbled again\n"
    (tmp_path / "school.csv").write_text(told, "utf-8")
    assert run(["events", str(tmp_path / "school.csv"), "--lexicon", str(tmp_path / "ours.toml"), "--json"]) == 0
    then, later = json.loads(capsys.readouterr().out)["events"]
    assert (then["severity"], then["severity_reason"]["rule"]) == (3, "ours.snorble")
    assert then["severity_reason"]["words"] == "Snorbled"
    assert later["severity"] is None
