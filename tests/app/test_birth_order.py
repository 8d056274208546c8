"""The order of the children: the oldest first, and who was born within the record after those who were there."""

from dataclasses import replace
from datetime import date

from app.analysis.findings import find_all
from app.case.birth_order import oldest_first
from app.case.dates import ChronologyDate, exactly
from app.case.edits import withdraw_events
from app.case.model import Case
from app.case.pseudonyms import pseudonyms_of
from app.lanes.scene import resolve
from app.phase.scene import phase_scene
from tests.app.case_builder import Row, a_case


def a_family(**births: date) -> Case:
    case = a_case(
        ["Ada", "Ben", "Cal"],
        Row("2018-09-03", "Ada", 2, "hygiene", {}, "No breakfast.", "School"),
        Row("2020-10-01", "all", 1, "nutrition", {}, "Hungry.", "School"),
    )
    born: dict[str, ChronologyDate] = {name: exactly(day) for name, day in births.items()}
    return replace(case, children=tuple(replace(child, born=born.get(child.name)) for child in case.children))


def names(case: Case) -> list[str]:
    return [child.name for child in oldest_first(case)]


def test_with_no_birth_known_children_stand_as_the_case_has_them() -> None:
    assert names(a_family()) == ["Ada", "Ben", "Cal"]


def test_the_oldest_is_first_and_those_of_unknown_birth_follow() -> None:
    assert names(a_family(Cal=date(2009, 1, 1), Ben=date(2011, 1, 1))) == ["Cal", "Ben", "Ada"]


def test_a_baby_of_the_record_comes_after_those_who_were_there_though_their_births_are_not_known() -> None:
    case = a_family(Ada=date(2020, 9, 14), Cal=date(2012, 1, 1))
    assert names(case) == ["Cal", "Ben", "Ada"]
    lanes = [lane.name for lane in resolve(case, find_all(case)).lanes]
    assert lanes == [row.name for row in phase_scene(case, find_all(case)).rows] == ["Cal", "Ben", "Ada"]
    assert pseudonyms_of(case).children == ("Child C", "Child B", "Child A")


def test_no_child_gets_the_letter_of_another_because_a_row_is_withdrawn() -> None:
    case = a_family(Ada=date(2019, 9, 14))
    assert pseudonyms_of(withdraw_events([0])(case)[0]) == pseudonyms_of(case)
