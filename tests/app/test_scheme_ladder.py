"""A panel's own ladder: a level more or less, with every rule still about the level that it was about."""

import pytest

from app.analysis.findings import find_all
from app.case.scheme import Scheme, read_scheme, shipped_names, shipped_scheme
from app.case.scheme_edits import set_scheme
from app.case.scheme_files import own_scheme, scheme_text
from app.case.scheme_ladder import NEW_LEVEL, with_level, without_level
from app.errors import UserError
from tests.app.case_builder import Row, a_case

RULES = ("in_need", "enquiry", "plan", "care")


def about(scheme: Scheme) -> list[str]:
    """The names of the levels that the rules of a scheme are about."""
    ranks = [*(getattr(scheme.ranks, rule) for rule in RULES), scheme.rules.no_contact.level]
    return [scheme.levels[rank].name for rank in ranks]


@pytest.mark.parametrize("name", shipped_names())
@pytest.mark.parametrize("below", [0, 1, 3])
def test_a_level_more_moves_what_is_above_it_and_can_be_kept_and_taken_out_again(name: str, below: int) -> None:
    start = shipped_scheme(name)
    more = with_level(start, below, "Our own step")
    assert [level.name for level in more.levels if level.name != "Our own step"] == [one.name for one in start.levels]
    assert more.levels[below + 1].name == "Our own step" and about(more) == about(start)
    assert more.contract_rank(below + 1) == start.contract_rank(below)
    assert read_scheme(scheme_text(more), "ours.toml") == more
    back = without_level(more, below + 1)
    assert [level.name for level in back.levels] == [level.name for level in start.levels]
    assert about(back) == about(start)
    assert [back.contract_rank(level.rank) for level in back.levels] == [
        start.contract_rank(level.rank) for level in start.levels
    ]


def test_findings_on_a_ladder_of_seven_are_those_of_six() -> None:
    case = a_case(
        ["Ada"],
        Row("2012-01-10", "Ada", 3, "hygiene"),
        Row("2012-02-01", "Ada", 3, "administrative", {"Ada": 4}),
        Row("2012-09-01", "Ada", 0, "protective"),
        Row("2013-01-15", "Ada", 1, "administrative", {"Ada": 0}),
        Row("2013-06-04", "Ada", 4, "home_conditions"),
    )
    seven, _ = set_scheme(with_level(case.scheme, 1, "Team around the school"))(case)
    assert seven.events.level[:, 0].tolist() == [-1, 5, -1, 0, -1]
    assert [(found.kind, found.start, found.end) for found in find_all(seven)] == [
        (found.kind, found.start, found.end) for found in find_all(case)
    ]


def test_what_cannot_be_is_said() -> None:
    scheme = shipped_scheme("england-six-level")
    with pytest.raises(UserError, match="called early help already"):
        with_level(scheme, 2, "early help")
    with pytest.raises(UserError, match="needs a name"):
        with_level(scheme, 2, " ")
    with pytest.raises(UserError, match="Universal services cannot be removed"):
        without_level(scheme, 0)
    with pytest.raises(UserError, match="Child in need cannot be removed: rules of this scheme are about it"):
        without_level(scheme, 2)


def test_a_second_level_can_be_added_once_the_first_has_a_name() -> None:
    scheme = with_level(shipped_scheme("england-six-level"), 2, NEW_LEVEL)
    names = ["Multi-agency hub" if level.name == NEW_LEVEL else level.name for level in scheme.levels]
    named = own_scheme(scheme, "Ours", names, {})
    assert named.levels[3].words == ("multi-agency hub",)
    assert with_level(named, 4, NEW_LEVEL).levels[5].name == NEW_LEVEL


def test_two_levels_of_one_name_are_refused() -> None:
    scheme = shipped_scheme("england-six-level")
    names = [level.name for level in scheme.levels]
    with pytest.raises(UserError, match="is called Early help already"):
        own_scheme(scheme, "Ours", [names[0], "Early help", "Early help", *names[3:]], {})
