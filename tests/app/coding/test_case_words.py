"""A case's own words: laid over the lexicon wherever the case is coded, and written as the file that they came from."""

import json
from dataclasses import replace
from datetime import date
from pathlib import Path

import msgspec
import pytest

from app.analysis.knowledge import agencies_named, seen_as
from app.case.event_table import CodeFrom
from app.case.model import Case
from app.case.own_words import OwnEntry
from app.case.own_words_edits import forget_own_entry, keep_own_entry, take_own_entries
from app.cli import run
from app.coding.anew import suggest_anew
from app.coding.case_words import as_file, fault_of, lexicon_of, lexicon_text, own_entry, read_own_words
from app.coding.coder import explain, suggest_codes
from app.coding.entries import Concern
from app.coding.lexicon import default_lexicon, read_lexicon
from app.coding.own_rows import codes_in_view
from app.coding.trying_words import tried
from app.errors import DataError
from app.progress import Progress
from app.storage.case_file import CaseFile, read_case
from tests.app.case_builder import Row, a_case

ZINDLE = Concern(id="ours.zindle", source="our schools", categories=("emotional",), severity=3, phrases=("zindl*",))
EVERY_TABLE = """source = "x"
remove = ["{removed}"]
[[concerns]]
id = "ours.a"
source = "a"
categories = ["emotional", "hygiene"]
severity = 2
fixed = true
hides = ["hygiene"]
patterns = ['zed\\d']
marks = ["zed"]
[[ignored]]
id = "ours.b"
source = "b"
phrases = ["zindle club", "zindle \\"show\\""]
[[cues]]
id = "ours.c"
source = "c"
kind = "negated"
phrases = ["zilch"]
[[modifiers]]
id = "ours.d"
source = "d"
phrases = ["zooming"]
[[levels]]
id = "ours.e"
source = "e"
state = "early help"
does = "opens"
phrases = ["zedplan"]
valid_to = 2014
[[markers]]
id = "ours.f"
source = "f"
marker = "child_seen"
phrases = ["zedseen"]
"""


def with_words(case: Case, *entries: Concern) -> Case:
    return take_own_entries([own_entry(entry) for entry in entries])(case)[0]


def a_coded_case() -> Case:
    """Three rows: one suggested, one stated, one that a reviewer confirmed."""
    case = a_case(
        ["Perry"],
        Row("2013-03-01", text="Zindled at the gate."),
        Row("2014-03-01", severity=1, categories="hygiene", text="Zindled, and nits."),
        Row("2015-03-01", severity=0, categories="hygiene", severity_from=CodeFrom.REVIEWER, text="Zindled again."),
    )
    return suggest_codes(case)(case)[0]


def test_a_file_of_every_table_comes_out_as_it_went_in(tmp_path: Path) -> None:
    removed = next(iter(default_lexicon().entries))
    path = tmp_path / "ours.toml"
    path.write_text(EVERY_TABLE.format(removed=removed), "utf-8")
    words = read_own_words(path, a_coded_case())
    again = read_lexicon(lexicon_text(words), "again.toml")
    assert again == as_file(words)
    before = read_lexicon(path.read_text("utf-8"), path.name)
    assert msgspec.structs.replace(again, source=before.source) == before
    lexicon = lexicon_of(replace(a_coded_case(), own_words=words))
    assert removed not in lexicon.entries and "ours.c" in lexicon.entries


def test_a_file_that_fails_its_own_tests_is_told(tmp_path: Path) -> None:
    path, entry = tmp_path / "ours.toml", lexicon_text([own_entry(ZINDLE)])
    path.write_text(f'{entry}misses = ["A zindler"]\n', "utf-8")
    with pytest.raises(DataError, match=r"ours.toml: entry ours.zindle finds “A zindler”"):
        read_own_words(path, a_coded_case())


def test_only_what_is_suggested_changes_and_comes_back_without_the_words() -> None:
    case = a_coded_case()
    before = case.events.severity.tolist()
    with_them = with_words(case, ZINDLE)
    after, changes = suggest_anew(with_them)(with_them)
    assert after.events.severity.tolist() == [3, 1, 0] and set(changes.events) == {0}
    same, nothing = suggest_anew(after)(after)
    assert same is after and not nothing.events, "a second time changes nothing"
    bare = forget_own_entry(ZINDLE.id)(after)[0]
    assert suggest_anew(bare)(bare)[0].events.severity.tolist() == before


def test_why_names_the_entry_and_who_says_so() -> None:
    case = with_words(a_coded_case(), ZINDLE)
    why = next(reason for reason in explain(case, 0) if reason.field == "severity")
    assert (why.rule, why.source, why.words) == ("ours.zindle", "our schools", "Zindled")


def test_an_entry_takes_the_place_of_the_one_it_was_changed_from() -> None:
    case = with_words(a_coded_case(), ZINDLE)
    other = OwnEntry("ours.other", "concerns", "{}")
    case = keep_own_entry(other)(case)[0]
    case = keep_own_entry(OwnEntry("ours.new", "concerns", "{}"), ZINDLE.id)(case)[0]
    assert [entry.id for entry in case.own_words] == ["ours.new", "ours.other"]
    assert keep_own_entry(other)(case)[0] is case


def test_words_of_a_version_to_come_are_told_and_the_lexicon_is_used_as_it_ships() -> None:
    case = replace(a_coded_case(), own_words=(OwnEntry("ours.later", "spells", "{}"),))
    assert "ours.later cannot be read" in fault_of(case) and lexicon_of(case) is default_lexicon()
    assert fault_of(a_coded_case()) == ""


def test_trying_tells_of_years_and_of_rows_that_say_it_is_not_so() -> None:
    case = a_case(["Perry"], Row("2013-01-01", text="Zindled."), Row("2016-01-01", text="She did not zindle at all."))
    entry = Concern(
        id="ours.z", source="x", categories=("emotional",), severity=3, phrases=("zindl*",), valid_from=2014
    )
    told = tried(entry, "", case, Progress())
    assert (told.fault, told.holding, told.first) == (None, 1, (1,)) and told.after is not None
    assert told.after.events.severity[1] != 3, "what is denied is no concern"


def test_the_command_line_uses_the_words_of_a_case_file(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    path, sheet = tmp_path / "kept.lifelanes", tmp_path / "school.csv"
    CaseFile.create(path, with_words(a_coded_case(), ZINDLE)).close()
    assert [entry.id for entry in read_case(path).own_words] == ["ours.zindle"]
    sheet.write_text("Date,Agency,Child,Event\n03/03/2018,School,Perry,Zindled at pick-up\n", "utf-8")
    assert run(["events", str(path), str(sheet), "--json"]) == 0
    event = json.loads(capsys.readouterr().out)["events"][-1]
    assert (event["severity"], event["severity_reason"]["rule"]) == (3, "ours.zindle")


def test_the_command_line_tells_of_words_that_it_cannot_use(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    path = tmp_path / "kept.lifelanes"
    later = replace(a_coded_case(), own_words=(OwnEntry("ours.later", "spells", "{}"),))
    CaseFile.create(path, later).close()
    assert run(["events", str(path), "--json"]) == 0
    assert "own words are not used" in capsys.readouterr().err


def test_a_view_of_the_case_is_coded_by_its_own_words_and_holds_none_of_other_rows() -> None:
    case = a_case(
        ["Perry"],
        Row("2013-03-01", text="Zindled at the gate.", agency="School"),
        Row("2013-04-01", text="A quorl at the clinic.", agency="GP"),
    )
    both = msgspec.structs.replace(ZINDLE, phrases=("zindl*", "quorl*"), matches=("A quorl, zindled.",))
    case = with_words(case, both, msgspec.structs.replace(ZINDLE, id="ours.quorl", phrases=("quorl*",)))
    whole = suggest_codes(case)(case)[0]
    view = seen_as(whole, agencies_named(whole, ["School"]), date(2015, 1, 1)).coded(codes_in_view(whole)).case
    assert "quorl" not in repr(view.own_words) and "our schools" not in repr(view.own_words)
    assert view.events.severity.tolist() == [3] and explain(view, 0)[0].source == "Your own words"


def test_a_shipped_entry_that_a_file_takes_out_and_gives_anew_stays_as_the_file_gives_it(tmp_path: Path) -> None:
    shipped = next(iter(default_lexicon().of(Concern)))
    file = tmp_path / "ours.toml"
    file.write_text(
        f'source = "x"\nremove = ["{shipped.id}"]\n[[concerns]]\nid = "{shipped.id}"\nsource = "a"\n'
        'categories = ["emotional"]\nseverity = 3\nphrases = ["zindl*"]\n',
        "utf-8",
    )
    assert [entry.layer for entry in read_own_words(file, a_coded_case())] == ["concerns"]
