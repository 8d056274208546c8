"""The schemes that ship, going over from one to another, and a panel's own."""

from dataclasses import replace
from pathlib import Path

import pytest

from app.case.checks import equal_cases, find_problems
from app.case.edits import Reviewer
from app.case.event_table import CodeFrom
from app.case.scheme import default_scheme, load_scheme, read_scheme, scheme_called, shipped_names, shipped_scheme
from app.case.scheme_edits import ranks_in, set_scheme
from app.case.scheme_files import own_scheme, save_scheme, scheme_text, settings_of
from app.cli import run
from app.coding.coder import suggest_codes
from app.coding.entries import LevelWords
from app.coding.lexicon import default_lexicon
from app.coding.states import LevelRanks
from app.errors import DataError, UserError
from app.export.json_documents import event_entry
from app.session import Session
from tests.app.case_builder import Row, a_case

ANN = Reviewer("Ann")


def a_coded_case() -> "tuple[Session, list[int]]":
    levels = [0, 1, 2, 3, 4, 5]
    rows = [Row(f"2013-0{rank + 1}-01", "Perry", 3, "hygiene, nutrition", {"Perry": rank}) for rank in levels]
    return Session(a_case(["Perry"], *rows), ANN), levels


@pytest.mark.parametrize("name", shipped_names())
def test_every_scheme_that_ships_says_what_opens_and_closes_each_level(name: str) -> None:
    scheme = shipped_scheme(name)
    assert all(level.opens and level.closes and level.words and level.source for level in scheme.levels)
    assert [scheme.contract_rank(level.rank) for level in scheme.levels][-1] == 5


def states() -> set[str]:
    return {entry.state for entry in default_lexicon().entries.values() if isinstance(entry, LevelWords)}


@pytest.mark.parametrize("name", shipped_names())
def test_every_scheme_has_a_level_for_every_state_that_the_default_knows(name: str) -> None:
    shared = states() & set(LevelRanks(default_scheme()))
    assert shared and shared <= set(LevelRanks(shipped_scheme(name)))


def test_every_state_of_the_lexicon_is_a_level_somewhere() -> None:
    assert states() <= set().union(*(LevelRanks(shipped_scheme(name)) for name in shipped_names()))


@pytest.mark.parametrize(
    ("scheme", "text", "level"),
    [
        ("wales", "Care and support plan agreed.", 2),
        ("wales", "Initial conference: care and support protection plan agreed.", 4),
        ("wales", "Accommodated under section 76 this morning.", 5),
        ("scotland", "Child's plan agreed with both parents.", 2),
        ("scotland", "CPPM held: registered under neglect.", 4),
        ("scotland", "Children's hearing: compulsory supervision order made.", 5),
        ("england-eleven-step", "CIN plan agreed.", 4),
    ],
)
def test_words_of_each_nation_open_levels_of_its_scheme(scheme: str, text: str, level: int) -> None:
    start = a_case(["Perry"], Row("2018-03-01", "Perry", None, "", {}, text, severity_from=CodeFrom.NOBODY))
    events = replace(start.events, categories_from=start.events.categories_from * 0)
    case, _ = set_scheme(shipped_scheme(scheme))(replace(start, events=events))
    coded, _ = suggest_codes(case)(case)
    assert int(coded.events.level[0, 0]) == level


@pytest.mark.parametrize("name", shipped_names())
def test_no_word_stands_for_two_levels(name: str) -> None:
    words = [word for level in shipped_scheme(name).levels for word in level.words]
    assert len(words) == len(set(words))


@pytest.mark.parametrize("name", shipped_names())
def test_a_case_goes_over_to_every_scheme_is_sound_and_can_be_undone(name: str, tmp_path: Path) -> None:
    session, levels = a_coded_case()
    before = session.case
    session.apply(set_scheme(shipped_scheme(name)), "Use a scheme")
    case = session.case
    assert find_problems(case) == [] and case.scheme.name == shipped_scheme(name).name
    told = [event_entry(case, case.events.event(place), False)["levels"] for place in range(len(case.events))]
    assert told == [{"Perry": rank} for rank in levels]
    session.save_as(tmp_path / "case")
    session.close()
    again = Session.open(tmp_path / "case.lifelanes", ANN)
    assert equal_cases(again.case, case)
    again.close()
    if case is not before:
        session = Session(before, ANN)
        session.apply(set_scheme(shipped_scheme(name)), "Use a scheme")
        session.undo()
        assert equal_cases(session.case, before)


def test_eleven_steps_come_back_as_six() -> None:
    heirs = ranks_in(shipped_scheme("england-eleven-step"), default_scheme())
    assert heirs == (0, 1, 1, 1, 2, 3, 4, 5, 5, 5, 5)


def test_a_scheme_without_a_category_in_use_is_refused() -> None:
    session, _ = a_coded_case()
    fewer = tuple(item for item in default_scheme().categories if item.key != "nutrition")
    with pytest.raises(UserError, match="no category for: Nutrition"):
        session.apply(set_scheme(_with_categories(fewer)), "Use a scheme")


def _with_categories(categories: tuple[object, ...]):
    text = scheme_text(default_scheme())
    rows = text.split("[[categories]]")
    kept = [row for row in rows[1:] if 'key = "nutrition"' not in row]
    assert len(kept) == len(categories)
    return read_scheme("[[categories]]".join((rows[0], *kept)).replace('"nutrition", ', ""), "fewer.toml")


@pytest.mark.parametrize("name", shipped_names())
def test_a_scheme_is_written_as_it_is_read(name: str, tmp_path: Path) -> None:
    save_scheme(shipped_scheme(name), tmp_path / "own.toml")
    assert load_scheme(tmp_path / "own.toml") == shipped_scheme(name)
    assert scheme_called(str(tmp_path / "own.toml")) == shipped_scheme(name)


def test_a_panel_makes_its_own_from_another() -> None:
    wales = shipped_scheme("wales")
    names = [level.name for level in wales.levels]
    names[2] = 'Plan "Part 4" – é'
    own = own_scheme(wales, "Our board", names, {"windows.relapse_days": 180, "rules.no_contact.days": 30})
    assert (own.name, own.key, own.levels[2].name) == ("Our board", "our-board", 'Plan "Part 4" – é')
    assert "care and support plan (part 4)" in own.levels[2].words
    assert own.windows.relapse_days == 180 and own.rules.no_contact.days == 30
    assert settings_of(own) == {**settings_of(wales), "windows.relapse_days": 180, "rules.no_contact.days": 30}
    assert own_scheme(wales, wales.name, [level.name for level in wales.levels], {}) is wales
    for wrong in (
        lambda: own_scheme(wales, " ", names, {}),
        lambda: own_scheme(wales, "Ours", ["", *names[1:]], {}),
        lambda: own_scheme(wales, "Ours", names, {"windows.relapse_severity": 9}),
    ):
        with pytest.raises(UserError):
            wrong()


def test_a_scheme_may_say_only_what_differs_from_one_that_ships() -> None:
    own = read_scheme('based_on = "scotland"\nname = "Our hearing"\n[windows]\nrelapse_days = 90\n', "own.toml")
    assert own.levels == shipped_scheme("scotland").levels and own.windows.relapse_days == 90
    with pytest.raises(DataError, match="based_on names no scheme"):
        read_scheme('based_on = "mars"\n', "own.toml")


def test_the_command_line_takes_a_scheme_by_name(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    session, _ = a_coded_case()
    session.save_as(tmp_path / "case")
    session.close()
    assert run(["findings", str(tmp_path / "case.lifelanes"), "--scheme", "wales", "--json"]) == 0
    assert '"scheme": "Wales, version 1"' in capsys.readouterr().out
    assert run(["findings", str(tmp_path / "case.lifelanes"), "--scheme", "mars"]) == 1
    assert "No scheme is called mars. There are england-six-level" in capsys.readouterr().err
