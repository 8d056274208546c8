"""Runs of health concerns without an answer: what is one, and what is not."""

from datetime import date

import pytest

from app.analysis.finding import ESCALATION
from app.analysis.findings import find_all
from tests.app.case_builder import Row, a_case

HELP = Row("2014-09-17", "Perry", 1, "administrative", {"Perry": 1})
FIRST = Row("2015-03-10", "Perry", 2, "physical_health")
SECOND = Row("2015-04-21", "Perry", 3, "missed_health")
THIRD = Row("2015-06-09", "Perry", 4, "physical_health")
LAST = Row("2015-09-01", "Perry", 4, "missed_health")
END = Row("2015-12-01", "Perry", 0, "administrative")
RUN = (HELP, FIRST, SECOND, THIRD, LAST, END)


def escalations(*rows: Row, children=("Perry",)):
    return [finding for finding in find_all(a_case(list(children), *rows)) if finding.kind == ESCALATION]


def test_health_concerns_that_rise_while_the_level_does_not_are_one_finding():
    (finding,) = escalations(*RUN)
    assert (finding.start, finding.end, len(finding.evidence)) == (date(2015, 3, 10), date(2015, 9, 1), 4)
    assert "no rise in level for 175 days" in finding.says


def test_it_ends_at_the_admission_that_overtakes_it():
    harm = Row("2015-10-06", "Perry", 5, "physical_health")
    admission = Row("2015-10-09", "Perry", 5, "physical_health", markers=("admission",))
    (finding,) = escalations(*RUN[:-1], harm, admission, END)
    assert finding.end == date(2015, 10, 9)


def test_it_ends_when_the_level_rises_long_after():
    (finding,) = escalations(*RUN[:-1], Row("2015-10-12", "Perry", 3, "administrative", {"Perry": 3}))
    assert finding.end == date(2015, 10, 12) and "until the level rose" in finding.says


@pytest.mark.parametrize(
    ("rows", "why"),
    [
        ((HELP, FIRST, SECOND, END), "two concerns are too few"),
        ((HELP, FIRST, SECOND._replace(severity=2), THIRD._replace(severity=2), END), "it never reaches severity 3"),
        ((HELP, FIRST._replace(severity=4), SECOND, THIRD._replace(severity=2), END), "it falls overall"),
        ((HELP, FIRST._replace(categories="hygiene"), SECOND, THIRD, END), "one of three is not about health"),
        (
            (HELP, FIRST._replace(day="2013-01-01"), SECOND._replace(day="2013-09-01"), THIRD, END),
            "they lie too far apart",
        ),
        (
            (HELP, FIRST, SECOND, Row("2015-05-01", "Perry", 3, "", {"Perry": 3}), THIRD, END),
            "the level rose in answer",
        ),
        (
            (HELP, FIRST, SECOND, Row("2015-05-01", "Perry", 0, "physical_health protective"), THIRD, END),
            "recovery is recorded",
        ),
    ],
)
def test_no_finding_when(rows, why):
    assert escalations(*rows) == [], why


def test_where_the_level_is_the_highest_already_no_rise_is_missed():
    in_care = HELP._replace(levels={"Perry": 5})
    assert escalations(in_care, *RUN[1:]) == []


def test_rows_about_several_children_alone_do_not_say_whose_health_it_is():
    alone = Row("2014-11-04", "Perry", 0, "education")
    sams = Row("2014-11-05", "Sam", 0, "education")
    shared = [row._replace(subjects="all") for row in RUN]
    assert escalations(alone, sams, *shared, children=("Perry", "Sam")) == []


def test_children_who_are_always_named_together_share_the_run():
    shared = [row._replace(subjects="all") for row in RUN]
    assert [finding.child for finding in escalations(*shared, children=("Perry", "Sam"))] == [0, 1]


def test_a_rise_soon_after_the_third_concern_answers_the_run():
    enquiry = Row("2015-06-20", "Perry", 3, "administrative", {"Perry": 3})
    assert escalations(HELP, FIRST, SECOND, THIRD, enquiry, END) == []
    assert len(escalations(HELP, FIRST, SECOND, THIRD, LAST, enquiry._replace(day="2015-09-08"), END)) == 1


def test_harm_overtakes_an_escalation_and_does_not_make_one():
    harm = Row("2015-05-09", "Perry", 5, "physical_health", markers=("admission",))
    assert escalations(HELP, FIRST, SECOND, harm, END) == []
    assert len(escalations(HELP, FIRST, SECOND, SECOND._replace(day="2015-05-01"), harm, END)) == 1


def test_an_assessment_opened_soon_after_the_third_concern_answers_the_run():
    opened = Row("2015-06-20", "Perry", 2, "", markers=("referral:accepted",), response="C&F assessment")
    assert escalations(HELP, FIRST, SECOND, THIRD, opened, END) == []
    (finding,) = escalations(HELP, FIRST, SECOND, THIRD, LAST, opened._replace(day="2015-09-28"), END)
    assert finding.end == date(2015, 9, 28) and "until an assessment was opened" in finding.says


def test_an_assessment_that_waits_for_somebody_to_do_it_is_none():
    waiting = Row("2015-06-20", "Perry", 2, "", markers=("referral:accepted",), response="Unallocated. No visit")
    assert len(escalations(HELP, FIRST, SECOND, THIRD, waiting, END)) == 1


SEEN = Row("2015-06-20", "Perry", 2, "physical_health", text="Seen in clinic.", agency="Hospital")


@pytest.mark.parametrize(
    "seen",
    [
        SEEN,
        SEEN._replace(severity=4, text="Abscess drained under GA, home same day."),
        SEEN._replace(agency="Dermatology department"),
        SEEN._replace(severity=3, text="Dose increased.", agency="Diabetes clinic"),
        SEEN._replace(severity=3, text="High energy formula begun.", agency=""),
    ],
    ids=["less ill", "treated", "by a clinic with a name of its own", "treated there", "treated by nobody knows whom"],
)
def test_a_child_whom_a_health_service_saw_at_the_end_of_the_run_was_answered(seen):
    assert escalations(HELP, FIRST, SECOND, THIRD, seen, END) == []


@pytest.mark.parametrize(
    ("seen", "why"),
    [
        (SEEN._replace(agency="School"), "a school treats nobody"),
        (SEEN._replace(agency=""), "as far as is known no health service saw the child"),
        (SEEN._replace(severity=4), "as ill as before, and nothing done"),
        (SEEN._replace(severity=4, text="Wound not treated."), "words say that it was not treated"),
        (SEEN._replace(day="2015-08-20"), "longer after than the window"),
        (SEEN._replace(categories="missed_health", markers=("was_not_brought",)), "the child was not brought"),
    ],
)
def test_what_is_no_answer(seen, why):
    assert len(escalations(HELP, FIRST, SECOND, THIRD, seen, END)) == 1, why


def test_the_child_who_was_seen_and_is_ill_again_was_not_answered():
    assert len(escalations(HELP, FIRST, SECOND, THIRD, SEEN, LAST._replace(day="2015-07-20"), END)) == 1


def test_good_news_that_was_only_filed_ends_no_run():
    good = Row("2015-05-01", "Perry", 0, "physical_health protective", response="Noted")
    assert len(escalations(HELP, FIRST, SECOND, good, THIRD, END)) == 1
    assert escalations(HELP, FIRST, SECOND, good._replace(response="None"), THIRD, END) == []
